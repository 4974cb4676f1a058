/** Identifiers of a patient: which systems the hospital knows, and what a value of each must look like. */

/** The URI under which each identifier is stored and exchanged (FHIR Identifier.system). The one place they are named. */
export const IDENTIFIER_SYSTEMS = {
  /** Medical record number (mã người bệnh), issued by the hospital. */
  mrn: 'https://benhan.vn/fhir/sid/mrn',
  /** Citizen id (căn cước, căn cước công dân, số định danh cá nhân): 12 digits. */
  cccd: 'https://benhan.vn/fhir/sid/cccd',
  /** The older identity card (chứng minh nhân dân): 9 digits. */
  cmnd: 'https://benhan.vn/fhir/sid/cmnd',
  /** Health-insurance card (thẻ bảo hiểm y tế): 15 characters, or the 10 digits printed since 2021. */
  bhyt: 'https://benhan.vn/fhir/sid/bhyt',
  passport: 'https://benhan.vn/fhir/sid/passport',
} as const;

export type IdentifierKind = keyof typeof IDENTIFIER_SYSTEMS;

export type IdentifierRule =
  | 'identifier-system-unknown'
  | 'mrn-format'
  | 'cccd-12-digits'
  | 'cccd-birthplace'
  | 'cccd-century'
  | 'cmnd-9-digits'
  | 'bhyt-format'
  | 'passport-format'
  | 'foreign-identifier-1-to-100-visible-characters';

export type CheckedIdentifier = { ok: true; system: string; value: string } | { ok: false; rule: IdentifierRule };

const MAX_SYSTEM_LENGTH = 200;
const MAX_FOREIGN_VALUE_LENGTH = 100;

const CHECKS: Readonly<Record<IdentifierKind, (value: string) => IdentifierRule | undefined>> = {
  mrn: (value) => (/^[A-Z0-9][A-Z0-9-]{0,29}$/.test(value) ? undefined : 'mrn-format'),
  cccd: brokenCccdRule,
  cmnd: (value) => (/^\d{9}$/.test(value) ? undefined : 'cmnd-9-digits'),
  bhyt: (value) => (/^(?:[A-Z]{2}[1-5]\d{2})?\d{10}$/.test(value) ? undefined : 'bhyt-format'),
  passport: (value) => (/^[A-Z0-9]{5,20}$/.test(value) ? undefined : 'passport-format'),
};

/** What numbers of papers are parted by; an MRN has a hyphen of its own. */
const GROUPS = /[\s.\-\u2010-\u2015]+/gu;
const SEPARATORS: Readonly<Record<IdentifierKind, RegExp>> = {
  mrn: /\s+/gu,
  cccd: GROUPS,
  cmnd: GROUPS,
  bhyt: GROUPS,
  passport: /\s+/gu,
};

/** Which of our identifiers a system names: its URI, or its short alias in any case (`cccd`, `BHYT`); else undefined. */
export function identifierKind(system: string): IdentifierKind | undefined {
  const wanted = system.trim();
  const kinds = Object.keys(IDENTIFIER_SYSTEMS) as IdentifierKind[];
  return kinds.find((kind) => wanted === IDENTIFIER_SYSTEMS[kind] || wanted.toLowerCase() === kind);
}

/**
 * Checks an identifier and puts it in its stored form. Ours (by URI or alias) lose the spaces, dots and hyphens of groups, and become upper case;
 * any other absolute URI is a foreign system whose value is only trimmed, 1–100 visible characters.
 * Sources: CCCD Decree 137/2015/NĐ-CP art. 13 and Circular 07/2016/TT-BCA; CMND Decree 05/1999/NĐ-CP; BHYT
 * Decision 1351/QĐ-BHXH (2015, 15 characters) and 1666/QĐ-BHXH (2020, 10 digits printed); passport ICAO 9303, kept
 * wide for foreign ones (5–20 letters and digits).
 */
export function checkIdentifier(system: string, value: string): CheckedIdentifier {
  const kind = identifierKind(system);
  if (kind === undefined) return checkForeignIdentifier(system.trim(), value);
  const compact = value.normalize('NFKC').replace(SEPARATORS[kind], '').toUpperCase();
  // Since 15 August 2025 (Decree 188/2025/NĐ-CP) the citizen number serves as the number of the card: it is one identity.
  if (kind === 'bhyt' && /^\d{12}$/.test(compact)) return checkIdentifier('cccd', compact);
  const rule = CHECKS[kind](compact);
  return rule === undefined ? { ok: true, system: IDENTIFIER_SYSTEMS[kind], value: compact } : { ok: false, rule };
}

