import { Injectable } from '@nestjs/common';
import { hospitalDate, hospitalMidnight } from '../../kernel/hospital-time.js';
import { personRef } from '../../kernel/person-ref.response.js';
import { invalidField, Problem } from '../../kernel/problem.js';
import { readList, type ListRead } from '../../platform/audit/recorded-list.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/prisma.js';
import { staffNameSql } from '../../hospital/staff/staff-name.columns.js';
import { wardProblems } from '../../hospital/wards/wards.errors.js';
import { bedNameSql } from '../../hospital/wards/wards.queries.js';
import { EncountersService } from '../encounters/encounters.service.js';
import type { Window } from '../medications/dose-times.rules.js';
import { dosesOf, toDose, toRecorded, wasGiven, type MedicineRow, type RecordedRow } from './dose.mapper.js';
import { HOLD_ORDER, medicinesOf, MOST_ORDERS, oneDose } from './dose.sql.js';
import { AHEAD_HOURS, OVERDUE_HOURS } from './due-doses.rules.js';
import { doseProblems } from './doses.errors.js';
import { doseWords } from './doses.words.js';
import type { MarQuery } from './dto/dose.dto.js';
import type {
  DisclosedMedicineResponse,
  DoseResponse,
  DoseVersionsResponse,
  MarResponse,
  MedicineDisclosureResponse,
  RoundItemResponse,
  RoundResponse,
} from './dto/dose.response.js';

export { medicinesOf } from './dose.sql.js';

const DAY_MS = 86_400_000;
const MOST_DAYS = 7;
/** Of a sheet and of a patient in a round. */
const MOST_DOSES = 1_000;
/** Who may lie in a ward. */
const MOST_PATIENTS = 200;
const HOUR_MS = 3_600_000;

/** A dose with its order, its patient, and when the encounter began. */
export interface OneDoseRow extends MedicineRow {
  readonly mrn: string;
  readonly encounterStartedAt: Date;
}

interface RoundRow {
  readonly patient_id: string;
  readonly encounter_id: string;
  readonly mrn: string;
  readonly fullName: string;
  readonly bed: string | null;
  readonly orders: readonly MedicineRow[];
}

/** Reads planned doses and what became of them. */
@Injectable()
export class DosesQueries {
  constructor(
    private readonly database: Database,
    private readonly encounters: EncountersService,
  ) {}

  /** @throws Problem encounterNotFound, validation */
  async mar(encounterId: string, query: MarQuery): Promise<MarResponse> {
    const window = windowOf(query, { before: OVERDUE_HOURS * HOUR_MS, after: AHEAD_HOURS * HOUR_MS });
    const { patientId, orders } = await this.medicines(encounterId, window);
    const now = new Date();
    const items = orders
      .slice(0, MOST_ORDERS)
      .flatMap((order) => dosesOf(order, window, now))
      .sort(inTurn);
    const complete = orders.length <= MOST_ORDERS && items.length <= MOST_DOSES;
    return { patientId, encounterId, ...texts(window), items: items.slice(0, MOST_DOSES), complete, next: null };
  }

  /** @throws Problem wardNotFound, validation */
  async round(wardId: string, query: MarQuery): Promise<RoundResponse> {
    const window = windowOf(query, { before: 2 * HOUR_MS, after: 2 * HOUR_MS });
    const values = [wardId, window.from, window.to];
    const [ward] = await this.database.query({ name: 'doses.ward', text: 'SELECT id FROM ward WHERE id = $1' }, [
      wardId,
    ]);
    if (!ward) throw new Problem(wardProblems.wardNotFound);
    const rows = await readList<RoundRow>(this.database, ROUND, { most: MOST_PATIENTS, values, entityId: wardId });
    const now = new Date();
    const items = rows.slice(0, MOST_PATIENTS).map((row) => toRoundItem(row, window, now));
    return { wardId, ...texts(window), items, complete: rows.length <= MOST_PATIENTS, next: null };
  }

  /** What a patient was given on a day of the ward's clock. @throws Problem encounterNotFound */
  async disclosure(encounterId: string, date = hospitalDate()): Promise<MedicineDisclosureResponse> {
    const window = windowOf({ date }, { before: 0, after: 0 });
    const { patientId, orders } = await this.medicines(encounterId, window);
    const items = orders.slice(0, MOST_ORDERS).flatMap((order) => disclosedOf(order, window) ?? []);
    return { patientId, encounterId, date, items, complete: orders.length <= MOST_ORDERS, next: null };
  }

  /** @throws Problem doseNotFound when nothing is recorded of it */
  async versions(id: string): Promise<DoseVersionsResponse> {
    const rows = await this.database.query<VersionRow>(VERSIONS, [id]);
    const [first] = rows;
    if (!first) throw new Problem(doseProblems.doseNotFound);
    const { patientId, encounterId } = first;
    const items = rows.map(({ number, content, recordedBy, recorderName, recordedAt, reason }) => ({
      version: number,
      status: content.status,
      by: personRef(recordedBy, recorderName),
      at: recordedAt.toISOString(),
      reason,
      recorded: toRecorded(content),
    }));
    return { id, patientId, encounterId, items, next: null };
  }

