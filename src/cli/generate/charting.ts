import { ageAt, encounterId, HOUR, streamOf, type Extent, type Visit } from './course.js';
import { Random } from './random.js';
import { at, type Rows } from './rows.js';

const STREAM = 13;

/** What is usual for one patient at rest and well. */
interface Baseline {
  readonly heartRate: number;
  readonly respiratoryRate: number;
  readonly systolic: number;
  readonly saturation: number;
  readonly weight: number;
  readonly height: number;
}

// up to which age: heart rate, breaths, systolic, height, weight
const BY_AGE = [
  [1, 128, 36, 86, 66, 7.5],
  [6, 108, 25, 96, 102, 16],
  [12, 90, 20, 105, 138, 33],
  [16, 82, 18, 112, 160, 50],
  [45, 76, 16, 118, 163, 58],
  [65, 75, 16, 128, 162, 60],
  [200, 73, 17, 136, 159, 56],
] as const;

function baselineOf(extent: Extent, { patient, start, condition }: Visit): Baseline {
  const random = new Random(extent.root, STREAM, patient.index);
  const [, heartRate, respiratoryRate, systolic, height, weight] = BY_AGE.find(
    ([upTo]) => ageAt(patient, start) < upTo,
  )!;
  const taller = patient.sex === 'male' && height > 150 ? 7 : 0;
  return {
    heartRate: random.normal(heartRate, heartRate * 0.08),
    respiratoryRate: random.normal(respiratoryRate, 1),
    systolic: random.normal(systolic, 9) + (condition.code === 'I10' ? 16 : 0),
    saturation: random.normal(97.8, 0.7) - (condition.code === 'J44.1' ? 3 : 0),
    weight: random.normal(weight, weight * 0.13) + taller,
    height: random.normal(height, height * 0.04) + taller,
  };
}

/** When the ward takes vital signs: the more ill, the closer. */
function timesOf({ until }: Extent, { kind, start, end, severity }: Visit, random: Random): number[] {
  const last = Math.min(end, until);
  const first = Math.min(start + random.between(0.05, 0.3) * HOUR, last);
  const times = [first];
  if (kind === 'outpatient') return times;
  const every = kind === 'inpatient' ? (severity > 0.9 ? 5 : severity > 0.5 ? 7 : 10) : 2.5;
  for (let time = first + every * HOUR; time < last; time += every * HOUR * random.between(0.85, 1.15)) {
    times.push(Math.min(time + random.between(-0.2, 0.4) * HOUR, last));
  }
  return times;
}

/** How ill at a moment: people get better, but for those who die. */
function illnessAt({ severity, start, end, dies }: Visit, moment: number): number {
  const passed = (moment - start) / (end - start);
  return dies ? severity + (1.5 - severity) * passed : severity * Math.exp(-2.4 * passed);
}

/** The moments at which a set was taken, with the id of each. */
export function* setsOf(extent: Extent, visit: Visit): Generator<{ id: string; moment: number; random: Random }> {
  if (visit.cancelled) return;
  const random = streamOf(extent, STREAM + 1, visit);
  for (const moment of timesOf(extent, visit, random)) yield { id: random.uuid(moment), moment, random };
}

const within = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, Math.round(value)));

/** Adds every set of vital signs of an encounter, each a step from the one before. */
export function addVitals(rows: Rows, extent: Extent, visit: Visit): void {
  const usual = baselineOf(extent, visit);
  const { condition, patient } = visit;
  const encounter = encounterId(extent, visit);
  let drift = 0;
  let isFirst = true;
  for (const { id, moment, random } of setsOf(extent, visit)) {
    drift = 0.6 * drift + random.normal(0, 0.08);
    const ill = Math.max(0, illnessAt(visit, moment) + drift);
    const pressure = usual.systolic - 26 * ill * ill + random.normal(0, 5);
    const systolic = within(pressure, 55, 230);
    const saturation = within(usual.saturation - 8 * ill * condition.breath + random.normal(0, 0.7), 70, 100);
    const oxygen = saturation < 94 && condition.breath > 0.2 && random.chance(0.85);
    const isSugar = condition.specialty === 4 && random.chance(0.5);
    rows.add(
      ...(['vital_signs', id, patient.id, encounter, at(moment)] as const),
      within(usual.heartRate * (1 + 0.32 * ill) + random.normal(0, 4), 38, 190),
      within(usual.respiratoryRate * (1 + 0.3 * ill + 0.4 * ill * condition.breath) + random.normal(0, 0.8), 8, 60),
      ...[systolic, within(systolic * 0.63 + random.normal(0, 4), 30, systolic - 12)],
      (36.7 + 2 * ill * condition.fever + random.normal(0, 0.2)).toFixed(1),
      ...[
        oxygen ? Math.min(100, saturation + 3) : saturation,
        oxygen,
        consciousnessOf(ill, condition.specialty, random),
      ],
      isFirst ? Math.max(2.5, usual.weight).toFixed(1) : null,
      isFirst ? Math.max(45, usual.height).toFixed(1) : null,
      isSugar ? Math.max(3.2, 7.5 + 5 * ill + random.normal(0, 2)).toFixed(1) : null,
      ...[random.one(visit.ward!.nurses).id, at(moment)],
    );
    isFirst = false;
  }
}

const NERVES = 3;

function consciousnessOf(ill: number, specialty: number, random: Random): string {
  const danger = ill - (specialty === NERVES ? 0.45 : 0.85);
  if (danger < 0 || random.chance(0.5)) return 'A';
  return danger > 0.5 ? random.one(['V', 'P', 'U']) : random.one(['C', 'V']);
}