/** What a number is the same by, however it is written: of an insurance card the ten digits of the insured, which both its forms have. */
export function comparedNumber(system: string, value: string): string {
  const checked = checkIdentifier(system, value);
  if (!checked.ok) return `${system} ${value}`;
  const isCard = checked.system === IDENTIFIER_SYSTEMS.bhyt;
  return `${checked.system} ${isCard ? checked.value.slice(-10) : checked.value}`;
}

function checkForeignIdentifier(system: string, value: string): CheckedIdentifier {
  const isAbsoluteUri = /^[a-z][a-z0-9+.-]*:[\x21-\x7E]+$/i.test(system) && system.length <= MAX_SYSTEM_LENGTH;
  if (!isAbsoluteUri) return { ok: false, rule: 'identifier-system-unknown' };
  const trimmed = value.normalize('NFC').trim();
  const isVisible = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]+$/u.test(trimmed);
  return isVisible && trimmed.length <= MAX_FOREIGN_VALUE_LENGTH
    ? { ok: true, system, value: trimmed }
    : { ok: false, rule: 'foreign-identifier-1-to-100-visible-characters' };
}

/**
 * 12 digits; birthplace not 000; century and sex digit 0–3 (19xx and 20xx, nobody is born in 21xx yet). Birthplaces
 * other than the provinces are not refused: births registered abroad carry a country code (see cccdWarnings).
 */
function brokenCccdRule(value: string): IdentifierRule | undefined {
  if (!/^\d{12}$/.test(value)) return 'cccd-12-digits';
  if (value.startsWith('000')) return 'cccd-birthplace';
  return /^\d{3}[0-3]/.test(value) ? undefined : 'cccd-century';
}

/** Codes of the 63 provinces as citizen ids carry them. Source: Circular 07/2016/TT-BCA, annex 1. Unchanged for ids issued. */
const BIRTH_PROVINCES: ReadonlySet<string> = new Set(
  (
    '001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042 044 ' +
    '045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087 089 091 ' +
    '092 093 094 095 096'
  ).split(' '),
);

export type CccdWarning = 'cccd-sex-differs' | 'cccd-birth-year-differs' | 'cccd-birthplace-not-a-province';

export interface CccdFacts {
  birthplace: string;
  sex: 'male' | 'female';
  birthYear: number;
}

/**
 * Reads 12 digits: birthplace (3), century and sex (1: even male, odd female, 0–1 19xx, 2–3 20xx, …), year (2),
 * random (6). Undefined when it is not 12 digits. Source: Decree 137/2015/NĐ-CP art. 13, Circular 07/2016/TT-BCA art. 7.
 */
export function readCccd(cccd: string): CccdFacts | undefined {
  if (!/^\d{12}$/.test(cccd)) return undefined;
  const centuryAndSex = Number(cccd[3]);
  return {
    birthplace: cccd.slice(0, 3),
    sex: centuryAndSex % 2 === 0 ? 'male' : 'female',
    birthYear: 1900 + 100 * Math.floor(centuryAndSex / 2) + Number(cccd.slice(4, 6)),
  };
}

/**
 * What in a citizen id disagrees with the person: to show, never to refuse (ids are issued with errors, sex may be
 * corrected, births are registered abroad). `sex` other or unknown and a missing birth date agree with everything.
 * `birthDate` is a partial date (1950, 1950-03, 1950-03-07); only its year is compared.
 */
export function cccdWarnings(cccd: string, person: { sex?: string | null; birthDate?: string | null }): CccdWarning[] {
  const facts = readCccd(cccd);
  if (facts === undefined) return [];
  const warnings: CccdWarning[] = [];
  const statedSex = person.sex === 'male' || person.sex === 'female' ? person.sex : undefined;
  if (statedSex !== undefined && statedSex !== facts.sex) warnings.push('cccd-sex-differs');
  const statedYear = /^\d{4}/.exec(person.birthDate ?? '')?.[0];
  if (statedYear !== undefined && Number(statedYear) !== facts.birthYear) warnings.push('cccd-birth-year-differs');
  if (!BIRTH_PROVINCES.has(facts.birthplace)) warnings.push('cccd-birthplace-not-a-province');
  return warnings;
}
