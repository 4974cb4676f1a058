import { LOINC } from '../../clinical/results/code-systems.js';
import { judge } from '../../clinical/results/judging/judgement.rules.js';
import { DAY, encounterId, HOUR, streamOf, type Extent, type Visit } from './course.js';
import type { Hospital } from './hospital.js';
import type { Random } from './random.js';
import { at, type Rows } from './rows.js';

const STREAM = { orders: 20, results: 21 } as const;

/** A test: LOINC, name, UCUM, usual value and its spread, reference range, decimals, and what illness and fever do to it. */
type Test = readonly [code: string, name: string, unit: string, usual: number, spread: number, low: number, high: number,
  decimals: number, ill: number, fever: number]; // prettier-ignore

interface Panel {
  readonly code: string;
  readonly display: string;
  readonly tests: readonly Test[];
}

const POTASSIUM: Test = ['2823-3', 'Kali huyết thanh', 'mmol/L', 4.1, 0.4, 3.5, 5, 1, 0.3, 0];
const SODIUM: Test = ['2951-2', 'Natri huyết thanh', 'mmol/L', 139, 2.5, 135, 145, 0, -4, 0];
const CREATININE: Test = ['14682-9', 'Creatinin huyết thanh', 'umol/L', 78, 14, 53, 106, 0, 30, 0];
const GLUCOSE: Test = ['14749-6', 'Glucose huyết thanh', 'mmol/L', 5.6, 0.9, 3.9, 6.4, 1, 1.6, 0.3];
const HAEMOGLOBIN: Test = ['718-7', 'Hemoglobin', 'g/L', 133, 13, 120, 160, 0, -16, 0];
const CALCIUM: Test = ['2000-8', 'Calci toàn phần', 'mmol/L', 2.3, 0.1, 2.1, 2.6, 2, -0.1, 0];

const BLOOD_COUNT: Panel = {
  code: '58410-2',
  display: 'Tổng phân tích tế bào máu',
  tests: [
    HAEMOGLOBIN,
    ['6690-2', 'Bạch cầu', '10*9/L', 7.2, 1.6, 4, 10, 1, 2, 4],
    ['777-3', 'Tiểu cầu', '10*9/L', 255, 55, 150, 400, 0, -50, -30],
  ],
};
const CHEMISTRY: Panel = {
  code: '24323-8',
  display: 'Sinh hóa máu',
  tests: [POTASSIUM, SODIUM, CREATININE, GLUCOSE],
};
const LIVER: Panel = {
  code: '24325-3',
  display: 'Men gan',
  tests: [
    ['1920-8', 'AST', 'U/L', 26, 8, 10, 40, 0, 30, 10],
    ['1742-6', 'ALT', 'U/L', 27, 9, 10, 40, 0, 28, 8],
  ],
};
const CRP: Panel = {
  code: '1988-5',
  display: 'CRP định lượng',
  tests: [['1988-5', 'CRP', 'mg/L', 4, 2, 0, 5, 1, 30, 70]],
};
const LONG_SUGAR: Panel = {
  code: '4548-4',
  display: 'HbA1c',
  tests: [['4548-4', 'HbA1c', '%', 6.9, 1.1, 4, 6.5, 1, 1, 0]],
};
const RENAL: Panel = {
  code: '24362-6',
  display: 'Bilan lọc máu',
  tests: [
    ['2823-3', 'Kali huyết thanh', 'mmol/L', 5.2, 0.5, 3.5, 5, 1, 0.3, 0],
    SODIUM,
    ['14682-9', 'Creatinin huyết thanh', 'umol/L', 790, 110, 53, 106, 0, 0, 0],
    ['22664-7', 'Urê huyết thanh', 'mmol/L', 24, 4, 2.5, 7.5, 1, 0, 0],
    GLUCOSE,
    CALCIUM,
    ['14879-1', 'Phospho vô cơ', 'mmol/L', 1.9, 0.3, 0.8, 1.5, 2, 0, 0],
    ['718-7', 'Hemoglobin', 'g/L', 101, 9, 120, 160, 0, 0, 0],
    ['1751-7', 'Albumin', 'g/L', 37, 3, 35, 50, 0, 0, 0],
    ['1963-8', 'Bicarbonat', 'mmol/L', 20, 2, 22, 29, 0, 0, 0],
  ],
};

/** An order and the moments of its life; `issued` is null while the laboratory has not answered. */
export interface Order {
  readonly id: string;
  readonly panel: Panel;
  readonly written: number;
  readonly sampled: number;
  readonly issued: number | null;
  readonly doctor: string;
  readonly urgent: boolean;
}

/** Panels of the heavy patient at each of 500 encounters, each with ten values. */
const HEAVY_PANELS = 10;

