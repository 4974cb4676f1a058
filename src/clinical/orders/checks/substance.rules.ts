import { foldText } from '../../datatypes/folded-text.js';
import { drugCoded, drugOf, drugsNamed, mentions, type Drug } from './formulary.js';

/** An ATC code of the fifth level names a substance, or a fixed combination. Source: WHO ATC index. */
const ATC_SUBSTANCE = /^[A-Z]\d\d[A-Z]{2}\d\d$/;

interface Coded {
  readonly code: string;
  readonly display: string;
}

/**
 * Whether two products are of the same substance, so that one may be given out for the other without a new order. What the formulary does
 * not know is compared by its ATC code; what has none is not known to be the same.
 */
export function isSameSubstance(ordered: Coded, product: Coded): boolean {
  const [one, other] = [drugOf(ordered), drugOf(product)];
  if (one && other) return one.name === other.name;
  const code = ordered.code.toUpperCase();
  return !one && !other && ATC_SUBSTANCE.test(code) && code === product.code.toUpperCase();
}

/** The unit in which the formulary tells doses of a medicine, where that is not mg. */
export const unitOfDoses = (code: Coded): Drug['unit'] => drugOf(code)?.unit;

/**
 * Whether one product may be given out for the other without a new order: it has the same substance, and neither has one more. A combination that
 * names the ordered substance among others is another medicine.
 */
export function mayReplace(ordered: Coded, product: Coded): boolean {
  if (!isSameSubstance(ordered, product) || isOtherAtc(ordered.code, product.code)) return false;
  const drug = drugOf(ordered);
  if (namedBeside(drug, ordered) !== namedBeside(drug, product)) return false;
  return isCombination(drug) || partsOf(ordered) === partsOf(product);
}

/** Of two codes that name substances, whether they name different ones. */
function isOtherAtc(ordered: string, product: string): boolean {
  const [one, other] = [ordered.toUpperCase(), product.toUpperCase()];
  return one !== other && ATC_SUBSTANCE.test(one) && ATC_SUBSTANCE.test(other);
}

/** Other drugs that the words of a product name; a part of the drug's own name is none. */
function namedBeside(drug: Drug | undefined, { display }: Coded): string {
  const own = drug ? [drug.name, ...(drug.also ?? [])].map(foldText) : [];
  const others = drugsNamed(display).filter(
    ({ name }) => name !== drug?.name && !own.some((phrase) => mentions(phrase, foldText(name))),
  );
  return others
    .map(({ atc }) => atc)
    .sort()
    .join(' ');
}

const isCombination = (drug: Drug | undefined): boolean => /[+/]| and /.test(drug?.name ?? '');

/** How many substances a name joins by a plus sign. */
const partsOf = ({ display }: Coded): number => display.split('+').length;

/** In what forms the formulary has a medicine; none of what it does not know. By its ATC code, else by its words. */
export const formsOf = (code: { readonly code: string; readonly display: string }): readonly string[] =>
  (drugCoded(code.code) ?? drugOf(code))?.forms ?? [];
