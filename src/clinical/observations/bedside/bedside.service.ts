import { Injectable } from '@nestjs/common';
import { httpProblems, invalidField, Problem } from '../../../kernel/problem.js';
import { actingPerson } from '../../../kernel/request-context.js';
import { type Holdable, type VersionedRow } from '../../../platform/database/held-row.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { riskOf, SCALES, totalOf, wrongItems, type Scale } from './assessment.rules.js';
import { BedsideEncounters } from './bedside-encounters.js';
import { bedsideProblems } from './bedside.errors.js';
import { BedsideQueries } from './bedside.queries.js';
import { bedsideWords } from './bedside.words.js';
import type { AssessDto, EndSiteDto, RecordSiteDto } from './dto/bedside.dto.js';
import type { AssessmentResponse, SiteResponse } from './dto/bedside.response.js';

interface HeldSite extends VersionedRow {
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}
const SITE: Holdable = {
  table: 'bedside_site',
  columns: 'r.started_at AS "startedAt", r.ended_at AS "endedAt"',
  notFound: bedsideProblems.siteNotFound,
};

/** Records wounds and drains, and what nurses assess. */
@Injectable()
export class BedsideService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly encounters: BedsideEncounters,
    private readonly queries: BedsideQueries,
  ) {}

  /** @throws Problem encounterNotFound, encounterClosed, lateEntryNotYours, recordClosed, validation */
  recordSite(encounterId: string, input: RecordSiteDto): Promise<SiteResponse> {
    return this.unitOfWork.write((tx) => this.recordSiteWithin(tx, encounterId, input));
  }

  /** The same inside a transaction that is already open. */
  async recordSiteWithin(tx: Tx, encounterId: string, input: RecordSiteDto): Promise<SiteResponse> {
    const { startedAt, kind, type, location, lateReason } = input;
    const moment = { given: startedAt, lateReason, pointer: '/startedAt' };
    const { patientId, at, late } = await this.encounters.chartableAt(tx, encounterId, moment);
    const data = { kind, type, location, patientId, encounterId, startedAt: at, ...late, recordedBy: actingPerson() };
    const { id } = await tx.bedsideSite.create({ data, select: { id: true } });
    return this.queries.siteWithin(tx, id);
  }

  /** @throws Problem siteNotFound, siteEnded; validation for an end before its beginning; StaleVersion */
  endSite(id: string, version: number, { reason, endedAt: given }: EndSiteDto): Promise<SiteResponse> {
    return this.unitOfWork.change<HeldSite, SiteResponse>(SITE, { id, version }, async (tx, { startedAt, endedAt }) => {
      if (endedAt) throw new Problem(bedsideProblems.siteEnded);
      if (given && Date.parse(given) < startedAt.getTime()) {
        throw invalidField('/endedAt', 'before-start', bedsideWords.endsBeforeItBegan);
      }
      const ended = given ? new Date(given) : new Date(Math.max(Date.now(), startedAt.getTime()));
      const data = { endedAt: ended, endedBy: actingPerson(), endedReason: reason };
      await tx.bedsideSite.update({ where: { id }, data, select: { id: true } });
      return this.queries.siteWithin(tx, id);
    });
  }

  /** @throws Problem encounterNotFound, encounterClosed, lateEntryNotYours, recordClosed, validation */
  assess(encounterId: string, input: AssessDto): Promise<AssessmentResponse> {
    return this.unitOfWork.write((tx) => this.assessWithin(tx, encounterId, input));
  }

  /** The same inside a transaction that is already open. */
  async assessWithin(tx: Tx, encounterId: string, input: AssessDto): Promise<AssessmentResponse> {
    const { kind, items, siteId, plan, lateReason } = input;
    const scale = kind in SCALES ? (kind as Scale) : undefined;
    requireItems(scale, items);
    const total = scale && totalOf(items);
    const moment = { given: input.effectiveAt, lateReason };
    const { patientId, at, late } = await this.encounters.chartableAt(tx, encounterId, moment);
    if (scale && siteId) throw invalidField('/siteId', 'no-wound', bedsideWords.siteIsNoWound);
    if (!scale) await this.encounters.requireSite(tx, { id: siteId ?? encounterId, encounterId, kind: 'wound' });
    const risk = scale && total !== undefined ? riskOf(scale, total) : undefined;
    const assessed = { kind, items, siteId, plan, total, risk };
    const data = { ...assessed, ...late, patientId, encounterId, effectiveAt: at, recordedBy: actingPerson() };
    const { id } = await tx.nursingAssessment.create({ data, select: { id: true } });
    return this.queries.assessmentWithin(tx, id);
  }
}

/** Of a scale every item and its points; of a wound short words or numbers. */
function requireItems(scale: Scale | undefined, items: AssessDto['items']): void {
  const wrong = scale
    ? wrongItems(scale, items)
    : Object.entries(items).flatMap(([item, said]) => (isPlain(said) && item.length <= 60 ? [] : [item]));
  const count = Object.keys(items).length;
  if (wrong.length === 0 && count > 0 && count <= 30) return;
  const pointers = wrong.length > 0 ? wrong.map((item) => `/items/${item}`) : ['/items'];
  throw new Problem(httpProblems.validation, {
    errors: pointers.map((pointer) => ({ pointer, rule: 'items-do-not-fit', message: bedsideWords.itemsDoNotFit })),
  });
}

const isPlain = (said: unknown): boolean =>
  (typeof said === 'string' && said.length <= 300) || (typeof said === 'number' && Number.isFinite(said));
