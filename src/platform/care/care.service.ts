import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/prisma.js';
import type { Holdable, VersionedRow } from '../database/held-row.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { httpProblems, Problem, type FieldError } from '../../kernel/problem.js';
import { tellTogether } from '../routes/rules-across.js';
import { requestContext } from '../../kernel/request-context.js';
import { CARE_ROLES, may, POLICY, type Action } from '../routes/policy.js';
import { careProblems } from './care.errors.js';
import { CareQueries } from './care.queries.js';
import { CareRelationship } from './care-relationship.js';
import { ConsultationDto, ReferralDto } from './dto/care.dto.js';
import type { AccessExplanationResponse, AccessGrantResponse } from './dto/care.response.js';
import { giveWithin, type NewGrant } from './new-grant.js';
import { valueOf } from '../../kernel/list.js';
import { careWords, REASON_WORDS } from './care.words.js';

const HOUR_MS = 3_600_000;
const [USUAL_DAYS, MOST_DAYS] = [7, 30];

interface HeldGiven extends VersionedRow {
  readonly kind: string;
  readonly grantedBy: string;
  readonly isOver: boolean;
}
const GIVEN: Holdable = {
  table: 'access_grant',
  columns: 'r.kind, r.granted_by AS "grantedBy", r.until <= now() AS "isOver"',
  where: "r.kind IN ('consultation', 'referral', 'break-glass')",
  notFound: careProblems.grantNotFound,
};
/** Lets people in beyond their wards: consultations and referrals; emergencies are in break-glass.service.ts. */
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
    const emergency = await this.queries.ownEmergency(actor.id!, patientId);
    return { patientId, allowed: because !== 'none', because, words, until: decision.until, emergency, actions };
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
   * Ends a consultation or referral before its time; whoever treats the patient may, and whoever gave it. An emergency access is ended by
   * its holder alone.
   * @throws Problem grantNotFound, grantOver, consultNeedsTreatment; StaleVersion
   */
  async end(id: string, version: number): Promise<AccessGrantResponse> {
    await this.unitOfWork.change<HeldGiven>(GIVEN, { id, version }, async (tx, held) => {
      const isOwn = held.grantedBy === requestContext().actor.id;
      if (held.kind === 'break-glass' && !isOwn) throw new Problem(careProblems.grantNotFound);
      if (!isOwn) requireTreating();
      if (held.isOver) throw new Problem(careProblems.grantOver);
      await tx.accessGrant.update({ where: { id }, data: { until: new Date() }, select: { id: true } });
    });
    return this.queries.grant(id);
  }

  private async give(grant: NewGrant): Promise<AccessGrantResponse> {
    const id = await this.unitOfWork.write(async (tx) => {
      if (grant.kind === 'consultation') await requireClinician(tx, grant.staffId!);
      if (grant.kind === 'referral') await requireWard(tx, grant.wardId!);
      return giveWithin(tx, grant);
    });
    return this.queries.grant(id);
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
  if (isWithinAMonth(end)) return end;
  throw new Problem(httpProblems.validation, { errors: [NOT_WITHIN_A_MONTH] });
}

const isWithinAMonth = (end: Date): boolean =>
  end.getTime() > Date.now() && end.getTime() <= Date.now() + MOST_DAYS * 24 * HOUR_MS;

const NOT_WITHIN_A_MONTH: FieldError = {
  pointer: '/until',
  rule: 'within-a-month',
  message: careWords.within30Days,
};

for (const dto of [ConsultationDto, ReferralDto]) {
  tellTogether(dto as new () => ConsultationDto | ReferralDto, ({ until }) =>
    until && !isWithinAMonth(new Date(until)) ? [NOT_WITHIN_A_MONTH] : [],
  );
}
