import { Injectable } from '@nestjs/common';
import { readListPage, type ListOfPages } from '../../platform/audit/recorded-list.js';
import { RecordedRead, subjectIn, type ReadOfOne } from '../../platform/audit/recorded-read.js';
import { VersionHistory } from '../../platform/audit/version-history.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/prisma.js';
import { firstRow } from '../../platform/database/rows.js';
import { EncountersService } from '../encounters/encounters.service.js';
import { newestFirst, readPage, type KeysetList } from '../../platform/routes/keyset.js';
import type { Page, PageQuery } from '../../platform/routes/pagination.js';
import type { ActorRefResponse } from '../../kernel/person-ref.response.js';
import { Problem } from '../../kernel/problem.js';
import { requestContext, tellHolders } from '../../kernel/request-context.js';
import { EVERYONE } from '../../kernel/scope.js';
import { may } from '../../platform/routes/policy.js';
import { PRIORITIES } from './dto/order.dto.js';
import type { WorklistQuery } from './dto/worklist.dto.js';
import type {
  OrderDetailResponse,
  OrderHistoryResponse,
  OrderPage,
  OrderResponse,
  WorklistItemResponse,
} from './dto/order.response.js';
import {
  ORDER_COLUMNS,
  ORDER_PEOPLE,
  ITEM_PEOPLE_COLUMNS,
  OWN_ORDER_COLUMNS,
  toOrderResponse,
  VERBAL_SIGNED_WITHIN_HOURS,
  type OrderRow,
} from './order.mapper.js';
import { orderProblems } from './orders.errors.js';
import { allergyStatements } from '../history/active-allergies.queries.js';

/** Reads orders: one, an encounter's, and the laboratory's worklist. */
@Injectable()
export class OrdersQueries {
  private readonly orders: RecordedRead<DetailRow>;

  constructor(
    private readonly database: Database,
    private readonly encounters: EncountersService,
    private readonly versions: VersionHistory,
  ) {
    this.orders = new RecordedRead(database, ORDER);
  }

  /** @throws Problem orderNotFound */
  async get(id: string): Promise<OrderDetailResponse> {
    const row = await this.orders.of(id);
    if (!row) throw new Problem(orderProblems.orderNotFound);
    const order = toOrderResponse(row);
    if (may(requestContext().actor.role, 'chart.read')) return order;
    return { ...order, clinicalQuestion: row.clinicalQuestion, allergies: row.allergies };
  }

  /** As {@link get}, inside a transaction that has just written it. */
  async getWithin(tx: Tx, id: string): Promise<OrderResponse> {
    return toOrderResponse(firstRow(await tx.$queryRawUnsafe<OrderRow[]>(ONE_ORDER.text, id)));
  }

  /** Several, in the order of their ids as they are given. */
  async severalWithin(tx: Tx, ids: readonly string[]): Promise<OrderResponse[]> {
    return (await tx.$queryRawUnsafe<OrderRow[]>(SEVERAL, ids)).map(toOrderResponse);
  }

  /** The orders of an encounter, newest first. @throws Problem encounterNotFound */
  async ofEncounter(encounterId: string, query: PageQuery): Promise<OrderPage> {
    const [patientId, page] = await Promise.all([
      this.encounters.patientOf(encounterId),
      readPage(this.database, OF_ENCOUNTER, query, [encounterId], toOrderResponse),
    ]);
    return { patientId, encounterId, ...page };
  }

  /** What there is to do, of all wards: the most urgent first, then in the order it was written; or the order of a number. */
  worklist(query: WorklistQuery): Promise<Page<WorklistItemResponse>> {
    if (query.number !== undefined) return this.byNumber(query, query.number.toUpperCase());
    if (query.verbal !== undefined) {
      const hours = query.verbal === 'overdue' ? VERBAL_SIGNED_WITHIN_HOURS : 0;
      return readListPage(this.database, VERBAL, query, [hours], toWorklistItem);
    }
    return readListPage(this.database, WORKLIST, query, [query.kind, query.status], toWorklistItem);
  }

  /** The order of a number, however it is written. That there is one is told of its patient, though whoever asks sees none. */
  private async byNumber(query: WorklistQuery, number: string): Promise<Page<WorklistItemResponse>> {
    const page = await readListPage(this.database, BY_NUMBER, query, [number], toWorklistItem);
    if (page.items.length === 0) {
      const unseen = await this.database.query<{ patient_id: string }>(OF_NUMBER, [number], EVERYONE);
      tellHolders(...unseen.map(({ patient_id }) => patient_id));
    }
    return page;
  }

  /** Who changed an order, when, and which fields. @throws Problem orderNotFound */
  async history(id: string): Promise<OrderHistoryResponse> {
    const [order] = await this.database.query<OrderRow & { writtenBy: string | null }>(ONE_ORDER, [id]);
    if (!order) throw new Problem(orderProblems.orderNotFound);
    const { patientId, encounterId, createdAt } = order;
    const by = writerOf(order);
    const written = { version: 1, at: createdAt.toISOString(), by, fields: [] };
    return { id, patientId, encounterId, items: [written, ...(await this.versions.since('service_order', id, 1))] };
  }
}

