import { AGE_BANDS, type AgeBand } from '../plausible-ranges.js';
import { SHIPPED_INTERVALS } from './intervals.js';

/** Whom nobody published a number for says so, and the hospital settles it. */
const NONE = 'no source: the hospital settles it';

const FLEMING =
  'Fleming et al., Lancet 2011;377:1011–18, 1st to 99th centile; the 99th widened for 3 °C of fever by Davies and Maconochie, Emerg Med J 2009;26:641–3 (heart) or O’Dempsey et al., Arch Dis Child 1993;68:492–5 (breaths)';
const PRESSURES =
  'lowest: American Heart Association, PALS 2020; highest: Flynn et al., Pediatrics 2017;140:e20171904, 95th centile, and a margin of 30 mmHg without a source';
const FIRST_DAYS = 'Zubrow et al., J Perinatol 1995;15:470–9, pressures of the first days; margins without a source';
const GROWTH =
  'WHO Child Growth Standards 2006 and Growth Reference 2007, 3 standard deviations, and a margin of about a quarter without a source';

const OF_CHILDREN: Readonly<Record<string, string>> = {
  ...{ heartRate: FLEMING, respiratoryRate: FLEMING, systolic: PRESSURES, weight: GROWTH, height: GROWTH },
};
const OF_NEWBORNS: Readonly<Record<string, string>> = {
  ...OF_CHILDREN,
  ...{ systolic: FIRST_DAYS, diastolic: FIRST_DAYS },
  temperature: `lowest: WHO, Integrated Management of Childhood Illness 2014; highest: ${NONE}`,
  glucose: `lowest: Cornblath et al., Pediatrics 2000;105:1141–5; highest: ${NONE}`,
};
const BY_GROUP: Readonly<Record<AgeBand['group'], Readonly<Record<string, string>>>> = {
  newborn: OF_NEWBORNS,
  infant: OF_CHILDREN,
  child: OF_CHILDREN,
  adult: {},
};

/** A limit with where it is from. */
export interface LimitWithSource {
  readonly of: string;
  readonly name: string;
  readonly value: string;
  readonly source: string;
}

/** Every usual range, and every time between two sets, as they come with the service. */
export const limitsWithSources = (): LimitWithSource[] => [
  ...AGE_BANDS.flatMap(({ code, group, probable }) =>
    Object.entries(probable).map(([field, [low, high]]) => {
      const source = BY_GROUP[group][field] ?? NONE;
      return { of: code, name: field, value: `${low} to ${high}`, source };
    }),
  ),
  ...Object.entries(SHIPPED_INTERVALS).map(([name, minutes]) => {
    return { of: 'minutes', name, value: String(minutes), source: NONE };
  }),
];
