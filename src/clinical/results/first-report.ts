import { VALUE_COLUMNS } from '../observations/new-observation.js';
import { Prisma, type Tx } from '../../platform/database/prisma.js';
import type { FirstChange, HeldOrder } from '../orders/orders.service.js';
import type { Surroundings } from './judging/judged-report.js';
import type { NewReport, StoredReport } from './new-report.js';
import { columnsOf, recorder, sendingClient, whyNotAdopted } from './report-store.js';
import { firstRow } from '../../platform/database/rows.js';

interface Stored {
  readonly id: string;
  readonly ids: string[];
  readonly adopted: number;
}

/** What goes with a first report: what its values are judged by, its order, and what becomes of that. */
export interface FirstReport {
  readonly around: Surroundings;
  readonly order?: HeldOrder;
  readonly orderChange?: Prisma.Sql;
}

/**
 * Stores the first report of its kind: the report, its values, its first version and what becomes of its order, in one statement.
 * @throws Problem reportOfAnother when a value to adopt is unknown, another patient's, or in another report; busy when it was corrected meanwhile
 */
export async function storeFirst(tx: Tx, report: NewReport, first: FirstReport): Promise<StoredReport> {
  const adopted = [...(report.observationIds ?? [])];
  const { orderChange } = first;
  const rows = await tx.$queryRaw<Stored[]>`
    WITH r AS (${reportRow(report, first.order)} RETURNING *), ${partsOf(report, first)}
      ${orderChange ? Prisma.sql`, ordered AS (${orderChange} RETURNING id)` : Prisma.empty}
    SELECT r.id, ${VALUE_IDS} AS ids, ${countedOf(report)} ${orderChange ? ORDER_COUNTED : Prisma.empty} FROM r`;
  const stored = firstRow(rows);
  if (stored.adopted !== new Set(adopted).size) throw await whyNotAdopted(tx, adopted);
  return { id: stored.id, observationIds: [...stored.ids, ...adopted], changed: true };
}

/**
 * The same as the CTEs of a writing statement, for an order that was read and is not held: they write nothing when it has changed since.
 * @returns `r`, the row of the report; `firstly` has its id, `ids` of its values, and counts its parts
 */
export function firstReportCtes(report: NewReport, first: FirstReport, { holding, change }: FirstChange): Prisma.Sql {
  return Prisma.sql`held AS MATERIALIZED (${holding}),
    r AS (${reportRow(report, first.order)} FROM held, fresh RETURNING *), ${partsOf(report, first)},
    ordered AS (${change} AND EXISTS (SELECT FROM held, fresh) RETURNING id),
    firstly AS MATERIALIZED (SELECT r.id, ${VALUE_IDS} AS ids, ${countedOf(report)} ${ORDER_COUNTED} FROM r)`;
}

/** Values, those adopted, and the first version of the report `r`. */
function partsOf(report: NewReport, { around }: FirstReport): Prisma.Sql {
  const values = report.observations.map((sent) => columnsOf(report, { sent }, around));
  const adopted = [...(report.observationIds ?? [])];
  return Prisma.sql`provided AS MATERIALIZED (SELECT uuidv7() AS id, provided.* FROM ROWS FROM
        (jsonb_to_recordset(${JSON.stringify(values)}::jsonb) AS (${GIVEN})) WITH ORDINALITY AS provided),
      stored AS (
        INSERT INTO observation (id, patient_id, encounter_id, report_id, ${COLUMNS})
        SELECT provided.id, r.patient_id, r.encounter_id, r.id, ${NAMES} FROM provided CROSS JOIN r ORDER BY ordinality RETURNING id),
      ${adopted.length > 0 ? adoption(adopted) : Prisma.empty}
      version AS (
        INSERT INTO diagnostic_report_version (report_id, number, patient_id, encounter_id, status, conclusion, details, effective_at,
          issued_at, observation_ids, recorded_by, sent_by)
        SELECT r.id, 1, r.patient_id, r.encounter_id, r.status, r.conclusion, r.details, r.effective_at, r.issued_at,
          ${VALUE_IDS} || ${adopted}::uuid[], r.recorded_by, r.sent_by FROM r RETURNING id)`;
}

/** Left out where there is nothing to adopt, as in the usual message: to begin it costs as much as to store a value. */
const adoption = (ids: readonly string[]): Prisma.Sql => Prisma.sql`adopted AS (
        UPDATE observation o SET report_id = r.id FROM r
        WHERE o.id = ANY(${ids}::uuid[]) AND o.patient_id = r.patient_id AND o.report_id IS NULL AND o.superseded_at IS NULL RETURNING o.id),`;

const VALUE_IDS = Prisma.sql`ARRAY(SELECT id FROM provided ORDER BY ordinality)`;
/** Counting a part writes it: in the order in which the trail is to tell of them. */
const countedOf = ({ observationIds = [] }: NewReport) => Prisma.sql`(SELECT count(*)::int FROM stored) AS stored,
  ${observationIds.length > 0 ? Prisma.sql`(SELECT count(*)::int FROM adopted)` : Prisma.sql`0`} AS adopted,
  (SELECT count(*)::int FROM version) AS version`;
const ORDER_COUNTED = Prisma.sql`, (SELECT count(*)::int FROM ordered) AS ordered`;

const reportRow = (report: NewReport, order: HeldOrder | undefined): Prisma.Sql => Prisma.sql`
  INSERT INTO diagnostic_report (patient_id, encounter_id, order_id, category, code_system, code, display, status, effective_at,
    issued_at, conclusion, details, recorded_by, sent_by)
  SELECT ${report.patientId}::uuid, ${order?.encounterId ?? report.encounterId ?? null}::uuid, ${order?.id ?? null}::uuid, ${report.category},
    ${report.code.system ?? null}, ${report.code.code ?? null}, ${report.code.display}, ${report.status}, ${report.effectiveAt.toISOString()}::timestamptz,
    ${report.issuedAt?.toISOString() ?? null}::timestamptz, ${report.conclusion ?? null}, ${report.details ? JSON.stringify(report.details) : null}::jsonb, ${recorder()}::uuid, ${sendingClient()}`;

const stored = VALUE_COLUMNS satisfies Partial<Record<keyof ReturnType<typeof columnsOf>, string>>;
const columns = Object.entries(stored).map(([name, column]) => [name, ...column.split(' ')] as const);
/** The columns of a value, its names among what is `provided`, and the types of these, as SQL. */
export const COLUMNS = Prisma.raw(columns.map(([, column]) => column).join(', '));
export const NAMES = Prisma.raw(columns.map(([name]) => `provided."${name}"`).join(', '));
export const GIVEN = Prisma.raw(columns.map(([name, , type]) => `"${name}" ${type}`).join(', '));
