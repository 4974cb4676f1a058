import type { Database, Statement } from '../database/database.js';
import { joined, namesPatients, type Sight } from '../database/sight.js';
import { GroupedTrips } from '../database/grouped-trips.js';
import { requestContext } from '../http/request-context.js';
import { ASKED_ROWS, detailOf, EVENT_COLUMNS, eventRow, type AccessEvent } from './access-event.js';

/** How to read one patient's data; both texts name what was asked for as `asked.entity_id`. */
export interface ReadOfOne {
  readonly name: string;
  /** What the trail calls it. */
  readonly entity: string;
  /** A SELECT of patient_id and encounter_id, of one row, or of none when it does not exist. */
  readonly subject: string;
  /** A SELECT of the row that is shown. */
  readonly shows: string;
}

interface AskedRead {
  readonly row: object;
  readonly sight: Sight;
}

interface Found {
  readonly place: number;
  readonly recorded_entity: string;
  readonly recorded_patient: string;
  readonly recorded_encounter: string | null;
}

/** Short enough that nobody waits long for the others' rows. */
const MOST_TOGETHER = 16;

/**
 * A read that is its own event: one statement reads the rows and inserts into the trail, so that one cannot be without
 * the other, and requests that come together share it. Which event it wrote stands in the request's context, and the
 * route's interceptor writes it again should the answer show anything else.
 */
export class RecordedRead<Row extends object> {
  private readonly statement: Statement;
  private readonly trips: GroupedTrips<AskedRead, (Row & Found) | undefined>;

  constructor(
    private readonly database: Database,
    private readonly read: ReadOfOne,
  ) {
    this.statement = statementOf(read);
    this.trips = new GroupedTrips((asked) => this.ask(asked, joined(asked.map(({ sight }) => sight))), MOST_TOGETHER);
  }

  /** @returns undefined when it does not exist, and then no event was written */
  async of(entityId: string): Promise<Row | undefined> {
    const context = requestContext();
    const event: AccessEvent = { kind: 'read', entity: this.read.entity, entityId, detail: detailOf(context) };
    const { sight } = context;
    const asked = eventRow(context, event);
    // Who sees more than patients by name goes alone: the others of a statement would see as much.
    const row = namesPatients(sight)
      ? await this.trips.add({ row: asked, sight })
      : (await this.ask([{ row: asked }], sight))[0];
    if (!row) return undefined;
    context.recorded = {
      ...event,
      entityId: row.recorded_entity,
      patientId: row.recorded_patient,
      encounterId: row.recorded_encounter,
    };
    return row;
  }

  private async ask(
    asked: readonly Pick<AskedRead, 'row'>[],
    sight: Sight | undefined,
  ): Promise<((Row & Found) | undefined)[]> {
    const placed = asked.map(({ row }, place) => ({ place, ...row }));
    const rows = await this.database.query<Row & Found>(this.statement, [JSON.stringify(placed)], sight);
    const answers: ((Row & Found) | undefined)[] = [];
    for (const row of rows) answers[row.place] = row;
    return answers;
  }
}

export const statementOf = ({ name, subject, shows }: ReadOfOne): Statement => ({
  name,
  text: `WITH asked AS MATERIALIZED (SELECT asked.*, subject.patient_id, subject.encounter_id
      FROM ${ASKED_ROWS} CROSS JOIN LATERAL (${subject} OFFSET 0) subject),
    event AS (INSERT INTO audit.event (${EVENT_COLUMNS}) SELECT ${EVENT_COLUMNS} FROM asked)
    SELECT place, asked.entity_id AS recorded_entity, asked.patient_id AS recorded_patient,
      asked.encounter_id AS recorded_encounter, shown.* FROM asked CROSS JOIN LATERAL (${shows} OFFSET 0) shown`,
});
