import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../database/unit-of-work.js';
import type { Localised } from '../http/language.js';
import { invalidField, Problem } from '../http/problem.js';
import { requestContext } from '../http/request-context.js';
import { requireVersion } from '../http/stale-version.js';
import { CARE_ROLES, may, POLICY, type Action } from '../security/policy.js';
import { careProblems } from './care.errors.js';
import { CareQueries } from './care.queries.js';
import { CareRelationship } from './care-relationship.js';
import type { BreakGlassDto, BreakGlassReviewDto, ConsultationDto } from './dto/care.dto.js';
import type { AccessExplanationResponse, AccessGrantResponse } from './dto/care.response.js';

const HOUR_MS = 3_600_000;
const BREAK_GLASS_HOURS = 4;
const [USUAL_DAYS, MOST_DAYS] = [7, 30];

const WORDS: Readonly<Record<string, Localised>> = {
  ward: { vi: 'Người bệnh đang ở khoa bạn làm việc.', en: 'The patient is in a ward where you work.' },
  recent: {
    vi: 'Người bệnh vừa ở khoa bạn làm việc, hoặc bạn vừa ghi vào hồ sơ.',
    en: 'The patient was in a ward where you work, or you wrote into the record, not long ago.',
  },
  consultation: { vi: 'Bạn được mời hội chẩn.', en: 'You were asked to consult.' },
  'break-glass': { vi: 'Bạn đã mở khẩn cấp.', en: 'You broke the glass.' },
  duty: { vi: 'Bạn đang trực tại khoa của người bệnh.', en: 'You are on duty in the ward of the patient.' },
  'hospital-wide': { vi: 'Bạn trực toàn viện.', en: 'You are on call for the whole hospital.' },
  none: {
    vi: 'Người bệnh không thuộc khoa bạn làm việc, và không ai mời bạn hội chẩn.',
    en: 'The patient is in none of your wards, and nobody asked you to consult.',
  },
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
    const {
      because,
      until,
      patientId: known,
    } = await this.relationship.decide(actor.id!, { kind: 'patient', id: patientId });
    if (!known) throw new Problem(careProblems.grantPatientUnknown);
    const actions = (Object.keys(POLICY) as Action[]).filter((action) => may(actor.role, action));
    const words = WORDS[because ?? 'none'][language];
    return { patientId, allowed: because !== null, because: because ?? 'none', words, until, actions };
  }

  /** Opens a patient's record in an emergency, for four hours. @throws Problem grantPatientUnknown */
  breakGlass({ patientId, reasonCode, reason }: BreakGlassDto): Promise<AccessGrantResponse> {
    const staffId = requestContext().actor.id!;
    const until = new Date(Date.now() + BREAK_GLASS_HOURS * HOUR_MS);
    return this.give({ kind: 'break-glass', patientId, staffId, reasonCode, reason, until });
  }

  /** Asks a colleague into the care of a patient. @throws Problem validation, grantStaffUnknown, grantNeedsClinician */
  async consult(patientId: string, { staffId, reason, until }: ConsultationDto): Promise<AccessGrantResponse> {
    const end = until ? new Date(until) : new Date(Date.now() + USUAL_DAYS * 24 * HOUR_MS);
    if (end.getTime() <= Date.now() || end.getTime() > Date.now() + MOST_DAYS * 24 * HOUR_MS) {
      throw invalidField('/until', 'within-a-month', {
        vi: 'Phải nằm trong 30 ngày tới.',
        en: 'Must lie within the coming 30 days.',
      });
    }
    if (staffId === requestContext().actor.id) throw new Problem(careProblems.grantNeedsClinician);
    return this.give({ kind: 'consultation', patientId, staffId, reasonCode: 'consultation', reason, until: end });
  }

  /** @throws Problem grantNotFound, grantOwn, grantReviewed; StaleVersion */
  async review(id: string, version: number, { outcome, note }: BreakGlassReviewDto): Promise<AccessGrantResponse> {
    const reviewedBy = requestContext().actor.id!;
    await this.unitOfWork.write(async (tx) => {
      const [held] = await tx.$queryRaw<{ id: string; version: number; staffId: string; reviewed: boolean }[]>`
        SELECT id, version, staff_id AS "staffId", reviewed_at IS NOT NULL AS reviewed FROM access_grant
        WHERE id = ${id}::uuid AND kind = 'break-glass' FOR UPDATE`;
      if (!held) throw new Problem(careProblems.grantNotFound);
      if (held.staffId === reviewedBy) throw new Problem(careProblems.grantOwn);
      requireVersion('access_grant', held, version);
      if (held.reviewed) throw new Problem(careProblems.grantReviewed);
      const data = { outcome, reviewNote: note, reviewedBy, reviewedAt: new Date() };
      await tx.accessGrant.update({ where: { id }, data, select: { id: true } });
    });
    return this.queries.grant(id);
  }

  private async give(grant: NewGrant): Promise<AccessGrantResponse> {
    const given = await this.unitOfWork.write(async (tx) => {
      if (grant.kind === 'consultation') {
        const role = { some: { role: { in: [...CARE_ROLES] }, revokedAt: null } };
        const asked = await tx.staffMember.findFirst({ where: { id: grant.staffId, status: 'active', roles: role } });
        if (!asked) throw new Problem(careProblems.grantNeedsClinician);
      }
      const data = { ...grant, grantedBy: requestContext().actor.id! };
      return tx.accessGrant.create({ data, select: { id: true } });
    });
    return this.queries.grant(given.id);
  }
}

interface NewGrant {
  readonly kind: 'consultation' | 'break-glass';
  readonly patientId: string;
  readonly staffId: string;
  readonly reasonCode: string;
  readonly reason: string;
  readonly until: Date;
}
