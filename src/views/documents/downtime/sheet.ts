import type { DoseResponse } from '../../../clinical/doses/dto/dose.response.js';
import { dosesOf, type MedicineRow } from '../../../clinical/doses/dose.mapper.js';
import { ISOLATION_WORDS } from '../../../clinical/encounters/isolation.words.js';
import type { Isolation } from '../../../clinical/encounters/isolation.rules.js';
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
  readonly isolation: readonly Isolation[];
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
    isolated: row.isolation.map((kind) => ISOLATION_WORDS[kind].vi.toLocaleUpperCase('vi')).join(', '),
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

/** What must be known of an order without the service: times that are open, those that were missed, what runs, what may be given when needed. */
function dosesText(order: MedicineRow, window: Window, now: Date): string[] {
  // Of an order that has ended nothing is given any more, not even what was missed before; what runs of it is still there to be taken off.
  const isOver = order.endedAt !== null && new Date(order.endedAt) <= now;
  const doses = dosesOf(order, window, now).filter(({ status }) => !isOver || status === 'in-progress');
  const open = doses.flatMap((dose) => timeOf(dose, now) ?? []);
  return open.length === 0
    ? []
    : [`${[...new Set(open)].join(', ')}: ${order.display} ${printedDosage(order.detail)}`.trim()];
}

/** Undefined of a dose of which nothing is to be done. */
function timeOf({ status, plannedAt, asNeeded, recorded }: DoseResponse, now: Date): string | undefined {
  const { doses } = words;
  if (status === 'in-progress') return doses.running(momentText(new Date(recorded?.at ?? now)));
  if (status === 'on-hold') return doses.onHold;
  if (status === 'available') return doses.whenNeeded;
  if (status === 'not-yet') return doses.notBefore(momentText(new Date(asNeeded?.earliestAt ?? now)));
  if (!plannedAt) return undefined;
  const at = hospitalClock(new Date(plannedAt));
  if (status === 'overdue') return doses.missed(at);
  return status === 'planned' || status === 'due' ? at : undefined;
}

/** What a line of the paper holds of each, in characters: less than a page. */
const MOST = { allergies: 500, doses: 900, orders: 700 };

/** A line as the paper has it: one that no page holds goes on in another, which says again whose it is. */
export function pagedOf(line: SheetLine): SheetLine[] {
  const parts = {
    allergies: piecesOf(line.allergies, '; ', MOST.allergies),
    doses: piecesOf(line.doses, '\n', MOST.doses),
    orders: piecesOf(line.orders, '\n', MOST.orders),
  };
  const count = Math.max(...Object.values(parts).map(({ length }) => length));
  const at = (place: number) => ({
    allergies: parts.allergies[place] ?? '',
    doses: parts.doses[place] ?? '',
    orders: parts.orders[place] ?? '',
  });
  return Array.from({ length: count }, (_, place) =>
    place === 0 ? { ...line, ...at(0) } : { ...line, name: words.continued(line.name), vitals: '', ...at(place) },
  );
}

function piecesOf(text: string, between: string, most: number): string[] {
  const pieces: string[] = [''];
  for (const [place, part] of text.split(between).entries()) {
    const last = pieces.length - 1;
    const joined = place === 0 ? part : `${pieces[last]}${between}${part}`;
    if (place > 0 && joined.length > most) pieces.push(part);
    else pieces[last] = joined;
  }
  return pieces;
}

/** RFC 4180, with a byte order mark, by which spreadsheets know UTF-8. */
export function csvOf(lines: readonly SheetLine[], isWhole = true): string {
  const rows = lines.map(({ room, bed, mrn, name, sex, born, isolated, allergies, vitals, doses, orders }) =>
    [room, bed, mrn, name, sex, born, isolated, allergies, vitals, doses, orders].map((text) =>
      text.replaceAll('\n', '; '),
    ),
  );
  return BOM + [CSV_COLUMNS, ...rows, ...(isWhole ? [] : [[words.incomplete]])].map(csvLine).join('');
}
