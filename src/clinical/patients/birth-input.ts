import { hospitalDate } from '../../kernel/hospital-time.js';
import { httpProblems, Problem, type FieldError } from '../../kernel/problem.js';
import type { Prisma } from '../../platform/database/prisma.js';
import type { Sound } from '../../platform/routes/rules-across.js';
import { parsePartialDate } from '../datatypes/partial-date.js';
import { birthWords } from './birth.words.js';
import type { CreatePatientDto, UpdatePatientDto } from './dto/patient.dto.js';
import { gestationDays, mayBeUnnamed } from './newborn.rules.js';

type BirthColumns = Pick<
  Prisma.PatientUncheckedCreateInput,
  | 'birthDate'
  | 'birthDatePrecision'
  | 'birthDateEstimated'
  | 'motherId'
  | 'bornAt'
  | 'birthWeightGrams'
  | 'gestationDays'
  | 'birthOrder'
  | 'birthCount'
>;
type Given = Pick<UpdatePatientDto, 'birthDate' | 'estimatedAge' | 'newborn'>;

/** Columns of when and how somebody was born; what is absent gives none, null empties. */
export function birthColumnsOf({ birthDate, estimatedAge, newborn }: Given): Partial<BirthColumns> {
  return {
    ...(birthDate !== undefined && dateColumns(birthDate)),
    ...(typeof estimatedAge === 'number' && { ...dateColumns(yearOf(estimatedAge)), birthDateEstimated: true }),
    ...(newborn?.bornAt !== undefined && dateColumns(hospitalDate(new Date(newborn.bornAt)))),
    ...(newborn === null && NO_BIRTH),
    ...(newborn && {
      motherId: newborn.motherId ?? null,
      bornAt: newborn.bornAt === undefined ? null : new Date(newborn.bornAt),
      birthWeightGrams: newborn.weightGrams ?? null,
      gestationDays: gestationDays(newborn),
      birthOrder: newborn.birthOrder ?? null,
      birthCount: newborn.birthCount ?? null,
    }),
  };
}

const NO_BIRTH = {
  motherId: null,
  bornAt: null,
  birthWeightGrams: null,
  gestationDays: null,
  birthOrder: null,
  birthCount: null,
};

const yearOf = (age: number): string => String(Number(hospitalDate().slice(0, 4)) - age);

function dateColumns(text: string | null) {
  const birth = text === null ? undefined : parsePartialDate(text);
  return {
    birthDate: birth ? new Date(birth.first) : null,
    birthDatePrecision: birth?.precision ?? null,
    birthDateEstimated: false,
  };
}

/** What the parts of a person's birth say against each other, and a guardian who is nobody's. */
export function errorsAcrossPerson(input: Sound<UpdatePatientDto>): FieldError[] {
  const { birthDate, estimatedAge, newborn, contacts } = input;
  const born = newborn?.bornAt && hospitalDate(new Date(newborn.bornAt));
  return [
    ...(typeof estimatedAge === 'number' && (birthDate || born) ? [ONE_BIRTH] : []),
    ...(born && birthDate && !born.startsWith(birthDate) ? [OTHER_BIRTH_DATE] : []),
    ...(newborn && Object.values(newborn).every((said) => said === undefined) ? [NOTHING_OF_BIRTH] : []),
    ...(newborn && (newborn.birthOrder ?? 1) > (newborn.birthCount ?? 9) ? [BIRTH_ORDER] : []),
    ...(contacts ?? []).flatMap((contact, place) =>
      contact?.role === 'guardian' && !contact.relationship ? [guardianOf(place)] : [],
    ),
  ];
}

/** @throws Problem validation of {@link errorsAcrossPerson} */
export function requireSoundPerson(input: UpdatePatientDto): void {
  const errors = errorsAcrossPerson(input);
  if (errors.length > 0) throw new Problem(httpProblems.validation, { errors });
}

/** A birth date alone does not part from the moment of birth that is on record: that is what is corrected then. @throws Problem validation */
export function requireDayOfBirth(
  { bornAt }: { readonly bornAt: Date | string | null },
  { birthDate, estimatedAge, newborn }: Given,
): void {
  if (bornAt === null || newborn !== undefined) return;
  const isOther = birthDate !== undefined && !(birthDate && hospitalDate(new Date(bornAt)).startsWith(birthDate));
  if (isOther || typeof estimatedAge === 'number') {
    throw new Problem(httpProblems.validation, { errors: [OTHER_BIRTH_DATE] });
  }
}

/** Whether the whole day of birth is told, and not a month or a year. */
const isWholeDay = (birthDate: string) => birthDate.length > 7;

/** What the request itself says against somebody being unknown, or without a name. Working names are given after it. */
export function errorsOfNaming({ unknown, fullName, birthDate, newborn }: Sound<CreatePatientDto>): FieldError[] {
  const born = newborn?.bornAt && new Date(newborn.bornAt);
  const isNameless = fullName === undefined && unknown !== true;
  return [
    ...(unknown === true && fullName ? [UNKNOWN_WITH_NAME] : []),
    ...(unknown === true && birthDate && isWholeDay(birthDate) ? [UNKNOWN_WITH_BIRTH_DATE] : []),
    ...(isNameless && newborn?.motherId && born && !mayBeUnnamed(born, new Date()) ? [NAME_NEEDED] : []),
  ];
}

/** @throws Problem validation of {@link errorsOfNaming}, and of the rest with them */
export function requireNaming(input: CreatePatientDto): void {
  const errors = errorsOfNaming(input);
  if (errors.length === 0) return;
  throw new Problem(httpProblems.validation, { errors: [...errors, ...errorsAcrossPerson(input)] });
}

const UNKNOWN_WITH_NAME: FieldError = {
  pointer: '/fullName',
  rule: 'unknown-with-name',
  message: birthWords.unknownWithName,
};
const UNKNOWN_WITH_BIRTH_DATE: FieldError = {
  pointer: '/birthDate',
  rule: 'unknown-with-birth-date',
  message: birthWords.unknownWithBirthDate,
};
const NAME_NEEDED: FieldError = { pointer: '/fullName', rule: 'name-needed', message: birthWords.nameNeeded };

const ONE_BIRTH: FieldError = {
  pointer: '/estimatedAge',
  rule: 'age-beside-birth-date',
  message: birthWords.ageBesideBirthDate,
};
const OTHER_BIRTH_DATE: FieldError = {
  pointer: '/birthDate',
  rule: 'birth-date-differs',
  message: birthWords.birthDateDiffers,
};
const NOTHING_OF_BIRTH: FieldError = {
  pointer: '/newborn',
  rule: 'nothing-of-birth',
  message: birthWords.nothingOfBirth,
};
const BIRTH_ORDER: FieldError = {
  pointer: '/newborn/birthOrder',
  rule: 'birth-order',
  message: birthWords.birthOrder,
};
const guardianOf = (place: number): FieldError => ({
  pointer: `/contacts/${place}/relationship`,
  rule: 'guardian-relationship',
  message: birthWords.guardianRelationship,
});
