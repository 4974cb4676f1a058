import { Injectable } from '@nestjs/common';
import { detailOf, eventRow, type AccessEvent } from '../../kernel/access-event.js';
import { Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { NOBODY } from '../../kernel/scope.js';
import { toldToSeveral } from '../../kernel/told-bytes.js';
import { toLatestVitals, type LatestVitals } from '../../clinical/observations/latest-vitals.queries.js';
import { dueDosesOf } from '../../clinical/doses/due-doses.rules.js';
import { ageResponse } from '../../clinical/patients/patient.mapper.js';
import type { Sex } from '../../clinical/patients/dto/patient.dto.js';
import { birthDateText } from '../../clinical/datatypes/partial-date.js';
import type { Isolation } from '../../clinical/encounters/isolation.rules.js';
import type { BedState } from '../../hospital/wards/bed-state.rules.js';
import { wardProblems } from '../../hospital/wards/wards.errors.js';
import { Database } from '../../platform/database/database.js';
import { unpacked, type PackedRows } from '../../platform/database/packed-rows.js';
import { BatchedStatements } from '../../platform/database/batched-statements.js';
import { may } from '../../platform/routes/policy.js';
import { BED, BOARDS, LIES } from './board.sql.js';
import { toPlanned, type MedicineRow } from './waiting.sql.js';
import type {
  BoardBedResponse,
  BoardEncounterResponse,
  BoardOrdersResponse,
  BoardResultsResponse,
  BoardRowResponse,
  WardBoardResponse,
} from './dto/ward-board.response.js';

/** Rows of one board at most. */
const MOST_ROWS = 500;
/** Boards that share a statement; each is of some forty patients. */
const MOST_TOGETHER = 16;
/** An answer of 75 kB takes a while to arrive, and longer to be shown: so many milliseconds are waited for those who ask again. */
const GATHERING_MS = 6;

/** Moments are texts, as PostgreSQL writes them in JSON. */
interface BedRow {
  readonly id: string;
  readonly room_code: string;
  readonly code: string;
  readonly active: boolean;
  readonly taken: boolean;
  readonly state: BedState;
  readonly state_reason: string | null;
}
interface LyingRow {
  readonly stay_id: string;
  readonly encounter_id: string;
  readonly patient_id: string;
  readonly started_at: string;
  readonly class: string;
  readonly visit_number: string | null;
  readonly mrn: string;
  readonly full_name: string;
  readonly sex: string;
  readonly identity_unknown: boolean;
  readonly birth_date: string | null;
  readonly birth_date_precision: string | null;
  readonly confidentiality: string;
  readonly admitted_at: string;
  readonly reason: string | null;
  readonly isolation: Isolation[];
  readonly deceased: boolean;
  readonly leave_since: string | null;
  readonly leave_until: string | null;
  readonly vitals: LatestVitals | null;
  readonly allergies: BoardEncounterResponse['allergies'];
  readonly diagnosis: BoardEncounterResponse['diagnosis'];
  readonly orders: (BoardOrdersResponse & { readonly medicines: readonly MedicineRow[] | null }) | null;
  readonly results: BoardResultsResponse | null;
}
/** One board; what is shown on any of those read together stands in the first row alone, as text: mostly it is what was read before. */
interface Row {
  readonly place: number;
  readonly ward_code: string;
  readonly ward_name: string;
  readonly shown_patients: string[];
  readonly shown_patient: string | null;
  readonly shown_encounter: string | null;
  /** Ids of bed and stay. */
  readonly items: readonly [string | null, string | null][];
  readonly cut: boolean;
  /** JSON of {@link BedRow}s and of {@link LyingRow}s, packed. */
  readonly beds: string | null;
  readonly lying: string | null;
}
type Found = Row & { readonly shown: Shown };

/** What is shown on boards that were read together; made into answers once, whoever looks. */
class Shown {
  private readonly beds: ReadonlyMap<string, BoardBedResponse>;
  private readonly lying: ReadonlyMap<string, LyingRow>;
  private readonly charts = new Map<string, BoardEncounterResponse>();
  private readonly answers = new Map<string, WardBoardResponse>();

  /** The second in which it was made: what tells of minutes since is true for no longer. */
  private readonly second = secondNow();
  private readonly text: string;

  constructor(rows: readonly Row[]) {
    this.beds = new Map(rowsIn<BedRow>(rows, 'beds', BED).map((row) => [row.id, toBed(row)]));
    this.lying = new Map(rowsIn<LyingRow>(rows, 'lying', LIES).map((row) => [row.stay_id, row]));
    this.text = textOf(rows);
  }

  /** Whether what was read now is the same to the letter, within the same second. */
  isStill(rows: readonly Row[]): boolean {
    return this.second === secondNow() && this.text === textOf(rows);
  }

  /** The board as somebody sees it; those who see the same are told the same bytes. */
  board(wardId: string, row: Row, readsCharts: boolean): WardBoardResponse {
    const { ward_code: wardCode, ward_name: wardName, cut } = row;
    const key = [requestContext().language, readsCharts, wardId, wardCode, wardName, cut, ...row.items].join();
    const known = this.answers.get(key);
    if (known) return known;
    const items = row.items.map(([bed, stay]): BoardRowResponse => ({
      bed: this.bed(bed),
      encounter: this.encounter(stay, readsCharts),
    }));
    const answer = toldToSeveral({ wardId, wardCode, wardName, items, complete: !cut });
    this.answers.set(key, answer);
    return answer;
  }

  private bed(id: string | null): BoardBedResponse | null {
    return id === null ? null : (this.beds.get(id) ?? null);
  }

  private encounter(stayId: string | null, readsCharts: boolean): BoardEncounterResponse | null {
    const row = stayId === null ? undefined : this.lying.get(stayId);
    if (!row) return null;
    if (!readsCharts) return toEncounter(identityOf(row));
    const key = `${requestContext().language}:${row.stay_id}`;
    const known = this.charts.get(key) ?? toEncounter(row);
    this.charts.set(key, known);
    return known;
  }
}

const secondNow = (): number => Math.floor(Date.now() / 1000);
const textOf = (rows: readonly Row[]): string => rows.map(({ beds, lying }) => `${beds ?? ''}${lying ?? ''}`).join('');
const rowsIn = <Item extends object>(rows: readonly Row[], name: 'beds' | 'lying', as: PackedRows<string>): Item[] =>
  rows.flatMap((row) => (JSON.parse(row[name] ?? '[]') as unknown[][]).map((values) => unpacked<Item>(as, values)));

/**
 * Who lies where in a ward. A read model: the page that hangs in the corridor reads beds, stays, patients and their latest vital signs in one
 * statement, which also records the reading, whatever the size of the ward and the length of its history. Boards that are asked for at the
 * same moment share it: those of one ward read it once, each with the patients whom its person may see.
 */
@Injectable()
export class WardBoardQueries {
  private readonly batches: BatchedStatements<object, Found | undefined>;
  /** What the last boards showed: a corridor's screens ask again before anything has changed. */
  private last?: Shown;

  constructor(database: Database) {
    this.batches = new BatchedStatements(
      async (asked) => {
        const placed = JSON.stringify(asked.map((row, place) => ({ place, ...row })));
        // It sees nobody but by what it sets itself.
        const rows = await database.queryWithoutScope<Row>(BOARDS, [placed, MOST_ROWS]);
        const shown = this.last?.isStill(rows) ? this.last : new Shown(rows);
        this.last = shown;
        const found = new Map(rows.map((row) => [row.place, { ...row, shown }]));
        return asked.map((_, place) => found.get(place));
      },
      MOST_TOGETHER,
      { gathers: true, gathersFor: GATHERING_MS, nameOf: () => BOARDS.name },
    );
  }

  /** @throws Problem wardNotFound */
  async board(wardId: string): Promise<WardBoardResponse> {
    const context = requestContext();
    const entityId = wardId.toLowerCase();
    const event: AccessEvent = { kind: 'list', entity: 'ward_board', entityId, detail: detailOf(context) };
    const found = await this.batches.add({ ...eventRow(context, event), scope: context.scope ?? NOBODY });
    if (!found) throw new Problem(wardProblems.wardNotFound);
    const { shown_patients: patientIds, shown_patient: patientId, shown_encounter: encounterId } = found;
    context.recorded = { ...event, patientIds, patientId, encounterId };
    return found.shown.board(wardId, found, may(context.actor.role, 'chart.read'));
  }
}

/** What those see who read no charts: who lies where, and the reason unless the record is confidential. */
const identityOf = (row: LyingRow): LyingRow => ({
  ...row,
  vitals: null,
  allergies: null,
  diagnosis: null,
  orders: null,
  results: null,
  reason: row.confidentiality === 'N' ? row.reason : null,
});

const toBed = ({ room_code: roomCode, state_reason: stateReason, ...row }: BedRow): BoardBedResponse => ({
  id: row.id,
  roomCode,
  code: row.code,
  active: row.active,
  taken: row.taken,
  state: row.state,
  stateReason,
});

const leaveOf = ({ leave_since: since, leave_until: until }: LyingRow): BoardEncounterResponse['leave'] =>
  since === null
    ? null
    : { since: new Date(since).toISOString(), until: until === null ? null : new Date(until).toISOString() };

function toEncounter(row: LyingRow): BoardEncounterResponse {
  const birthDate = birthDateText(row.birth_date, row.birth_date_precision);
  const { orders, results } = row;
  const now = new Date();
  return {
    id: row.encounter_id,
    visitNumber: row.visit_number,
    class: row.class,
    patientId: row.patient_id,
    patient: {
      mrn: row.mrn,
      fullName: row.full_name,
      sex: row.sex as Sex,
      unknown: row.identity_unknown,
      birthDate,
      age: ageResponse(birthDate),
      deceased: row.deceased,
    },
    startedAt: new Date(row.admitted_at).toISOString(),
    since: new Date(row.started_at).toISOString(),
    reason: row.reason,
    isolation: row.isolation,
    leave: leaveOf(row),
    vitals: row.vitals && toLatestVitals(row.vitals, birthDate, now),
    allergies: row.allergies,
    diagnosis: row.diagnosis,
    doses: orders && dueDosesOf((orders.medicines ?? []).map(toPlanned), now),
    results,
    orders: orders && { pending: orders.pending, urgent: orders.urgent },
  };
}
