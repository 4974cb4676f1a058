import { hospitalDate } from '../../kernel/hospital-time.js';
import {
  takeNumber,
  YEARLY_SERIES,
  yearlyNumberSql,
  yearlyPrefix,
  yearlySeries,
  type YearlySeries,
} from '../../platform/database/counters.js';
import type { Tx } from '../../platform/database/prisma.js';
import { firstRow } from '../../platform/database/rows.js';
import type { Judged } from './checks/judge.js';
import type { OrderKind } from './order-kind.rules.js';
import { ORDER_COLUMNS, ORDER_PEOPLE, type OrderRow } from './order.mapper.js';
import type { SaidOrder } from './said.js';

/** The numbers of each kind. */
const SERIES: Readonly<Record<OrderKind, YearlySeries>> = {
  laboratory: YEARLY_SERIES.laboratoryOrders,
  imaging: YEARLY_SERIES.imagingOrders,
  procedure: YEARLY_SERIES.procedureOrders,
  nursing: YEARLY_SERIES.nursingOrders,
  diet: YEARLY_SERIES.dietOrders,
  consultation: YEARLY_SERIES.consultationOrders,
  blood: YEARLY_SERIES.bloodOrders,
  medication: YEARLY_SERIES.medicationOrders,
};

/** Which other system sent an order, and its number there. */
export interface SentBy {
  readonly sender: string;
  readonly system: string;
  readonly number?: string;
}

/** An order as it is written down; without effect until somebody signs. */
export interface NewOrder extends SaidOrder {
  readonly patientId: string;
  readonly encounterId: string;
  /** Null of one that another system sent. */
  readonly requestedBy: string | null;
  readonly sent?: SentBy;
  /** The signature, when it is signed as it is written. */
  readonly signed?: { readonly by: string; readonly judged: Judged };
  /** Who wrote it down and read it back to its doctor; it has effect from then on. */
  readonly verbal?: { readonly by: string; readonly judged: Judged };
  readonly replaces?: string;
  readonly set?: { readonly code: string; readonly version: number };
}

/** Stores an order under the next number of its kind and year: XN26-000001. @returns the stored row */
export async function storeOrder(tx: Tx, order: NewOrder): Promise<OrderRow> {
  const { series, letters } = SERIES[order.kind];
  const { judged } = order.signed ?? order.verbal ?? {};
  const year = hospitalDate().slice(0, 4);
  const rows = await tx.$queryRawUnsafe<OrderRow[]>(
    STORED,
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
    order.signed?.by ?? null,
    judged ? JSON.stringify(judged) : null,
    order.replaces ?? null,
    order.set?.code ?? null,
    order.set?.version ?? null,
    order.verbal?.by ?? null,
    order.sent?.sender ?? null,
    order.sent?.system ?? null,
    order.sent?.number ?? null,
  );
  return firstRow(rows);
}

/** Stores several, in the order in which all transactions take numbers. @returns the rows in the order of `orders` */
export async function storeOrders(tx: Tx, orders: readonly NewOrder[]): Promise<OrderRow[]> {
  const places = orders.map((_, at) => at);
  const stored = new Map<number, OrderRow>();
  const bySeries = (one: number, other: number) => (orders[one]!.kind < orders[other]!.kind ? -1 : 1);
  for (const at of places.toSorted((one, other) =>
    orders[one]!.kind === orders[other]!.kind ? one - other : bySeries(one, other),
  )) {
    stored.set(at, await storeOrder(tx, orders[at]!));
  }
  return places.map((at) => stored.get(at)!);
}

const STORED = `WITH number AS (${takeNumber('SELECT $1::text, 1')}),
  o AS (
    INSERT INTO service_order (number, patient_id, encounter_id, kind, code_system, code, display, priority, instructions, requested_by, detail,
      status, signed_by, signed_at, judged, replaces_id, set_code, set_version, verbal_by, read_back_at,
      sent_by, sender_system, placer_number)
    SELECT ${yearlyNumberSql('$2::text', 'last')}, $3::uuid, $4::uuid, $5::text, $6::text, $7::text, $8::text, $9::text, $10::text,
      $11::uuid, $12::jsonb, CASE WHEN coalesce($13::uuid, $18::uuid) IS NULL THEN 'draft' ELSE 'active' END, $13::uuid,
      CASE WHEN $13::uuid IS NOT NULL THEN now() END, $14::jsonb, $15::uuid, $16::text, $17::integer, $18::uuid, CASE WHEN $18::uuid IS NOT NULL THEN now() END,
      $19::text, $20::text, $21::text FROM number RETURNING *)
  SELECT ${ORDER_COLUMNS} FROM o ${ORDER_PEOPLE}`;