  /** The dose with its order, which is held until the transaction ends. @throws Problem doseNotFound */
  async heldWithin(tx: Tx, id: string): Promise<OneDoseRow> {
    // Held before it is read: a statement that waits for the order goes on seeing its doses as they were before it waited.
    await tx.$queryRawUnsafe(HOLD_ORDER, id);
    const [row] = await tx.$queryRawUnsafe<OneDoseRow[]>(oneDose(), id);
    if (!row) throw new Problem(doseProblems.doseNotFound);
    return row;
  }

  /** Inside a transaction that has just written it. */
  async getWithin(tx: Tx, id: string): Promise<DoseResponse> {
    const [row] = await tx.$queryRawUnsafe<OneDoseRow[]>(oneDose(), id);
    if (!row) throw new Problem(doseProblems.doseNotFound);
    return toDose(
      row,
      id,
      row.doses.find((dose) => dose.id === id),
      new Date(),
    );
  }

  private async medicines(encounterId: string, { from, to }: Window) {
    const [patientId, orders] = await Promise.all([
      this.encounters.patientOf(encounterId),
      this.database.query<MedicineRow>(MEDICINES, [encounterId, from, to]),
    ]);
    return { patientId, orders };
  }
}

interface VersionRow {
  readonly patientId: string;
  readonly encounterId: string;
  readonly number: number;
  readonly content: RecordedRow;
  readonly recordedBy: string;
  readonly recorderName: string | null;
  readonly recordedAt: Date;
  readonly reason: string | null;
}

const MEDICINES = { name: 'doses.medicines', text: medicinesOf('$1', '$2', '$3') };
const VERSIONS = {
  name: 'doses.versions',
  text: `SELECT patient_id AS "patientId", encounter_id AS "encounterId", number, content, reason, recorded_by AS "recordedBy",
      ${staffNameSql('recorded_by')} AS "recorderName", recorded_at AS "recordedAt"
    FROM dose_version WHERE dose_id = $1 ORDER BY number DESC LIMIT 100`,
};
const ROUND: ListRead = {
  name: 'doses.round',
  entity: 'dose',
  page: `SELECT s.patient_id, s.encounter_id, s.bed_id FROM stay s LEFT JOIN bed b ON b.id = s.bed_id LEFT JOIN room r ON r.id = b.room_id
    WHERE s.ward_id = $3 AND s.ended_at IS NULL ORDER BY r.code, b.code, s.id LIMIT $2 + 1`,
  shows: `SELECT p.mrn, p.full_name AS "fullName", ${bedNameSql('item.bed_id')} AS bed,
      (SELECT coalesce(jsonb_agg(m), '[]') FROM (${medicinesOf('item.encounter_id', '$4', '$5')}) m) AS orders
    FROM patient p WHERE p.id = item.patient_id`,
};

/** @throws Problem validation when it is longer than a week */
function windowOf({ from, to, date }: MarQuery, around: { before: number; after: number }): Window {
  const day = date === undefined ? undefined : hospitalMidnight(date);
  const begins = day ?? (from ? new Date(from) : new Date((to ? Date.parse(to) : Date.now()) - around.before));
  const anchor = from ? begins.getTime() : Date.now();
  const ends = day ? new Date(day.getTime() + DAY_MS) : to ? new Date(to) : new Date(anchor + around.after);
  if (ends.getTime() - begins.getTime() > MOST_DAYS * DAY_MS) {
    throw invalidField('to', 'window', doseWords.windowTooLong);
  }
  return { from: begins, to: ends };
}

const texts = ({ from, to }: Window) => ({ from: from.toISOString(), to: to.toISOString() });

/** By planned time; what is given when needed comes last. */
const inTurn = (one: DoseResponse, other: DoseResponse): number => {
  const [first, second] = [one, other].map(({ plannedAt, id }) => `${plannedAt ?? '~'} ${id}`) as [string, string];
  return first < second ? -1 : 1;
};

function toRoundItem({ orders, ...row }: RoundRow, window: Window, now: Date): RoundItemResponse {
  const doses = orders
    .slice(0, MOST_ORDERS)
    .flatMap((order) => dosesOf(order, window, now))
    .sort(inTurn);
  const { patient_id: patientId, encounter_id: encounterId, mrn, fullName, bed } = row;
  return { patientId, encounterId, patient: { mrn, fullName }, bed, doses: doses.slice(0, MOST_DOSES) };
}

function disclosedOf(order: MedicineRow, { from, to }: Window): DisclosedMedicineResponse | undefined {
  const ofDay = order.doses.filter(
    (d) => Date.parse(d.effectiveAt) >= from.getTime() && Date.parse(d.effectiveAt) < to.getTime(),
  );
  const given = ofDay
    .filter(wasGiven)
    .sort((one, other) => Date.parse(one.effectiveAt) - Date.parse(other.effectiveAt));
  const notGiven = ofDay.filter(({ status }) => status === 'refused' || status === 'held').length;
  if (given.length + notGiven === 0) return undefined;
  const { unit } = order.detail.dose;
  const sum = given.reduce((total, { doseValue }) => total + Number(doseValue), 0);
  return {
    medication: { system: order.system, code: order.code, display: order.display },
    route: order.detail.route,
    unit,
    total: unit.includes('/') ? null : Number(sum.toFixed(4)),
    given: given.map((row) => {
      const { at, by, dose } = toRecorded(row);
      return { at, by, value: dose?.value ?? 0 };
    }),
    notGiven,
  };
}
