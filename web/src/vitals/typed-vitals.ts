import type { ChartVitalsDto, VitalsResponse } from '../api/generated/index.ts';
import { figure, moment, readFigure, readTimeOfDay } from '../words/moments.ts';
import type { Words } from '../words/vi.ts';

/** In the order in which a nurse measures; one press of Enter leads to the next. */
export const NUMBERS = [
  ['respiratoryRate', '/min'],
  ['oxygenSaturation', '%'],
  ['systolic', 'mmHg'],
  ['diastolic', 'mmHg'],
  ['heartRate', '/min'],
  ['temperature', '°C'],
] as const;
/** What is measured less often. */
export const MORE_NUMBERS = [
  ['capillaryRefill', 's'],
  ['pain', '0–10'],
  ['weight', 'kg'],
  ['height', 'cm'],
  ['glucose', 'mmol/L'],
  ['oxygenFlow', 'L/min'],
] as const;
export const EFFORTS = ['normal', 'mild', 'moderate', 'severe'] as const;

const ALL = [...NUMBERS, ...MORE_NUMBERS];
type Field = (typeof ALL)[number][0];
export type Level = NonNullable<ChartVitalsDto['consciousness']>;

/** What is being typed, as it was typed. */
export interface TypedVitals {
  readonly numbers: Readonly<Partial<Record<Field, string>>>;
  readonly oxygen: '' | 'air' | 'oxygen';
  readonly level: Level | '';
  readonly effort: string;
  /** When it was taken, on the ward's clock; empty for now. */
  readonly at: string;
  readonly comment: string;
  /** Why a set that stands there already is corrected. */
  readonly reason: string;
}

export const NOTHING: TypedVitals = {
  numbers: {},
  oxygen: '',
  level: '',
  effort: '',
  at: '',
  comment: '',
  reason: '',
};

/** A set that was charted, to be corrected. */
export function typedOf(set: VitalsResponse): TypedVitals {
  const given = ALL.flatMap(([field]) => {
    const value = set[field];
    return value === null ? [] : [[field, figure(value)] as const];
  });
  return {
    ...NOTHING,
    numbers: Object.fromEntries(given),
    oxygen: set.supplementalOxygen === null ? '' : set.supplementalOxygen ? 'oxygen' : 'air',
    level: set.consciousness ?? '',
    effort: set.respiratoryEffort ?? '',
    at: moment(set.effectiveAt),
    comment: set.comment ?? '',
  };
}

const isTyped = (typed: TypedVitals, field: Field): boolean => (typed.numbers[field] ?? '').trim() !== '';

/** What cannot be sent as it was typed, by the field. */
export function mistakesIn(typed: TypedVitals, words: Words, isCorrection: boolean): Partial<Record<string, string>> {
  const wrong: Partial<Record<string, string>> = {};
  const given = ALL.filter(([field]) => isTyped(typed, field));
  for (const [field] of given) {
    if (Number.isNaN(readFigure(typed.numbers[field]!))) wrong[field] = words.vitals.notNumber;
  }
  if (given.length === 0 && [typed.oxygen, typed.level, typed.effort].every((one) => one === '')) {
    wrong.form = words.vitals.empty;
  }
  if (!isCorrection && typed.at && readTimeOfDay(typed.at) === undefined) wrong.at = words.medicines.badTime;
  return wrong;
}

/** What is sent of a new set. */
export function bodyOf(typed: TypedVitals, confirmed: readonly string[]): ChartVitalsDto {
  const numbers = Object.fromEntries(
    ALL.filter(([field]) => isTyped(typed, field)).map(([field]) => [field, readFigure(typed.numbers[field]!)]),
  );
  const at = typed.at && readTimeOfDay(typed.at);
  return {
    ...numbers,
    ...(typed.oxygen && { supplementalOxygen: typed.oxygen === 'oxygen' }),
    ...(typed.level && { consciousness: typed.level }),
    ...(typed.effort && { respiratoryEffort: typed.effort as ChartVitalsDto['respiratoryEffort'] }),
    ...(typed.comment.trim() && { comment: typed.comment }),
    ...(at && { effectiveAt: at }),
    ...(confirmed.length > 0 && { confirmed: confirmed as ChartVitalsDto['confirmed'] }),
  };
}

/** What the form does not show of a set stays as it was when the set is corrected. */
export function keptOf(set: VitalsResponse): Partial<ChartVitalsDto> {
  const { effectiveAt, gcs, oxygenDevice, fio2, notMeasured } = set;
  return {
    effectiveAt,
    ...(gcs && { gcs: { eye: gcs.eye, verbal: gcs.verbal, motor: gcs.motor } }),
    ...(oxygenDevice && { oxygenDevice }),
    ...(fio2 !== null && { fio2 }),
    ...(notMeasured.length > 0 && {
      notMeasured: notMeasured.map(({ field, reason, text }) => ({ field, reason, ...(text && { text }) })),
    }),
  } as Partial<ChartVitalsDto>;
}
