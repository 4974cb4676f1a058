import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/prisma.js';
import type { Holdable, VersionedRow } from '../database/held-row.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { invalidField, Problem } from '../../kernel/problem.js';
import { actingPerson, requestContext } from '../../kernel/request-context.js';
import { CARE_ROLES, may, POLICY, type Action } from '../routes/policy.js';
import { careProblems } from './care.errors.js';
import { CareQueries, REVIEWED_KINDS } from './care.queries.js';
import { CareRelationship } from './care-relationship.js';
import { REASON_WORDS } from './care-words.js';
import type { BreakGlassDto, BreakGlassReviewDto, ConsultationDto, ReferralDto } from './dto/care.dto.js';
import type { AccessExplanationResponse, AccessGrantResponse } from './dto/care.response.js';
import { valueOf } from '../../kernel/list.js';

const HOUR_MS = 3_600_000;
const BREAK_GLASS_HOURS = 4;
const [USUAL_DAYS, MOST_DAYS] = [7, 30];

interface HeldGiven extends VersionedRow {
  readonly grantedBy: string;
  readonly isOver: boolean;
}
interface HeldReviewed extends VersionedRow {
  readonly staffId: string;
  readonly reviewed: boolean;
}

const GIVEN: Holdable = {
  table: 'access_grant',
  columns: 'r.granted_by AS "grantedBy", r.until <= now() AS "isOver"',
  where: "r.kind IN ('consultation', 'referral')",
  notFound: careProblems.grantNotFound,
};
const REVIEWED: Holdable = {
  table: 'access_grant',
  columns: 'r.staff_id AS "staffId", r.reviewed_at IS NOT NULL AS reviewed',
  where: `r.kind IN (${REVIEWED_KINDS.map((kind) => `'${kind}'`).join(', ')})`,
  notFound: careProblems.grantNotFound,
};