/** What is ordered in an encounter; the same each time it is asked. */
export function ordersOf(extent: Extent, visit: Visit): Order[] {
  if (visit.cancelled) return [];
  const random = streamOf(extent, STREAM.orders, visit);
  return wanted(extent, visit, random).map(([panel, time]) => {
    const written = Math.min(time, Math.min(visit.end, extent.until) - 60_000);
    const sampled = written + random.between(0.1, 0.5) * HOUR;
    const issued = sampled + random.between(0.7, visit.kind === 'inpatient' ? 5 : 2) * HOUR;
    const doctor = random.one(visit.ward!.doctors).id;
    const urgent = visit.kind === 'emergency' || visit.severity > 0.9;
    return {
      id: random.uuid(written),
      panel,
      written,
      sampled,
      issued: issued < extent.until ? issued : null,
      doctor,
      urgent,
    };
  });
}

function wanted({ heavyPatient, until }: Extent, visit: Visit, random: Random): [Panel, number][] {
  const { kind, condition, start, end, patient } = visit;
  if (heavyPatient && patient.index === 0) {
    return Array.from({ length: HEAVY_PANELS }, (_, i) => [RENAL, start + (0.2 + i * 0.3) * HOUR]);
  }
  const soon = start + random.between(0.2, 1) * HOUR;
  const usual = condition.specialty === 4 ? [LONG_SUGAR, CHEMISTRY] : [BLOOD_COUNT, CHEMISTRY, LIVER];
  if (kind === 'outpatient') return random.chance(0.06) ? [[random.one(usual), start + HOUR / 3]] : [];
  const panels: [Panel, number][] = [];
  const first = condition.code === 'N18.5' ? RENAL : BLOOD_COUNT;
  if (random.chance(kind === 'inpatient' ? 0.75 : 0.4)) panels.push([first, soon]);
  if (kind !== 'inpatient') return panels;
  if (random.chance(0.4)) panels.push([CHEMISTRY, soon]);
  const every = random.between(3.5, 6.5) * DAY;
  for (let time = soon + every; time < Math.min(end, until); time += every) {
    panels.push([condition.fever > 0.3 ? random.one([CRP, BLOOD_COUNT]) : random.one(usual), time]);
  }
  return panels;
}

/** Adds the orders of an encounter. @param numberOf gives the next order number of a year */
export function addOrders(rows: Rows, extent: Extent, visit: Visit, numberOf: (moment: number) => string): void {
  for (const { id, panel, written, sampled, issued, doctor, urgent } of ordersOf(extent, visit)) {
    rows.add(
      ...([
        'service_order',
        id,
        numberOf(written),
        visit.patient.id,
        encounterId(extent, visit),
        'laboratory',
      ] as const),
      ...[LOINC, panel.code, panel.display, urgent ? 'urgent' : 'routine', issued === null ? 'active' : 'completed'],
      ...[doctor, doctor, at(written), sampled < extent.until ? at(sampled) : null, at(issued), at(written)],
      at(issued ?? written),
    );
  }
}

/** Adds what the laboratory answered: reports, what each said when it was issued, and its values. */
export function addResults(rows: Rows, extent: Extent, hospital: Hospital, visit: Visit): void {
  const encounter = encounterId(extent, visit);
  const random = streamOf(extent, STREAM.results, visit);
  for (const { id: order, panel, sampled, issued } of ordersOf(extent, visit)) {
    if (issued === null) continue;
    const [report, version, technician] = [
      random.uuid(issued),
      random.uuid(issued),
      random.one(hospital.laboratory).id,
    ];
    const [taken, reported] = [at(sampled), at(issued)];
    const owner = [visit.patient.id, encounter] as const;
    rows.add(
      ...(['diagnostic_report', report, ...owner, order, 'laboratory', LOINC, panel.code, panel.display] as const),
      ...['final', taken, reported, technician, reported, reported],
    );
    const values = panel.tests.map((test) => {
      const id = random.uuid(issued);
      const [code, name, unit, , , low, high, decimals] = test;
      const value = valueOf(test, visit, random).toFixed(decimals);
      const judged = { system: LOINC, code, unit, value: Number(value), referenceLow: low, referenceHigh: high };
      rows.add(
        ...(['observation', id, ...owner, report, 'laboratory', LOINC, code, name, value, unit, low, high] as const),
        // Kidney failure is known long before it comes to dialysis.
        ...[judge(judged, {}, panel === RENAL).flag ?? null, 'final', taken, reported, technician, reported],
      );
      return id;
    });
    rows.add(
      ...(['diagnostic_report_version', version, report, ...owner, 1, 'final', taken, reported] as const),
      ...[`{${values.join(',')}}`, technician, reported],
    );
  }
}

function valueOf([code, , , usual, spread, , , decimals, ill, fever]: Test, visit: Visit, random: Random): number {
  const { severity, condition } = visit;
  const isDengue = code === '777-3' && condition.code.startsWith('A97');
  const isSugar = condition.specialty === 4 && (code === '14749-6' || code === '4548-4');
  const shift = severity * (ill + fever * condition.fever) * (isDengue ? 2.2 : 1) + (isSugar ? usual * 0.35 : 0);
  return Math.max(10 ** -decimals, random.normal(usual + shift, spread));
}
