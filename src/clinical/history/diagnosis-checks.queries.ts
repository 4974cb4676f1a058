import { hospitalDate } from '../../kernel/hospital-time.js';
import type { Localised } from '../../kernel/language.js';
import { invalidField, Problem } from '../../kernel/problem.js';
import type { Tx } from '../../platform/database/prisma.js';
import type { Coding } from '../datatypes/coding.js';
import { foldText } from '../datatypes/folded-text.js';
import { birthDateText, yearsOn } from '../datatypes/partial-date.js';
import { parsePartialInstant } from '../datatypes/partial-instant.js';
import { isBeforeBirth } from '../patients/born.rules.js';
import { CODE_LISTS } from '../terminology/codes.rules.js';
import { icd10Of } from './history-input.js';
import { historyProblems } from './history.errors.js';
import { isIcd10 } from './history.rules.js';
import { historyWords } from './history.words.js';
import { improbableOf, type DiagnosisDoubt } from './icd10-usual.rules.js';

/** What somebody typed of a diagnosis. */
type Typed = Omit<Coding, 'display'> & { readonly display?: string };

/** The list's entry for a code; undefined when the list has none, or the code is of another system. */
export const listedDiagnosis = (system: string | null | undefined, code: string | null | undefined) =>
  isIcd10(system ?? undefined) && code ? CODE_LISTS['icd-10'].find(code.replace(/[†*]/gu, '')) : undefined;

/**
 * A diagnosis as it is kept: the text belongs to the code, and what the doctor wrote otherwise is a note beside it. A code that is not on the
 * list is kept as that, and its text is the doctor's own.
 * @throws Problem validation when nothing says what it is
 */
export function diagnosisOf(typed: Typed): { code: Coding; note?: string; offList?: true } {
  const code = icd10Of({ ...typed, display: typed.display ?? '' });
  const listed = listedDiagnosis(code.system, code.code);
  if (!listed && !typed.display) throw invalidField('/code/display', 'display-needed', historyWords.displayNeeded);
  if (!listed) return isIcd10(code.system) ? { code, offList: true } : { code };
  const isSame = [listed.vi, listed.en, ''].some((words) => foldText(words) === foldText(typed.display ?? ''));
  return { code: { ...code, display: listed.vi }, ...(!isSame && { note: typed.display }) };
}

interface Person {
  readonly sex: string;
  readonly born: string | null;
  readonly precision: string | null;
  readonly estimated: boolean;
}

const personOf = async (tx: Tx, patientId: string): Promise<Person> => {
  const [person] = await tx.$queryRaw<Person[]>`SELECT sex, birth_date::text AS born, birth_date_precision AS precision,
    birth_date_estimated AS estimated FROM patient WHERE id = ${patientId}::uuid`;
  return person!;
};

interface Diagnosis {
  readonly patientId: string;
  readonly code: string;
  /** The code is on no list that the hospital has. */
  readonly offList?: boolean;
  readonly onset?: string | null;
  readonly confirmed?: readonly string[];
  readonly pointer?: string;
}

/** Chapters whose codes may have two digits behind the point: mind, muscles and bones, injuries (ICD-10 volume 1, WHO). */
const SUBDIVIDED = /^[FMST]/;

/**
 * Whether a code that the list lacks is asked about: a list that the hospital loaded is whole. The starter has the most frequent only, and what
 * it lacks is doubted where ICD-10 has no code of that form.
 */
export const isDoubted = (code: string): boolean =>
  CODE_LISTS['icd-10'].version > 0 || (/\.\d{2}/.test(code) && !SUBDIVIDED.test(code));

/** Asks about a diagnosis that hardly fits whom it is of, at its onset, or is not on the list. @throws Problem diagnosisImprobable */
export async function requireProbable(tx: Tx, diagnosis: Diagnosis): Promise<void> {
  const { patientId, code, offList = false, onset, confirmed = [], pointer = '/code/code' } = diagnosis;
  const { sex, born, precision, estimated } = await personOf(tx, patientId);
  const began = onset ? parsePartialInstant(onset)?.at : undefined;
  const years = estimated ? null : yearsOn(birthDateText(born, precision), hospitalDate(began));
  const doubts: readonly DiagnosisDoubt[] = [
    ...(offList && isDoubted(code) ? ['icd-10-not-listed' as const] : []),
    ...improbableOf(code, { sex, years }),
  ];
  const asked = doubts.filter((rule) => !confirmed.includes(rule));
  if (asked.length === 0) return;
  const words = pointer.startsWith('/code') ? DOUBT_WORDS : STATE_DOUBT_WORDS;
  const errors = asked.map((rule) => ({ pointer, rule, message: words[rule] }));
  throw new Problem(historyProblems.diagnosisImprobable, { errors });
}

/** Asks about a code that is on no list. */
export const notListed = (): Problem =>
  new Problem(historyProblems.diagnosisImprobable, {
    errors: [{ pointer: '/code/code', rule: 'icd-10-not-listed', message: historyWords.notListed }],
  });

const DOUBT_WORDS: Readonly<Record<DiagnosisDoubt, Localised>> = {
  'icd-10-not-listed': historyWords.notListed,
  'icd-10-sex': historyWords.otherSex,
  'icd-10-age': historyWords.otherAge,
};
/** The same of what is stated without a code, as a pregnancy is. */
const STATE_DOUBT_WORDS: Readonly<Record<DiagnosisDoubt, Localised>> = {
  ...DOUBT_WORDS,
  'icd-10-sex': historyWords.stateOfOtherSex,
  'icd-10-age': historyWords.stateOfOtherAge,
};

/** Nothing begins before birth, as far as both are known. @throws Problem validation */
export async function requireOnsetAfterBirth(
  tx: Tx,
  patientId: string,
  onset: string | null | undefined,
): Promise<void> {
  const began = onset ? parsePartialInstant(onset) : undefined;
  if (!began) return;
  const { born, estimated } = await personOf(tx, patientId);
  if (estimated || !isBeforeBirth({ birthDate: born }, began.last)) return;
  throw invalidField('/onset', 'before-birth', historyWords.beforeBirth);
}
