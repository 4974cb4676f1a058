import { storedForms } from './finding.rules.js';
import { formatMrn, RUNNING_DIGITS } from './mrn.rules.js';
import { normalisePhone } from './phone.rules.js';

/** What a number that was typed may be, in the database's words; `values` are its stored forms, or the end or beginning that is known. */
export interface NumberMeaning {
  readonly kind:
    | 'identifier'
    | 'mrn'
    | 'phone'
    | 'card-end'
    | 'phone-end'
    | 'card-start'
    | 'phone-start'
    | 'birthday'
    | 'birthday-month';
  readonly values: readonly string[];
}

/** Fewer digits of a card are many people's; of a telephone number, four are what people say. */
const [LEAST_OF_CARD, LEAST_OF_PHONE, MOST_OF_PHONE] = [6, 4, 9];
/** A card begins with where, how and when: what tells one from another comes behind. */
const LEAST_OF_BEGUN_CARD = 8;
/** A telephone number of which the last one or two digits are still to come. */
const BEGUN_PHONE = /^(?:0|\+?84)([35789]\d{6,7})$/;
const BHYT_OLD = /^[A-Z]{2}[1-5]\d{2}(\d{10})$/;
/** Lengths of numbers that are read out in groups: CMND, BHYT since 2021, CCCD. */
const GROUPED = new Set([9, 10, 12]);

/** What a number may be, the surest first: all of an identifier, a telephone number, a short MRN, or the end or beginning of a card or phone. */
export function meaningsOfNumber(typed: string, facilityCode: string): NumberMeaning[] {
  const digits = /^[\d().+-]+$/.test(typed) ? typed.replace(/\D/g, '') : '';
  const plain = typed.replace(/[\s.-]+/g, '').toUpperCase();
  const forms = [...new Set([...storedForms(typed), plain])];
  const short = forms.flatMap((form) => BHYT_OLD.exec(form)?.[1] ?? []);
  const phone = normalisePhone(typed);
  const begun = BEGUN_PHONE.exec(plain)?.[1];
  const mrn = mrnOf(digits, facilityCode);
  const fits = (least: number, most: number) => digits.length >= least && digits.length <= most;
  const all: (NumberMeaning | false | undefined)[] = [
    { kind: 'identifier', values: [...new Set([...forms, ...short, ...(digits ? [digits] : [])])] },
    phone !== undefined && { kind: 'phone', values: [phone] },
    mrn !== undefined && { kind: 'mrn', values: [mrn] },
    // A card of another group or form: what counts are the digits of the insured.
    short.length > 0 && { kind: 'card-end', values: [short[0]!] },
    fits(LEAST_OF_CARD, 100) && { kind: 'card-end', values: [digits] },
    fits(LEAST_OF_PHONE, MOST_OF_PHONE) && { kind: 'phone-end', values: [digits] },
    begun !== undefined && { kind: 'phone-start', values: [`+84${begun}`] },
    plain.length >= LEAST_OF_BEGUN_CARD && { kind: 'card-start', values: [plain] },
  ];
  return all.filter((one) => !!one);
}

/** What a day of the year (MM-DD) may be: that day, or, of whom no more is known, its month. */
export const meaningsOfBirthday = (day: string): NumberMeaning[] => [
  { kind: 'birthday', values: [day] },
  { kind: 'birthday-month', values: [day] },
];

/** The MRN by its running number, with or without zeros, alone or behind the facility's code. */
function mrnOf(digits: string, facilityCode: string): string | undefined {
  const behind = digits.startsWith(facilityCode) ? digits.slice(facilityCode.length) : '';
  const number = Number(behind.length >= RUNNING_DIGITS ? behind : digits.length <= RUNNING_DIGITS ? digits : '');
  return Number.isSafeInteger(number) && number > 0 ? formatMrn(facilityCode, number) : undefined;
}

/** Numbers that were typed in groups, as one where together they have the length of one; a running number begins with zeros. */
export function joinGroups(groups: readonly string[]): string[] {
  const whole = groups.join('');
  const digits = whole.replace(/\D/g, '');
  const isOne =
    groups.length > 1 &&
    (normalisePhone(whole) !== undefined ||
      BEGUN_PHONE.test(digits) ||
      GROUPED.has(digits.length) ||
      (digits.length >= RUNNING_DIGITS && /^(?:\d{5})?00/.test(digits) && groups.at(-1)!.length > 1));
  return isOne ? [whole] : [...groups];
}
