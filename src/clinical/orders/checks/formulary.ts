import { foldText } from '../../datatypes/folded-text.js';
import { LEAST_MISSPELT, soundsAlike } from '../../history/sound.rules.js';
import type { Route } from '../dose.rules.js';
import { BRANDS } from './brand-names.js';
import { DRUGS, STARTER } from './formulary.data.js';

/** Which test a limit is about. */
export type Analyte = 'potassium' | 'inr' | 'platelets';

/** A limit of a laboratory value beyond which a drug is dangerous. */
export interface ResultLimit {
  readonly analyte: Analyte;
  readonly above?: number;
  readonly below?: number;
}

/** One drug as the checks know it. Doses in its unit, mg by default; what is absent is not checked, and the checks say so. */
export interface Drug {
  /** ATC code of the substance. */
  readonly atc: string;
  /** International non-proprietary name. */
  readonly name: string;
  /** Other names in use. */
  readonly also?: readonly string[];
  readonly classes: readonly string[];
  readonly forms: readonly string[];
  /** Of a piece or a mL, as packages tell them. */
  readonly strengths?: readonly string[];
  readonly routes: readonly Route[];
  /** The unit of its doses below; mg by default. */
  readonly unit?: '[iU]';
  /** mg in a mmol, of what is ordered in mmol or mEq too. */
  readonly mgPerMmol?: number;
  /**
   * Of an adult: the most at one time, within 24 hours, within 24 hours for each kilogram, and within an hour of an infusion, which may be for each
   * kilogram too; and within 24 hours of what is given day after day, where a loading dose may be more.
   */
  readonly adult?: {
    readonly single?: number;
    readonly daily?: number;
    readonly repeated?: number;
    /** Into a vein at one time, where another way takes more. */
    readonly singleIv?: number;
    /** Into a muscle or under the skin, the same. */
    readonly singleIm?: number;
    readonly dailyPerKg?: number;
    readonly hourly?: number;
    readonly hourlyPerKg?: number;
    /** Of the pregnant, where others are given more. */
    readonly hourlyPregnant?: number;
  };
  /** Never given more often than every so many hours, such as weekly methotrexate. */
  readonly leastHours?: number;
  /** Of a child, per kilogram. */
  readonly child?: {
    readonly single?: number;
    readonly singleIv?: number;
    readonly singleIm?: number;
    readonly daily?: number;
    readonly hourly?: number;
  };
  readonly pregnancy?: 'avoid';
  readonly lactation?: 'avoid';
  /** Below these values of the measure that its source names: Cockcroft–Gault in mL/min by default. Of children bedside Schwartz counts. */
  readonly renal?: {
    readonly avoidBelow?: number;
    readonly reduceBelow?: number;
    /** The most within 24 hours below each of these values, the lowest first. */
    readonly daily?: readonly { readonly below: number; readonly most: number }[];
    readonly measure?: 'ckd-epi-2021';
  };
  readonly results?: readonly ResultLimit[];
  /** Cautions that were written down and that no text supports yet: they judge nothing, and the checks say that they are not checked. */
  readonly unsourced?: readonly ('pregnancy' | 'lactation' | 'renal')[];
  /** Keys of {@link SOURCES}, of the doses and cautions. */
  readonly source: string;
}

/** What is known of medicines, in one version: the hospital's own, or the starter until it has loaded one. */
export interface Formulary {
  readonly version: string;
  /** Where it is from, as whoever loaded it said; null of the starter. */
  readonly source: string | null;
  /** Whether the hospital's pharmacists have compared it with its sources. */
  readonly confirmed: boolean;
  readonly drugs: readonly Drug[];
}

interface Indexed extends Formulary {
  readonly byAtc: ReadonlyMap<string, Drug>;
  readonly names: readonly Named[];
  /** What was found in texts, the latest of them: of a basket every line is compared with every other, by the same few words. */
  readonly found: Map<string, readonly Named[]>;
  readonly substances: Map<string, readonly Drug[]>;
}

/** A folded name, the drug that bears it, and the name as it stands at the beginning of a word. */
type Named = readonly [name: string, drug: Drug, begins: string];

/** Texts of which is kept what was found in them. */
const MOST_KEPT = 2000;

