import { foldText } from '../datatypes/folded-text.js';
import { CRITICAL_ABOVE_REFERENCE, CRITICAL_VALUES } from './critical-values.js';

/** What laboratories call a test, as {@link foldText} makes it: words that stand anywhere in a name, and signs that are the whole of it. */
interface Named {
  /** LOINC. */
  readonly codes: readonly string[];
  readonly words: readonly string[];
  readonly signs?: readonly string[];
}

const codesOf = (code: string): readonly string[] =>
  CRITICAL_VALUES.find(({ codes }) => codes.includes(code))?.codes ?? [];

/** Tests that are mistaken for each other at a price. Names are those of Vietnamese and English request forms. */
const NAMED: readonly Named[] = [
  { codes: codesOf('2823-3'), words: ['kali', 'potassium'], signs: ['k'] },
  { codes: codesOf('2951-2'), words: ['natri', 'sodium'], signs: ['na'] },
  { codes: ['2075-0', '2069-3', '77138-6'], words: ['clo', 'clorua', 'clorid', 'chloride', 'chlorid'], signs: ['cl'] },
  { codes: [...codesOf('2000-8'), '1995-0', '1994-3'], words: ['calci', 'canxi', 'calcium'], signs: ['ca'] },
  { codes: ['19123-9', '2601-3'], words: ['magie', 'magne', 'magnesi', 'magnesium'], signs: ['mg'] },
  { codes: codesOf('14749-6'), words: ['glucose', 'glucoza', 'duong huyet', 'duong mau'], signs: ['glu'] },
  { codes: codesOf('718-7'), words: ['hemoglobin', 'haemoglobin', 'huyet sac to'], signs: ['hgb', 'hb'] },
  { codes: codesOf('777-3'), words: ['tieu cau', 'platelet', 'platelets'], signs: ['plt'] },
  { codes: codesOf('6690-2'), words: ['bach cau', 'leukocytes', 'leucocytes', 'white blood cells'], signs: ['wbc'] },
  { codes: ['789-8', '26453-1'], words: ['hong cau', 'erythrocytes', 'red blood cells'], signs: ['rbc'] },
  { codes: codesOf('14682-9'), words: ['creatinin', 'creatinine'], signs: ['crea'] },
  { codes: ['3094-0', '22664-7', '6299-2'], words: ['ure', 'urea', 'bun'] },
  { codes: codesOf('2524-7'), words: ['lactat', 'lactate'] },
  { codes: codesOf('6301-6'), words: ['inr'] },
  { codes: CRITICAL_ABOVE_REFERENCE, words: ['troponin'] },
];

const isCalled = ({ words, signs = [] }: Named, folded: string): boolean =>
  signs.includes(folded) || words.some((word) => ` ${folded} `.includes(` ${word} `));

/**
 * Whether the words beside a LOINC code name another test than the code: a potassium that is called sodium. Neither is believed then.
 * Words that name several tests, or none that is known here, contradict nothing.
 */
export function isCalledOtherwise(code: string, name: string): boolean {
  const own = NAMED.find(({ codes }) => codes.includes(code));
  if (!own) return false;
  const folded = foldText(name);
  const called = NAMED.filter((one) => isCalled(one, folded));
  return called.length > 0 && !called.includes(own);
}
