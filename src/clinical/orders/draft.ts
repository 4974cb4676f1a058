import { hospitalDate } from '../../kernel/hospital-time.js';
import { takeNumber, yearlyNumberSql, yearlyPrefix, yearlySeries } from '../../platform/database/counters.js';
import type { Tx } from '../../platform/database/prisma.js';
import { seriesOf, type OrderKind } from './order-kind.rules.js';
import { ORDER_COLUMNS, ORDER_PEOPLE, type OrderDetail, type OrderRow } from './order.mapper.js';
import { firstRow } from '../../platform/database/rows.js';

/** An order as it is written down, without effect yet. */
export interface NewOrder {
  readonly patientId: string;
  readonly encounterId: string;
  readonly kind: OrderKind;
  readonly code: { readonly system: string; readonly code: string; readonly display: string };
  readonly priority: string;
  readonly instructions: string | undefined;
  readonly detail: OrderDetail;
  readonly requestedBy: string;
}

/** Stores an order under the next number of its kind and year: XN26-000001. @returns the stored row */
export async function storeDraft(tx: Tx, order: NewOrder): Promise<OrderRow> {
  const { series, letters } = seriesOf(order.kind);
  const year = hospitalDate().slice(0, 4);
  const rows = await tx.$queryRawUnsafe<OrderRow[]>(
    DRAFT,
    yearlySeries(series, year),
    yearlyPrefix(letters, year),
    order.patientId,
    order.encounterId,
    order.kind,
    order.code.system,
    order.code.code,
    order.code.display,
    order.priority,
    order.instructions ?? null,
    order.requestedBy,
    JSON.stringify(order.detail),
  );
  return firstRow(rows);
}

const DRAFT = `WITH number AS (${takeNumber('SELECT $1::text, 1')}),
  o AS (
    INSERT INTO service_order (number, patient_id, encounter_id, kind, code_system, code, display, priority, instructions, requested_by, detail)
    SELECT ${yearlyNumberSql('$2::text', 'last')}, $3::uuid, $4::uuid, $5::text, $6::text, $7::text, $8::text, $9::text, $10::text,
      $11::uuid, $12::jsonb FROM number RETURNING *)
  SELECT ${ORDER_COLUMNS} FROM o ${ORDER_PEOPLE}`;
