import { CATEGORY as OBSERVATION_CATEGORY } from '../maps/observation.map.js';
import { NEEDS, OF_A_PATIENT, ofOrderNumber } from './of-a-patient.js';
import { observationCode, OBSERVATIONS } from './observation.table.js';
import { codeOf, date, ownObservationId, ownObservationRow, parameter, reference } from './parameters.js';
import { performer } from './performer.js';
import { codeAndQuantity, quantity } from './quantities.js';
import type { ResourceTable } from './resource-table.js';

/** Codes of FHIR's observation-category; a sender's own have its own system, which is not kept beside them. */
const CATEGORIES = 'social-history vital-signs imaging laboratory procedure survey exam therapy activity'.split(' ');
const isForeignCategory = (code: string): boolean => !CATEGORIES.includes(code);
const ofOrder = reference('order_id', 'ServiceRequest', ofOrderNumber);
const observedQuantity = quantity("(r.facts->>'value')::numeric", "r.facts->>'unit'");
export const observation: ResourceTable = {
  select: OBSERVATIONS.select,
  parts: OBSERVATIONS.parts,
  parameters: {
    ...OF_A_PATIENT,
    _id: ownObservationId,
    code: observationCode,
    status: codeOf('status'),
    category: codeOf('category', { systems: [OBSERVATION_CATEGORY], foreign: isForeignCategory }),
    date: date('sort'),
    performer,
    'value-quantity': observedQuantity,
    'code-value-quantity': codeAndQuantity(observationCode, observedQuantity),
    'based-on': parameter(
      (value, at, name) =>
        `r.report_id IN (SELECT o.id FROM diagnostic_report o WHERE ${ofOrder(value, at, name).replaceAll('r.order_id', 'o.order_id')})`,
      { type: 'reference', column: 'r.report_id', names: 'ServiceRequest' },
    ),
  },
  row: ownObservationRow,
  needs: [...NEEDS, 'based-on'],
  sortType: 'timestamptz',
  sortedBy: ['date'],
};
