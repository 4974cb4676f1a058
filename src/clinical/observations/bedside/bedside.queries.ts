import { Injectable } from '@nestjs/common';
import { currentContext } from '../../../kernel/request-context.js';
import { personRef } from '../../../kernel/person-ref.response.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { firstRow } from '../../../platform/database/rows.js';
import { latestFirst, readPage, type KeysetList } from '../../../platform/routes/keyset.js';
import { EncountersService } from '../../encounters/encounters.service.js';
import { chartedForSql } from './charted-for.sql.js';
import { SCALES, type AssessedRisk, type Scale } from './assessment.rules.js';
import { PLANS } from './bedside.words.js';
import type { BedsideQuery } from './dto/bedside.dto.js';
import type {
  AssessmentPage,
  AssessmentResponse,
  EscalationPage,
  EscalationResponse,
  SitePage,
  SiteResponse,
} from './dto/bedside.response.js';

type SiteRow = Omit<SiteResponse, 'startedAt' | 'endedAt' | 'recordedBy' | 'recordedAt'> & {
  readonly recordedAt: Date;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly recordedBy: string;
  readonly recorderName: string | null;
};
type AssessmentRow = Omit<AssessmentResponse, 'code' | 'effectiveAt' | 'recordedBy' | 'recordedAt'> & {
  readonly recordedAt: Date;
  readonly effectiveAt: Date;
  readonly recordedBy: string;
  readonly recorderName: string | null;
};
type EscalationRow = Omit<
  EscalationResponse,
  'called' | 'raisedBy' | 'raisedAt' | 'acknowledgedBy' | 'acknowledgedAt'
> & {
  readonly calledId: string | null;
  readonly calledName: string | null;
  readonly raisedBy: string;
  readonly raiserName: string | null;
  readonly raisedAt: Date;
  readonly acknowledgedBy: string | null;
  readonly acknowledgerName: string | null;
  readonly acknowledgedAt: Date | null;
};

/** Reads wounds and drains, assessments, and calls of an encounter; the latest first. */
@Injectable()
export class BedsideQueries {
  constructor(
    private readonly database: Database,
    private readonly encounters: EncountersService,
  ) {}

  /** @throws Problem encounterNotFound */
  sites(encounterId: string, query: BedsideQuery): Promise<SitePage> {
    return this.page(SITE_LIST, encounterId, query, toSite);
  }

  /** @throws Problem encounterNotFound */
  assessments(encounterId: string, query: BedsideQuery): Promise<AssessmentPage> {
    return this.page(ASSESSMENT_LIST, encounterId, query, toAssessment);
  }

  /** @throws Problem encounterNotFound */
  escalations(encounterId: string, query: BedsideQuery): Promise<EscalationPage> {
    return this.page(ESCALATION_LIST, encounterId, query, toEscalation);
  }

  siteWithin = async (tx: Tx, id: string): Promise<SiteResponse> =>
    toSite(firstRow(await tx.$queryRawUnsafe<SiteRow[]>(`${SITES} WHERE s.id = $1::uuid`, id)));
  assessmentWithin = async (tx: Tx, id: string): Promise<AssessmentResponse> =>
    toAssessment(firstRow(await tx.$queryRawUnsafe<AssessmentRow[]>(`${ASSESSMENTS} WHERE a.id = $1::uuid`, id)));
  escalationWithin = async (tx: Tx, id: string): Promise<EscalationResponse> =>
    toEscalation(firstRow(await tx.$queryRawUnsafe<EscalationRow[]>(`${ESCALATIONS} WHERE e.id = $1::uuid`, id)));

  private async page<Row extends object, Item>(
    list: KeysetList,
    encounterId: string,
    query: BedsideQuery,
    item: (row: Row) => Item,
  ): Promise<{ patientId: string; items: Item[]; next: string | null }> {
    const [patientId, page] = await Promise.all([
      this.encounters.patientOf(encounterId),
      readPage(this.database, list, query, [encounterId], item),
    ]);
    return { patientId, ...page };
  }
}

