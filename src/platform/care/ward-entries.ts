import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/prisma.js';
import { requestContext } from '../../kernel/request-context.js';

/** A patient who comes into a ward. */
export interface WardEntry {
  readonly kind: 'admission' | 'transfer';
  readonly patientId: string;
  readonly wardId: string;
  readonly reason: string;
}

/**
 * Whoever takes a patient into their own ward may see the record from then on. Without a tie before, that is as much as breaking the
 * glass, and is reviewed like it: when the patient lies in another ward, or when an emergency was all that opened the record.
 */
@Injectable()
export class WardEntries {
  /** Keeps what is to be reviewed, in the transaction that takes the patient in; a first visit of somebody who is nowhere else is not. */
  async noteWithin(tx: Tx, { kind, patientId, wardId, reason }: WardEntry): Promise<void> {
    const { actor, access } = requestContext();
    const isEmergency = access?.because === 'break-glass';
    if (!isEmergency && access?.because !== 'admission') return;
    const [{ own, elsewhere }] = await tx.$queryRaw<[{ own: boolean; elsewhere: boolean }]>`
      SELECT EXISTS (SELECT FROM wards_of(${actor.id}::uuid) w WHERE w.ward_id = ${wardId}::uuid) AS own,
        EXISTS (SELECT FROM encounter e WHERE e.patient_id = ${patientId}::uuid AND e.status = 'in-progress'
          AND e.ward_id <> ${wardId}::uuid) AS elsewhere`;
    if (!own || !(isEmergency || elsewhere)) return;
    const who = { staffId: actor.id!, grantedBy: actor.id! };
    const data = { kind, patientId, wardId, ...who, reasonCode: kind, reason: reason.trim() || kind };
    await tx.accessGrant.create({ data, select: { id: true } });
  }
}
