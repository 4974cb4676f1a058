import { Inject, Injectable } from '@nestjs/common';
import { Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';
import type { Tx } from '../database/prisma.js';
import { firstRow } from '../database/rows.js';
import { followsCare } from '../routes/policy.js';
import { careProblems } from './care.errors.js';

/** What is done to whom, where they lie. */
export interface StayChange {
  readonly patientId: string;
  /** The ward of the encounter; null when it took place elsewhere. */
  readonly wardId: string | null;
  /** The ward that takes the patient over, for a transfer. */
  readonly receivingWardId?: string;
  /** Who began the encounter, for what they may take back themselves. */
  readonly begunBy?: string | null;
}

interface Standing {
  readonly giving: boolean;
  /** Of the receiving ward, with a relation to the patient that is more than a visit they began. */
  readonly receiving: boolean;
  /** Of the receiving ward, and asked in by those who treat the patient, or in an emergency. */
  readonly asked: boolean;
  readonly wide: boolean;
}

/**
 * Who may move a patient or end their stay: the ward where they lie. A visit elsewhere lets a clinician see the record, and gives no
 * power over a stay of another ward. The ward that receives may fetch a patient whom it treated lately; one whom it was asked to, or in an
 * emergency, as well, and that is reviewed.
 */
@Injectable()
export class StayRights {
  constructor(@Inject(SETTINGS_TOKEN) private readonly settings: Settings) {}

  /**
   * @returns whether the patient is fetched by a ward that had nothing to do with them but being asked
   * @throws Problem stayOfAnotherWard
   */
  async requireWithin(tx: Tx, { patientId, wardId, receivingWardId, begunBy }: StayChange): Promise<boolean> {
    const { actor } = requestContext();
    if (actor.kind !== 'staff' || !followsCare(actor.role) || wardId === null) return false;
    if (begunBy && begunBy === actor.id) return false;
    const { giving, receiving, asked, wide } = firstRow(
      await tx.$queryRawUnsafe<Standing[]>(
        STANDING,
        actor.id,
        patientId,
        wardId,
        receivingWardId ?? null,
        this.settings.careTieDays,
      ),
    );
    if (giving || receiving || wide) return false;
    if (!asked && this.settings.careRelationship === 'enforced') throw new Problem(careProblems.stayOfAnotherWard);
    return true;
  }
}

const STANDING = `SELECT
    EXISTS (SELECT FROM wards_of($1::uuid) w WHERE w.ward_id = $3::uuid) AS giving,
    EXISTS (SELECT FROM wards_of($1::uuid) w WHERE w.ward_id = $4::uuid)
      AND care_tie($1::uuid, $2::uuid, now(), $5::int) AS receiving,
    EXISTS (SELECT FROM wards_of($1::uuid) w WHERE w.ward_id = $4::uuid)
      AND EXISTS (SELECT FROM access_grant given WHERE given.patient_id = $2::uuid AND given.until > now()
        AND (given.staff_id = $1::uuid OR given.kind = 'referral' AND given.ward_id = $4::uuid)) AS asked,
    coalesce((SELECT hospital_wide FROM staff_member WHERE id = $1::uuid), false) AS wide`;
