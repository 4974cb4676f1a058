import { ICD_10 } from '../../clinical/history/history.rules.js';
import { encounterId, HOUR, streamOf, type Extent, type Visit } from './course.js';
import { at, type Rows } from './rows.js';

const STREAM = 11;

const OPENING = {
  inpatient: 'Nhập viện',
  emergency: 'Cấp cứu',
  outpatient: 'Khám bệnh',
  day: 'Điều trị ban ngày',
} as const;

/** When it ended, or null while it goes on. */
export const endedAt = ({ until }: Extent, { end }: Visit): number | null => (end < until ? end : null);

/** Adds an encounter with where the patient was, and the problem it put down. */
export function addEncounter(rows: Rows, extent: Extent, visit: Visit, visitNumber: string, registrar: string): void {
  const random = streamOf(extent, STREAM, visit);
  const { patient, kind, condition, start, moved, cancelled } = visit;
  const [id, ended] = [encounterId(extent, visit), endedAt(extent, visit)];
  const doctor = random.one(visit.ward!.doctors).id;
  const isOver = ended !== null && !cancelled;
  const isMoved = moved !== undefined && moved.at < extent.until;
  rows.add(
    ...(['encounter', id, visitNumber, patient.id, kind] as const),
    cancelled ? 'cancelled' : ended === null ? 'in-progress' : 'finished',
    `${OPENING[kind]}: ${condition.display}`,
    ...[isMoved ? moved.ward!.id : visit.ward!.id, at(start), at(ended)],
    ...[kind === 'outpatient' ? registrar : doctor, isOver ? doctor : null],
    isOver ? dispositionOf(visit, random.fraction()) : null,
    cancelled ? 'Đăng ký nhầm' : isOver && kind === 'inpatient' ? 'Ra viện, tái khám theo hẹn' : null,
    ...[at(start), at(ended ?? start)],
  );
  const stay = (ward: string, bed: string | undefined, from: number, to: number | null) =>
    rows.add('stay', random.uuid(from), id, patient.id, ward, bed, at(from), at(to), at(to ?? from));
  stay(visit.ward!.id, visit.bed, start, isMoved ? moved.at : ended);
  if (isMoved) stay(moved.ward!.id, moved.bed, moved.at, ended);
  if (visit.noted) addProblem(rows, extent, visit, doctor);
}

function dispositionOf({ dies, kind }: Visit, chance: number): string {
  if (dies) return 'exp';
  if (kind !== 'inpatient') return 'home';
  return chance < 0.92 ? 'home' : chance < 0.97 ? 'other-hcf' : 'aadvice';
}

function addProblem(rows: Rows, extent: Extent, visit: Visit, doctor: string): void {
  const random = streamOf(extent, STREAM + 1, visit);
  const { patient, condition, start } = visit;
  const ended = endedAt(extent, visit);
  const written = start + HOUR / 4;
  const isOver = !condition.chronic && ended !== null;
  rows.add(
    ...(['problem', random.uuid(written), patient.id, encounterId(extent, visit)] as const),
    ...[ICD_10, condition.code, condition.display, isOver ? 'resolved' : 'active', at(start), 'instant'],
    ...[isOver ? at(Math.max(ended, start)) : null, isOver ? 'instant' : null],
    ...[doctor, at(written), at(isOver ? Math.max(ended, written) : written)],
  );
}
