import { createRequire } from 'node:module';
import { ucumOf } from './laboratory-units.js';
import { isKnownUcum } from './ucum.js';

/** What of a substance says how its mass, its amount and its charge belong together. */
export interface Substance {
  /** g/mol. */
  readonly molarMass?: number;
  /** Elementary charges of one ion, without sign: 1 for K⁺, 2 for Ca²⁺. */
  readonly charge?: number;
}

interface Converted {
  readonly status: 'succeeded' | 'failed' | 'error';
  readonly toVal: number | null;
}
interface Ucum {
  validateUnitString(unit: string): { readonly status: string };
  convertUnitTo(from: string, value: number, to: string, of?: { molecularWeight?: number; charge?: number }): Converted;
}

/** More digits than any laboratory sends, fewer than the conversion's rounding leaves wrong. */
const DIGITS = 12;

/** A unit of more letters is none. */
const LONGEST = 60;
const MOST_KEPT = 5000;

let ucum: Ucum | undefined;
const factors = new Map<string, number | undefined>();

/**
 * A value in another unit, by UCUM (ucum.org, case-sensitive codes; library of the NLM's Lister Hill Center); undefined when the units do
 * not measure the same. Units are taken in the spellings of laboratories. Mass and amount need the molar mass of what is
 * measured, equivalents its charge. International units are enzyme units for no substance in general: `[IU]/L` and `U/L` are told
 * apart. Only for quantities whose zero is the same in all units: not for temperatures.
 */
export function converted(value: number, from: string, to: string, of: Substance = {}): number | undefined {
  const [source, target] = [ucumOf(from), ucumOf(to)];
  if (source === target) return value;
  const factor = factorOf(source, target, of);
  return factor === undefined ? undefined : Number((value * factor).toPrecision(DIGITS));
}

/** Units of numbers that have none: whichever of them is written says the same. */
const BARE: ReadonlySet<string> = new Set(['1', '{INR}', '{ratio}', '[pH]']);
/** An enzyme's unit is an international one; which of the two is written does not change the number. */
const enzymes = (code: string): string => code.replace(/\[I?U\]|\bU\b/gi, 'U');

/**
 * Whether two units that were sent of one number say that it is two different amounts: its code one, the words beside it another. Words that are no
 * unit contradict nothing, nor does another spelling, or another unit of the same size.
 */
export function contradicts(one: string, other: string, of: Substance = {}): boolean {
  const [code, words] = [ucumOf(one), ucumOf(other)];
  if (code === words || (BARE.has(code) && BARE.has(words)) || enzymes(code) === enzymes(words)) return false;
  return isUnit(one) && isUnit(other) && converted(1, code, words, of) !== 1;
}

/** Whether a unit is one of UCUM, or one of the spellings of laboratories. */
export function isUnit(unit: string): boolean {
  const code = ucumOf(unit);
  if (code.length > LONGEST) return false;
  return isKnownUcum(code) || tried(() => library().validateUnitString(code))?.status === 'valid';
}

function factorOf(from: string, to: string, { molarMass, charge }: Substance): number | undefined {
  if (from.length > LONGEST) return undefined;
  const key = [from, to, molarMass, charge].join(' ');
  // What senders write is theirs: it must not fill the memory.
  if (factors.size > MOST_KEPT) factors.clear();
  if (!factors.has(key)) {
    // Equivalents say nothing where nobody says of which ion.
    const isUnknown = /\beq\b|meq|ueq/.test(`${from} ${to}`) && charge === undefined;
    factors.set(key, isUnknown ? undefined : looked(from, to, { molarMass, charge }));
  }
  return factors.get(key);
}

function looked(from: string, to: string, { molarMass, charge }: Substance): number | undefined {
  const of = { ...(molarMass && { molecularWeight: molarMass }), ...(charge && { charge }) };
  const result = tried(() => library().convertUnitTo(from, 1, to, of));
  return result?.status === 'succeeded' && result.toVal !== null && result.toVal > 0 ? result.toVal : undefined;
}

/** The library throws for some texts that are no unit (7.1.10). */
function tried<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** Its table of units takes 60 ms to load, so that only those who convert wait for it. */
function library(): Ucum {
  const load = createRequire(import.meta.url);
  ucum ??= (load('@lhncbc/ucum-lhc') as { UcumLhcUtils: { getInstance(): Ucum } }).UcumLhcUtils.getInstance();
  return ucum;
}
