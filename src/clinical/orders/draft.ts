import { hospitalDate } from '../../kernel/hospital-time.js';
import {
  takeNumber,
  YEARLY_SERIES,
  yearlyNumberSql,
  yearlyPrefix,
  yearlySeries,
} from '../../platform/database/counters.js';
import type { Tx } from '../../platform/database/prisma.js';
import { ORDER_COLUMNS, ORDER_PEOPLE, type OrderRow } from './order.mapper.js';
import { firstRow } from '../../platform/database/rows.js';

/** An order as it is written down, without effect yet. */
export interface NewOrder {
  readonly patientId: string;
  readonly encounterId: string;
  readonly kind: string;
  readonly code: { readonly system: string; readonly code: string; readonly display: string };
  readonly priority: string;
  readonly instructions: string | undefined;
  readonly requestedBy: string;
}

/** Stores an order under the next number of its year: XN26-000001. @returns the stored row */
export async function storeDraft(tx: Tx, order: NewOrder): Promise<OrderRow> {
  const year = hospitalDate().slice(0, 4);
  const rows = await tx.$queryRawUnsafe<OrderRow[]>(
    DRAFT,
    yearlySeries(SERIES.series, year),
    yearlyPrefix(SERIES.letters, year),
    order.patientId,
    order.encounterId,
    order.kind,
    order.code.system,
    order.code.code,
    order.code.display,
    order.priority,
    order.instructions ?? null,
    order.requestedBy,
  );
  return firstRow(rows);
}

const SERIES = YEARLY_SERIES.laboratoryOrders;
const DRAFT = `WITH number AS (${takeNumber('SELECT $1::text, 1')}),
  o AS (
    INSERT INTO service_order (number, patient_id, encounter_id, kind, code_system, code, display, priority, instructions, requested_by)
    SELECT ${yearlyNumberSql('$2::text', 'last')}, $3::uuid, $4::uuid, $5::text, $6::text, $7::text, $8::text, $9::text, $10::text,
      $11::uuid FROM number RETURNING *)
  SELECT ${ORDER_COLUMNS} FROM o ${ORDER_PEOPLE}`;
