import { personRef } from '../../kernel/person-ref.response.js';
import type { OrderState } from './order-state.rules.js';
import type { OrderKind, Priority } from './dto/order.dto.js';
import type { OrderResponse } from './dto/order.response.js';

/** An order as {@link ORDER_COLUMNS} reads it. */
export interface OrderRow {
  id: string;
  number: string;
  patient_id: string;
  encounter_id: string;
  kind: string;
  code_system: string;
  code: string;
  display: string;
  priority: string;
  status: string;
  status_reason: string | null;
  instructions: string | null;
  requested_by: string;
  requested_by_name: string | null;
  signed_by: string | null;
  signed_by_name: string | null;
  signed_at: Date | null;
  started_at: Date | null;
  ended_at: Date | null;
  version: number;
  created_at: Date;
  updated_at: Date;
}

/** Columns of an order `o`, with the names of who asked for it and who signed. */
export const OWN_ORDER_COLUMNS = `o.id, o.number, o.patient_id, o.encounter_id, o.kind, o.code_system, o.code, o.display,
  o.priority, o.status, o.status_reason, o.instructions, o.requested_by, o.signed_by, o.signed_at, o.started_at, o.ended_at, o.version,
  o.created_at, o.updated_at`;
export const ORDER_PEOPLE_COLUMNS = 'requester.full_name AS requested_by_name, signer.full_name AS signed_by_name';
export const ORDER_COLUMNS = `${OWN_ORDER_COLUMNS}, ${ORDER_PEOPLE_COLUMNS}`;

export const ORDER_PEOPLE = `LEFT JOIN staff_member requester ON requester.id = o.requested_by
  LEFT JOIN staff_member signer ON signer.id = o.signed_by`;

export function toOrderResponse(row: OrderRow): OrderResponse {
  return {
    id: row.id,
    number: row.number,
    patientId: row.patient_id,
    encounterId: row.encounter_id,
    kind: row.kind as OrderKind,
    code: { system: row.code_system, code: row.code, display: row.display },
    priority: row.priority as Priority,
    status: row.status as OrderState,
    statusReason: row.status_reason,
    instructions: row.instructions,
    requestedBy: personRef(row.requested_by, row.requested_by_name),
    signedBy: personRef(row.signed_by, row.signed_by_name),
    signedAt: row.signed_at?.toISOString() ?? null,
    startedAt: row.started_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    version: row.version,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
