import { Injectable } from '@nestjs/common';
import { v7 as newId } from 'uuid';
import type { Tx } from '../../platform/database/prisma.js';
import type { NewMedicationRequest } from './new-medication-request.js';

export type { NewMedicationRequest } from './new-medication-request.js';

/** Keeps what a patient was prescribed elsewhere. */
@Injectable()
export class MedicationsService {
  /** Records a prescription inside a transaction that is already open. The caller has made sure of the patient. */
  recordWithin(tx: Tx, request: NewMedicationRequest): Promise<{ id: string }> {
    return tx.medicationRequest.create({ data: columnsOf(request), select: { id: true } });
  }

  /** Several of them in one statement. @returns their ids in the same order */
  async recordManyWithin(tx: Tx, requests: readonly NewMedicationRequest[]): Promise<string[]> {
    const data = requests.map((request) => ({ ...columnsOf(request), id: newId() }));
    await tx.medicationRequest.createMany({ data });
    return data.map(({ id }) => id);
  }

  /** Takes over what another system now says of a prescription it sent before. */
  async reviseWithin(tx: Tx, id: string, request: NewMedicationRequest): Promise<{ id: string }> {
    await tx.medicationRequest.update({ where: { id }, data: columnsOf(request) });
    return { id };
  }
}

const columnsOf = ({ code, ...rest }: NewMedicationRequest) => ({
  ...rest,
  codeSystem: code.system,
  code: code.code,
  display: code.display,
});
