import type { Localised } from '../../../kernel/language.js';
import { AGE_BANDS, type AgeBand, type UsualRanges } from '../plausible-ranges.js';
import { possibleAt, type MeasuredVital, type Range } from '../vital-signs.rules.js';
import { SHIPPED_INTERVALS, type Intervals } from './intervals.js';
import { limitsFault } from './limits-file.words.js';

/** What a hospital settled of its own; what it leaves out stays as it comes with the service. */
export interface GivenLimits {
  /** Usual ranges by the code of an age and the name of a vital sign. */
  readonly usual?: Readonly<Record<string, UsualRanges>>;
  /** Minutes until the next set. */
  readonly minutes?: Partial<Intervals>;
}

/** Something that cannot be taken, and the line that it stands in. */
export interface LimitsFault {
  readonly line: number;
  readonly fault: Localised;
}

/** The same, with the names that lead to it in the file. */
interface Found {
  readonly at: readonly string[];
  readonly fault: Localised;
}

const MOST_MINUTES = 1440;
/** Of each pair the first is never longer than the second: who is sicker is not measured less often. */
const IN_ORDER = [
  ['levelI', 'levelII'],
  ['levelII', 'levelIII'],
  ['pewsFrom5', 'pewsFrom3'],
  ['pewsFrom3', 'pewsLow'],
] as const satisfies readonly (readonly [keyof Intervals, keyof Intervals])[];

type Plain = Readonly<Record<string, unknown>>;
const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a hospital's limits from JSON of the shape that `emr vital-limits show` prints. */
export function readLimits(text: string): { limits: GivenLimits; faults: readonly LimitsFault[] } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { limits: {}, faults: [{ line: 1, fault: limitsFault('noJson') }] };
  }
  const found = isPlain(value) ? faultsOf(value) : [{ at: [], fault: limitsFault('notThese') }];
  const faults = found.map(({ at, fault }) => ({ line: lineOf(text, at), fault }));
  return { limits: faults.length > 0 ? {} : (value as GivenLimits), faults };
}

/** A fault of what goes by a name, or by a name within another. */
const faultAt = (
  at: readonly string[],
  what: Parameters<typeof limitsFault>[0],
  values?: Readonly<Record<string, unknown>>,
): Found => ({ at, fault: limitsFault(what, { name: at.join(', '), ...values }) });

function faultsOf({ usual = {}, minutes = {}, ...others }: Plain): Found[] {
  const unknown = Object.keys(others).map((name) => faultAt([name], 'unknown'));
  const ranges = isPlain(usual)
    ? Object.entries(usual).flatMap(([code, given]) => bandFaults(code, given))
    : [faultAt(['usual'], 'object')];
  return [...unknown, ...ranges, ...(isPlain(minutes) ? minuteFaults(minutes) : [faultAt(['minutes'], 'object')])];
}

function bandFaults(code: string, given: unknown): Found[] {
  const band = AGE_BANDS.find((one) => one.code === code);
  if (!band) return [faultAt([code], 'noAge', { known: AGE_BANDS.map((one) => one.code).join(', ') })];
  if (!isPlain(given)) return [faultAt([code], 'object')];
  return Object.entries(given).flatMap(([field, range]) => rangeFaults(band, field, range));
}

function rangeFaults(band: AgeBand, field: string, range: unknown): Found[] {
  const at = [band.code, field];
  if (!Object.hasOwn(band.probable, field)) {
    return [faultAt(at, 'noneSuch', { known: Object.keys(band.probable).join(', ') })];
  }
  const [low, high] = possibleAt(band, field as MeasuredVital);
  const isRange = Array.isArray(range) && range.length === 2 && range.every((one) => Number.isFinite(one));
  const [from, to] = (isRange ? range : [NaN, NaN]) as unknown as Range;
  // What cannot be is refused before anybody is asked: a range beyond it would promise what does not happen.
  return from >= low && from < to && to <= high ? [] : [faultAt(at, 'range', { low, high })];
}

function minuteFaults(minutes: Plain): Found[] {
  const wrong = Object.entries(minutes).flatMap(([name, value]) => {
    if (!Object.hasOwn(SHIPPED_INTERVALS, name)) {
      return [faultAt([name], 'noneSuch', { known: Object.keys(SHIPPED_INTERVALS).join(', ') })];
    }
    const isMinutes = Number.isInteger(value) && (value as number) >= 5 && (value as number) <= MOST_MINUTES;
    return isMinutes ? [] : [faultAt([name], 'minutes', { most: MOST_MINUTES })];
  });
  if (wrong.length > 0) return wrong;
  const whole = { ...SHIPPED_INTERVALS, ...minutes };
  return IN_ORDER.filter(([often, seldom]) => whole[often] > whole[seldom]).map(([often, seldom]) =>
    faultAt([often], 'order', { seldom, most: whole[seldom] }),
  );
}

/** Where the last of these names stands in the file, as far as it does. */
function lineOf(text: string, names: readonly string[]): number {
  let at = 0;
  for (const name of names) at = Math.max(at, text.indexOf(`"${name}"`, at));
  return text.slice(0, at).split('\n').length;
}
