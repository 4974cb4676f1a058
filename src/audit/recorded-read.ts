import type { Database, Statement } from '../database/database.js';
import { joined, namesPatients, NOBODY, type Sight } from '../database/sight.js';
import { GroupedTrips } from '../database/grouped-trips.js';
import { IS_PLAIN, type PlainDecision } from '../database/plain-decision.js';
import { requestContext, type RequestContext } from '../http/request-context.js';
import { ASKED_ROWS, UNDECIDED_ROWS, detailOf, EVENT_COLUMNS, eventRow, type AccessEvent } from './access-event.js';

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

interface AskedRead {
  readonly event: AccessEvent;
  readonly row: object;
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
  private readonly decided: GroupedTrips<AskedRead & { readonly sight: Sight }, (Row & Found) | undefined>;
  private readonly undecided: GroupedTrips<AskedRead, (Row & Found & Decided) | undefined>;
  private readonly statement: Statement;

  constructor(
    private readonly database: Database,
    private readonly read: ReadOfOne,
  ) {
    this.statement = statementOf(read);
    const deciding = decidingStatementOf(read);
    this.decided = new GroupedTrips(
      (asked) => this.ask(this.statement, asked, joined(asked.map(({ sight }) => sight))),
      MOST_TOGETHER,
    );
    this.undecided = new GroupedTrips((asked) => this.ask(deciding, asked, NOBODY), MOST_TOGETHER);
  }

  /**
   * @returns undefined when it does not exist, and then no event was written
   * @throws Problem of a pending decision that is a no
   */
  async of(entityId: string): Promise<Row | undefined> {
    const context = requestContext();
    const found = (await this.readUndecided(context, entityId)) ?? (await this.readDecided(context, entityId));
    if (!found) return undefined;
    const { recorded_entity, recorded_patient, recorded_encounter } = found.row;
    context.recorded = {
      ...found.event,
      entityId: recorded_entity,
      patientId: recorded_patient,
      encounterId: recorded_encounter,
    };
    return found.row;
  }

  private async readUndecided(context: RequestContext, entityId: string) {
    const { pending } = context;
    if (!pending) return undefined;
    const { told, tieDays } = pending.asked;
    const { event, row: asked } = this.askedOf(context, entityId);
    const row = await this.undecided.add({ event, row: { ...asked, told, tie_days: tieDays } });
    if (row) pending.admit(decisionIn(row));
    else await pending.decide();
    return row && { row, event };
  }

  private async readDecided(context: RequestContext, entityId: string) {
    const { sight } = context;
    const { event, row: asked } = this.askedOf(context, entityId);
    // Who sees more than patients by name goes alone: the others of a statement would see as much.
    const row = namesPatients(sight)
      ? await this.decided.add({ event, row: asked, sight })
      : (await this.ask<Row & Found>(this.statement, [{ row: asked }], sight))[0];
    return row && { row, event };
  }

  private askedOf(context: RequestContext, entityId: string) {
    const event: AccessEvent = { kind: 'read', entity: this.read.entity, entityId, detail: detailOf(context) };
    return { event, row: eventRow(context, event) };
  }

  private async ask<Answer extends Found>(
    statement: Statement,
    asked: readonly Pick<AskedRead, 'row'>[],
    sight: Sight | undefined,
  ): Promise<(Answer | undefined)[]> {
    const placed = asked.map(({ row }, place) => ({ place, ...row }));
    const rows = await this.database.query<Answer>(statement, [JSON.stringify(placed)], sight);
    const answers: (Answer | undefined)[] = [];
    for (const row of rows) answers[row.place] = row;
    return answers;
  }
}

const decisionIn = ({ recorded_patient, decided_because, decided_until }: Found & Decided): PlainDecision => ({
  patientId: recorded_patient,
  because: decided_because,
  until: decided_until?.toISOString() ?? null,
});

/** @param asked texts of the tables before the reading; the last is `asked`, with the patient and the encounter of each */
const recording = ({ name, shows }: ReadOfOne, asked: string, columns: string): Statement => ({
  name,
  text: `WITH ${asked},
    event AS (INSERT INTO audit.event (${EVENT_COLUMNS}) SELECT ${EVENT_COLUMNS} FROM asked)
    SELECT place, asked.entity_id AS recorded_entity, asked.patient_id AS recorded_patient,
      asked.encounter_id AS recorded_encounter, ${columns} FROM asked CROSS JOIN LATERAL (${shows} OFFSET 0) shown`,
});

export const statementOf = (read: ReadOfOne): Statement =>
  recording(
    read,
    `asked AS MATERIALIZED (SELECT asked.*, subject.patient_id, subject.encounter_id
      FROM ${ASKED_ROWS} CROSS JOIN LATERAL (${read.subject} OFFSET 0) subject)`,
    'shown.*',
  );

/**
 * It begins seeing nobody, and opens the wall itself for those it has decided may be seen; OFFSET 0 keeps PostgreSQL from looking for
 * anything before.
 */
export const decidingStatementOf = (read: ReadOfOne): Statement =>
  recording(
    { ...read, name: `${read.name}+decision` },
    `decided AS MATERIALIZED (SELECT asked.*, decision.because AS decided_because, decision.until AS decided_until
      FROM ${UNDECIDED_ROWS}
        CROSS JOIN LATERAL care_decision(actor_id, role, 'patient', entity_id, NULL, told, tie_days) decision
      WHERE ${IS_PLAIN}),
    opened AS MATERIALIZED (SELECT set_config('emr.sight', '{' || string_agg(entity_id::text, ',') || '}', true) AS sight FROM decided),
    asked AS MATERIALIZED (SELECT asked.*, subject.patient_id, subject.encounter_id
      FROM (SELECT decided.* FROM opened JOIN decided ON opened.sight IS NOT NULL OFFSET 0) asked
        CROSS JOIN LATERAL (${read.subject} OFFSET 0) subject)`,
    'decided_because, decided_until, shown.*',
  );
