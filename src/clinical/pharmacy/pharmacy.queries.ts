import { Injectable } from '@nestjs/common';
import { Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { readListPage, type ListOfPages } from '../../platform/audit/recorded-list.js';
import { RecordedRead, subjectIn, type ReadOfOne } from '../../platform/audit/recorded-read.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/prisma.js';
import { firstRow } from '../../platform/database/rows.js';
import type { Page } from '../../platform/routes/pagination.js';
import { bedNameSql } from '../../hospital/wards/wards.queries.js';
import { partialDateSql } from '../datatypes/partial-date.js';
import { findingsOf } from '../orders/checks/check.rules.js';
import { allergyStatusOf, factsRead } from '../orders/checks/facts.queries.js';
import { shown } from '../orders/checks/finding.mapper.js';
import type { OrderAllergyResponse } from '../orders/dto/order.response.js';
import { checked } from '../orders/order-entry.service.js';
import {
  ORDER_COLUMNS,
  ORDER_PEOPLE,
  ITEM_PEOPLE_COLUMNS,
  OWN_ORDER_COLUMNS,
  toOrderResponse,
  type OrderRow,
} from '../orders/order.mapper.js';
import { orderProblems } from '../orders/orders.errors.js';
import { ALLERGIES_OF_PATIENT, PRIORITY_RANK } from '../orders/orders.queries.js';
import { ageResponse } from '../patients/patient.mapper.js';
import type { PharmacyQuery } from './dto/pharmacy.dto.js';
import type {
  DispensingResponse,
  PharmacyItemResponse,
  PharmacyOrderResponse,
  ReviewResponse,
} from './dto/pharmacy.response.js';
import { toDispensing, toReview, type DispensingRow, type ReviewRow } from './pharmacy.mapper.js';
import { pharmacyProblems } from './pharmacy.errors.js';
import { DISPENSING_JSON, reviewOf } from './pharmacy.sql.js';

interface ItemRow extends OrderRow {
  readonly mrn: string;
  readonly fullName: string;
  readonly sex: string;
  readonly birth: string | null;
  readonly wardName: string | null;
  readonly bed: string | null;
  readonly review: ReviewRow | null;
  readonly dispensed: 'none' | 'partial' | 'complete';
}

interface DetailRow extends OrderRow {
  readonly review: ReviewRow | null;
  readonly allergies: OrderAllergyResponse[];
  readonly dispensings: readonly DispensingRow[];
  readonly replacement: string | null;
}

/** Reads orders of medicines as the pharmacy works on them. */
@Injectable()
export class PharmacyQueries {
  private readonly orders: RecordedRead<DetailRow>;

  constructor(private readonly database: Database) {
    this.orders = new RecordedRead(database, ORDER);
  }

  /** Orders in force by what the pharmacy says of them: the most urgent first, then as they were written. */
  worklist(query: PharmacyQuery): Promise<Page<PharmacyItemResponse>> {
    const { status, wardId } = query;
    if (wardId === undefined) return readListPage(this.database, ALL, query, [status], toItem);
    return readListPage(this.database, OF_WARD, query, [status, wardId], toItem);
  }

  /** @throws Problem orderNotFound, pharmacyNoMedicine */
  async get(id: string): Promise<PharmacyOrderResponse> {
    const row = await this.orders.of(id);
    if (!row) throw new Problem(orderProblems.orderNotFound);
    if (row.kind !== 'medication') throw new Problem(pharmacyProblems.pharmacyNoMedicine);
    const facts = await factsRead(this.database, row.patientId, id);
    const order = toOrderResponse(row);
    const code = { system: row.codeSystem, code: row.code, display: row.display };
    const findings = findingsOf([checked({ kind: row.kind, code, detail: row.detail })], facts);
    const { language } = requestContext();
    return {
      ...order,
      review: toReview(row.review),
      checksNow: findings.map((finding) => ({ ...shown(finding, language), overrideReason: null })),
      allergyStatus: allergyStatusOf(facts),
      allergies: row.allergies,
      weightKg: facts.weightKg ?? null,
      replacement: row.replacement,
      dispensings: row.dispensings.map(toDispensing),
    };
  }

  /** What the pharmacy says of an order, inside a transaction; null while it says nothing. */
  async reviewWithin(tx: Tx, orderId: string): Promise<ReviewRow | null> {
    const rows = await tx.$queryRawUnsafe<{ review: ReviewRow | null }[]>(REVIEW, orderId);
    return firstRow(rows).review;
  }

  async answerWithin(tx: Tx, orderId: string): Promise<ReviewResponse> {
    return toReview(await this.reviewWithin(tx, orderId));
  }

  async dispensingWithin(tx: Tx, id: string): Promise<DispensingResponse> {
    return toDispensing(firstRow(await tx.$queryRawUnsafe<{ row: DispensingRow }[]>(DISPENSED, id)).row);
  }
}

const REVIEW = `SELECT ${reviewOf('$1::uuid')} AS review`;
const DISPENSED = `SELECT ${DISPENSING_JSON} AS row FROM dispensing d WHERE d.id = $1::uuid`;

function toItem({
  mrn,
  fullName,
  sex,
  birth,
  wardName,
  bed,
  review,
  dispensed,
  ...row
}: ItemRow): PharmacyItemResponse {
  const patient = { id: row.patientId, mrn, fullName, sex, age: ageResponse(birth) };
  return { ...toOrderResponse(row), patient, wardName, bed, review: toReview(review), dispensed };
}

/** Of what came back nothing is out; an order whose last dispensing said that it was all is complete. */
const dispensedOf = (
  order: string,
): string => `(SELECT CASE WHEN count(*) = 0 THEN 'none' WHEN bool_or(d.complete) THEN 'complete' ELSE 'partial' END
    FROM dispensing d WHERE d.order_id = ${order} AND d.status = 'dispensed')`;

/** $3 what the pharmacy says. */
const ALL: ListOfPages = {
  name: 'pharmacy.orders',
  entity: 'service_order',
  select: `SELECT ${OWN_ORDER_COLUMNS}, o.patient_id, o.encounter_id FROM service_order o`,
  where: `o.kind = 'medication' AND o.status IN ('active', 'on-hold')
    AND coalesce((SELECT r.status FROM pharmacy_review r WHERE r.order_id = o.id), 'pending') = $3`,
  key: [
    { sql: PRIORITY_RANK('o.priority'), kind: 'text', field: 'priority', of: PRIORITY_RANK },
    { sql: 'o.id', kind: 'uuid', field: 'id' },
  ],
  shows: `SELECT ${ITEM_PEOPLE_COLUMNS}, p.mrn, p.full_name AS "fullName", p.sex, ${partialDateSql('p.birth_date', 'p.birth_date_precision')} AS birth,
      w.name AS "wardName", ${bedNameSql('s.bed_id')} AS bed,
      ${reviewOf('item.id')} AS review, ${dispensedOf('item.id')} AS dispensed
    FROM patient p LEFT JOIN encounter e ON e.id = item.encounter_id LEFT JOIN stay s ON s.encounter_id = item.encounter_id AND s.ended_at IS NULL
      LEFT JOIN ward w ON w.id = coalesce(s.ward_id, e.ward_id)
      LEFT JOIN staff_member requester ON requester.id = item."requestedBy" LEFT JOIN staff_member signer ON signer.id = item."signedBy"
      LEFT JOIN staff_member collector ON collector.id = item."collectedBy" LEFT JOIN staff_member taker ON taker.id = item."verbalBy"
    WHERE p.id = item.patient_id`,
};
/** $4 the ward where the patient lies. */
const OF_WARD: ListOfPages = {
  ...ALL,
  name: 'pharmacy.orders-of-ward',
  where: `${ALL.where} AND EXISTS (SELECT FROM encounter e LEFT JOIN stay s ON s.encounter_id = e.id AND s.ended_at IS NULL
    WHERE e.id = o.encounter_id AND coalesce(s.ward_id, e.ward_id) = $4::uuid)`,
};

const ORDER: ReadOfOne = {
  name: 'pharmacy.order',
  kind: 'service_order',
  entity: 'service_order',
  subject: subjectIn('service_order'),
  shows: `SELECT ${ORDER_COLUMNS}, ${reviewOf('o.id')} AS review,
      (SELECT n.id FROM service_order n WHERE n.replaces_id = o.id) AS "replacement",
      ${ALLERGIES_OF_PATIENT} AS allergies,
      (SELECT coalesce(jsonb_agg(x.row), '[]') FROM (SELECT ${DISPENSING_JSON} AS row FROM dispensing d WHERE d.order_id = o.id
         ORDER BY d.id DESC LIMIT 100) x) AS dispensings
    FROM service_order o ${ORDER_PEOPLE} WHERE o.id = asked.entity_id`,
};
