import type { Language, Localised } from '../../../kernel/language.js';
import { requestContext } from '../../../kernel/request-context.js';
import { unitWords } from '../../datatypes/ucum.js';
import { doseUnitNames } from '../dose.words.js';
import { formsOf } from '../checks/substance.rules.js';
import type { CountedResponse } from '../dto/counted.response.js';
import { SEVERAL_WORDS } from './form.words.js';
import { inWords } from './number.words.js';
import { perDose, supply, type Prescribed } from './supply.rules.js';

interface Amount {
  readonly value: number;
  readonly unit: string;
}

/** An order as it is stored, as far as it is counted. */
interface Counted {
  readonly kind: string;
  readonly code: string;
  readonly display: string;
  readonly detail: Omit<Prescribed, 'display' | 'forms'>;
}

/** What an order of a medicine comes to in pieces: at one time, and for the whole course; null where nobody can tell. */
export function countedOf({ kind, code, display, detail }: Counted): {
  perDose: CountedResponse | null;
  supply: CountedResponse | null;
} {
  if (kind !== 'medication') return { perDose: null, supply: null };
  const order = { display, forms: formsOf({ code, display }), ...detail };
  return { perDose: told(perDose(order)), supply: told(supply(order)) };
}

/** An amount in pieces with its words, in one language. */
export function counted({ value, unit }: Amount, language: Language): CountedResponse {
  const words: Readonly<Record<string, Localised>> = SEVERAL_WORDS;
  const several = (words[unit] ?? unitWords(unit))[language];
  const one = (unit === '[iU]' ? undefined : doseUnitNames(language)[unit]) ?? several;
  return { value, unit, unitText: value > 1 ? several : one, inWords: inWords(value, [one, several], language) };
}

const told = (amount: Amount | undefined): CountedResponse | null =>
  amount === undefined ? null : counted(amount, requestContext().language);
