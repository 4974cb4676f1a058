import type { Database, Statement } from '../database/database.js';
import { NOBODY, onlyPatientSql } from '../../kernel/sight.js';
import { GroupedTrips } from '../database/grouped-trips.js';
import { IS_PLAIN, type PlainDecision } from '../database/plain-decision.js';
import { requestContext, type RequestContext } from '../../kernel/request-context.js';
import {
  ASKED_ROWS,
  UNDECIDED_ROWS,
  detailOf,
  EVENT_COLUMNS,
  eventRow,
  type AccessEvent,
} from '../../kernel/access-event.js';

/** How to read one patient's data; both texts name what was asked for as `asked.entity_id`. */
export interface ReadOfOne {
  readonly name: string;
  /** What the trail calls it. */
  readonly entity: string;
  /** A SELECT of patient_id and encounter_id, of one row, or of none when it does not exist. What is asked for is a patient when the read decides. */
  readonly subject: string;
  /** A SELECT of the row that is shown. */
  readonly shows: string;
}

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
  private readonly decided: GroupedTrips<object, (Row & Found) | undefined>;
  private readonly undecided: GroupedTrips<object, (Row & Found & Decided) | undefined>;

  constructor(
    database: Database,
    private readonly read: ReadOfOne,
  ) {
    this.decided = tripsOf(database, statementOf(read));
    this.undecided = tripsOf(database, decidingStatementOf(read));
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
    return row;
  }

  private async readUndecided(context: RequestContext, event: AccessEvent) {
    const { pending } = context;
    if (!pending) return undefined;
    const { told, tieDays } = pending.asked;
    const row = await this.undecided.add({ ...eventRow(context, event), told, tie_days: tieDays });
    if (row) pending.admit(decisionIn(row));
    else await pending.decide();
    return row;
  }

  private readDecided(context: RequestContext, event: AccessEvent) {
    return this.decided.add({ ...eventRow(context, event), sight: context.sight ?? NOBODY });
  }
}

function tripsOf<Row extends Found>(database: Database, statement: Statement): GroupedTrips<object, Row | undefined> {
  return new GroupedTrips(async (asked) => {
    const placed = asked.map((row, place) => ({ place, ...row }));
    // It sees nobody but by what it sets itself.
    const rows = await database.query<Row>(statement, [JSON.stringify(placed)], NOBODY);
    const answers: (Row | undefined)[] = [];
    for (const row of rows) answers[row.place] = row;
    return answers;
  }, MOST_TOGETHER);
}

const decisionIn = ({ recorded_patient, decided_because, decided_until }: Found & Decided): PlainDecision => ({
  patientId: recorded_patient,
  because: decided_because,
  until: decided_until?.toISOString() ?? null,
});

/** Rows of `table`, each of which opens the wall for itself when its turn comes, in place of the one before; OFFSET 0 keeps the turns. */
const inTurn = (table: string): string =>
  `(SELECT ${table}.*, set_config('emr.sight', ${table}.sight, true) AS opened FROM ${table} OFFSET 0) asked`;

/** @param letIn a SELECT of what is asked, with the `sight` of each */
const recording = ({ name, subject, shows }: ReadOfOne, letIn: string, columns: string): Statement => ({
  name,
  text: `WITH let_in AS MATERIALIZED (${letIn}),
    asked AS MATERIALIZED (SELECT asked.*, subject.patient_id, subject.encounter_id
      FROM ${inTurn('let_in')} CROSS JOIN LATERAL (${subject} OFFSET 0) subject),
    event AS (INSERT INTO audit.event (${EVENT_COLUMNS}) SELECT ${EVENT_COLUMNS} FROM asked)
    SELECT place, asked.entity_id AS recorded_entity, asked.patient_id AS recorded_patient,
      asked.encounter_id AS recorded_encounter, ${columns} FROM ${inTurn('asked')} CROSS JOIN LATERAL (${shows} OFFSET 0) shown`,
});

export const statementOf = (read: ReadOfOne): Statement =>
  recording(read, `SELECT asked.* FROM ${ASKED_ROWS}`, 'shown.*');

export const decidingStatementOf = (read: ReadOfOne): Statement =>
  recording(
    { ...read, name: `${read.name}+decision` },
    `SELECT asked.*, ${onlyPatientSql('entity_id')} AS sight, decision.because AS decided_because, decision.until AS decided_until
      FROM ${UNDECIDED_ROWS}
        CROSS JOIN LATERAL care_decision(actor_id, role, 'patient', entity_id, NULL, told, tie_days) decision
      WHERE ${IS_PLAIN}`,
    'decided_because, decided_until, shown.*',
  );
