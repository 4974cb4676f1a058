import { Injectable } from '@nestjs/common';
import { actingPerson } from '../../../kernel/request-context.js';
import type { Holdable } from '../../../platform/database/held-row.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import type { ReportResponse } from '../dto/result.response.js';
import { resultProblems } from '../results.errors.js';
import { ResultsQueries } from '../results.queries.js';

const REPORT: Holdable = { table: 'diagnostic_report', notFound: resultProblems.resultNotFound };

/** Keeps which results a doctor has looked at: the board of the ward counts those that none has. */
@Injectable()
export class ReviewsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queries: ResultsQueries,
  ) {}

  /**
   * Says that the acting doctor has looked at a report in the version that they read. Whoever was first stays named.
   * @throws Problem resultNotFound; StaleVersion when it says something else by now
   */
  review(id: string, version: number): Promise<ReportResponse> {
    return this.unitOfWork.change(REPORT, { id, version }, async (tx) => {
      await reviewWithin(tx, id);
      return this.queries.getWithin(tx, id);
    });
  }
}

/** The same of what the report says now, inside a transaction that is already open; of what is no report nothing happens. */
export const reviewWithin = (tx: Tx, reportId: string): Promise<number> => tx.$executeRaw`
  INSERT INTO report_review (patient_id, encounter_id, report_id, report_version, reviewed_by)
  SELECT r.patient_id, r.encounter_id, r.id, r.version, ${actingPerson()}::uuid FROM diagnostic_report r
  WHERE r.id = ${reportId}::uuid ON CONFLICT (report_id, report_version) DO NOTHING`;
