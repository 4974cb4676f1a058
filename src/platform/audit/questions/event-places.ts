import type { AuditEventFilter } from '../dto/audit-events.dto.js';

/** What is asked of the trail; kinds of which an event may be any, beside what auditors ask by name. */
export interface EventFilter extends AuditEventFilter {
  readonly kinds?: readonly string[];
  /** Ids of whoever bears the username asked for, when they are known: the indexes of a patient's events hold ids, no names. */
  readonly bearers?: readonly string[];
}

/** Puts a value into the statement and gives its place, `$3`. */
export type Bind = (value: unknown) => string;

/**
 * Events looked at for one page. What a question finds is found by one index; all other conditions are checked on what
 * that index leads to, newest first, and never on more than this many events: the page is then short, and its `next` goes on.
 */
export const MOST_LOOKED_AT = 5_000;

/** The same for what no index leads to, such as a role or a field: whole events are read, and nearly none of them is one that was asked for. */
export const MOST_UNLED = 2_000;

/** The same for what indexes alone tell of a patient: which events, and who acted. */
export const MOST_OF_A_PATIENT = 5_000;

/** The same where a patient's events must be fetched one by one to be checked. */
export const MOST_FETCHED = 500;

/** Kinds with an index of their own, because they are few among many. */
const SELDOM = ['delete', 'replay', 'told', 'sign-in', 'sign-in-failed', 'sign-out', 'refusal'];

/** Where the events are that may answer a question. */
export interface Candidates {
  /** How many are looked at. */
  readonly most: number;
  /** `WITH found AS (…)`, newest first. @param after id of the last event seen @param what whole events where they are at hand, or only their ids */
  readonly found: (bind: Bind, after: string | undefined, what: 'events' | 'ids') => string;
  /** Column of `found`. */
  readonly id: string;
  /** How `found` is ordered, where it holds ids. */
  readonly inOrder: string;
  /** A FROM list with the events as `candidate`, in the order of {@link order}. */
  readonly from: string;
  readonly order: string;
  /** Conditions on `found` that save the fetching. */
  readonly checks: (bind: Bind) => string[];
}

export const candidatesOf = (filter: EventFilter): Candidates =>
  filter.patientId !== undefined &&
  !filter.entityId &&
  filter.requestId === undefined &&
  filter.callerRequestId === undefined
    ? ofPatient(filter)
    : byOneIndex(filter);

/** The id holds the time, so a period is a range of the primary key and prunes the monthly partitions. */
export function periodOf({ from, to }: EventFilter, bind: Bind, after: string | undefined, id: string): string[] {
  return [
    ...(from ? [`${id} >= audit.uuid_floor(${bind(from)}::timestamptz)`] : []),
    ...(to ? [`${id} < audit.uuid_floor(${bind(to)}::timestamptz)`] : []),
    ...(after ? [`${id} < ${bind(after)}::uuid`] : []),
  ];
}

/**
 * Where an index leads to.
 *
 * An index by a column and time is asked for "any of one value", in the order of both. Asked for "equal to", PostgreSQL would
 * know that the order is that of the id alone, which the primary key has too; and for a value that most of the trail has it would
 * walk that one and drop what does not fit. Where all those events lie months back, these are all events since.
 */
interface Place {
  /** The column, or what it is computed from, that stands before the id in the index; none where the index is by the id alone. */
  readonly column?: string;
  readonly conditions: (bind: Bind) => string[];
  /** How many are looked at, when not {@link MOST_LOOKED_AT}. */
  readonly most?: number;
}

/** @param more what a partial index asks for besides, as written there */
const anyOf = (column: string, type: string, value: unknown, ...more: string[]): Place => ({
  column,
  conditions: (bind) => [`${column} = ANY(ARRAY[${bind(value)}::${type}])`, ...more],
});

/** @param condition as written in the partial index, or that is not seen */
const only = (condition: string): Place => ({ conditions: () => [condition] });

function byOneIndex(filter: EventFilter): Candidates {
  const { column, conditions, most = MOST_LOOKED_AT } = placeOf(filter);
  const first = column ? `${column}, ` : '';
  const found = (bind: Bind, after: string | undefined, what: 'events' | 'ids') => {
    const where = [...conditions(bind), ...periodOf(filter, bind, after, 'event.id')];
    return `WITH found AS NOT MATERIALIZED (
      SELECT ${what === 'events' ? 'event.*' : `event.id${column ? `, ${column} AS place` : ''}`} FROM audit.trail event
      ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''} ORDER BY ${first}event.id DESC LIMIT ${most})`;
  };
  return {
    most,
    found,
    id: 'id',
    inOrder: `${column ? 'found.place, ' : ''}found.id DESC`,
    from: 'found candidate',
    order: `${first}event.id DESC`.replaceAll('event.', 'candidate.'),
    checks: () => [],
  };
}

