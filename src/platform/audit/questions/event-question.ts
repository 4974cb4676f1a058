import { snakeCase } from '../../../kernel/camel-case.js';
import { archivedRows } from '../archived/archived-rows.js';
import { candidatesOf, withoutZone, type Bind, type EventFilter } from './event-places.js';

/** A statement and its values. */
export interface Question {
  readonly text: string;
  readonly values: unknown[];
}

/** A question to the trail as SQL. */
export interface EventQuestion {
  /** Newest first; at most `limit` rows, from a bounded number of candidates. */
  readonly page: Question;
  /** The id of the last candidate looked at; no row when all were. */
  readonly edge: Question;
}

/** Puts a question into SQL. @param after id of the last event seen */
export function eventQuestion(
  filter: EventFilter,
  columns: string,
  limit: number,
  after: string | undefined,
): EventQuestion {
  const { most, found, id, inOrder, from, order, checks } = candidatesOf(filter);
  return {
    page: questionOf((bind) => {
      const candidates = found(bind, after, 'events');
      const where = [...checks(bind), ...conditions(filter, bind)];
      return `${candidates} SELECT ${columns} FROM ${from} ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}
        ORDER BY ${order} LIMIT ${bind(limit)}`;
    }),
    edge: questionOf(
      (bind) =>
        `${found(bind, after, 'ids')} SELECT ${id} AS id FROM found ORDER BY ${inOrder} OFFSET ${most - 1} LIMIT 1`,
    ),
  };
}

/** The same of archived events, newest first; their period is checked where they are read. @param leaves as `leavesOf` has them */
export function archivedQuestion(filter: EventFilter, columns: string, limit: number, leaves: string): Question {
  return questionOf((bind) => {
    const events = archivedRows(bind(leaves));
    const where = conditions(filter, bind);
    return `SELECT ${columns} FROM ${events} candidate ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}
      ORDER BY candidate.id DESC LIMIT ${bind(limit)}`;
  });
}

/** Makes a statement of a text that binds its values. */
export function questionOf(textOf: (bind: Bind) => string): Question {
  const values: unknown[] = [];
  return { text: textOf((value) => `$${values.push(value)}`), values };
}

/** What an event must be, whatever led to it. */
export function conditions(filter: EventFilter, bind: Bind): string[] {
  const checks: string[] = [];
  const equal = (column: string, value: string | undefined, type = 'text') => {
    if (value !== undefined) checks.push(`candidate.${column} = ${bind(value)}::${type}`);
  };
  if (filter.patientId) {
    const patient = bind(filter.patientId);
    checks.push(`(candidate.patient_id = ${patient}::uuid OR candidate.patient_ids @> ARRAY[${patient}::uuid])`);
  }
  equal('encounter_id', filter.encounterId, 'uuid');
  if (filter.kind === 'sign-in-failed') {
    // Who failed is nobody known: asked for is the account that it was meant for.
    equal('entity_id', filter.actorId, 'uuid');
    if (filter.username !== undefined) checks.push(`candidate.entity_id = ANY(${bind(filter.bearers ?? [])}::uuid[])`);
  } else {
    equal('actor_id', filter.actorId, 'uuid');
    equal('username', filter.username);
  }
  equal('role', filter.role);
  equal('terminal', filter.terminal);
  if (filter.address !== undefined) checks.push(`address = ${bind(withoutZone(filter.address))}::inet`);
  equal('request_id', filter.requestId);
  equal(`detail->>'callerRequestId'`, filter.callerRequestId);
  equal('purpose', filter.purpose);
  equal('kind', filter.kind);
  if (filter.kinds) checks.push(`kind = ANY(${bind(filter.kinds)}::text[])`);
  equal('entity', filter.entity);
  equal('entity_id', filter.entityId, 'uuid');
  if (filter.field) checks.push(`changes ? ${bind(snakeCase(filter.field))}`);
  checks.push(...circumstancesAsked(filter, bind));
  if (filter.output) checks.push(outputIs(bind(filter.output)));
  if (filter.wardId) checks.push(atWard(bind(filter.wardId)));
  return checks;
}

/**
 * What was so when it was done. An event that shows several patients names those of whom it was (prisma/guards/22-circumstances.sql); asked
 * about one patient, it counts when it was so of them.
 */
function circumstancesAsked(filter: EventFilter, bind: Bind): string[] {
  const { fromOtherWard, confidential, confidentiality, patientId } = filter;
  const then = `candidate.detail->'then'`;
  const has = (list: string) => `${then}->${list} ? ${bind(patientId?.toLowerCase())}`;
  const asked: string[] = [];
  if (fromOtherWard) {
    asked.push(`${then}->>'otherWard' = 'true'`);
    if (patientId) asked.push(`(candidate.patient_id IS NOT NULL OR ${has(`'others'`)})`);
  }
  if (!confidential && !confidentiality) return asked;
  const mark = patientId
    ? `CASE WHEN candidate.patient_id IS NOT NULL OR ${then} IS NULL THEN ${then}->>'confidentiality'
        WHEN ${has(`'closed'->'V'`)} THEN 'V' WHEN ${has(`'closed'->'R'`)} THEN 'R' ELSE 'N' END`
    : `${then}->>'confidentiality'`;
  if (confidential) asked.push(`${mark} IN ('R', 'V')`);
  if (confidentiality) {
    const wanted = `${bind(confidentiality)}::text`;
    asked.push(patientId ? `${mark} = ${wanted}` : `(${mark} = ${wanted} OR ${then}->'closed' ? ${wanted})`);
  }
  return asked;
}

/** Exports of before are known by how many events they held. */
const outputIs = (output: string): string =>
  `(candidate.detail->>'output' = ${output}::text OR ${output}::text = 'export' AND candidate.detail ? 'exported')`;

/** About an encounter while it was in the ward, or about the ward itself, such as its board. */
const atWard = (ward: string): string => `(entity_id = ${ward}::uuid OR EXISTS (
  SELECT FROM stay WHERE stay.encounter_id = candidate.encounter_id AND stay.ward_id = ${ward}::uuid
    AND stay.started_at <= occurred_at AND (stay.ended_at IS NULL OR stay.ended_at > occurred_at)))`;
