import { foldText } from '../../datatypes/folded-text.js';
import type { Route } from '../dose.rules.js';
import { DRUGS } from './formulary.data.js';

/** Which test a limit is about. */
export type Analyte = 'potassium' | 'inr' | 'platelets';

/** A limit of a laboratory value beyond which a drug is dangerous. */
export interface ResultLimit {
  readonly analyte: Analyte;
  readonly above?: number;
  readonly below?: number;
}

/** One drug as the checks know it. Doses in mg; what is absent is not checked, and the checks say so. */
export interface Drug {
  /** ATC code of the substance. */
  readonly atc: string;
  /** International non-proprietary name. */
  readonly name: string;
  /** Other names in use. */
  readonly also?: readonly string[];
  readonly classes: readonly string[];
  readonly forms: readonly string[];
  readonly routes: readonly Route[];
  /** Of an adult: the most at one time, the most within 24 hours. */
  readonly adult?: { readonly single?: number; readonly daily: number };
  /** Of a child, per kilogram. */
  readonly child?: { readonly single?: number; readonly daily: number };
  readonly pregnancy?: 'avoid';
  readonly lactation?: 'avoid';
  /** Below these creatinine clearances (Cockcroft–Gault, mL/min). */
  readonly renal?: { readonly avoidBelow?: number; readonly reduceBelow?: number };
  readonly results?: readonly ResultLimit[];
  /** Keys of {@link SOURCES}, of the doses and cautions. */
  readonly source: string;
}

const BY_ATC: ReadonlyMap<string, Drug> = new Map(DRUGS.map((drug) => [drug.atc, drug]));
const NAMES: readonly (readonly [string, Drug])[] = DRUGS.flatMap((drug) =>
  [drug.name, ...(drug.also ?? [])].map((name) => [foldText(name), drug] as const),
);

/** Whether a folded text has a folded word or phrase in it, at the beginning of a word. */
export const mentions = (text: string, phrase: string): boolean => ` ${text}`.includes(` ${phrase}`);

/** The drug of a code and its words; undefined of what the formulary does not know. A name that contradicts its ATC code finds nothing. */
export function drugOf(code: { readonly code: string; readonly display: string }): Drug | undefined {
  const named = matchesIn(code.display);
  const coded = BY_ATC.get(code.code.toUpperCase());
  if (coded) return named.length === 0 || named.some(([, { name }]) => name === coded.name) ? coded : undefined;
  return named.toSorted(([one], [other]) => other.length - one.length)[0]?.[1];
}

const matchesIn = (text: string) => {
  const folded = foldText(text);
  return NAMES.filter(([name]) => mentions(folded, name));
};

/** Drugs that a text names. */
export const drugsNamed = (text: string): readonly Drug[] => [...new Set(matchesIn(text).map(([, drug]) => drug))];
