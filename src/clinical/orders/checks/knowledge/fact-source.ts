import { sourceText } from '../../../datatypes/opened-source.js';
import type { AgeReason } from '../age-limits.js';
import { formulary, type Drug } from '../formulary.js';
import { SOURCES } from '../formulary.data.js';
import { COMPARED } from './compared.js';
import { ASKED_ONLY } from './supported.js';

/** The facts of a drug that a source tells, by name. */
export type FactName =
  | `adult.${'single' | 'daily' | 'repeated' | 'singleIv' | 'singleIm' | 'dailyPerKg' | 'hourly' | 'hourlyPerKg' | 'hourlyPregnant'}`
  | `child.${'single' | 'singleIv' | 'singleIm' | 'daily' | 'hourly'}`
  | `renal.${'avoidBelow' | 'reduceBelow' | `daily.${number}`}`
  | `results.${string}.${'above' | 'below'}`
  | 'leastHours'
  | `age.${AgeReason}`
  | 'pregnancy'
  | 'lactation';

/** Where a fact of a drug is from: the text with which it was compared, else where the starter, or who loaded the formulary, says it is from. */
export function factSource(drug: Drug, fact: FactName): string {
  const compared = isStarter() ? COMPARED.get(`${drug.atc} ${fact}`) : undefined;
  if (compared) return sourceText(compared.source);
  return SOURCES[isStarter() && ASKED_ONLY.includes(fact) ? 'ASKED' : drug.source] ?? drug.source;
}

/** The text with which was compared what two drugs or names have to do with each other; undefined where it was with none. */
export function pairSource(one: string, other: string, fact: 'interaction' | 'look-alike'): string | undefined {
  const compared = COMPARED.get(`${one}+${other} ${fact}`) ?? COMPARED.get(`${other}+${one} ${fact}`);
  return compared && sourceText(compared.source);
}

const TEXTS: ReadonlySet<string> = new Set([...COMPARED.values()].map(({ source }) => sourceText(source)));

/** Whether a finding names a text that was opened. */
export const isOpened = (source: string): boolean => TEXTS.has(source);

const isStarter = (): boolean => formulary().source === null;
