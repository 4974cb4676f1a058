import type { Language } from '../../kernel/language.js';
import { currentContext } from '../../kernel/request-context.js';
import { flagNames } from '../datatypes/flags.words.js';
import { unitText } from '../datatypes/ucum.js';
import type { ObservationPartResponse } from './dto/observation.response.js';
import type { ObservationComponent } from './new-observation.js';

/** A part as it is kept, with its number as it was written. */
export type KeptPart = ObservationComponent & { readonly valueAsSent?: string };

const languageNow = (): Language => currentContext()?.language ?? 'vi';

/** A part as people read it: number and unit as a ward writes them, and how a germ stands to an antibiotic in words. */
export function toPart(part: KeptPart, language = languageNow()): ObservationPartResponse {
  const { code, value = null, comparator = null, unit = null, coded, interpretation = null } = part;
  return {
    code: { system: code.system ?? null, code: code.code ?? null, display: code.display },
    ...{ value, comparator, unit, unitText: unitText(unit), text: part.text ?? coded?.display ?? null, interpretation },
    valueText: part.valueAsSent ?? value?.toString() ?? null,
    interpretationText: interpretation && (flagNames(language)[interpretation] ?? null),
  };
}

/** The parts in one line, in the language of whoever reads: "Ampicillin: kháng; Ceftriaxon: ≤ 1 mg/L (nhạy)". */
export const partsInWords = (parts: readonly KeptPart[], language = languageNow()): string =>
  parts.map((part) => partInWords(part, language)).join('; ');

function partInWords(part: KeptPart, language: Language): string {
  const {
    code,
    comparator,
    unitText: unit,
    valueText,
    text,
    interpretation,
    interpretationText,
  } = toPart(part, language);
  const written = valueText && language === 'vi' ? valueText.replace('.', ',') : valueText;
  const number = written === null ? null : `${SIGNS[comparator ?? ''] ?? comparator ?? ''}${written}`;
  const found = [number ?? text, number && unit].filter(Boolean).join(' ');
  const judged = interpretationText ?? interpretation;
  const said = found && judged ? `${found} (${judged})` : found || judged;
  return said ? `${code.display}: ${said}` : code.display;
}

const SIGNS: Readonly<Record<string, string>> = { '<=': '≤', '>=': '≥' };

/** The parts in one line as they are kept where nothing is said of the whole, in no language in particular. */
export const keptInWords = (parts: readonly KeptPart[]): string => parts.map(keptWordsOf).join('; ');

function keptWordsOf({ code, value, valueAsSent, comparator, unit, text, coded, interpretation }: KeptPart): string {
  const number = value === undefined ? undefined : `${comparator ?? ''}${valueAsSent ?? value}`;
  const found = [number ?? text ?? coded?.display, number && unitText(unit ?? null)].filter(Boolean).join(' ');
  const said = found && interpretation ? `${found} (${interpretation})` : found || interpretation;
  return said ? `${code.display}: ${said}` : code.display;
}

/** What was found in words: of one that says its parts alone these, in the language of whoever reads. */
export const foundInWords = (text: string | null, parts: readonly KeptPart[] | null): string | null =>
  parts && text === keptInWords(parts) ? partsInWords(parts) : text;
