import type { BackgroundDto } from '../api/generated/index.ts';
import { readFigure, readPartialDate } from '../words/moments.ts';

type Kind = BackgroundDto['kind'];

/** The choices of the service (background.rules.ts), in the order in which people look for them. */
export const KINDS: readonly Kind[] = ['alert', 'family', 'social', 'implant', 'pregnancy', 'lactation'];
export const RELATIVES: readonly NonNullable<BackgroundDto['relationship']>[] = [
  'mother',
  'father',
  'sibling',
  'child',
  'grandparent',
  'other',
];
export const USES: readonly NonNullable<BackgroundDto['use']>[] = ['current', 'former', 'never', 'unknown'];
export const MRI_SAFETY: readonly NonNullable<BackgroundDto['mriSafety']>[] = [
  'safe',
  'conditional',
  'unsafe',
  'unknown',
];
type Topic = NonNullable<BackgroundDto['topic']>;
const SOCIAL: readonly Topic[] = ['tobacco', 'alcohol', 'drugs', 'exposure', 'living', 'other'];
const ALERTS: readonly Topic[] = [
  'fall-risk',
  'infection',
  'violence',
  'difficult-airway',
  'bleeding-risk',
  'advance-directive',
  'other',
];
type State = NonNullable<BackgroundDto['state']>;
const PREGNANCY: readonly State[] = ['pregnant', 'not-pregnant', 'unknown'];
const LACTATION: readonly State[] = ['breastfeeding', 'not-breastfeeding', 'unknown'];

/** An entry as it is typed. */
export const NOTHING = {
  ...{ kind: 'family', text: '', relationship: '', ageAtOnset: '', deceased: '', topic: '', use: '', amount: '' },
  ...{ site: '', serialNumber: '', mriSafety: '', state: '', weeks: '', days: '', since: '', until: '' },
};
export type Typed = typeof NOTHING;

/** What a kind may be about. */
export const topicsOf = (kind: string): readonly string[] => (kind === 'alert' ? ALERTS : SOCIAL);
export const statesOf = (kind: string): readonly string[] => (kind === 'lactation' ? LACTATION : PREGNANCY);

/** The fields that a kind has, beside since and until. */
const OF_KIND: Readonly<Record<string, readonly (keyof Typed)[]>> = {
  family: ['text', 'relationship', 'ageAtOnset', 'deceased'],
  social: ['topic', 'use', 'amount', 'text'],
  implant: ['text', 'site', 'serialNumber', 'mriSafety'],
  alert: ['topic', 'text'],
  pregnancy: ['state', 'weeks', 'days', 'text'],
  lactation: ['state', 'text'],
};
export const has = (kind: string, field: keyof Typed): boolean => OF_KIND[kind]?.includes(field) ?? false;

/** Whether what was typed is a whole number within limits, or nothing. */
const isWhole = (typed: string, low: number, high: number): boolean => {
  if (typed.trim() === '') return true;
  const value = readFigure(typed);
  return Number.isInteger(value) && value >= low && value <= high;
};
export const isAge = ({ ageAtOnset }: Typed): boolean => isWhole(ageAtOnset, 0, 130);
export const isPregnant = ({ kind, state }: Typed): boolean => kind === 'pregnancy' && state === 'pregnant';
/** Days alone tell no age. */
export const isGestation = ({ weeks, days }: Typed): boolean =>
  isWhole(weeks, 1, 44) && isWhole(days, 0, 6) && (days.trim() === '' || weeks.trim() !== '');
export const isDate = (typed: string): boolean => typed.trim() === '' || readPartialDate(typed) !== undefined;

/** What is sent of it: the fields of its kind that were filled in. */
export function bodyOf(typed: Typed, encounterId: string | undefined): BackgroundDto {
  const { kind } = typed;
  const said = (field: keyof Typed) => (has(kind, field) ? typed[field].trim() : '');
  const number = (field: keyof Typed) => (said(field) === '' ? undefined : readFigure(said(field)));
  const texts = Object.fromEntries(
    (['text', 'relationship', 'topic', 'use', 'amount', 'site', 'serialNumber', 'mriSafety', 'state'] as const)
      .map((field): [string, string] => [field, said(field)])
      .filter(([, value]) => value !== ''),
  );
  const numbers = Object.entries({
    ageAtOnset: number('ageAtOnset'),
    gestationalWeeks: isPregnant(typed) ? number('weeks') : undefined,
    gestationalDays: isPregnant(typed) ? number('days') : undefined,
  }).filter(([, value]) => value !== undefined);
  const [since, until] = [readPartialDate(typed.since), readPartialDate(typed.until)];
  return {
    kind: kind as Kind,
    ...texts,
    ...Object.fromEntries(numbers),
    ...(said('deceased') && { deceased: true }),
    ...(since && { since }),
    ...(until && { until }),
    ...(encounterId && { encounterId }),
  };
}
