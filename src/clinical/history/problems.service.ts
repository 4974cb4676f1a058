import { Injectable } from '@nestjs/common';
import type { Prisma, Tx } from '../../platform/database/prisma.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { EncountersService } from '../encounters/encounters.service.js';
import { invalidField, Problem } from '../../kernel/problem.js';
import { requireVersion } from '../../kernel/stale-version.js';
import { PatientsService } from '../patients/patients.service.js';
import type { CreateProblemDto, UpdateProblemDto } from './dto/problem.dto.js';
import type { ProblemResponse } from './dto/problem.response.js';
import { historyProblems } from './history.errors.js';
import { abatedColumns, encounterOf, icd10Of, newByStaff, onsetColumns } from './history-input.js';
import { endsAfterOnset, problemStatus, type ProblemStatus, type ProblemVerification } from './history.rules.js';
import type { NewProblem } from './new-problem.js';
import { parsePartialInstant, partialInstantText } from '../datatypes/partial-instant.js';
import { toProblemResponse } from './problem.mapper.js';

export type { NewProblem } from './new-problem.js';

/** Keeps the diagnoses and other problems of a patient. The same one may come again, as illnesses do. */
@Injectable()
export class ProblemsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly patients: PatientsService,
    private readonly encounters: EncountersService,
  ) {}

  /** @throws Problem patientNotFound, encounterNotFound, encounterClosed, validation */
  record(patientId: string, input: CreateProblemDto): Promise<ProblemResponse> {
    return this.unitOfWork.write(async (tx) => {
      await this.patients.holdWithin(tx, patientId);
      const encounterId = await encounterOf(tx, this.encounters, patientId, input.encounterId);
      const columns = columnsOf({ ...input, code: icd10Of(input.code), patientId, encounterId, ...newByStaff() });
      return toProblemResponse(await tx.problem.create({ data: columns }));
    });
  }

  /** Records what another system says, inside a transaction that is already open; its codes stay as they came. */
  recordWithin(tx: Tx, problem: NewProblem): Promise<{ id: string }> {
    return tx.problem.create({ data: columnsOf(problem), select: { id: true } });
  }

  /** Takes over what another system now says of a problem it sent before; what it no longer says stays. */
  async reviseWithin(tx: Tx, id: string, problem: NewProblem): Promise<{ id: string }> {
    await tx.problem.update({ where: { id }, data: columnsOf(problem) });
    return { id };
  }

  /** @throws Problem problemNotFound, enteredInError, validation; StaleVersion when someone was faster */
  update(id: string, version: number, input: UpdateProblemDto): Promise<ProblemResponse> {
    return this.unitOfWork.write(async (tx) => {
      const before = await tx.problem.findUnique({ where: { id } });
      if (!before) throw new Problem(historyProblems.problemNotFound);
      requireVersion('problem', before, version);
      if (before.verificationStatus === 'entered-in-error') throw new Problem(historyProblems.enteredInError);
      const provided = {
        onset: partialInstantText(before.onsetAt, before.onsetPrecision),
        abatement: partialInstantText(before.abatedAt, before.abatedPrecision),
        clinicalStatus: before.clinicalStatus as ProblemStatus,
        verificationStatus: before.verificationStatus as ProblemVerification,
        ...definedOf(input),
      };
      const row = await tx.problem.update({ where: { id, version }, data: courseOf(provided) });
      return toProblemResponse(row);
    });
  }
}

function columnsOf(problem: NewProblem): Prisma.ProblemUncheckedCreateInput {
  const { code, patientId, encounterId, recordedAt, recordedBy } = problem;
  return {
    patientId,
    encounterId,
    codeSystem: code.system,
    code: code.code,
    display: code.display,
    recordedAt,
    recordedBy,
    ...courseOf(problem),
  };
}

interface Course {
  readonly clinicalStatus?: ProblemStatus;
  readonly verificationStatus?: ProblemVerification;
  readonly onset?: string | null;
  readonly abatement?: string | null;
}

/** How a problem goes, as columns that agree with each other. @throws Problem validation when it ends before it began */
function courseOf({ onset, abatement, ...course }: Course) {
  const began = onset ? parsePartialInstant(onset) : undefined;
  const ended = abatement ? parsePartialInstant(abatement) : undefined;
  if (began && ended && !endsAfterOnset(began, ended)) {
    throw invalidField('/abatement', 'ends-before-onset', {
      vi: 'Thời điểm kết thúc không được trước thời điểm bắt đầu.',
      en: 'The end must not lie before the onset.',
    });
  }
  const verificationStatus = course.verificationStatus ?? 'confirmed';
  const clinicalStatus = problemStatus(course.clinicalStatus ?? 'active', verificationStatus, ended !== undefined);
  return { clinicalStatus, verificationStatus, ...onsetColumns(onset), ...abatedColumns(abatement) };
}

const definedOf = (input: UpdateProblemDto): Course =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