/** Finds it once for a text, as long as that is kept. */
function once<Found>(kept: Map<string, Found>, text: string, find: () => Found): Found {
  const known = kept.get(text);
  if (known !== undefined) return known;
  if (kept.size >= MOST_KEPT) kept.clear();
  const found = find();
  kept.set(text, found);
  return found;
}

const indexed = (known: Formulary): Indexed => ({
  ...known,
  byAtc: new Map(known.drugs.map((drug) => [drug.atc, drug])),
  names: known.drugs.flatMap((drug) =>
    [drug.name, ...(drug.also ?? [])].map(foldText).map((name): Named => [name, drug, ` ${name}`]),
  ),
  found: new Map(),
  substances: new Map(),
});

let current = indexed({ ...STARTER, drugs: DRUGS });

/** What the checks work with now. */
export const formulary = (): Formulary => current;

/** A formulary as it is named beside what was judged by it: 3 (Danh mục thuốc 2026). */
export const namedVersion = ({ version, source }: Formulary): string => (source ? `${version} (${source})` : version);

/** Puts a formulary in the place of the one before; the starter again for undefined. */
export function useFormulary(loaded: Formulary | undefined): void {
  current = indexed(loaded ?? { ...STARTER, drugs: DRUGS });
}

/** Whether a folded text has a folded word or phrase in it, at the beginning of a word. */
export const mentions = (text: string, phrase: string): boolean => ` ${text}`.includes(` ${phrase}`);

/** The drug of a code and its words; undefined of what the formulary does not know. A name that contradicts its ATC code finds nothing. */
export function drugOf(code: { readonly code: string; readonly display: string }): Drug | undefined {
  const named = matchesIn(code.display);
  const coded = current.byAtc.get(code.code.toUpperCase());
  if (coded) return named.length === 0 || named.some(([, { name }]) => name === coded.name) ? coded : undefined;
  return named.toSorted(([one], [other]) => other.length - one.length)[0]?.[1];
}

/** The drug of an ATC code, whatever it is called. */
export const drugCoded = (code: string): Drug | undefined => current.byAtc.get(code.toUpperCase());

const matchesIn = (text: string): readonly Named[] =>
  once(current.found, text, () => {
    const folded = ` ${withBrands(foldText(text))}`;
    return current.names.filter(([, , begins]) => folded.includes(begins));
  });

/** A folded text with the substances of the brands that it names behind it. */
function withBrands(folded: string): string {
  const named = BRAND_NAMES.filter(([brand]) => mentions(folded, brand));
  return [folded, ...named.map(([, substances]) => substances)].join(' ');
}
const BRAND_NAMES = Object.entries(BRANDS).map(
  ([brand, substances]) => [brand, foldText(substances.join(' '))] as const,
);

/** Drugs that a text names. */
export const drugsNamed = (text: string): readonly Drug[] => [...new Set(matchesIn(text).map(([, drug]) => drug))];

/** Drugs of which a misspelt text names one by its sound, such as "penixilin" or "paracetamon"; none where two would fit. */
export function drugsSounding(text: string): readonly Drug[] {
  const found = foldText(text)
    .split(' ')
    .filter((word) => word.length >= LEAST_MISSPELT)
    .map((word) => new Set(current.names.filter(([name]) => soundsAlike(word, name)).map(([, drug]) => drug)));
  return found.filter((drugs) => drugs.size === 1).flatMap((drugs) => [...drugs]);
}

/** Every substance of an order's words: that of its code first, then others that a combination or a brand names. */
export const substancesOf = (code: { readonly code: string; readonly display: string }): readonly Drug[] =>
  once(current.substances, `${code.code}\n${code.display}`, () => substancesIn(code));

function substancesIn(code: { readonly code: string; readonly display: string }): readonly Drug[] {
  const first = drugOf(code);
  if (!first) return [];
  const own = [first.name, ...(first.also ?? [])].map(foldText);
  const others = drugsNamed(code.display).filter(
    ({ name }) => name !== first.name && !own.some((phrase) => mentions(phrase, foldText(name))),
  );
  // Of "amoxicillin and clavulanic acid" amoxicillin is no other.
  return [first, ...others.filter(({ name }) => !others.some((one) => one.name !== name && partOf(name, one)))];
}

const partOf = (name: string, drug: Drug): boolean =>
  [drug.name, ...(drug.also ?? [])].some((one) => mentions(foldText(one), foldText(name)));
