import type { Database, Statement } from '../database/database.js';
import { NOBODY, onlyPatientSql } from '../../kernel/scope.js';
import { BatchedStatements } from '../database/batched-statements.js';
import type { PlainDecision } from '../../kernel/decision.js';
import { IS_PLAIN } from '../database/plain-decision.js';
import { requestContext, type RequestContext } from '../../kernel/request-context.js';
import {
  ASKED_ROWS,
  UNDECIDED_ROWS,
  detailOf,
  EVENT_COLUMNS,
  eventRow,
  type AccessEvent,
} from '../../kernel/access-event.js';

/**
 * How to read one record of one patient; both texts name what was asked for as `asked.entity_id`.
 *
 * Requests share the statement, and each has a scope of its own. So a text finds every table of patients by a column of the row before
 * it, in a sub-select or with LATERAL (… OFFSET 0): a plain join may keep rows that it read in one scope for the request after it.
 */
export interface ReadOfOne {
  readonly name: string;
  /** The table of what is asked for, as `care_decision` knows it. */
  readonly kind: string;
  /** What the trail calls it. */
  readonly entity: string;
  /** A SELECT of patient_id and encounter_id, of one row, or of none when it does not exist. */
  readonly subject: string;
  /** A SELECT of the row that is shown. */
  readonly shows: string;
}

/** The subject of a record that says itself whose it is. */
export const subjectIn = (table: string): string =>
  `SELECT patient_id, encounter_id FROM ${table} WHERE id = asked.entity_id`;

interface Found {
  readonly place: number;
  readonly recorded_entity: string;
  readonly recorded_patient: string;
  readonly recorded_encounter: string | null;
}

interface Decided {
  readonly decided_because: string;
  readonly decided_until: Date | null;
}

/** Columns that are for the trail and for the request, and that no answer shows. */
const OWN: ReadonlySet<string> = new Set<keyof Found | keyof Decided>([
  'place',
  'recorded_entity',
  'recorded_patient',
  'recorded_encounter',
  'decided_because',
  'decided_until',
]);

function shownOf<Row extends object>(row: Row & Found): Row {
  const shown: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row)) if (!OWN.has(name)) shown[name] = value;
  return shown as Row;
}

/** Short enough that nobody waits long for the others' rows. */
const MOST_TOGETHER = 16;

/**
 * A read that is its own event: one statement reads the rows and inserts into the trail, so that one cannot be without
 * the other, and requests that come together share it. Which event it wrote stands in the request's context, and the
 * route's interceptor writes it again should the answer show anything else.
 *
 * Where nobody has decided yet whether the person may see the patient, the same statement does: it reads and records only what
 * `care_decision` has a plain reason for. The rest (no, an emergency, no such patient) is decided by itself first.
 */
export class RecordedRead<Row extends object> {
  private readonly decided: BatchedStatements<object, (Row & Found) | undefined>;
  private readonly undecided: BatchedStatements<object, (Row & Found & Decided) | undefined>;

  constructor(
    database: Database,
    private readonly read: ReadOfOne,
  ) {
    this.decided = batchesOf(database, statementOf(read));
    this.undecided = batchesOf(database, decidingStatementOf(read));
  }

  /**
   * @returns undefined when it does not exist, and then no event was written
   * @throws Problem of a pending decision that is a no
   */
  async of(entityId: string): Promise<Row | undefined> {
    const context = requestContext();
    const event: AccessEvent = { kind: 'read', entity: this.read.entity, entityId, detail: detailOf(context) };
    const row = (await this.readUndecided(context, event)) ?? (await this.readDecided(context, event));
    if (!row) return undefined;
    const { recorded_entity, recorded_patient, recorded_encounter } = row;
    context.recorded = {
      ...event,
      entityId: recorded_entity,
      patientId: recorded_patient,
      encounterId: recorded_encounter,
    };
    return shownOf<Row>(row);
  }

  private async readUndecided(context: RequestContext, event: AccessEvent) {
    const { pending } = context;
    if (!pending) return undefined;
    const { kind, id, reasonGiven, tieDays } = pending.asked;
    if (kind !== this.read.kind || id !== event.entityId) {
      // Another record than the one that the request is about.
      await pending.decide();
      return undefined;
    }
    const row = await this.undecided.add({ ...eventRow(context, event), reason_given: reasonGiven, tie_days: tieDays });
    if (row) pending.settle(decisionIn(row));
    else await pending.decide();
    return row;
  }

  private readDecided(context: RequestContext, event: AccessEvent) {
    return this.decided.add({ ...eventRow(context, event), scope: context.scope ?? NOBODY });
  }
}

function batchesOf<Row extends Found>(
  database: Database,
  statement: Statement,
): BatchedStatements<object, Row | undefined> {
  const send = async (asked: readonly object[]) => {
    const placed = asked.map((row, place) => ({ place, ...row }));
    // It sees nobody but by what it sets itself.
    const rows = await database.queryWithoutScope<Row>(statement, [JSON.stringify(placed)]);
    const found = new Map(rows.map((row) => [row.place, row]));
    return asked.map((_, place) => found.get(place));
  };
  return new BatchedStatements(send, MOST_TOGETHER, { gathers: true, nameOf: () => statement.name });
}

const decisionIn = ({ recorded_patient, decided_because, decided_until }: Found & Decided): PlainDecision => ({
  patientId: recorded_patient,
  because: decided_because,
  until: decided_until?.toISOString() ?? null,
});

/**
 * Rows of `table` with what `select` finds for each. Every row sets its own scope when its turn comes, in place of the one before (OFFSET 0
 * keeps the turns), and what is found depends on it: nothing found in one scope is taken for another, not even of the same record.
 */
const inTurn = (table: string, select: string, as: string): string =>
  `(SELECT ${table}.*, set_config('emr.scope', ${table}.scope, true) AS scope_of_${as} FROM ${table} OFFSET 0) asked
    CROSS JOIN LATERAL (SELECT found.* FROM (${select}) found WHERE asked.scope_of_${as} IS NOT NULL OFFSET 0) ${as}`;

/** @param letIn a SELECT of what is asked, with the `scope` of each */
const recording = ({ name, subject, shows }: ReadOfOne, letIn: string, columns: string): Statement => ({
  name,
  text: `WITH let_in AS MATERIALIZED (${letIn}),
    asked AS MATERIALIZED (SELECT asked.*, subject.patient_id, subject.encounter_id
      FROM ${inTurn('let_in', subject, 'subject')}),
    event AS (INSERT INTO audit.event (${EVENT_COLUMNS}) SELECT ${EVENT_COLUMNS} FROM asked)
    SELECT place, asked.entity_id AS recorded_entity, asked.patient_id AS recorded_patient,
      asked.encounter_id AS recorded_encounter, ${columns}
    FROM ${inTurn('asked', shows, 'shown')}`,
});

export const statementOf = (read: ReadOfOne): Statement =>
  recording(read, `SELECT asked.* FROM ${ASKED_ROWS}`, 'shown.*');

export const decidingStatementOf = (read: ReadOfOne): Statement =>
  recording(
    { ...read, name: `${read.name}+decision` },
    `SELECT asked.*, ${onlyPatientSql('decision.patient_id')} AS scope, decision.because AS decided_because, decision.until AS decided_until
      FROM ${UNDECIDED_ROWS}
        CROSS JOIN LATERAL care_decision(actor_id, role, '${read.kind}', entity_id, NULL, reason_given, tie_days) decision
      WHERE ${IS_PLAIN}`,
    'asked.decided_because, asked.decided_until, shown.*',
  );
