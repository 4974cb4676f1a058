import { Injectable } from '@nestjs/common';
import { Problem } from '../../../kernel/problem.js';
import { requestContext } from '../../../kernel/request-context.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { PatientsService } from '../patients.service.js';
import type { DismissDuplicateDto } from './dto/dismissal.dto.js';
import type { DismissalResponse } from './dto/duplicate.response.js';
import { duplicateProblems } from './duplicates.errors.js';

/** Takes pairs that are two people off the lists of duplicates, and puts them back. */
@Injectable()
export class DismissalsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly patients: PatientsService,
  ) {}

  /** @throws Problem patientNotFound, duplicateDismissed, duplicateOfItself */
  dismiss(patientId: string, { otherId, reason }: DismissDuplicateDto): Promise<DismissalResponse> {
    if (patientId === otherId) throw new Problem(duplicateProblems.duplicateOfItself);
    return this.unitOfWork.write(async (tx) => {
      await this.patients.holdWithin(tx, patientId);
      const dismissedBy = requestContext().actor.id!;
      const { id } = await tx.duplicateDismissal.create({
        data: { patientId, otherId, reason, dismissedBy },
        select: { id: true },
      });
      return { id, patientId, otherId, reason };
    });
  }

  /** @throws Problem duplicateNotDismissed */
  restore(patientId: string, { otherId, reason }: DismissDuplicateDto): Promise<DismissalResponse> {
    return this.unitOfWork.write(async (tx) => {
      const [row] = await tx.$queryRaw<{ id: string }[]>`
        UPDATE duplicate_dismissal SET undone_at = now(), undone_by = ${requestContext().actor.id}::uuid, undone_reason = ${reason}
         WHERE undone_at IS NULL AND ((patient_id = ${patientId}::uuid AND other_id = ${otherId}::uuid)
            OR (patient_id = ${otherId}::uuid AND other_id = ${patientId}::uuid)) RETURNING id`;
      if (!row) throw new Problem(duplicateProblems.duplicateNotDismissed);
      return { id: row.id, patientId, otherId, reason };
    });
  }
}
