import { today } from '../api/clock.ts';
import type { ChartVitalsDto, LateEntriesDto, RecordFluidDto } from '../api/generated/index.ts';
import { filledItems, isUnreadableWound } from '../nursing/typed-wound.ts';
import { NUMBERS } from '../vitals/typed-vitals.ts';
import { hospitalDay, readAmount, readFigure, readMoment, readTimeOfDay } from '../words/moments.ts';

import {
  assessmentBody,
  isAssessmentFilled,
  isSiteFilled,
  isWoundFilled,
  siteBody,
  woundBody,
  type TypedAssessment,
  type TypedSite,
  type TypedWound,
} from './typed-nursing.ts';

export type SignField = (typeof NUMBERS)[number][0];

/** A round as it was copied from paper. */
export interface TypedRound {
  readonly at: string;
  readonly numbers: Readonly<Partial<Record<SignField, string>>>;
  readonly oxygen: '' | 'air' | 'oxygen';
  readonly level: string;
}
export interface TypedFluid {
  readonly at: string;
  /** `in oral`, `out urine`. */
  readonly kind: string;
  readonly volume: string;
}
export interface TypedDose {
  readonly outcome: '' | 'given' | 'held' | 'refused';
  readonly at: string;
  readonly reason: string;
}

/** All that is typed for one patient. */
export interface TypedLate {
  readonly reason: string;
  readonly rounds: readonly TypedRound[];
  readonly fluids: readonly TypedFluid[];
  readonly sites: readonly TypedSite[];
  readonly assessments: readonly TypedAssessment[];
  readonly wounds: readonly TypedWound[];
  /** By the dose's id. */
  readonly doses: Readonly<Partial<Record<string, TypedDose>>>;
}

export const NO_ROUND: TypedRound = { at: '', numbers: {}, oxygen: '', level: '' };
export const NO_FLUID: TypedFluid = { at: '', kind: 'in oral', volume: '' };
export const NO_DOSE: TypedDose = { outcome: '', at: '', reason: '' };
export const NOTHING_LATE: TypedLate = {
  reason: '',
  rounds: [NO_ROUND],
  fluids: [],
  sites: [],
  assessments: [],
  wounds: [],
  doses: {},
};

/**
 * 23:30 as the last time the clock showed that; 28/11 23:30 as the last day of that name, which on New Year's night is one of last year;
 * 28/11/2026 23:30. Undefined when it cannot be read.
 */
export function readLate(typed: string, now = today()): string | undefined {
  const [, day, clock] = /^(\d{1,2}\/\d{1,2})\s+(\S+)$/.exec(typed.trim()) ?? [];
  if (day && clock) {
    const year = Number(hospitalDay(now).slice(0, 4));
    const read = [year, year - 1].flatMap((one) => readMoment(`${day}/${one} ${clock}`) ?? []);
    return read.find((moment) => Date.parse(moment) <= now.getTime() + CLOCKS_DIFFER);
  }
  return readTimeOfDay(typed, now) ?? (/\s/.test(typed.trim()) ? readMoment(typed) : undefined);
}

/** By so much a terminal's clock may be behind, in ms. */
const CLOCKS_DIFFER = 60_000;

/** Whether something of a round was written down. */
export const isFilled = ({ at, numbers, oxygen, level }: TypedRound): boolean =>
  at.trim() !== '' || oxygen !== '' || level !== '' || Object.values(numbers).some((value) => value?.trim());

export const isUnreadableTime = (typed: string): boolean => typed.trim() !== '' && readLate(typed) === undefined;
export const isUnreadableNumber = (typed = ''): boolean => typed.trim() !== '' && Number.isNaN(readFigure(typed));
/** Of an amount, which may be a thousand: 1.000 is asked about. */
const isUnreadableAmount = (typed: string): boolean => typed.trim() !== '' && Number.isNaN(readAmount(typed));

/** What of it is to be charted: empty lines are none. */
export function filledIn({ rounds, fluids, sites, assessments, wounds, doses }: TypedLate) {
  return {
    rounds: rounds.filter(isFilled),
    fluids: fluids.filter(({ at, volume }) => at.trim() !== '' || volume.trim() !== ''),
    sites: sites.filter(isSiteFilled),
    assessments: assessments.filter(isAssessmentFilled),
    wounds: wounds.filter(isWoundFilled),
    doses: Object.entries(doses).flatMap(([id, dose]) => (dose && dose.outcome !== '' ? [{ id, ...dose }] : [])),
  };
}

/** Whether every moment and number that was typed can be read, and of each wound something was seen. */
export function isReadable(typed: TypedLate): boolean {
  const { rounds, fluids, sites, assessments, wounds, doses } = filledIn(typed);
  const numbers = rounds.flatMap((round) => Object.values(round.numbers));
  return (
    [...rounds, ...fluids, ...sites, ...assessments, ...wounds, ...doses].every(({ at }) => !isUnreadableTime(at)) &&
    numbers.every((value) => !isUnreadableNumber(value)) &&
    wounds.every(({ seen }) => filledItems(seen).length > 0 && !isUnreadableWound(seen)) &&
    fluids.every(({ volume }) => !isUnreadableAmount(volume))
  );
}

/** @param versions of the doses, by id @param confirmed fields that were looked at again, as the service pointed at them */
export function lateBody(
  typed: TypedLate,
  versions: ReadonlyMap<string, number>,
  confirmed: readonly string[],
): LateEntriesDto {
  const { rounds, fluids, sites, assessments, wounds, doses } = filledIn(typed);
  const confirmedOf = (kind: string, place: number) => {
    const start = `${kind}/${place}/`;
    const fields = confirmed.flatMap((one) => (one.startsWith(start) ? [one.slice(start.length)] : []));
    return fields.length > 0 ? { confirmed: fields } : {};
  };
  const others = confirmed.filter((one) => /^\w+\/\d+$/.test(one));
  return {
    reason: typed.reason,
    ...(others.length > 0 && { confirmed: others }),
    vitals: rounds.map((round, place) => ({ ...signsOf(round), ...confirmedOf('vitals', place) }) as ChartVitalsDto),
    fluids: fluids.map(({ at, kind, volume }, place) => {
      const [direction, what] = kind.split(' ');
      const said = { direction, kind: what, volume: readAmount(volume), effectiveAt: readLate(at) };
      return { ...said, ...confirmedOf('fluids', place) } as RecordFluidDto;
    }),
    sites: sites.map((site) => siteBody(site, readLate)),
    assessments: [
      ...assessments.map((one) => assessmentBody(one, readLate)),
      ...wounds.map((one) => woundBody(one, typed.sites, readLate)),
    ],
    doses: doses.map(({ id, outcome, at, reason }) => ({
      id,
      version: versions.get(id) ?? 0,
      outcome: outcome || 'held',
      at: readLate(at) ?? '',
      ...(reason.trim() && { reason }),
    })),
  };
}

function signsOf({ at, numbers, oxygen, level }: TypedRound): Partial<ChartVitalsDto> {
  const given = NUMBERS.flatMap(([field]) => (numbers[field]?.trim() ? [[field, readFigure(numbers[field])]] : []));
  return {
    ...(Object.fromEntries(given) as Partial<Record<SignField, number>>),
    effectiveAt: readLate(at),
    ...(oxygen && { supplementalOxygen: oxygen === 'oxygen' }),
    ...(level && { consciousness: level as ChartVitalsDto['consciousness'] }),
  };
}
