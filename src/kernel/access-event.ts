import type { RequestContext } from './request-context.js';

/**
 * An event of the trail that no row trigger sees: a read, a sign-in, a refusal. `told` is an answer that did not do what was asked and tells
 * something about a patient all the same, such as that a number is taken.
 */
export interface AccessEvent {
  readonly kind: 'read' | 'list' | 'search' | 'replay' | 'told' | 'sign-in' | 'sign-in-failed' | 'sign-out' | 'refusal';
  readonly entity: string;
  readonly entityId?: string | null;
  readonly patientId?: string | null;
  readonly encounterId?: string | null;
  readonly patientIds?: readonly string[];
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** The columns of audit.event that an access fills, with their types; of whom it is, the statement may find itself. */
const WHO_AND_WHAT = {
  kind: 'text',
  actor_kind: 'text',
  actor_id: 'uuid',
  username: 'text',
  role: 'text',
  session_id: 'uuid',
  terminal: 'text',
  address: 'inet',
  request_id: 'text',
  purpose: 'text',
  reason: 'text',
  entity: 'text',
  entity_id: 'uuid',
  patient_ids: 'uuid[]',
  detail: 'jsonb',
} as const;
const COLUMNS = { ...WHO_AND_WHAT, patient_id: 'uuid', encounter_id: 'uuid' } as const;

export const EVENT_COLUMNS = Object.keys(COLUMNS).join(', ');

const shapeOf = (columns: Readonly<Record<string, string>>, alias: string): string =>
  `AS ${alias} (${Object.entries(columns)
    .map((column) => column.join(' '))
    .join(', ')})`;
const rows = (columns: Readonly<Record<string, string>>, alias: string): string =>
  `jsonb_to_recordset($1::jsonb) ${shapeOf(columns, alias)}`;

/** The columns of {@link eventRow}s, as what comes after `jsonb_to_recordset(…)`. */
export const EVENT_SHAPE = shapeOf(COLUMNS, 'event');
/** $1, a JSON array of {@link eventRow}s, as a table. */
export const EVENT_ROWS = rows(COLUMNS, 'event');
/** The same for a statement that finds patient and encounter itself: `place` is that of a row in the array, `scope` what it may see. */
export const ASKED_ROWS = rows({ place: 'int', scope: 'text', ...WHO_AND_WHAT }, 'asked');
/** And for one that also decides whether the person may see the patient. */
export const UNDECIDED_ROWS = rows(
  { place: 'int', reason_given: 'boolean', tie_days: 'int', ...WHO_AND_WHAT },
  'asked',
);

/** What the trail keeps of a request that shows patients, beside who and whom. */
export function detailOf({ route, query, output, byNumber }: RequestContext): Readonly<Record<string, unknown>> {
  const asked = query && Object.keys(query).length > 0 && { query };
  return { route, ...asked, ...(output && { output }), ...(byNumber && { byNumber }) };
}

/** With the id that the caller gave the request, which is not ours and need not be unique. */
const withCallersId = ({ callerRequestId }: RequestContext, detail: AccessEvent['detail']): AccessEvent['detail'] =>
  callerRequestId === undefined ? detail : { ...detail, callerRequestId };

export function eventRow(context: RequestContext, event: AccessEvent): Partial<Record<keyof typeof COLUMNS, unknown>> {
  const { actor } = context;
  return {
    kind: event.kind,
    actor_kind: actor.kind,
    actor_id: actor.id,
    username: actor.username,
    role: actor.role,
    session_id: actor.sessionId,
    terminal: context.terminal,
    address: context.address,
    request_id: context.requestId,
    // Nobody known yet is at no work.
    purpose: actor.kind === 'anonymous' && !context.purposeTold ? undefined : context.purpose,
    reason: context.reason,
    entity: event.entity,
    entity_id: event.entityId,
    patient_id: event.patientId,
    encounter_id: event.encounterId,
    patient_ids: event.patientIds,
    detail: withCallersId(context, event.detail),
  };
}

/** Whether a statement wrote this very event already with what it read or wrote; the least difference means no. */
export function isRecorded({ recorded }: RequestContext, event: AccessEvent): boolean {
  if (!recorded || !sameIds(recorded.patientIds, event.patientIds)) return false;
  const same = (name: keyof AccessEvent) => (recorded[name] ?? null) === (event[name] ?? null);
  return (['kind', 'entity', 'entityId', 'patientId', 'encounterId'] as const).every(same);
}

/** Whether two lists name the same patients, in whatever order; no list is not an empty one. */
function sameIds(some: readonly string[] | undefined, others: readonly string[] | undefined): boolean {
  if (!some || !others) return some === others;
  const known = new Set(some);
  return known.size === new Set(others).size && others.every((id) => known.has(id));
}
