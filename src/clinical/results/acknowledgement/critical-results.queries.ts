import { Injectable } from '@nestjs/common';
import { readListPage, type ListOfPages } from '../../../platform/audit/recorded-list.js';
import { Database } from '../../../platform/database/database.js';
import type { Page, PageQuery } from '../../../platform/routes/pagination.js';
import { requestContext } from '../../../kernel/request-context.js';
import { TASK_COLUMNS, taskShows, toTask, type TaskRow } from '../../tasks/task.mapper.js';
import { VALUES, toObservationResponse, type ValueJson } from '../result.mapper.js';
import type { InboxQuery } from './dto/critical-results.dto.js';
import type { CriticalResultResponse, InboxItemResponse } from './dto/critical-results.response.js';

/** Lists results that somebody has to look at: the critical ones, and what is new for a person. */
@Injectable()
export class CriticalResultsQueries {
  constructor(private readonly database: Database) {}

  /** Critical results whose acknowledgement is in a state, the oldest first. */
  critical(status: string, query: PageQuery): Promise<Page<CriticalResultResponse>> {
    return readListPage<ReportTaskRow, CriticalResultResponse>(this.database, CRITICAL, query, [status], toCritical);
  }

  /** Results of the last thirty days that whoever asks ordered, or of patients in their wards; the latest first. */
  inbox(query: InboxQuery): Promise<Page<InboxItemResponse>> {
    const { id, role } = requestContext().actor;
    return readListPage<InboxRow, InboxItemResponse>(this.database, INBOX, query, [id, role], toInboxItem);
  }
}

interface OfReport {
  readonly display: string;
  readonly orderNumber: string | null;
  readonly values: readonly ValueJson[];
}
type ReportTaskRow = TaskRow & OfReport;

function toCritical(row: ReportTaskRow): CriticalResultResponse {
  const { focusId: reportId, ...task } = toTask(row);
  const observations = row.values.map(toObservationResponse).filter(({ critical }) => critical !== false);
  return { ...task, focusId: reportId, reportId, display: row.display, orderNumber: row.orderNumber, observations };
}

interface InboxRow extends OfReport {
  readonly id: string;
  readonly patient_id: string;
  readonly encounter_id: string | null;
  readonly status: string;
  readonly orderId: string | null;
  readonly effectiveAt: Date;
  readonly mrn: string;
  readonly fullName: string;
  readonly taskStatus: string | null;
}

function toInboxItem(row: InboxRow): InboxItemResponse {
  const observations = row.values.map(toObservationResponse);
  const isUnclear = observations.some(({ critical }) => critical === null);
  return {
    id: row.id,
    patient: { id: row.patient_id, mrn: row.mrn, fullName: row.fullName },
    encounterId: row.encounter_id,
    orderId: row.orderId,
    orderNumber: row.orderNumber,
    display: row.display,
    status: row.status,
    effectiveAt: row.effectiveAt.toISOString(),
    critical: observations.some(({ critical }) => critical) || (isUnclear ? null : false),
    acknowledgement: row.taskStatus,
    observations,
  };
}

/** What a report says now, by its id. */
const saidBy = (report: string) =>
  `(SELECT ${VALUES} FROM observation o WHERE o.report_id = ${report} AND o.superseded_at IS NULL) AS values`;

const CRITICAL: ListOfPages = {
  name: 'results.critical',
  entity: 'task',
  select: `SELECT ${TASK_COLUMNS} FROM task t`,
  where: `t.kind = 'critical-result' AND t.status = $3`,
  key: [{ sql: 't.id', kind: 'uuid', field: 'id' }],
  // Of a value that came alone, the value itself.
  shows: `SELECT shown.*, coalesce(r.display, (SELECT o.display FROM observation o WHERE o.id = item."focusId")) AS display, s.number AS "orderNumber",
      (SELECT ${VALUES} FROM observation o WHERE (o.report_id = item."focusId" OR o.id = item."focusId") AND o.superseded_at IS NULL) AS values
    FROM (${taskShows('item')}) shown LEFT JOIN diagnostic_report r ON r.id = item."focusId" LEFT JOIN service_order s ON s.id = r.order_id`,
};

/** $3 who asks, $4 their role. */
const INBOX: ListOfPages = {
  name: 'results.inbox',
  entity: 'diagnostic_report',
  select: `SELECT r.id, r.patient_id, r.encounter_id, r.status, r.order_id AS "orderId", r.display, r.effective_at AS "effectiveAt"
    FROM diagnostic_report r LEFT JOIN service_order s ON s.id = r.order_id`,
  where: `r.created_at > now() - interval '30 days' AND r.status NOT IN ('registered', 'cancelled', 'entered-in-error')
    AND (s.requested_by = $3::uuid OR $4 IN ('nurse', 'head-nurse', 'department-head') OR s.id IS NULL)`,
  filters: {
    judgement: (value) =>
      `EXISTS (SELECT FROM observation o WHERE o.report_id = r.id AND o.superseded_at IS NULL AND o.criticality = ${value})`,
  },
  key: [{ sql: 'r.id', kind: 'uuid', field: 'id' }],
  descending: true,
  shows: `SELECT p.mrn, p.full_name AS "fullName", ordered.number AS "orderNumber", ${saidBy('item.id')},
      (SELECT t.status FROM task t WHERE t.focus_id = item.id AND t.kind = 'critical-result' ORDER BY t.id DESC LIMIT 1) AS "taskStatus"
    FROM patient p LEFT JOIN service_order ordered ON ordered.id = item."orderId" WHERE p.id = item.patient_id`,
};