/** Lets people in beyond their wards: consultations and emergencies, and the review of these. */
@Injectable()
export class CareService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly relationship: CareRelationship,
    private readonly queries: CareQueries,
  ) {}

  /** Why, or why not, the person asking may see a patient. @throws Problem grantPatientUnknown */
  async explain(patientId: string): Promise<AccessExplanationResponse> {
    const { actor, language } = requestContext();
    const decision = await this.relationship.decide(actor, { kind: 'patient', id: patientId });
    if (!decision.patientId) throw new Problem(careProblems.grantPatientUnknown);
    const because = decision.because ?? 'none';
    const lacking = { own: 'own', order: 'no-order' }[decision.lacks ?? ''];
    const actions = (Object.keys(POLICY) as Action[]).filter((action) => may(actor.role, action));
    const words = valueOf(REASON_WORDS, lacking ?? because)[language];
    return { patientId, allowed: because !== 'none', because, words, until: decision.until, actions };
  }

  /** Opens a patient's record in an emergency, for four hours. @throws Problem grantPatientUnknown, ownRecord */
  breakGlass({ patientId, reasonCode, reason }: BreakGlassDto): Promise<AccessGrantResponse> {
    const staffId = actingPerson();
    const until = new Date(Date.now() + BREAK_GLASS_HOURS * HOUR_MS);
    return this.give({ kind: 'break-glass', patientId, staffId, reasonCode, reason, until });
  }

  /**
   * Asks a colleague into the care of a patient.
   * @throws Problem consultNeedsTreatment, validation, grantNeedsClinician, ownRecord
   */
  async consult(patientId: string, { staffId, reason, until }: ConsultationDto): Promise<AccessGrantResponse> {
    requireTreating();
    const end = endOf(until);
    if (staffId === requestContext().actor.id) throw new Problem(careProblems.grantNeedsClinician);
    return this.give({ kind: 'consultation', patientId, staffId, reasonCode: 'consultation', reason, until: end });
  }

  /** Asks a ward or clinic into the care of a patient. @throws Problem consultNeedsTreatment, validation, grantWardUnknown */
  async refer(patientId: string, { wardId, reason, until }: ReferralDto): Promise<AccessGrantResponse> {
    requireTreating();
    return this.give({ kind: 'referral', patientId, wardId, reasonCode: 'referral', reason, until: endOf(until) });
  }

  /**
   * Ends a consultation or referral before its time; whoever treats the patient may, and whoever gave it.
   * @throws Problem grantNotFound, grantOver, consultNeedsTreatment; StaleVersion
   */
  async end(id: string, version: number): Promise<AccessGrantResponse> {
    await this.unitOfWork.change<HeldGiven>(GIVEN, { id, version }, async (tx, held) => {
      if (held.grantedBy !== requestContext().actor.id) requireTreating();
      if (held.isOver) throw new Problem(careProblems.grantOver);
      await tx.accessGrant.update({ where: { id }, data: { until: new Date() }, select: { id: true } });
    });
    return this.queries.grant(id);
  }

  /** @throws Problem grantNotFound, grantOwn, grantReviewed; StaleVersion */
  async review(id: string, version: number, { outcome, note }: BreakGlassReviewDto): Promise<AccessGrantResponse> {
    const reviewedBy = actingPerson();
    await this.unitOfWork.change<HeldReviewed>(REVIEWED, { id, version }, async (tx, held) => {
      if (held.staffId === reviewedBy) throw new Problem(careProblems.grantOwn);
      if (held.reviewed) throw new Problem(careProblems.grantReviewed);
      const data = { outcome, reviewNote: note, reviewedBy, reviewedAt: new Date() };
      await tx.accessGrant.update({ where: { id }, data, select: { id: true } });
    });
    return this.queries.grant(id);
  }

  private async give(grant: NewGrant): Promise<AccessGrantResponse> {
    const grantedBy = actingPerson();
    const given = await this.unitOfWork.write(async (tx) => {
      if (grant.kind === 'consultation') await requireClinician(tx, grant.staffId!);
      if (grant.kind === 'referral') await requireWard(tx, grant.wardId!);
      const ids = [grantedBy, grant.staffId].filter((id) => id !== undefined);
      const where = { id: { in: ids }, patientId: grant.patientId };
      const own = await tx.staffMember.findFirst({ where, select: { id: true } });
      if (own) throw new Problem(careProblems.ownRecord);
      return tx.accessGrant.create({ data: { ...grant, grantedBy }, select: { id: true } });
    });
    return this.queries.grant(given.id);
  }
}

/** Access is passed on by those who treat the patient now; others were let in themselves. @throws Problem consultNeedsTreatment */
function requireTreating(): void {
  const because = requestContext().access?.because;
  if (because !== 'ward' && because !== 'duty') throw new Problem(careProblems.consultNeedsTreatment);
}

async function requireClinician(tx: Tx, id: string): Promise<void> {
  const roles = { some: { role: { in: [...CARE_ROLES] }, revokedAt: null } };
  const asked = await tx.staffMember.findFirst({ where: { id, status: 'active', roles }, select: { id: true } });
  if (!asked) throw new Problem(careProblems.grantNeedsClinician);
}

async function requireWard(tx: Tx, id: string): Promise<void> {
  const ward = await tx.ward.findFirst({ where: { id, active: true }, select: { id: true } });
  if (!ward) throw new Problem(careProblems.grantWardUnknown);
}

/** When access that is given ends: 7 days from now by default, and within 30. @throws Problem validation */
function endOf(provided: string | undefined): Date {
  const end = provided ? new Date(provided) : new Date(Date.now() + USUAL_DAYS * 24 * HOUR_MS);
  if (end.getTime() > Date.now() && end.getTime() <= Date.now() + MOST_DAYS * 24 * HOUR_MS) return end;
  throw invalidField('/until', 'within-a-month', {
    vi: 'Phải nằm trong 30 ngày tới.',
    en: 'Must lie within the coming 30 days.',
  });
}

interface NewGrant {
  readonly kind: 'consultation' | 'referral' | 'break-glass';
  readonly patientId: string;
  readonly staffId?: string;
  readonly wardId?: string;
  readonly reasonCode: string;
  readonly reason: string;
  readonly until: Date;
}
