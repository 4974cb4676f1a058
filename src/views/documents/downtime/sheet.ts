import type { DoseResponse } from '../../../clinical/doses/dto/dose.response.js';
import { dosesOf, type MedicineRow } from '../../../clinical/doses/dose.mapper.js';
import type { Window } from '../../../clinical/medications/dose-times.rules.js';
import { type LatestVitals, toLatestVitals } from '../../../clinical/observations/latest-vitals.queries.js';
import type { Sex } from '../../../clinical/patients/dto/patient.dto.js';
import { hospitalClock } from '../../../kernel/hospital-time.js';
import { BOM, csvLine } from '../../../platform/audit/exports/csv.writer.js';
import { printedDosage } from '../printed-dosage.js';
import { dateText, momentText } from '../printed-text.js';
import { CSV_COLUMNS, downtimeWords as words } from './downtime.words.js';

export interface LyingRow {
  readonly room: string | null;
  readonly bed: string | null;
  readonly mrn: string;
  readonly fullName: string;
  readonly sex: Sex;
  /** As far as it is known: YYYY, YYYY-MM or YYYY-MM-DD. */
  readonly birthDate: string | null;
  readonly isolation: readonly string[];
  readonly vitals: LatestVitals | null;
  readonly allergyKnowledge: string;
  readonly allergies: readonly string[];
  readonly orders: readonly { readonly number: string; readonly display: string; readonly priority: string }[];
  readonly medicines: readonly MedicineRow[];
}

/** A line of a sheet, in words. */
export interface SheetLine {
  readonly room: string;
  readonly bed: string;
  readonly mrn: string;
  readonly name: string;
  readonly sex: string;
  readonly born: string;
  readonly isolated: string;
  readonly allergies: string;
  readonly vitals: string;
  readonly doses: string;
  readonly orders: string;
}

/** What a ward has to know of one who lies there, as of `now`; doses that are planned in the window and not given. */
export function lineOf(row: LyingRow, window: Window, now: Date): SheetLine {
  return {
    room: row.room ?? '',
    bed: row.bed ?? '',
    mrn: row.mrn,
    name: row.fullName,
    sex: words.sex[row.sex],
    born: row.birthDate ? dateText(row.birthDate) : '',
    isolated: row.isolation.length > 0 ? words.isolation : '',
    allergies: words.allergies[row.allergyKnowledge] || row.allergies.join('; '),
    vitals: vitalsText(row, now),
    doses: row.medicines.flatMap((order) => dosesText(order, window, now)).join('\n'),
    orders: row.orders
      .map(({ display, priority }) => (priority === 'routine' ? display : `${words.urgent}: ${display}`))
      .join('\n'),
  };
}

function vitalsText({ vitals, birthDate }: LyingRow, now: Date): string {
  const last = vitals && toLatestVitals(vitals, birthDate, now);
  if (!last) return words.notMeasured;
  const { vitals: names } = words;
  const pressure = last.systolic === null ? [] : [`${names.systolic} ${last.systolic}/${last.diastolic ?? '–'}`];
  const others = (['heartRate', 'temperature', 'respiratoryRate', 'oxygenSaturation'] as const)
    .filter((name) => last[name] !== null)
    .map((name) => `${names[name]} ${last[name]}`);
  const score =
    last.pewsTotal === null
      ? last.news2Total === null
        ? []
        : [`NEWS2 ${last.news2Total}`]
      : [`PEWS ${last.pewsTotal}`];
  return [momentText(new Date(last.effectiveAt)), ...score, ...pressure, ...others].join(', ');
}

function dosesText(order: MedicineRow, window: Window, now: Date): string[] {
  const open = dosesOf(order, window, now).filter(({ status, plannedAt }) => plannedAt !== null && !isDone(status));
  const at = open.map(({ plannedAt }) => hospitalClock(new Date(plannedAt!)));
  return at.length === 0 ? [] : [`${at.join(', ')}: ${order.display} ${printedDosage(order.detail)}`.trim()];
}

const isDone = (status: DoseResponse['status']): boolean => status !== 'planned' && status !== 'in-progress';

/** RFC 4180, with a byte order mark, by which spreadsheets know UTF-8. */
export function csvOf(lines: readonly SheetLine[]): string {
  const rows = lines.map(({ room, bed, mrn, name, sex, born, isolated, allergies, vitals, doses, orders }) =>
    [room, bed, mrn, name, sex, born, isolated, allergies, vitals, doses, orders].map((text) =>
      text.replaceAll('\n', '; '),
    ),
  );
  return BOM + [CSV_COLUMNS, ...rows].map(csvLine).join('');
}
