import type { Drug } from './formulary.js';
import { ANALGESICS } from './formulary.analgesics.js';
import { ANTIBIOTICS } from './formulary.antibiotics.js';
import { DANGEROUS } from './formulary.dangerous.js';
import { HEART } from './formulary.heart.js';
import { INSULINS } from './formulary.insulins.js';
import { LISTED } from './formulary.listed.js';
import { OTHERS } from './formulary.others.js';
import { supported } from './knowledge/supported.js';

/**
 * A starter formulary. Facts that were compared with a text that was opened stand in `knowledge/compared.ts`; what was compared with none is left out,
 * and the checks say that it is not checked, but for limits of this system's own beyond which it asks. The hospital's pharmacists confirm it
 * before anybody relies on it, and every check says so.
 */
export const STARTER = { version: '2026-11-29', source: null, confirmed: false } as const;

/** Where doses and cautions are from; codes and classes are those of the WHO ATC index. */
export const SOURCES: Readonly<Record<string, string>> = {
  OF_LIST: 'forms and routes of this list',
  ATC: 'WHO ATC index; no doses',
  ASKED: 'a limit of this system beyond which it asks',
  OWN: 'a limit of this system beyond which it asks; potassium: ADA, hyperglycaemic crises',
};

/** With what no text supports yet: it is told as absent, and judges nothing. */
export const WRITTEN_DOWN: readonly Drug[] = [
  ...ANALGESICS,
  ...ANTIBIOTICS,
  ...HEART,
  ...OTHERS,
  ...INSULINS,
  ...DANGEROUS,
  ...LISTED,
];

/** What the starter says, and the checks work with. */
export const DRUGS: readonly Drug[] = WRITTEN_DOWN.map(supported);
