import { camelCase } from '../../../kernel/camel-case.js';
import { hospitalTime } from '../../../kernel/hospital-time.js';
import type { Language, Localised } from '../../../kernel/language.js';
import type { AuditedRecordResponse, AuditEventResponse, CircumstancesResponse } from '../dto/audit-event.response.js';
import { actWords, purposeWords, recordWords, roleWords } from '../reports/reports.words.js';
import type { NamedRow, Names } from './event-names.js';

/** An event as the trail has it. */
export interface EventRow {
  id: string;
  occurred_at: Date;
  kind: string;
  actor_kind: string;
  actor_id: string | null;
  username: string;
  role: string | null;
  session_id: string | null;
  terminal: string | null;
  address: string | null;
  request_id: string | null;
  purpose: string | null;
  reason: string | null;
  entity: string;
  entity_id: string | null;
  patient_id: string | null;
  encounter_id: string | null;
  patient_ids: string[] | null;
  /** How many a list showed, where `patient_ids` names only some. */
  patient_count?: number | null;
  changes: Record<string, unknown> | null;
  detail: Record<string, unknown> | null;
}

/** What to select for an {@link EventRow}. */
export const EVENT_COLUMNS = `id, occurred_at, kind, actor_kind, actor_id, username, role, session_id, terminal,
  host(address) AS address, request_id, purpose, reason, entity, entity_id, patient_id, encounter_id, patient_ids, changes, detail`;

/** Patients that an event in a page of events names; a ward's day of lists would else name the hospital in every page. */
const MOST_NAMED = 10;

/** What to select for a page of events. */
export const PAGE_COLUMNS = EVENT_COLUMNS.replace(
  'patient_ids',
  `patient_ids[1:${MOST_NAMED}] AS patient_ids, cardinality(patient_ids) AS patient_count`,
);

/** Of the patients a list showed, only the one who is asked about: the others are no business of this question. */
export const onlyAbout = <Row extends EventRow>(row: Row, patientId: string | undefined): Row =>
  patientId && row.patient_ids
    ? { ...row, patient_ids: [patientId], detail: ofOne(row.detail, patientId.toLowerCase()) }
    : row;

/** What was so of one of several patients. */
function ofOne(detail: EventRow['detail'], patientId: string): EventRow['detail'] {
  const then = detail?.['then'] as Then | undefined;
  if (!then) return detail;
  const { others, closed, otherWard, ...common } = then;
  if (!others && !closed) return detail;
  const marked = Object.entries(closed ?? {}).find(([, ids]) => ids.includes(patientId))?.[0];
  const isOther = others ? others.includes(patientId) : otherWard;
  return { ...detail, then: { ...common, confidentiality: marked ?? 'N', ...(isOther && { otherWard: true }) } };
}

export function eventResponse(row: NamedRow, { patients, records }: Names): AuditEventResponse {
  const named = row.patient_ids?.flatMap((id) => patients.get(id.toLowerCase()) ?? []);
  return {
    id: row.id,
    occurredAt: row.occurred_at.toISOString(),
    hospitalTime: hospitalTime(row.occurred_at),
    kind: row.kind,
    words: wordsOf(row),
    actor: {
      id: row.actor_id,
      username: row.username,
      fullName: row.full_name,
      role: row.role,
      roleWords: coded(row.role, roleWords),
      kind: row.actor_kind,
      sessionId: row.session_id,
    },
    entity: row.entity,
    entityId: row.entity_id,
    patientId: row.patient_id,
    patient: (row.patient_id && patients.get(row.patient_id)) || null,
    record: recordOf(row, records),
    encounterId: row.encounter_id,
    patientIds: row.patient_ids,
    patients: named ?? null,
    patientCount: row.patient_count ?? row.patient_ids?.length ?? null,
    purpose: row.purpose,
    purposeWords: coded(row.purpose, purposeWords),
    account: row.account,
    circumstances: circumstancesOf(row),
    reason: row.reason,
    terminal: row.terminal,
    address: row.address,
    requestId: row.request_id,
    changes: row.changes && changesOf(row.kind, row.changes),
    detail: row.detail,
  };
}

/** What was done, in words. */
export function wordsOf({ entity, kind, patient_id, detail }: EventRow): Localised {
  const what = kind === 'refusal' ? detail?.['action'] : (detail?.['why'] ?? detail?.['name']);
  const act = { entity, kind, what: typeof what === 'string' ? what : null };
  return inBoth((language) => actWords(act, patient_id !== null, language));
}

/** Kinds whose `entity` is a route or an account, and whose words say all of it. */
const OF_NO_RECORD: ReadonlySet<string> = new Set(['refusal', 'sign-in', 'sign-in-failed', 'sign-out']);

function recordOf({ kind, entity, entity_id }: EventRow, names: Names['records']): AuditedRecordResponse | null {
  if (OF_NO_RECORD.has(kind)) return null;
  const [vi, en] = [recordWords(entity, 'vi'), recordWords(entity, 'en')];
  return { words: vi !== null && en !== null ? { vi, en } : null, name: names.get(entity_id ?? '') ?? null };
}

const inBoth = (words: (language: Language) => string): Localised => ({ vi: words('vi'), en: words('en') });
const coded = (code: string | null, words: (code: string, language: Language) => string): Localised | null =>
  code === null ? null : inBoth((language) => words(code, language));

/** As kept by prisma/guards/22-circumstances.sql. */
interface Then {
  readonly actorWards?: readonly string[];
  readonly patientWards?: readonly string[];
  readonly confidentiality?: string;
  readonly otherWard?: boolean;
  /** Of several patients shown: those of other wards, and those whose records were R or V. */
  readonly others?: readonly string[];
  readonly closed?: Readonly<Record<string, readonly string[]>>;
}

function circumstancesOf({ detail, ward_names }: NamedRow): CircumstancesResponse | null {
  const then = detail?.['then'] as Then | undefined;
  if (!then) return null;
  const wards = (ids: readonly string[] | undefined) =>
    ids ? [...new Set(ids)].map((id) => ({ id, name: ward_names?.[id] ?? null })) : null;
  return {
    actorWards: wards(then.actorWards),
    patientWards: wards(then.patientWards),
    confidentiality: then.confidentiality ?? null,
    fromOtherWard: then.otherWard ?? false,
    otherWardPatients: then.others?.slice(0, MOST_NAMED) ?? null,
  };
}

function changesOf(kind: string, changes: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(changes).map(([column, value]) => {
      // An event that somebody else than the trigger wrote may hold anything; the page still has to show it.
      const isPair = kind === 'update' && Array.isArray(value);
      return [camelCase(column), isPair ? { old: value[0] as unknown, new: value[1] as unknown } : value];
    }),
  );
}