/** What finds fewest, of those an index answers. */
function placeOf(filter: EventFilter): Place {
  const { entityId, requestId, callerRequestId, encounterId, kind, bearers } = filter;
  if (entityId) return anyOf('event.entity_id', 'uuid', entityId);
  if (requestId !== undefined) return anyOf('event.request_id', 'text', requestId);
  if (callerRequestId !== undefined) {
    return anyOf(`(event.detail->>'callerRequestId')`, 'text', callerRequestId, `event.detail ? 'callerRequestId'`);
  }
  if (encounterId) return ofPatientIn(encounterId);
  // Whoever failed to sign in is nobody yet: the account it was meant for is what the event is about.
  if (kind === 'sign-in-failed' && bearers?.length === 1) return anyOf('event.entity_id', 'uuid', bearers[0]);
  if (kind && SELDOM.includes(kind)) return only(`event.kind = '${kind}'`);
  return circumstanceOf(filter) ?? whoAndWhere(filter);
}

const ofPatientIn = (encounterId: string): Place => ({
  column: 'event.patient_id',
  conditions: (bind) => [
    `event.patient_id = ANY(ARRAY[(SELECT patient_id FROM encounter WHERE id = ${bind(encounterId)}::uuid)])`,
  ],
});

/** Of what was so when it was done few events are known, each by an index of its own. */
function circumstanceOf({ fromOtherWard, confidential, confidentiality, output }: EventFilter): Place | undefined {
  if (fromOtherWard) return only(IN_OTHER_WARD);
  if (confidential || (confidentiality && confidentiality !== 'N')) return only(CONFIDENTIAL);
  return output ? only(LEFT_THE_SERVICE) : undefined;
}

const IN_OTHER_WARD = `event.detail->'then'->>'otherWard' = 'true'`;
const CONFIDENTIAL = `event.detail->'then'->>'confidentiality' IN ('R', 'V')`;
const LEFT_THE_SERVICE = `event.detail ?| ARRAY['output', 'exported']`;

function whoAndWhere({ actorId, username, purpose, terminal, address }: EventFilter): Place {
  if (actorId) return anyOf('event.actor_id', 'uuid', actorId);
  if (username !== undefined) return anyOf('event.username', 'text', username);
  if (terminal !== undefined) return anyOf('event.terminal', 'text', terminal);
  if (address !== undefined) return anyOf('event.address', 'inet', withoutZone(address));
  if (purpose && purpose !== 'TREAT') return anyOf('event.purpose', 'text', purpose, `event.purpose <> 'TREAT'`);
  return { conditions: () => [], most: MOST_UNLED };
}

/** Conditions for which an event about a patient must be fetched; the indexes hold who acted. */
const FETCHED = [
  'encounterId',
  'role',
  'wardId',
  'terminal',
  'address',
  'kind',
  'kinds',
  'purpose',
  'entity',
  'field',
  'callerRequestId',
  'fromOtherWard',
  'confidential',
  'confidentiality',
  'output',
] as const;

/** Events about a patient and lists that showed them: no event is in both. Ids and who acted come from the indexes alone. */
function ofPatient(filter: EventFilter): Candidates {
  const { patientId, actorId, username, bearers = [] } = filter;
  const isFetched =
    FETCHED.some((name) => filter[name] !== undefined) || (username !== undefined && bearers.length === 0);
  const most = isFetched ? MOST_FETCHED : MOST_OF_A_PATIENT;
  const found = (bind: Bind, after: string | undefined) => {
    const patient = `${bind(patientId)}::uuid`;
    const scan = (id: string, from: string) =>
      `SELECT ${id}, actor_id FROM ${from}
        WHERE ${[`patient_id = ${patient}`, ...periodOf(filter, bind, after, id)].join(' AND ')} ORDER BY ${id} DESC LIMIT ${most}`;
    // Two ordered scans in one order; an OR of their conditions would be answered in order by no index.
    return `WITH found (event_id, person_id) AS NOT MATERIALIZED (
      SELECT * FROM ((${scan('id', 'audit.trail')}) UNION ALL (${scan('event_id', 'audit.shown_in_scope')})) scans
      ORDER BY id DESC LIMIT ${most})`;
  };
  const checks = (bind: Bind) => {
    if (actorId) return [`found.person_id = ${bind(actorId)}::uuid`];
    if (username === undefined) return [];
    return bearers.length > 0 ? [`found.person_id = ANY(${bind(bearers)}::uuid[])`] : [];
  };
  // Ids lead to their events one by one, in their order and only as far as the page needs: OFFSET 0 keeps it so.
  const from =
    'found CROSS JOIN LATERAL (SELECT * FROM audit.trail event WHERE event.id = found.event_id OFFSET 0) candidate';
  const order = 'found.event_id DESC';
  return { most, found, id: 'event_id', inOrder: order, from, order, checks };
}

/** An address of IPv6 may name an interface of the machine that wrote it, which the trail does not keep. */
export const withoutZone = (address: string): string => address.replace(/%.*$/, '');
