/** Who was just born, and who came without a name. */
import { httpProblems, Problem, type FieldError } from '../../kernel/problem.js';
import { birthWords } from './birth.words.js';
import type { NewbornDto } from './dto/newborn.dto.js';

/** What is looked at of a mother. */
export interface Mother {
  readonly id: string;
  readonly fullName: string;
  readonly sex: string;
  /** The first day that it may have been, as YYYY-MM-DD. */
  readonly birthDate: string | null;
  /** Whether she is the child, or was borne by the child or by anybody whom the child bore. */
  readonly kin?: 'self' | 'below' | null;
}

/** Days of gestation; null when the weeks are not told. */
export const gestationDays = ({ gestationalWeeks, gestationalDays = 0 }: NewbornDto): number | null =>
  gestationalWeeks === undefined ? null : gestationalWeeks * 7 + gestationalDays;

/** Nobody younger has borne a child: the youngest on record was five. Escomel E, La Presse Médicale 1939;47:875. */
const LEAST_YEARS_OF_MOTHER = 5;
/** A child is called after its mother in its first year only: later it has a name of its own. */
const DAYS_WITHOUT_NAME = 366;
const DAY_MS = 86_400_000;

/** Whether who was born then may still be called after the mother. */
export const mayBeUnnamed = (born: Date, now: Date): boolean =>
  now.getTime() - born.getTime() < DAYS_WITHOUT_NAME * DAY_MS;

/** What is wrong with a mother: she is the child, or descends from the child; a man on record, not born before the child, or a small child herself. @throws Problem validation */
export function requireMother(mother: Mother | undefined, born: string | null): void {
  const kin = mother?.kin ? [KIN[mother.kin]] : [];
  const errors = mother === undefined ? [NO_MOTHER] : kin.length > 0 ? kin : motherErrors(mother, born);
  if (errors.length > 0) throw new Problem(httpProblems.validation, { errors });
}

/** What a mother on record would become wrong by: a man, or not born well before her first child. @throws Problem validation */
export function requireOwnChild(mother: Pick<Mother, 'sex' | 'birthDate'>, born: string | null): void {
  const [wrong] = motherErrors(mother, born);
  if (!wrong) return;
  const pointer = wrong === MALE_MOTHER ? '/sex' : '/birthDate';
  throw new Problem(httpProblems.validation, { errors: [{ pointer, rule: wrong.rule, message: birthWords.isMother }] });
}

/** What a child on record would become wrong by: born before its mother, or while she was a small child. @throws Problem validation */
export function requireBornAfter({ birthDate }: Pick<Mother, 'birthDate'>, born: string): void {
  const errors = motherErrors({ sex: 'unknown', birthDate }, born).map((wrong) => ({
    ...wrong,
    pointer: '/birthDate',
  }));
  if (errors.length > 0) throw new Problem(httpProblems.validation, { errors });
}

function motherErrors({ sex, birthDate }: Pick<Mother, 'sex' | 'birthDate'>, born: string | null): FieldError[] {
  if (sex === 'male') return [MALE_MOTHER];
  if (birthDate === null || born === null) return [];
  if (birthDate >= born) return [YOUNGER_MOTHER];
  const grown = String(Number(birthDate.slice(0, 4)) + LEAST_YEARS_OF_MOTHER) + birthDate.slice(4);
  return grown > born ? [CHILD_MOTHER] : [];
}

const at = '/newborn/motherId';
const NO_MOTHER: FieldError = { pointer: at, rule: 'mother-unknown', message: birthWords.motherUnknown };
const MALE_MOTHER: FieldError = { pointer: at, rule: 'mother-is-male', message: birthWords.motherIsMale };
const CHILD_MOTHER: FieldError = { pointer: at, rule: 'mother-is-child', message: birthWords.motherIsChild };
const YOUNGER_MOTHER: FieldError = { pointer: at, rule: 'mother-not-older', message: birthWords.motherNotOlder };
const KIN: Readonly<Record<'self' | 'below', FieldError>> = {
  self: { pointer: at, rule: 'mother-is-self', message: birthWords.motherIsSelf },
  below: { pointer: at, rule: 'mother-is-below', message: birthWords.motherIsBelow },
};

/** Another child of the same birth is the first, second … already. @throws Problem validation */
export function requireFreeOrder(sibling: string | undefined): void {
  if (sibling) throw new Problem(httpProblems.validation, { errors: [ORDER_TAKEN] });
}
const ORDER_TAKEN: FieldError = {
  pointer: '/newborn/birthOrder',
  rule: 'birth-order-taken',
  message: birthWords.birthOrderTaken,
};