const SITES = `SELECT s.id, s.patient_id AS "patientId", s.encounter_id AS "encounterId", s.kind, s.type, s.location, s.started_at AS "startedAt",
    s.ended_at AS "endedAt", s.ended_reason AS "endedReason", s.recorded_by AS "recordedBy", recorder.full_name AS "recorderName",
    s.recorded_at AS "recordedAt", coalesce(s.late_entry, false) AS "lateEntry", s.late_reason AS "lateReason", s.version,
    ${chartedForSql('s')}
  FROM bedside_site s LEFT JOIN staff_member recorder ON recorder.id = s.recorded_by`;
const ASSESSMENTS = `SELECT a.id, a.patient_id AS "patientId", a.encounter_id AS "encounterId", a.kind, a.site_id AS "siteId", a.items, a.total,
    a.risk, a.plan, a.effective_at AS "effectiveAt", a.recorded_by AS "recordedBy", recorder.full_name AS "recorderName",
    a.recorded_at AS "recordedAt", coalesce(a.late_entry, false) AS "lateEntry", a.late_reason AS "lateReason",
    ${chartedForSql('a')}
  FROM nursing_assessment a LEFT JOIN staff_member recorder ON recorder.id = a.recorded_by`;
const ESCALATIONS = `SELECT e.id, e.patient_id AS "patientId", e.encounter_id AS "encounterId", e.vitals_id AS "vitalsId", e.score, e.total, e.risk,
    e.note, e.called_id AS "calledId", called.full_name AS "calledName", e.raised_by AS "raisedBy", raiser.full_name AS "raiserName",
    e.raised_at AS "raisedAt", e.status, e.response, e.acknowledged_by AS "acknowledgedBy", acknowledger.full_name AS "acknowledgerName",
    e.acknowledged_at AS "acknowledgedAt", e.version,
    ${chartedForSql('e')}
  FROM escalation e LEFT JOIN staff_member called ON called.id = e.called_id LEFT JOIN staff_member raiser ON raiser.id = e.raised_by
    LEFT JOIN staff_member acknowledger ON acknowledger.id = e.acknowledged_by`;
const SITE_LIST: KeysetList = {
  name: 'sites.list',
  select: SITES,
  where: 's.encounter_id = $1',
  ...latestFirst('s', 'started_at', 'startedAt'),
};
const ASSESSMENT_LIST: KeysetList = {
  name: 'assessments.list',
  select: ASSESSMENTS,
  where: 'a.encounter_id = $1',
  ...latestFirst('a', 'effective_at', 'effectiveAt'),
};
const ESCALATION_LIST: KeysetList = {
  name: 'escalations.list',
  select: ESCALATIONS,
  where: 'e.encounter_id = $1',
  ...latestFirst('e', 'raised_at', 'raisedAt'),
};

const toSite = ({ recorderName, ...row }: SiteRow): SiteResponse => ({
  ...row,
  startedAt: row.startedAt.toISOString(),
  endedAt: row.endedAt?.toISOString() ?? null,
  recordedBy: personRef(row.recordedBy, recorderName),
  recordedAt: row.recordedAt.toISOString(),
});

function toAssessment({ recorderName, ...row }: AssessmentRow): AssessmentResponse {
  const scale = row.kind in SCALES ? (row.kind as Scale) : null;
  const asked = scale && row.risk && PLANS[scale][row.risk as AssessedRisk][currentContext()?.language ?? 'vi'];
  return {
    ...row,
    code: scale && SCALES[scale].code,
    plan: row.plan ?? asked,
    effectiveAt: row.effectiveAt.toISOString(),
    recordedBy: personRef(row.recordedBy, recorderName),
    recordedAt: row.recordedAt.toISOString(),
  };
}

const toEscalation = ({
  calledId,
  calledName,
  raiserName,
  acknowledgerName,
  ...row
}: EscalationRow): EscalationResponse => ({
  ...row,
  called: personRef(calledId, calledName),
  raisedBy: personRef(row.raisedBy, raiserName),
  raisedAt: row.raisedAt.toISOString(),
  acknowledgedBy: personRef(row.acknowledgedBy, acknowledgerName),
  acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
});
