import type { Coding } from '../../../clinical/datatypes/coding.js';
import type { OtherCode } from '../../../clinical/datatypes/result-details.js';
import { isLoincCode, LOINC } from '../../../clinical/results/code-systems.js';
import { Element } from './element.js';

/** What people have said that a sender's own code means. */
const meant = new WeakMap<object, Coding>();
export function sayMeaning(concept: object, meaning: Coding): void {
  meant.set(concept, meaning);
}

/** Reads a CodeableConcept: its LOINC coding, else its first, and the words; what it says in other codings stays in the kept source. */
export function readConcept(concept: Element | undefined): Coding | undefined {
  if (!concept) return undefined;
  const codings = concept.all('coding');
  // The order of codings says nothing; the one that is known here does.
  const ofLoinc = codings.filter(({ value }) => (value as { system?: unknown }).system === LOINC);
  const isOne = ({ value }: Element) => isLoincCode(String((value as { code?: unknown }).code));
  const coding = ofLoinc.find(isOne) ?? ofLoinc[0] ?? codings[0];
  const system = coding?.string('system');
  const code = coding?.string('code');
  const text = concept.string('text');
  // The coding's own words count as read only when they are the words we keep.
  const ownWords = coding && (text === undefined || coding.has('display')) ? wordsOf(coding, text) : undefined;
  const display = text ?? ownWords ?? code;
  if (display === undefined) {
    concept.reading.refuse(concept.path, 'concept-without-words');
    return undefined;
  }
  const meaning = meant.get(concept.value as object);
  if (meaning) return { ...meaning, display };
  return { ...(system && { system }), ...(code && { code }), display };
}

function wordsOf(coding: Element, text: string | undefined): string | undefined {
  const said = (coding.value as { display?: unknown }).display;
  return text === undefined || said === text || typeof said !== 'string' ? coding.string('display') : undefined;
}

/** The CodeableConcept of what is called so. @param others codes that mean the same */
export function showConcept({ system, code, display }: Coding, others: readonly OtherCode[] = []): object {
  const own = code ? [{ ...(system && { system }), code, display }] : [];
  const coding = [...own, ...others];
  return { ...(coding.length > 0 && { coding }), text: display };
}

/** The code of a concept whose first coding must be one of ours. */
export function readCode<Code extends string>(
  concept: Element | undefined,
  allowed: readonly Code[],
): Code | undefined {
  const coding = concept?.all('coding')[0];
  coding?.string('system');
  coding?.string('display');
  if (concept?.has('text')) concept.string('text');
  return coding?.code('code', allowed);
}

export const showCode = (system: string, code: string): object => ({ coding: [{ system, code }] });
