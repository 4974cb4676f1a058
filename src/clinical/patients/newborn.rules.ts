/** Who was just born, and who came without a name. */
import { hospitalClock, hospitalDate } from '../../kernel/hospital-time.js';
import { httpProblems, Problem, type FieldError } from '../../kernel/problem.js';
import type { NewbornDto } from './dto/newborn.dto.js';
import type { Sex } from './dto/patient.dto.js';

/** What is looked at of a mother. */
export interface Mother {
  readonly id: string;
  readonly fullName: string;
  readonly sex: string;
  /** The first day that it may have been, as YYYY-MM-DD. */
  readonly birthDate: string | null;
}

const MOST = 200;

/**
 * What a child is called until it has a name, as hospitals write it: "Con bà Nguyễn Thị Ánh", of twins "Con bà Nguyễn Thị Ánh 2".
 */
export function newbornName(mother: string, { birthOrder, birthCount }: NewbornDto): string {
  const isOneOfSome = birthOrder !== undefined && (birthOrder > 1 || (birthCount ?? 1) > 1);
  return `Con bà ${mother.slice(0, MOST - 12)}${isOneOfSome ? ` ${birthOrder}` : ''}`;
}

const SEX_WORDS: Readonly<Record<Sex, string>> = { male: ' nam', female: ' nữ', other: '', unknown: '' };

/** What somebody is called whom nobody knows, told apart from others by when they came: "Chưa rõ tên nam 14:05 28/11/2026". */
export function workingName(sex: Sex, came: Date): string {
  const [year, month, day] = hospitalDate(came).split('-');
  return `Chưa rõ tên${SEX_WORDS[sex]} ${hospitalClock(came)} ${day}/${month}/${year}`;
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
const NO_MOTHER: FieldError = {
  pointer: at,
  rule: 'mother-unknown',
  message: { vi: 'Không tìm thấy hồ sơ của người mẹ.', en: 'The mother is not on record.' },
};
const MALE_MOTHER: FieldError = {
  pointer: at,
  rule: 'mother-is-male',
  message: { vi: 'Hồ sơ được chọn làm mẹ ghi giới tính nam.', en: 'Who was chosen as the mother is a man on record.' },
};
const YOUNGER_MOTHER: FieldError = {
  pointer: at,
  rule: 'mother-not-older',
  message: {
    vi: 'Hồ sơ được chọn làm mẹ sinh sau người con.',
    en: 'Who was chosen as the mother was born after the child.',
  },
};
