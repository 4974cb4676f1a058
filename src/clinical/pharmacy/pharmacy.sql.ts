import { staffNameSql } from '../../hospital/staff/staff-name.columns.js';

/** Columns of {@link ReviewRow} of a review `r`, as JSON; null where there is none. Moments are texts. */
export const REVIEW_JSON = `CASE WHEN r.id IS NOT NULL THEN jsonb_build_object('id', r.id, 'status', r.status, 'question', r.question, 'proposal', r.proposal,
    'answer', r.answer, 'answeredBy', r.answered_by, 'answererName', ${staffNameSql('r.answered_by')},
    'answeredAt', r.answered_at, 'product', r.product, 'reason', r.reason, 'comment', r.comment, 'reviewedBy', r.reviewed_by,
    'reviewerName', ${staffNameSql('r.reviewed_by')}, 'reviewedAt', r.reviewed_at, 'version', r.version) END`;

/** The same of an order whose id is the expression. */
export const reviewOf = (order: string): string =>
  `(SELECT ${REVIEW_JSON} FROM pharmacy_review r WHERE r.order_id = ${order})`;

/** A dispensing `d`, as JSON; moments are texts. */
export const DISPENSING_JSON = `jsonb_build_object('id', d.id, 'patientId', d.patient_id, 'encounterId', d.encounter_id, 'orderId', d.order_id,
    'product', d.product, 'quantity', d.quantity, 'unit', d.unit, 'lot', d.lot, 'expiresOn', d.expires_on, 'complete', d.complete, 'status', d.status,
    'returnedQuantity', d.returned_quantity, 'returnReason', d.return_reason, 'returnedBy', d.returned_by,
    'returnerName', ${staffNameSql('d.returned_by')}, 'returnedAt', d.returned_at, 'dispensedBy', d.dispensed_by,
    'dispenserName', ${staffNameSql('d.dispensed_by')}, 'dispensedAt', d.dispensed_at, 'version', d.version)`;
