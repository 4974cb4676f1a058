/**
 * Minutes until the next set. Those of NEWS2 are the Royal College's (2017) and stay as published. For all others nobody published any: Circular
 * 31/2021/TT-BYT names the levels of nursing care and no times, Parshuram et al. 2009 name a score and no times. These are a start of our own,
 * and the hospital settles them (`emr vital-limits load`).
 */
export interface Intervals {
  /** By the level of nursing care: I cannot do without continuous care, II needs help, III cares for themselves. */
  readonly levelI: number;
  readonly levelII: number;
  readonly levelIII: number;
  /** Until the first set after an admission. */
  readonly first: number;
  /** Monitored all the time, a set is still written down this often. */
  readonly continuous: number;
  /** Bedside PEWS below 3, from 3, from 5; from 8 on a child is monitored all the time. */
  readonly pewsLow: number;
  readonly pewsFrom3: number;
  readonly pewsFrom5: number;
}

export const SHIPPED_INTERVALS: Intervals = {
  ...{ levelI: 60, levelII: 360, levelIII: 720, first: 30, continuous: 15 },
  ...{ pewsLow: 240, pewsFrom3: 120, pewsFrom5: 60 },
};

let current = SHIPPED_INTERVALS;

/** Those that hold now. */
export const intervals = (): Intervals => current;

/** Takes what the hospital settled; nothing leaves those that come with the service. */
export function useIntervals(settled: Partial<Intervals>): void {
  current = { ...SHIPPED_INTERVALS, ...settled };
}
