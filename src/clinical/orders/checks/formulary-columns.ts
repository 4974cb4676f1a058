import type { Drug } from './formulary.js';

/** The columns of a formulary's file that are limits of a dose: of whom, and which. Of children they are for each kilogram. */
export const LIMIT_COLUMNS = {
  adult_single_mg: ['adult', 'single'],
  adult_single_iv_mg: ['adult', 'singleIv'],
  adult_single_im_mg: ['adult', 'singleIm'],
  adult_daily_mg: ['adult', 'daily'],
  adult_daily_mg_kg: ['adult', 'dailyPerKg'],
  adult_repeated_mg: ['adult', 'repeated'],
  adult_mg_per_hour: ['adult', 'hourly'],
  adult_mg_kg_per_hour: ['adult', 'hourlyPerKg'],
  pregnant_mg_per_hour: ['adult', 'hourlyPregnant'],
  child_single_mg_kg: ['child', 'single'],
  child_single_iv_mg_kg: ['child', 'singleIv'],
  child_single_im_mg_kg: ['child', 'singleIm'],
  child_daily_mg_kg: ['child', 'daily'],
  child_mg_kg_per_hour: ['child', 'hourly'],
} as const satisfies Readonly<
  Record<
    string,
    readonly ['adult', keyof NonNullable<Drug['adult']>] | readonly ['child', keyof NonNullable<Drug['child']>]
  >
>;
export type LimitColumn = keyof typeof LIMIT_COLUMNS;

/** Of one time in the unit of a day, which cannot be more. */
export const SINGLE_OF_DAY: readonly (readonly [single: LimitColumn, daily: LimitColumn])[] = [
  ['adult_single_mg', 'adult_daily_mg'],
  ['adult_single_iv_mg', 'adult_daily_mg'],
  ['adult_single_im_mg', 'adult_daily_mg'],
  ['child_single_mg_kg', 'child_daily_mg_kg'],
  ['child_single_iv_mg_kg', 'child_daily_mg_kg'],
  ['child_single_im_mg_kg', 'child_daily_mg_kg'],
];

/** Columns that are a number, besides those of limits. */
export const NUMBER_COLUMNS = ['least_hours', 'mg_per_mmol', 'renal_avoid_below', 'renal_reduce_below'] as const;

/** Columns that FHIR R4 has no element for: one of its resources says them by these names in an extension. */
export const BESIDE_FHIR: readonly string[] = [
  ...['adult_single_iv_mg', 'adult_single_im_mg', 'adult_repeated_mg', 'adult_mg_kg_per_hour', 'pregnant_mg_per_hour'],
  ...Object.entries(LIMIT_COLUMNS).flatMap(([column, [who]]) => (who === 'child' ? [column] : [])),
  ...[...NUMBER_COLUMNS, 'renal_daily_mg', 'renal_measure', 'pregnancy', 'lactation', 'results'],
];

/** All of them. */
export const COLUMNS: readonly string[] = [
  ...['atc', 'name', 'also', 'classes', 'forms', 'strengths', 'routes', 'unit'],
  ...Object.keys(LIMIT_COLUMNS),
  ...[...NUMBER_COLUMNS, 'renal_daily_mg', 'renal_measure', 'pregnancy', 'lactation', 'results', 'source'],
];
export const NEEDED: readonly string[] = ['atc', 'name', 'forms', 'routes', 'source'];
