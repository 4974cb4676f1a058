import { snakeCase } from '../camel-case.js';
import type { AuditEventFilter } from '../dto/audit-events.dto.js';

/** What is asked of the trail; kinds of which an event may be any, beside what auditors ask by name. */
export interface EventFilter extends AuditEventFilter {
  readonly kinds?: readonly string[];
}

/** A question to the trail as SQL. */
export interface EventQuestion {
  /** Newest first; at most `limit` rows, from at most {@link MOST_LOOKED_AT} candidates. */
  readonly page: { readonly text: string; readonly values: unknown[] };
  /** The id of the last candidate looked at; no row when all were. */
  readonly edge: { readonly text: string; readonly values: unknown[] };
}

/**
 * Events looked at for one page. What a question finds is found by one index; all other conditions are checked on what
 * that index leads to, newest first, and never on more than this many events: the page is then short, and its `next` goes on.
 */
export const MOST_LOOKED_AT = 10_000;

/** Kinds with an index of their own, because they are few among many. */
const SELDOM = ['delete', 'replay', 'sign-in', 'sign-in-failed', 'sign-out', 'refusal'];

type Bind = (value: unknown) => string;

/** Puts a question into SQL. @param after id of the last event seen */
export function eventQuestion(
  filter: EventFilter,
  columns: string,
  limit: number,
  after: string | undefined,
): EventQuestion {
  const build = (what: string, close: (bind: Bind) => string) => {
    const values: unknown[] = [];
    const bind: Bind = (value) => `$${values.push(value)}`;
    const text = `${candidates(filter, bind, after, what)} ${close(bind)}`;
    return { text, values };
  };
  const columnsNeeded = 'event.*';
  return {
    page: build(columnsNeeded, (bind) => {
      const checks = conditions(filter, bind);
      const where = checks.length > 0 ? `WHERE ${checks.join(' AND ')}` : '';
      return `SELECT ${columns} FROM candidate ${where} ORDER BY id DESC LIMIT ${bind(limit)}`;
    }),
    edge: build('event.id', () => `SELECT id FROM candidate ORDER BY id DESC OFFSET ${MOST_LOOKED_AT - 1} LIMIT 1`),
  };
}

/** The events that one index leads to, newest first. */
function candidates(filter: EventFilter, bind: Bind, after: string | undefined, what: string): string {
  const period = [
    // The id holds the time, so a period is a range of the primary key and prunes the monthly partitions.
    ...(filter.from ? [`event.id >= audit.uuid_floor(${bind(filter.from)}::timestamptz)`] : []),
    ...(filter.to ? [`event.id < audit.uuid_floor(${bind(filter.to)}::timestamptz)`] : []),
    ...(after ? [`event.id < ${bind(after)}::uuid`] : []),
  ];
  const scan = (access: string[]) => {
    const where = [...access, ...period];
    return `SELECT ${what} FROM audit.trail event ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}
      ORDER BY event.id DESC LIMIT ${MOST_LOOKED_AT}`;
  };
  const patient = patientOf(filter, bind);
  if (!filter.entityId && patient) {
    // Two ordered scans beat an OR, which no index answers in order. The lists' ids first: a list shows many patients.
    const shown = `SELECT id FROM audit.trail event WHERE ${[`patient_ids @> ARRAY[${patient}]`, `patient_id IS DISTINCT FROM ${patient}`, ...period].join(' AND ')}`;
    const about = scan([`event.patient_id = ${patient}`]);
    const listed = `SELECT ${what} FROM audit.trail event WHERE event.id IN (SELECT id FROM shown ORDER BY id DESC LIMIT ${MOST_LOOKED_AT})`;
    return `WITH shown AS MATERIALIZED (${shown}), candidate AS NOT MATERIALIZED (
      SELECT * FROM ((${about}) UNION ALL (${listed})) event ORDER BY id DESC LIMIT ${MOST_LOOKED_AT})`;
  }
  return `WITH candidate AS NOT MATERIALIZED (${scan(accessOf(filter, bind))})`;
}

/** The patient a question is about; an encounter is of one patient. */
function patientOf({ patientId, encounterId }: EventFilter, bind: Bind): string | undefined {
  if (patientId) return `${bind(patientId)}::uuid`;
  return encounterId && `(SELECT patient_id FROM encounter WHERE id = ${bind(encounterId)}::uuid)`;
}

/** The condition that finds fewest, of those an index answers. */
function accessOf({ entityId, actorId, kind, purpose }: EventFilter, bind: Bind): string[] {
  if (entityId) return [`event.entity_id = ${bind(entityId)}::uuid`];
  if (kind && SELDOM.includes(kind)) return [`event.kind = '${kind}'`]; // as written, or the partial index is not seen
  if (actorId) return [`event.actor_id = ${bind(actorId)}::uuid`];
  if (purpose && purpose !== 'TREAT') return [`event.purpose = ${bind(purpose)}`, `event.purpose <> 'TREAT'`];
  return [];
}

function conditions(filter: EventFilter, bind: Bind): string[] {
  const checks: string[] = [];
  const equal = (column: string, value: string | undefined, type = 'text') => {
    if (value !== undefined) checks.push(`${column} = ${bind(value)}::${type}`);
  };
  if (filter.patientId) {
    const patient = bind(filter.patientId);
    checks.push(`(patient_id = ${patient}::uuid OR patient_ids @> ARRAY[${patient}::uuid])`);
  }
  equal('encounter_id', filter.encounterId, 'uuid');
  equal('actor_id', filter.actorId, 'uuid');
  equal('username', filter.username);
  equal('role', filter.role);
  equal('terminal', filter.terminal);
  equal('host(address)', filter.address);
  equal('request_id', filter.requestId);
  equal('purpose', filter.purpose);
  equal('kind', filter.kind);
  if (filter.kinds) checks.push(`kind = ANY(${bind(filter.kinds)}::text[])`);
  equal('entity', filter.entity);
  equal('entity_id', filter.entityId, 'uuid');
  if (filter.field) checks.push(`changes ? ${bind(snakeCase(filter.field))}`);
  if (filter.wardId) checks.push(atWard(bind(filter.wardId)));
  return checks;
}

/** About an encounter while it was in the ward, or about the ward itself, such as its board. */
const atWard = (ward: string): string => `(entity_id = ${ward}::uuid OR EXISTS (
  SELECT FROM stay WHERE stay.encounter_id = candidate.encounter_id AND stay.ward_id = ${ward}::uuid
    AND stay.started_at <= occurred_at AND (stay.ended_at IS NULL OR stay.ended_at > occurred_at)))`;
