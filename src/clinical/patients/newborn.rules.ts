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
}

/** Days of gestation; null when the weeks are not told. */
export const gestationDays = ({ gestationalWeeks, gestationalDays = 0 }: NewbornDto): number | null =>
  gestationalWeeks === undefined ? null : gestationalWeeks * 7 + gestationalDays;

/** What is wrong with a mother: she is a man on record, or not born before the child. @throws Problem validation */
export function requireMother(mother: Mother | undefined, born: string | null): void {
  const errors = mother === undefined ? [NO_MOTHER] : motherErrors(mother, born);
  if (errors.length > 0) throw new Problem(httpProblems.validation, { errors });
}

function motherErrors({ sex, birthDate }: Mother, born: string | null): FieldError[] {
  if (sex === 'male') return [MALE_MOTHER];
  return birthDate !== null && born !== null && birthDate >= born ? [YOUNGER_MOTHER] : [];
}

const at = '/newborn/motherId';
const NO_MOTHER: FieldError = { pointer: at, rule: 'mother-unknown', message: birthWords.motherUnknown };
const MALE_MOTHER: FieldError = { pointer: at, rule: 'mother-is-male', message: birthWords.motherIsMale };
const YOUNGER_MOTHER: FieldError = { pointer: at, rule: 'mother-not-older', message: birthWords.motherNotOlder };
