/**
 * What may be said of allergies and problems. Sources: FHIR R4 AllergyIntolerance (ait-1, ait-2) and Condition (con-4,
 * con-5); ICD-10 of the WHO in the edition of the Ministry (Decision 4469/QĐ-BYT, 2020).
 */
import type { Localised } from '../../kernel/language.js';
import type { Coding } from '../datatypes/coding.js';
import type { PartialInstant } from '../datatypes/partial-instant.js';
import { noneKnownWords } from './history.words.js';

export const ALLERGY_STATUSES = ['active', 'inactive', 'resolved'] as const;
export type AllergyStatus = (typeof ALLERGY_STATUSES)[number];
export const ALLERGY_VERIFICATIONS = ['unconfirmed', 'confirmed', 'refuted', 'entered-in-error'] as const;
export type AllergyVerification = (typeof ALLERGY_VERIFICATIONS)[number];
export const ALLERGY_CATEGORIES = ['food', 'medication', 'environment', 'biologic'] as const;
export type AllergyCategory = (typeof ALLERGY_CATEGORIES)[number];
export const CRITICALITIES = ['low', 'high', 'unable-to-assess'] as const;
export type Criticality = (typeof CRITICALITIES)[number];

export const PROBLEM_STATUSES = ['active', 'recurrence', 'relapse', 'inactive', 'remission', 'resolved'] as const;
export type ProblemStatus = (typeof PROBLEM_STATUSES)[number];
export const PROBLEM_VERIFICATIONS = [
  'unconfirmed',
  'provisional',
  'differential',
  'confirmed',
  'refuted',
  'entered-in-error',
] as const;
export type ProblemVerification = (typeof PROBLEM_VERIFICATIONS)[number];

/** Of a diagnosis in its encounter. */
export const PROBLEM_RANKS = ['main', 'additional'] as const;
export type ProblemRank = (typeof PROBLEM_RANKS)[number];

const SNOMED = 'http://snomed.info/sct';
export const ICD_10 = 'http://hl7.org/fhir/sid/icd-10';

/** SNOMED CT codes of the FHIR value set for "asked, and none is known", by what they are about. */
const NONE_KNOWN_CODES: Readonly<Record<string, { category?: AllergyCategory; words: Localised }>> = {
  '716186003': { words: noneKnownWords.any },
  '409137002': { category: 'medication', words: noneKnownWords.medication },
  '429625007': { category: 'food', words: noneKnownWords.food },
  '428607008': { category: 'environment', words: noneKnownWords.environment },
};

/** How "none is known" is stored, of one category or of all. Undefined for biologics: nobody has coded that. */
export function noneKnownCode(category?: AllergyCategory | null): Coding | undefined {
  const found = Object.entries(NONE_KNOWN_CODES).find(
    ([, statement]) => statement.category === (category ?? undefined),
  );
  return found && { system: SNOMED, code: found[0], display: found[1].words.vi };
}

/** What a code says is not known; undefined when it names an allergy. */
export function noneKnownOf(code: Coding): { category?: AllergyCategory } | undefined {
  const statement = code.system === SNOMED && code.code ? NONE_KNOWN_CODES[code.code] : undefined;
  return statement && { category: statement.category };
}

/** The same statement in words; undefined when a code names an allergy. */
export const noneKnownWordsOf = (code: Partial<Record<'system' | 'code', string | null>>): Localised | undefined =>
  code.system === SNOMED && code.code ? NONE_KNOWN_CODES[code.code]?.words : undefined;

/** Whether "none is known" of one category (undefined: of all) and an allergy of another can both hold. */
export function contradicts(noneKnown: string | null | undefined, allergy: string | null | undefined): boolean {
  return !noneKnown || !allergy || noneKnown === allergy;
}

/** The worse of two criticalities wins; a stated one wins over none. */
export function gravest(one: string | null | undefined, other: string | null | undefined): string | null {
  const order = [null, 'unable-to-assess', 'low', 'high'];
  return order[Math.max(order.indexOf(one ?? null), order.indexOf(other ?? null))] ?? null;
}

const isDoubted = (verification: string) => verification === 'refuted' || verification === 'entered-in-error';

/** An allergy that is refuted or was entered in error is not active, whatever else is said of it. */
export function allergyStatus(status: AllergyStatus, verification: AllergyVerification): AllergyStatus {
  return status === 'active' && isDoubted(verification) ? 'inactive' : status;
}

export const ACTIVE_PROBLEM_STATUSES: readonly string[] = ['active', 'recurrence', 'relapse'];

/** A problem that is refuted or was entered in error is not active; one that has ended is resolved. */
export function problemStatus(
  status: ProblemStatus,
  verification: ProblemVerification,
  hasEnded: boolean,
): ProblemStatus {
  if (!ACTIVE_PROBLEM_STATUSES.includes(status)) return status;
  if (isDoubted(verification)) return 'inactive';
  return hasEnded ? 'resolved' : status;
}

/** Whether an end may follow an onset, as far as both are known: "2015" may end after "2015-03-07". */
export function endsAfterOnset(onset: PartialInstant, end: PartialInstant): boolean {
  return end.last >= onset.at;
}

/**
 * An ICD-10 code in its written form: a letter, two digits, and up to two after a point; dagger and asterisk, which
 * pair a cause with its manifestation, may follow (A17.0†, G01*). Undefined when it is none.
 */
export function icd10Code(text: string): string | undefined {
  const code = text.trim().toUpperCase().replace(/\+$/, '†');
  return /^[A-Z]\d{2}(?:\.\d{1,2})?[†*]?$/.test(code) ? code : undefined;
}

/** ICD-10 by its URI or as people write it. */
export const isIcd10 = (system: string | undefined): boolean =>
  system !== undefined &&
  (system === ICD_10 || /^icd-?10$/i.test(system) || system === 'urn:oid:2.16.840.1.113883.6.3');
