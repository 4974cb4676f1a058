import type { Coding } from '../datatypes/coding.js';
import type { Tx } from '../../platform/database/prisma.js';
import type { EncountersService } from '../encounters/encounters.service.js';
import { httpProblems, invalidField, Problem, type FieldError } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { tellTogether } from '../../platform/routes/rules-across.js';
import { CreateAllergyDto } from './dto/allergy.dto.js';
import { CreateProblemDto } from './dto/problem.dto.js';
import { ICD_10, icd10Code, isIcd10, noneKnownCode } from './history.rules.js';
import { parsePartialInstant } from '../datatypes/partial-instant.js';
import { historyWords } from './history.words.js';

/** Who records, when it is one of us. */
export const newByStaff = (): { recordedBy?: string } => ({ recordedBy: requestContext().actor.id });

/**
 * The encounter in which something of the patient's history is recorded, held open.
 * @throws Problem encounterNotFound, encounterClosed; validation when it is another patient's
 */
export async function encounterOf(
  tx: Tx,
  encounters: EncountersService,
  patientId: string,
  encounterId: string | undefined,
): Promise<string | undefined> {
  if (encounterId === undefined) return undefined;
  return ofPatient(await encounters.requireOpen(tx, encounterId), patientId);
}

/** The same for a diagnosis, which may also be told after the stay. */
export async function toldEncounterOf(
  tx: Tx,
  encounters: EncountersService,
  patientId: string,
  { encounterId, lateReason }: { readonly encounterId?: string; readonly lateReason?: string },
): Promise<string | undefined> {
  if (encounterId === undefined) return undefined;
  return ofPatient(await encounters.requireTold(tx, encounterId, lateReason), patientId);
}

function ofPatient(encounter: { readonly id: string; readonly patientId: string }, patientId: string): string {
  if (encounter.patientId === patientId) return encounter.id;
  throw invalidField('/encounterId', 'encounter-of-other-patient', historyWords.encounterOfOther);
}

/**
 * What an allergy is to, or the statement that none is known.
 * @throws Problem validation when neither or both are said, or "none known" of biologics
 */
export function codeOf(input: CreateAllergyDto): Coding {
  if (input.noneKnown === (input.code !== undefined)) {
    throw new Problem(httpProblems.validation, { errors: [CODE_OR_NONE_KNOWN] });
  }
  const code = input.noneKnown ? noneKnownCode(input.category) : input.code;
  if (!code) throw noneKnownCategory();
  return code;
}

const CODE_OR_NONE_KNOWN: FieldError = {
  pointer: '/code',
  rule: 'code-or-none-known',
  message: historyWords.codeOrNoneKnown,
};

tellTogether(CreateAllergyDto, ({ code, noneKnown }, refused) =>
  !refused.has('code') && !refused.has('noneKnown') && noneKnown === (code !== undefined) ? [CODE_OR_NONE_KNOWN] : [],
);

/** "None known" is of a category that has such a statement, and stays of it. */
export const noneKnownCategory = (): Problem =>
  invalidField('/category', 'none-known-category', historyWords.noneKnownCategory);

/** Columns of an onset; undefined leaves them, null empties them. The text has passed its DTO or comes from an import. */
export function onsetColumns(onset: string | null | undefined): {
  onsetAt?: Date | null;
  onsetPrecision?: string | null;
} {
  if (onset === undefined) return {};
  const { at, precision } = partialInstantColumns(onset, '/onset');
  return { onsetAt: at, onsetPrecision: precision };
}

/** As {@link onsetColumns}, of when a problem ended. */
export function abatedColumns(abatement: string | null | undefined): {
  abatedAt?: Date | null;
  abatedPrecision?: string | null;
} {
  if (abatement === undefined) return {};
  const { at, precision } = partialInstantColumns(abatement, '/abatement');
  return { abatedAt: at, abatedPrecision: precision };
}

function partialInstantColumns(text: string | null, pointer: string): { at: Date | null; precision: string | null } {
  if (text === null) return { at: null, precision: null };
  const moment = parsePartialInstant(text);
  if (!moment) {
    throw invalidField(pointer, 'partial-instant', historyWords.partialInstant);
  }
  return { at: moment.at, precision: moment.precision };
}

/** A diagnosis whose code, when it is an ICD-10 code, stands in its written form. @throws Problem validation */
export function icd10Of(given: Coding): Coding {
  if (!isIcd10(given.system)) return given;
  const code = icd10Code(given.code ?? '');
  if (code) return { ...given, system: ICD_10, code };
  throw new Problem(httpProblems.validation, { errors: [NO_ICD_10] });
}

const NO_ICD_10: FieldError = {
  pointer: '/code/code',
  rule: 'icd-10',
  message: historyWords.icd10,
};

tellTogether(CreateProblemDto, ({ code }) =>
  code && isIcd10(code.system) && !icd10Code(code.code ?? '') ? [NO_ICD_10] : [],
);
