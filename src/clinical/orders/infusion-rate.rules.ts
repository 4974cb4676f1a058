/** How fast a bag runs: by a pump, or in drops of a set of 20 drops a mL. */
export const RUN_UNITS = ['mL/h', '{drop}/min'] as const;
export type RunUnit = (typeof RUN_UNITS)[number];

export interface Amount {
  readonly value: number;
  readonly unit: string;
}

/** What an infusion is diluted in, and how it runs. */
export interface Infusion {
  readonly fluid: string;
  /** mL. */
  readonly volume: number;
  /** What is in it of the medicine, where the dose of the order is a rate. */
  readonly amount?: Amount;
  /** How fast it runs, where the dose is an amount. */
  readonly rate?: { readonly value: number; readonly unit: RunUnit };
}

/** Source: ISO 8536-4, infusion sets for gravity feed: 20 drops of distilled water a mL. */
const DROPS_PER_ML = 20;

/** mL that run in an hour. */
export const mlPerHour = ({ value, unit }: NonNullable<Infusion['rate']>): number =>
  unit === 'mL/h' ? value : (value * 60) / DROPS_PER_ML;
