import { Inject, Injectable } from '@nestjs/common';
import { follow } from '../database/advisory-locks.js';
import { Problem } from '../../kernel/problem.js';
import { actingPerson, requestContext } from '../../kernel/request-context.js';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';
import type { Holdable, VersionedRow } from '../database/held-row.js';
import type { Tx } from '../database/prisma.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { careProblems } from './care.errors.js';
import { CareQueries, REVIEWED_KINDS } from './care.queries.js';
import type { BreakGlassDto, BreakGlassReviewDto } from './dto/care.dto.js';
import type { AccessGrantResponse } from './dto/care.response.js';
import { giveWithin } from './new-grant.js';
import { endAsUnjustified } from './unjustified.js';

const HOUR_MS = 3_600_000;
const BREAK_GLASS_HOURS = 4;

interface HeldAccess extends VersionedRow {
  readonly kind: string;
  readonly staffId: string;
  readonly patientId: string;
  readonly reviewed: boolean;
  readonly isOver: boolean;
}

const REVIEWED: Holdable = {
  table: 'access_grant',
  columns:
    'r.kind, r.staff_id AS "staffId", r.patient_id AS "patientId", r.reviewed_at IS NOT NULL AS reviewed, coalesce(r.until <= now(), false) AS "isOver"',
  where: `r.kind IN (${REVIEWED_KINDS.map((kind) => `'${kind}'`).join(', ')})`,
  notFound: careProblems.grantNotFound,
};

/** What somebody took from their opening of a patient lately. */
interface Lately {
  readonly ofAll: number;
  readonly ofPatient: number;
  readonly withdrawn: boolean;
}

/** Emergencies: who opens a record without a relation, for four hours, how often, and what the review makes of it. */
@Injectable()
export class BreakGlassService {
  private readonly afterReview: ((tx: Tx, id: string) => Promise<void>)[] = [];

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queries: CareQueries,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /** Says what else a review brings about, in its transaction. */
  whenReviewed(work: (tx: Tx, id: string) => Promise<void>): void {
    this.afterReview.push(work);
  }

  /** Opens a patient's record for four hours. @throws Problem grantPatientUnknown, ownRecord, breakGlassTooOften, accessWithdrawn */
  async open({ patientId, reasonCode, reason }: BreakGlassDto): Promise<AccessGrantResponse> {
    const staffId = actingPerson();
    // The opening is no treatment yet, and is found with what is seen through it.
    Object.assign(requestContext(), { purpose: 'BTG', reason });
    const until = new Date(Date.now() + BREAK_GLASS_HOURS * HOUR_MS);
    const id = await this.unitOfWork.write(async (tx) => {
      await this.requireRare(tx, staffId, patientId);
      return giveWithin(tx, { kind: 'break-glass', patientId, staffId, reasonCode, reason, until });
    });
    return this.queries.grant(id);
  }

  /** Its holder ends an emergency access before its time. @throws Problem grantNotFound, grantOver; StaleVersion */
  async end(id: string, version: number): Promise<AccessGrantResponse> {
    const holder = actingPerson();
    await this.unitOfWork.change<HeldAccess>(REVIEWED, { id, version }, async (tx, { kind, staffId, isOver }) => {
      if (kind !== 'break-glass' || staffId !== holder) throw new Problem(careProblems.grantNotFound);
      if (isOver) throw new Problem(careProblems.grantOver);
      await tx.accessGrant.update({ where: { id }, data: { until: new Date() }, select: { id: true } });
    });
    return this.queries.grant(id);
  }

  /**
   * Closes the review. What is found unjustified ends at once, with what was built on it.
   * @throws Problem grantNotFound, grantOwn, grantReviewed; StaleVersion
   */
  async review(id: string, version: number, { outcome, note }: BreakGlassReviewDto): Promise<AccessGrantResponse> {
    const reviewedBy = actingPerson();
    await this.unitOfWork.change<HeldAccess>(REVIEWED, { id, version }, async (tx, held) => {
      if (held.staffId === reviewedBy) throw new Problem(careProblems.grantOwn);
      if (held.reviewed) throw new Problem(careProblems.grantReviewed);
      const data = { outcome, reviewNote: note, reviewedBy, reviewedAt: new Date() };
      await tx.accessGrant.update({ where: { id }, data, select: { id: true } });
      if (outcome === 'unjustified') await endAsUnjustified(tx, { id, note, reviewedBy });
      for (const work of this.afterReview) await work(tx, id);
    });
    return this.queries.grant(id);
  }

  /** The lock makes requests of one person that come at once wait for each other: each is counted. */
  private async requireRare(tx: Tx, staffId: string, patientId: string): Promise<void> {
    await follow(tx, `break-glass ${staffId}`);
    const [lately] = await tx.$queryRaw<Lately[]>`
      SELECT count(*) FILTER (WHERE granted_at > now() - interval '24 hours')::int AS "ofAll",
        count(*) FILTER (WHERE granted_at > now() - interval '24 hours' AND patient_id = ${patientId}::uuid)::int AS "ofPatient",
        coalesce(bool_or(patient_id = ${patientId}::uuid AND outcome = 'unjustified' AND reviewed_at > now() - interval '24 hours'), false)
          AS withdrawn
      FROM access_grant WHERE staff_id = ${staffId}::uuid AND kind = 'break-glass'
        AND (granted_at > now() - interval '24 hours' OR reviewed_at > now() - interval '24 hours')`;
    if (lately?.withdrawn) throw new Problem(careProblems.accessWithdrawn);
    const { breakGlassPerDay, breakGlassPerPatient } = this.settings;
    if (lately && (lately.ofPatient >= breakGlassPerPatient || lately.ofAll >= breakGlassPerDay)) {
      throw new Problem(careProblems.breakGlassTooOften, { params: { breakGlassPerDay, breakGlassPerPatient } });
    }
  }
}
