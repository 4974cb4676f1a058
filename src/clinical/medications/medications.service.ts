import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/prisma.js';
import type { NewMedicationRequest } from './new-medication-request.js';

export type { NewMedicationRequest } from './new-medication-request.js';

/** Keeps what a patient was prescribed elsewhere. */
@Injectable()
export class MedicationsService {
  /** Records a prescription inside a transaction that is already open. The caller has made sure of the patient. */
  recordWithin(tx: Tx, request: NewMedicationRequest): Promise<{ id: string }> {
    const { code, ...rest } = request;
    return tx.medicationRequest.create({
      data: { ...rest, codeSystem: code.system, code: code.code, display: code.display },
      select: { id: true },
    });
  }

  /** Takes over what another system now says of a prescription it sent before. */
  async reviseWithin(tx: Tx, id: string, { code, ...rest }: NewMedicationRequest): Promise<{ id: string }> {
    const data = { ...rest, codeSystem: code.system, code: code.code, display: code.display };
    await tx.medicationRequest.update({ where: { id }, data });
    return { id };
  }
}
