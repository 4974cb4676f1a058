import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/prisma.js';
import { requestContext } from '../../kernel/request-context.js';

/** A patient who came into a ward. */
export interface WardEntry {
  readonly kind: 'admission' | 'transfer';
  readonly patientId: string;
  readonly encounterId: string;
  readonly wardId: string;
  readonly reason: string;
  /** By others than the ward where the patient lay. */
  readonly fetched?: boolean;
}

/** Reasons to see a patient that are none for taking them in: nothing before, an emergency, a ward that was left. */
const STRANGERS = ['admission', 'break-glass', 'left-ward'];

/**
 * Whoever takes a patient into their own ward may see the record from then on. Without a relation before, that is as much as breaking the
 * glass, and is reviewed like it; where there is no record yet but who the patient is, nothing is opened. The encounter ties its maker to
 * the patient only once the review found it justified (prisma/guards/70-care-tie.sql).
 */
@Injectable()
export class WardEntries {
  /** Keeps what is to be reviewed, in the transaction that has taken the patient in. */
  async noteWithin(tx: Tx, { kind, patientId, encounterId, wardId, reason, fetched }: WardEntry): Promise<void> {
    const { actor, access } = requestContext();
    if (!fetched && !(access && STRANGERS.includes(access.because))) return;
    const [{ own, known }] = await tx.$queryRaw<[{ own: boolean; known: boolean }]>`
      SELECT EXISTS (SELECT FROM wards_of(${actor.id}::uuid) w WHERE w.ward_id = ${wardId}::uuid) AS own,
        has_record(${patientId}::uuid, ${encounterId}::uuid) AS known`;
    if (!own || !(access?.because === 'break-glass' || kind === 'transfer' || known)) return;
    const who = { staffId: actor.id!, grantedBy: actor.id! };
    const data = { kind, patientId, encounterId, wardId, ...who, reasonCode: kind, reason: reason.trim() || kind };
    await tx.accessGrant.create({ data, select: { id: true } });
  }
}
