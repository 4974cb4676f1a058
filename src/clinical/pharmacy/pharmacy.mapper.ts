import { personRef } from '../../kernel/person-ref.response.js';
import type { DispensingResponse, ProductResponse, ReviewResponse } from './dto/pharmacy.response.js';
import type { DispensingState, ReviewState } from './review.rules.js';

/** A product as it is stored: what was not said is absent. */
export type Product = Pick<ProductResponse, 'medication'> & Partial<ProductResponse>;

/** A review as pharmacy.sql builds it. */
export interface ReviewRow {
  readonly id: string;
  readonly status: Exclude<ReviewState, 'pending'>;
  readonly question: string | null;
  readonly proposal: Product | null;
  readonly answer: string | null;
  readonly answeredBy: string | null;
  readonly answererName: string | null;
  readonly answeredAt: string | null;
  readonly product: Product | null;
  readonly reason: string | null;
  readonly comment: string | null;
  readonly reviewedBy: string;
  readonly reviewerName: string | null;
  readonly reviewedAt: string;
  readonly version: number;
}

const PENDING: ReviewResponse = {
  ...{ status: 'pending', question: null, proposal: null, answer: null, answeredBy: null, answeredAt: null },
  ...{ product: null, reason: null, comment: null, reviewedBy: null, reviewedAt: null, version: 0 },
};

/** With null for what was not said. */
export const toProduct = (product: Product | null): ProductResponse | null =>
  product && { form: null, strength: null, instructions: null, ...product };

const instant = (text: string | null): string | null => text && new Date(text).toISOString();

/** What the pharmacy says, of an order without a review too. */
export function toReview(row: ReviewRow | null): ReviewResponse {
  if (!row) return PENDING;
  const { status, question, answer, reason, comment, version } = row;
  return {
    ...{ status, question, answer, reason, comment, version },
    proposal: toProduct(row.proposal),
    answeredBy: personRef(row.answeredBy, row.answererName),
    answeredAt: instant(row.answeredAt),
    product: toProduct(row.product),
    reviewedBy: personRef(row.reviewedBy, row.reviewerName),
    reviewedAt: instant(row.reviewedAt),
  };
}

/** What a product is called on one line: its name, form and strength. */
export const productText = ({ medication, form, strength }: Product): string =>
  [medication.display, form, strength].filter(Boolean).join(', ');

/** A dispensing as pharmacy.sql builds it. */
export interface DispensingRow {
  readonly id: string;
  readonly patientId: string;
  readonly encounterId: string;
  readonly orderId: string;
  readonly product: string;
  readonly quantity: number;
  readonly unit: string;
  readonly lot: string;
  readonly expiresOn: string;
  readonly complete: boolean;
  readonly status: DispensingState;
  readonly returnedQuantity: number;
  readonly returnReason: string | null;
  readonly returnedBy: string | null;
  readonly returnerName: string | null;
  readonly returnedAt: string | null;
  readonly dispensedBy: string;
  readonly dispenserName: string | null;
  readonly dispensedAt: string;
  readonly version: number;
}

export function toDispensing({ returnerName, dispenserName, ...row }: DispensingRow): DispensingResponse {
  return {
    ...row,
    returnedBy: personRef(row.returnedBy, returnerName),
    returnedAt: instant(row.returnedAt),
    dispensedBy: personRef(row.dispensedBy, dispenserName),
    dispensedAt: new Date(row.dispensedAt).toISOString(),
  };
}
