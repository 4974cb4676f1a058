import { storedForms } from './finding.rules.js';
import { formatMrn, RUNNING_DIGITS } from './mrn.rules.js';
import { normalisePhone } from './phone.rules.js';

/** What a number that was typed may be, in the database's words; `values` are its stored forms, or the end that is known. */
export interface NumberMeaning {
  readonly kind: 'identifier' | 'mrn' | 'phone' | 'card-end' | 'phone-end';
  readonly values: readonly string[];
}

/** Fewer digits of a card are many people's; of a telephone number, four are what people say. */
const [LEAST_OF_CARD, LEAST_OF_PHONE, MOST_OF_PHONE] = [6, 4, 9];
const BHYT_OLD = /^[A-Z]{2}[1-5]\d{2}(\d{10})$/;
/** Lengths of numbers that are read out in groups: CMND, BHYT since 2021, CCCD. */
const GROUPED = new Set([9, 10, 12]);

/** What a number may be, the surest first: all of an identifier, a telephone number, a short MRN, or the end of a card or phone. */
export function meaningsOfNumber(typed: string, facilityCode: string): NumberMeaning[] {
  const digits = /^[\d().+-]+$/.test(typed) ? typed.replace(/\D/g, '') : '';
  const forms = storedForms(typed);
  const short = forms.flatMap((form) => BHYT_OLD.exec(form)?.[1] ?? []);
  const phone = normalisePhone(typed);
  const running = digits.length <= RUNNING_DIGITS ? Number(digits) : 0;
  const fits = (least: number, most: number) => digits.length >= least && digits.length <= most;
  const all: (NumberMeaning | false | undefined)[] = [
    { kind: 'identifier', values: [...new Set([...forms, ...short, ...(digits ? [digits] : [])])] },
    phone !== undefined && { kind: 'phone', values: [phone] },
    running > 0 && { kind: 'mrn', values: [formatMrn(facilityCode, running)] },
    fits(LEAST_OF_CARD, 100) && { kind: 'card-end', values: [digits] },
    fits(LEAST_OF_PHONE, MOST_OF_PHONE) && { kind: 'phone-end', values: [digits] },
  ];
  return all.filter((one) => !!one);
}

/** Numbers that were typed in groups, as one where together they have the length of one. */
export function joinGroups(groups: readonly string[]): string[] {
  const whole = groups.join('');
  const isOne =
    groups.length > 1 && (normalisePhone(whole) !== undefined || GROUPED.has(whole.replace(/\D/g, '').length));
  return isOne ? [whole] : [...groups];
}
