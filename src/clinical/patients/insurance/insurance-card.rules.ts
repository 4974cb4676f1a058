/**
 * Health-insurance cards (thẻ BHYT), whose number has three forms side by side that are of one person: 15 characters (Decision
 * 1351/QĐ-BHXH, 2015), their last 10 digits alone on cards printed since 1 April 2021 (Decision 1666/QĐ-BHXH, 2020), and the 12-digit
 * citizen id since 15 August 2025 (Decree 188/2025/NĐ-CP).
 */
import { checkIdentifier } from '../identifier.rules.js';

export type CardForm = 'long' | 'short' | 'citizen-id';

/** What a card's number says. */
export interface InsuranceCard {
  readonly form: CardForm;
  readonly number: string;
  /** The ten digits of the social-insurance book, by which both older forms are one. */
  readonly socialNumber: string | null;
  /** Two letters: why somebody is insured. */
  readonly group: string | null;
  /** 1 to 5. */
  readonly benefitLevel: number | null;
  /** Two digits: who issued the card. */
  readonly province: string | null;
}

const LONG = /^([A-Z]{2})([1-5])(\d{2})(\d{10})$/;

/** Reads a card's number, with or without spaces; undefined when it has none of the three forms. */
export function readCard(typed: string): InsuranceCard | undefined {
  const number = typed
    .normalize('NFKC')
    .replace(/[\s.-]+/gu, '')
    .toUpperCase();
  const [, group, level, province, digits] = LONG.exec(number) ?? [];
  if (digits) {
    return {
      form: 'long',
      number,
      socialNumber: digits,
      group: group!,
      benefitLevel: Number(level),
      province: province!,
    };
  }
  const nothing = { group: null, benefitLevel: null, province: null };
  if (/^\d{10}$/.test(number)) return { form: 'short', number, socialNumber: number, ...nothing };
  return checkIdentifier('cccd', number).ok
    ? { form: 'citizen-id', number, socialNumber: null, ...nothing }
    : undefined;
}

/** What a patient's identifiers and cards say of who is insured. */
export interface InsuredIdentity {
  /** Without repetition; one, unless cards of two people were recorded. */
  readonly socialNumbers: readonly string[];
  readonly citizenIds: readonly string[];
}

/** The one identity behind cards in any form and the citizen ids on record. */
export function identityOf(cards: readonly string[], citizenIds: readonly string[]): InsuredIdentity {
  const read = cards.map(readCard).filter((card) => card !== undefined);
  const own = read.filter(({ form }) => form === 'citizen-id').map(({ number }) => number);
  return {
    socialNumbers: [...new Set(read.flatMap(({ socialNumber }) => socialNumber ?? []))],
    citizenIds: [...new Set([...citizenIds, ...own])],
  };
}

export type CardWarning = 'card-number-differs' | 'card-citizen-id-differs' | 'card-citizen-id-not-on-record';

/** What is doubtful about a card of somebody of whom this is known; nothing of it refuses a card. */
export function cardWarnings(card: InsuranceCard, { socialNumbers, citizenIds }: InsuredIdentity): CardWarning[] {
  if (card.socialNumber !== null) {
    return socialNumbers.length > 0 && !socialNumbers.includes(card.socialNumber) ? ['card-number-differs'] : [];
  }
  if (citizenIds.length === 0) return ['card-citizen-id-not-on-record'];
  return citizenIds.includes(card.number) ? [] : ['card-citizen-id-differs'];
}

/** Days as YYYY-MM-DD, both included; null is open. */
export interface Days {
  readonly validFrom: string;
  readonly validTo: string | null;
}

export const isValidOn = ({ validFrom, validTo }: Days, day: string): boolean =>
  validFrom <= day && (validTo === null || day <= validTo);

export const overlap = (one: Days, other: Days): boolean =>
  (one.validTo === null || other.validFrom <= one.validTo) &&
  (other.validTo === null || one.validFrom <= other.validTo);

/** Whether the time has ended before a day, or begins after it. */
export const timeWarnings = (days: Days, day: string): ('card-expired' | 'card-not-yet-valid')[] => {
  if (isValidOn(days, day)) return [];
  return days.validFrom > day ? ['card-not-yet-valid'] : ['card-expired'];
};
