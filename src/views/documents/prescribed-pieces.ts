/**
 * Medicines counted as a pharmacy hands them out. A prescription names the number of units of each (Circular 26/2025/TT-BYT, as Circular
 * 52/2017/TT-BYT before it), also where a ward orders by weight.
 */
import { foldText } from '../../clinical/datatypes/folded-text.js';
import { MASS_UNITS_MG, massMg, strengthOf } from '../../clinical/orders/checks/dosage.rules.js';
import { drugOf } from '../../clinical/orders/checks/formulary.js';
import { numberInWords, PIECE_NAMES, prescriptionWords } from './prescription.words.js';
import { printedUnit } from './printed-dosage.js';
import { numberText } from './printed-text.js';

interface Amount {
  readonly value: number;
  readonly unit: string;
}

/** A medicine as it was ordered. */
export interface Prescribed {
  readonly code: string;
  readonly display: string;
  readonly dose: Amount;
  readonly route?: string;
}

/** What is taken each time, counted in units of the product. */
export interface Pieces {
  readonly value: number;
  /** UCUM, as doses have it; undefined for what is injected, of which the words do not say whether it is an ampoule or a vial. */
  readonly unit: string | undefined;
}

const ORAL: ReadonlySet<string | undefined> = new Set(['oral', 'sublingual', 'buccal', 'enteral']);
const INJECTED: ReadonlySet<string | undefined> = new Set([
  'intravenous',
  'intramuscular',
  'subcutaneous',
  'intradermal',
  'intraosseous',
  'intrathecal',
  'epidural',
]);
/** A tablet is broken into quarters at most. */
const QUARTERS = 4;
const BREAKABLE: ReadonlySet<string | undefined> = new Set(['{tablet}']);
const NEARLY = 1e-9;

/**
 * How many units each dose is, by the strength that the product's words tell. What comes in ampoules, vials and sachets is opened whole.
 * @returns undefined where nobody can count them: no strength, several, or a form that is not known
 */
export function piecesOf({ code, display, dose, route }: Prescribed): Pieces | undefined {
  if (MASS_UNITS_MG[dose.unit] === undefined) return { value: dose.value, unit: dose.unit };
  const found = pieceOf(code, display, route);
  if (found === undefined) return undefined;
  const { unit } = found;
  const strength = strengthOf(display, unit ?? '{vial}');
  if (strength === undefined) return undefined;
  const count = massMg(dose)! / strength;
  if (unit === 'mL') return { value: Math.round(count * 10) / 10, unit };
  if (BREAKABLE.has(unit)) {
    const quarters = count * QUARTERS;
    return Math.abs(quarters - Math.round(quarters)) < NEARLY ? { value: count, unit } : undefined;
  }
  return { value: Math.ceil(count - NEARLY), unit };
}

/** In what units a product comes; an object without one for an injection whose words do not say. */
function pieceOf(code: string, display: string, route: string | undefined): { unit?: string } | undefined {
  const folded = ` ${foldText(display)} `;
  const named = PIECE_NAMES.find(([word]) => folded.includes(` ${foldText(word)} `));
  if (named) return { unit: named[1] };
  if (strengthOf(display, 'mL') !== undefined && ORAL.has(route)) return { unit: 'mL' };
  if (INJECTED.has(route)) return {};
  if (!ORAL.has(route)) return undefined;
  const forms = (drugOf({ code, display })?.forms ?? []).map((form) => ` ${foldText(form)} `);
  const unit = PIECE_NAMES.find(([word]) => forms.some((form) => form.includes(` ${foldText(word)} `)))?.[1];
  return unit === undefined ? undefined : { unit };
}

/** A number of units in words, as a patient reads it: 2 viên. */
export const piecesText = ({ value, unit }: Pieces): string => `${numberText(value)} ${unitName(unit)}`;

const unitName = (unit: string | undefined): string =>
  unit === undefined ? prescriptionWords.ampouleOrVial : printedUnit(unit);

/**
 * Opioids, whose amount is written in words (Circular 52/2017/TT-BYT, Article 6; wider than its list of narcotics, which harms nobody): ATC N02A,
 * N01AH, N07BC, R05DA.
 */
const isNarcotic = (code: string): boolean => /^(N02A|N01AH|N07BC|R05DA)/i.test(code);

/** All of it, in whole units. A digit below ten gets a zero before it, so that nobody writes one there; of narcotics, words. */
export function amountText(code: string, { value, unit }: Pieces): string {
  const whole = unit === 'mL' ? value : Math.ceil(value - NEARLY);
  const text = numberText(Math.round(whole * 1000) / 1000);
  const count = whole < 10 && Number.isInteger(whole) ? `0${text}` : text;
  const isInWords = isNarcotic(code) && Number.isInteger(whole);
  return isInWords
    ? prescriptionWords.inWords(count, numberInWords(whole), unitName(unit))
    : prescriptionWords.quantity(count, unitName(unit));
}
