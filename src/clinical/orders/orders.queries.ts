import { Injectable } from '@nestjs/common';
import { readList } from '../../platform/audit/recorded-list.js';
import { RecordedRead, subjectIn, type ReadOfOne } from '../../platform/audit/recorded-read.js';
import { VersionHistory } from '../../platform/audit/version-history.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/prisma.js';
import { firstRow } from '../../platform/database/rows.js';
import { EncountersService } from '../encounters/encounters.service.js';
import { pageOf, readCursor, type Page, type PageQuery } from '../../platform/routes/pagination.js';
import { Problem } from '../../kernel/problem.js';
import { PRIORITIES, type WorklistQuery } from './dto/order.dto.js';
import type { OrderHistoryResponse, OrderPage, OrderResponse, WorklistItemResponse } from './dto/order.response.js';
import {
  ORDER_COLUMNS,
  ORDER_PEOPLE,
  ORDER_PEOPLE_COLUMNS,
  OWN_ORDER_COLUMNS,
  toOrderResponse,
  type OrderRow,
} from './order.mapper.js';
import { orderProblems } from './orders.errors.js';

/** Reads orders: one, an encounter's, and the laboratory's worklist. */
@Injectable()
export class OrdersQueries {
  private readonly orders: RecordedRead<OrderRow>;

  constructor(
    private readonly database: Database,
    private readonly encounters: EncountersService,
    private readonly versions: VersionHistory,
  ) {
    this.orders = new RecordedRead(database, ORDER);
  }

  /** @throws Problem orderNotFound */
  async get(id: string): Promise<OrderResponse> {
    const row = await this.orders.of(id);
    if (!row) throw new Problem(orderProblems.orderNotFound);
    return toOrderResponse(row);
  }

  /** As {@link get}, inside a transaction that has just written it. */
  async getWithin(tx: Tx, id: string): Promise<OrderResponse> {
    return toOrderResponse(firstRow(await tx.$queryRawUnsafe<OrderRow[]>(ONE_ORDER.text, id)));
  }

  /** The orders of an encounter, newest first. @throws Problem encounterNotFound */
  async ofEncounter(encounterId: string, query: PageQuery): Promise<OrderPage> {
    const after = readCursor(query.cursor, ['uuid']);
    const values = [encounterId, query.limit + 1, ...(after ?? [])];
    const [patientId, rows] = await Promise.all([
      this.encounters.patientOf(encounterId),
      this.database.query<OrderRow>(after ? OF_ENCOUNTER_AFTER : OF_ENCOUNTER, values),
    ]);
    return { patientId, encounterId, ...pageOf(rows, query, (row) => [row.id], toOrderResponse) };
  }

  /** What there is to do, of all wards: the most urgent first, then in the order it was written. */
  async worklist(query: WorklistQuery): Promise<Page<WorklistItemResponse>> {
    const after = readCursor(query.cursor, ['text', 'uuid']);
    const asked = { most: query.limit, values: [query.kind, query.status, ...(after ?? [])] };
    const rows = await readList<WorklistRow>(this.database, after ? WORKLIST_AFTER : WORKLIST, asked);
    return pageOf(rows, query, (row) => [row.priority, row.id], toWorklistItem);
  }

  /** Who changed an order, when, and which fields. @throws Problem orderNotFound */
  async history(id: string): Promise<OrderHistoryResponse> {
    const [order] = await this.database.query<OrderRow & { written_by: string | null }>(ONE_ORDER, [id]);
    if (!order) throw new Problem(orderProblems.orderNotFound);
    const { patient_id: patientId, encounter_id: encounterId, created_at: createdAt, written_by: by } = order;
    const written = { version: 1, at: createdAt.toISOString(), by: by ?? '', fields: [] };
    return { id, patientId, encounterId, items: [written, ...(await this.versions.since('service_order', id, 1))] };
  }
}

interface WorklistRow extends OrderRow {
  mrn: string;
  full_name: string;
  ward_name: string | null;
}

function toWorklistItem(row: WorklistRow): WorklistItemResponse {
  const patient = { id: row.patient_id, mrn: row.mrn, fullName: row.full_name };
  return { ...toOrderResponse(row), patient, wardName: row.ward_name };
}

const ONE_ORDER = {
  name: 'orders.one',
  text: `SELECT ${ORDER_COLUMNS}, requester.username AS written_by
         FROM service_order o ${ORDER_PEOPLE} WHERE o.id = $1::uuid`,
};

const ORDER: ReadOfOne = {
  name: 'orders.read',
  kind: 'service_order',
  entity: 'service_order',
  subject: subjectIn('service_order'),
  shows: `SELECT ${ORDER_COLUMNS} FROM service_order o ${ORDER_PEOPLE} WHERE o.id = asked.entity_id`,
};

const ofEncounter = (name: string, condition: string) => ({
  name,
  text: `SELECT ${ORDER_COLUMNS} FROM service_order o ${ORDER_PEOPLE}
         WHERE o.encounter_id = $1 ${condition} ORDER BY o.id DESC LIMIT $2`,
});
const OF_ENCOUNTER = ofEncounter('orders.ofEncounter', '');
const OF_ENCOUNTER_AFTER = ofEncounter('orders.ofEncounter:after', 'AND o.id < $3::uuid');

/** The expression the index service_order_worklist is made of. */
const rankOf = (priority: string) =>
  `array_position(ARRAY[${PRIORITIES.map((name) => `'${name}'`).join(', ')}], ${priority})`;
const RANK = rankOf('o.priority');
const worklist = (name: string, condition: string) => ({
  name,
  entity: 'service_order',
  page: `SELECT ${OWN_ORDER_COLUMNS} FROM service_order o WHERE o.kind = $3 AND o.status = $4 ${condition} ORDER BY ${RANK}, o.id LIMIT $2 + 1`,
  shows: `SELECT ${ORDER_PEOPLE_COLUMNS}, p.mrn, p.full_name, w.name AS ward_name
    FROM patient p LEFT JOIN encounter e ON e.id = item.encounter_id LEFT JOIN ward w ON w.id = e.ward_id
      LEFT JOIN staff_member requester ON requester.id = item.requested_by
      LEFT JOIN staff_member signer ON signer.id = item.signed_by
    WHERE p.id = item.patient_id`,
});
const WORKLIST = worklist('orders.worklist', '');
const WORKLIST_AFTER = worklist('orders.worklist:after', `AND (${RANK}, o.id) > (${rankOf('$5::text')}, $6::uuid)`);