function writerOf(order: OrderRow & { writtenBy: string | null }): ActorRefResponse {
  if (order.sentBy !== null) return { id: null, fullName: '', username: order.sentBy, role: null };
  const writer = order.verbalBy
    ? { id: order.verbalBy, fullName: order.takerName ?? '' }
    : { id: order.requestedBy, fullName: order.requesterName ?? '' };
  return { ...writer, username: order.writtenBy ?? '', role: null };
}

type DetailRow = OrderRow & Required<Pick<OrderDetailResponse, 'clinicalQuestion' | 'allergies'>>;
type WorklistRow = OrderRow & {
  readonly mrn: string;
  readonly fullName: string;
  readonly wardName: string | null;
  readonly clinicalQuestion: string | null;
};

function toWorklistItem(row: WorklistRow): WorklistItemResponse {
  const patient = { id: row.patientId, mrn: row.mrn, fullName: row.fullName };
  return { ...toOrderResponse(row), patient, wardName: row.wardName, clinicalQuestion: row.clinicalQuestion };
}

const ONE_ORDER = {
  name: 'orders.one',
  text: `SELECT ${ORDER_COLUMNS}, coalesce(taker.username, requester.username) AS "writtenBy"
         FROM service_order o ${ORDER_PEOPLE} WHERE o.id = $1::uuid`,
};

const SEVERAL = `SELECT ${ORDER_COLUMNS} FROM unnest($1::uuid[]) WITH ORDINALITY asked (id, place)
  JOIN service_order o ON o.id = asked.id ${ORDER_PEOPLE} ORDER BY asked.place`;

/** Allergies of the patient of an order `o`, the most critical first, for those who carry it out. */
export const ALLERGIES_OF_PATIENT = `(SELECT coalesce(jsonb_agg(jsonb_build_object('display', a.display, 'criticality', a.criticality)), '[]') FROM (
     SELECT display, criticality ${allergyStatements('o.patient_id')}
      ORDER BY criticality IS DISTINCT FROM 'high', id DESC LIMIT 50) a)`;

const ORDER: ReadOfOne = {
  name: 'orders.read',
  kind: 'service_order',
  entity: 'service_order',
  subject: subjectIn('service_order'),
  shows: `SELECT ${ORDER_COLUMNS}, (SELECT e.reason FROM encounter e WHERE e.id = o.encounter_id) AS "clinicalQuestion",
      ${ALLERGIES_OF_PATIENT} AS allergies
    FROM service_order o ${ORDER_PEOPLE} WHERE o.id = asked.entity_id`,
};

const OF_ENCOUNTER: KeysetList = {
  name: 'orders.ofEncounter',
  select: `SELECT ${ORDER_COLUMNS} FROM service_order o ${ORDER_PEOPLE}`,
  where: 'o.encounter_id = $1',
  ...newestFirst('o'),
};

/** The expression the index service_order_worklist is made of. */
export const PRIORITY_RANK = (priority: string): string =>
  `array_position(ARRAY[${PRIORITIES.map((name) => `'${name}'`).join(', ')}], ${priority})`;
const ROWS = `SELECT ${OWN_ORDER_COLUMNS}, o.patient_id, o.encounter_id FROM service_order o`;
/** $3 the kind, $4 the state. Found by a function, which passes over the orders of other wards quickly. */
const WORKLIST: ListOfPages = {
  name: 'orders.worklist',
  entity: 'service_order',
  select: ({ after: [priority, id], most }) =>
    `${ROWS} JOIN orders_shown($3, $4, ${priority}::text, ${id}::uuid, ${most}::int) shown (order_id) ON shown.order_id = o.id`,
  key: [
    { sql: PRIORITY_RANK('o.priority'), kind: 'text', field: 'priority', of: PRIORITY_RANK },
    { sql: 'o.id', kind: 'uuid', field: 'id' },
  ],
  shows: `SELECT ${ITEM_PEOPLE_COLUMNS}, p.mrn, p.full_name AS "fullName", w.name AS "wardName", e.reason AS "clinicalQuestion"
    FROM patient p LEFT JOIN encounter e ON e.id = item.encounter_id LEFT JOIN ward w ON w.id = e.ward_id
      LEFT JOIN staff_member requester ON requester.id = item."requestedBy"
      LEFT JOIN staff_member signer ON signer.id = item."signedBy"
      LEFT JOIN staff_member collector ON collector.id = item."collectedBy"
      LEFT JOIN staff_member taker ON taker.id = item."verbalBy"
    WHERE p.id = item.patient_id`,
};
/** $3 the number; it is one order's alone. */
const BY_NUMBER: ListOfPages = { ...WORKLIST, name: 'orders.by-number', select: ROWS, where: 'o.number = $3' };
const OF_NUMBER = { name: 'orders.whose-number', text: 'SELECT patient_id FROM service_order WHERE number = $1' };
/** $3 how many hours ago they were read back, at least. */
const VERBAL: ListOfPages = {
  ...WORKLIST,
  name: 'orders.verbal',
  select: ROWS,
  where: `o.signed_at IS NULL AND o.status IN ('active', 'on-hold', 'completed')
    AND o.read_back_at <= now() - make_interval(hours => $3::int)`,
  key: [{ sql: 'o.id', kind: 'uuid', field: 'id' }],
};
