import { foldText } from '../../datatypes/folded-text.js';
import { LEAST_MISSPELT, soundsAlike } from '../../history/sound.rules.js';
import { allergyText, type AllergyText } from './allergy-text.rules.js';
import { classWords } from './class.words.js';
import type { CheckedOrder, Facts, KnownAllergy } from './facts.js';
import { bySeverity, type Finding } from './finding.js';
import { drugOf, drugsNamed, drugsSounding, formulary, mentions, type Drug, type Formulary } from './formulary.js';

type Found = Omit<Finding, 'order'>;

/** What people call a class when they write an allergy. */
const CLASS_NAMES: Readonly<Record<string, readonly string[]>> = {
  penicillin: ['penicillin', 'penicilin', 'beta lactam', 'betalactam'],
  cephalosporin: ['cephalosporin', 'cefalosporin', 'beta lactam', 'betalactam'],
  carbapenem: ['carbapenem', 'beta lactam', 'betalactam'],
  sulfonamide: ['sulfonamide', 'sulfonamid', 'sulfamid', 'sulfa'],
  nsaid: ['nsaid', 'non steroid', 'khong steroid'],
  macrolide: ['macrolid'],
  quinolone: ['quinolon', 'fluoroquinolon'],
  aminoglycoside: ['aminoglycosid', 'aminosid'],
  tetracycline: ['tetracyclin'],
  opioid: ['opioid', 'opiat'],
  statin: ['statin'],
};
/** ATC groups of classes. */
const CLASS_CODES: readonly (readonly [prefix: string, name: string])[] = [
  ['J01C', 'penicillin'],
  ['J01DB', 'cephalosporin'],
  ['J01DC', 'cephalosporin'],
  ['J01DD', 'cephalosporin'],
  ['J01DE', 'cephalosporin'],
  ['J01DH', 'carbapenem'],
  ['J01E', 'sulfonamide'],
  ['J01FA', 'macrolide'],
  ['J01M', 'quinolone'],
  ['J01G', 'aminoglycoside'],
  ['J01AA', 'tetracycline'],
  ['M01A', 'nsaid'],
  ['N02A', 'opioid'],
];
/** Classes that may react across. Source: BNF, penicillins and other beta-lactams. */
const CROSS: readonly (readonly [one: string, other: string])[] = [
  ['penicillin', 'cephalosporin'],
  ['penicillin', 'carbapenem'],
  ['cephalosporin', 'carbapenem'],
];
const NOT_DRUGS: ReadonlySet<string | null> = new Set(['food', 'environment']);
const SOURCE = 'WHO ATC index; BNF';

interface Allergen {
  readonly names: ReadonlySet<string>;
  readonly classes: ReadonlySet<string>;
}

function allergenOf({ display, code }: KnownAllergy, to: string): Allergen {
  const coded = code === null ? undefined : drugOf({ code, display });
  const named = drugsNamed(to);
  const classed = classesIn(to, mentions);
  // Spelling is guessed at only where nothing is spelt right.
  const guessed = named.length === 0 && classed.length === 0;
  const drugs = [...named, ...(guessed ? drugsSounding(to) : []), ...(coded ? [coded] : [])];
  const said = guessed ? classesIn(to, sounds) : classed;
  const byCode = CLASS_CODES.filter(([prefix]) => code?.toUpperCase().startsWith(prefix));
  return {
    names: new Set(drugs.map(({ name }) => name)),
    classes: new Set([...drugs.flatMap(({ classes }) => classes), ...said, ...byCode.map(([, name]) => name)]),
  };
}

type Read = AllergyText & { readonly allergen: Allergen };

/** Allergies as they were read by a formulary: of a basket each is held against every substance of every line. */
const read = new WeakMap<Formulary, WeakMap<KnownAllergy, Read>>();

function readOnce(allergy: KnownAllergy): Read {
  const known = formulary();
  const ofFormulary = read.get(known) ?? new WeakMap<KnownAllergy, Read>();
  read.set(known, ofFormulary);
  const before = ofFormulary.get(allergy);
  if (before) return before;
  const text = allergyText(allergy.display);
  const found = { ...text, allergen: allergenOf(allergy, text.to) };
  ofFormulary.set(allergy, found);
  return found;
}

const classesIn = (text: string, has: (text: string, name: string) => boolean): string[] =>
  Object.entries(CLASS_NAMES)
    .filter(([, names]) => names.some((name) => has(text, name)))
    .map(([name]) => name);
const sounds = (text: string, name: string): boolean =>
  name.length >= LEAST_MISSPELT &&
  text.split(' ').some((word) => word.length >= LEAST_MISSPELT && soundsAlike(word, name));

const crosses = (one: string, other: string): boolean =>
  CROSS.some(([a, b]) => (a === one && b === other) || (b === one && a === other));

/** A class as an allergy is about: not what a drug does beside, such as its effect on the heart's rhythm. */
const isAllergyClass = (name: string): boolean => Object.hasOwn(CLASS_NAMES, name);

function ofOne(allergy: KnownAllergy, order: CheckedOrder, drug: Drug | undefined): Found | undefined {
  const names = { allergy: allergy.display, drug: order.code.display };
  const { to, saysNo, allergen } = readOnce(allergy);
  const text = foldText(order.code.display);
  const sameCode = allergy.code !== null && allergy.code.toUpperCase() === order.code.code.toUpperCase();
  if (sameCode && saysNo) return unjudged(order, allergy.display);
  if (sameCode || (drug && allergen.names.has(drug.name)) || (to.length > 3 && mentions(text, to))) {
    return { rule: 'allergy-substance', severity: 'contraindicated', params: names, source: SOURCE };
  }
  const classes = drug?.classes.filter(isAllergyClass) ?? [];
  const shared = classes.find((name) => allergen.classes.has(name));
  if (shared) {
    return {
      rule: 'allergy-class',
      severity: 'contraindicated',
      params: { ...names, class: classWords[shared] ?? shared },
      source: SOURCE,
    };
  }
  if (classes.some((name) => [...allergen.classes].some((other) => crosses(name, other)))) {
    return { rule: 'allergy-cross-reactivity', severity: 'serious', params: names, source: SOURCE };
  }
  if (saysNo) return unjudged(order, allergy.display);
  const understood = allergen.names.size > 0 || allergen.classes.size > 0 || NOT_DRUGS.has(allergy.category);
  return understood && drug
    ? undefined
    : NOT_DRUGS.has(allergy.category)
      ? undefined
      : unjudged(order, allergy.display);
}

const unjudged = (order: CheckedOrder, allergy: Finding['params'][string]): Found => ({
  rule: 'allergies',
  severity: 'not-judged',
  params: { drug: order.code.display, allergy },
  source: SOURCE,
});

/** Said of nobody's medicine: it is one answer for all that are ordered together. */
const neverAsked: Found = { rule: 'allergies', severity: 'not-judged', params: { asked: 'never' }, source: SOURCE };

/**
 * Allergies against one medication and every substance of it: the substance, its class, classes that cross-react; what cannot be compared is
 * told. Of one allergy the gravest is told.
 */
export function allergyFindings(order: CheckedOrder, drugs: readonly Drug[], { allergies }: Facts): Found[] {
  if (allergies.length === 0) return [neverAsked];
  const substances = drugs.length === 0 ? [undefined] : drugs;
  return allergies
    .filter(({ noneKnown }) => !noneKnown)
    .flatMap((allergy) => gravest(substances.flatMap((drug) => ofOne(allergy, order, drug) ?? [])));
}

const gravest = (found: readonly Found[]): Found[] => bySeverity(found).slice(0, 1);
