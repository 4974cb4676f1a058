/**
 * What two allergies have to do with each other: the same class of drugs or foods, a class in which some react as well, or one name in two
 * spellings. Names are compared as they sound in Vietnamese hospitals: "penicilin", "Penicilline", "pê-ni-xi-lin" are one.
 */
import { foldText } from '../datatypes/folded-text.js';
import { ALLERGEN_CLASSES, type AllergenClass } from './allergen-classes.words.js';

/** What an allergy is to. */
export interface Allergen {
  readonly system?: string | null;
  readonly code?: string | null;
  readonly display: string;
}

export type OverlapKind = 'same-class' | 'same-name' | 'related-class';

export interface Overlap {
  readonly kind: OverlapKind;
  /** The class of the one on record; none of a name alone. */
  readonly of?: AllergenClass;
}

const ATC = 'http://www.whocc.no/atc';
const LEAST_OF_A_NAME = 5;

/** A name as it sounds: without marks and gaps, one letter for those that are mixed up, no letter twice, no silent end. */
export function soundOf(text: string): string {
  return foldText(text)
    .replaceAll(' ', '')
    .replaceAll('ph', 'f')
    .replaceAll('th', 't')
    .replaceAll('ch', 'c')
    .replaceAll('rh', 'r')
    .replace(/[xkq]/g, 'c')
    .replaceAll('y', 'i')
    .replaceAll('z', 's')
    .replace(/(.)\1+/g, '$1')
    .replace(/e$/, '');
}

const listOf = (names = ''): string[] => names.split(',').filter(Boolean);

const SOUNDS = ALLERGEN_CLASSES.map((one) => ({
  one,
  sounds: listOf(one.names).map(soundOf),
  words: new Set(listOf(one.words).map((word) => word.normalize('NFC').toLowerCase())),
}));
const BY_CODE = new Map(ALLERGEN_CLASSES.map((one) => [one.code, one]));

/** The classes that a substance is of, by its ATC code and by its names. */
export function classesOf({ system, code, display }: Allergen): AllergenClass[] {
  const atc = system === ATC || /^atc$/i.test(system ?? '') ? code?.toUpperCase() : undefined;
  const sound = soundOf(display);
  const words = display
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
  return SOUNDS.filter(
    ({ one, sounds, words: short }) =>
      (atc && one.atc?.some((beginning) => atc.startsWith(beginning))) ||
      sounds.some((name) => sound.includes(name)) ||
      words.some((word) => short.has(word)),
  ).map(({ one }) => one);
}

/** What an allergy has to do with one on record, the closest first; undefined when nothing. */
export function overlapOf(given: Allergen, known: Allergen): Overlap | undefined {
  const [mine, theirs] = [classesOf(given), classesOf(known)];
  const same = theirs.find((one) => mine.includes(one));
  if (same) return { kind: 'same-class', of: same };
  const [sound, other] = [soundOf(given.display), soundOf(known.display)];
  if (sound.length >= LEAST_OF_A_NAME && sound === other) return { kind: 'same-name' };
  const related = theirs.find((one) => one.related?.some((code) => mine.includes(BY_CODE.get(code)!)));
  return related && { kind: 'related-class', of: related };
}
