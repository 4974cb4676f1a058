import { Injectable } from '@nestjs/common';
import { RecordedRead } from '../../platform/audit/recorded-read.js';
import { Database } from '../../platform/database/database.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { invalidField, Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { requireVersion } from '../../kernel/stale-version.js';
import { brokenBy, lowers, type Confidentiality, type ConfidentialityRule } from './confidentiality.rules.js';
import type { ConfidentialityDto } from './dto/confidentiality.dto.js';
import type { ConfidentialityResponse } from './dto/confidentiality.response.js';
import { CONFIDENTIALITY } from './patient-reads.js';
import { birthDateText } from '../datatypes/partial-date.js';
import { toPatientSummary, type PatientRow } from './patient.mapper.js';
import { confidentialityMessage, patientProblems } from './patients.errors.js';
import { patientWords } from './patients.words.js';

type FlaggedRow = Pick<
  PatientRow,
  'id' | 'mrn' | 'fullName' | 'sex' | 'birthDate' | 'birthDatePrecision' | 'version'
> & {
  readonly confidentiality: string;
};

/** Keeps the flag that says who may see a record. Content raises it by itself (prisma/guards/77-confidentiality.sql). */
@Injectable()
export class ConfidentialityService {
  private readonly flags: RecordedRead<FlaggedRow>;

  constructor(
    database: Database,
    private readonly unitOfWork: UnitOfWork,
  ) {
    this.flags = new RecordedRead(database, CONFIDENTIALITY);
  }

  /** Who it is, and the flag; nothing of the record. @throws Problem patientNotFound */
  async get(id: string): Promise<ConfidentialityResponse> {
    const row = await this.flags.of(id);
    if (!row) throw new Problem(patientProblems.patientNotFound);
    return toConfidentiality(row);
  }

  /**
   * Changes the flag; the reason goes on the trail with it.
   * @throws Problem patientNotFound, confidentialityReserved; validation when it is lowered without a reason; StaleVersion
   */
  change(
    id: string,
    version: number,
    { confidentiality, reason }: ConfidentialityDto,
  ): Promise<ConfidentialityResponse> {
    const context = requestContext();
    if (reason) context.reason = reason.normalize();
    return this.unitOfWork.write(async (tx) => {
      const before = await tx.patient.findUnique({ where: { id } });
      if (!before) throw new Problem(patientProblems.patientNotFound);
      requireVersion('patient', before, version);
      requireMayChange(before.confidentiality, confidentiality);
      if (before.confidentiality === confidentiality) return toConfidentiality(before);
      if (lowers(before.confidentiality, confidentiality) && !context.reason?.trim()) throw reasonMissing();
      return toConfidentiality(await tx.patient.update({ where: { id, version }, data: { confidentiality } }));
    });
  }
}

/**
 * Refuses a change of the flag that the acting role may not make, `from` what it was; a record not there yet is N.
 * @throws Problem confidentialityReserved naming the rule
 */
export function requireMayChange(from: string, to: Confidentiality): void {
  const rule = brokenBy(requestContext().actor.role, from, to);
  if (rule) throw reserved(rule);
}

/** A correction raises the flag or leaves it. @throws Problem confidentialityLowered, confidentialityReserved */
export function requireNotLowered(from: string, to: Confidentiality): void {
  if (lowers(from, to)) {
    const errors = [
      { pointer: '/confidentiality', rule: 'only-raised', message: confidentialityMessage('only-raised') },
    ];
    throw new Problem(patientProblems.confidentialityLowered, { errors });
  }
  requireMayChange(from, to);
}

const reserved = (rule: ConfidentialityRule): Problem =>
  new Problem(patientProblems.confidentialityReserved, {
    errors: [{ pointer: '/confidentiality', rule, message: confidentialityMessage(rule) }],
  });

const reasonMissing = (): Problem => invalidField('/reason', 'required', patientWords.loweringNeedsReason);

const toConfidentiality = (row: FlaggedRow): ConfidentialityResponse => ({
  ...toPatientSummary({ ...row, birthDate: birthDateText(row.birthDate, row.birthDatePrecision) }),
  confidentiality: row.confidentiality as Confidentiality,
  version: row.version,
});
