import { CATEGORY as OBSERVATION_CATEGORY } from '../maps/observation.map.js';
import { beginning, folded, foldedSql } from './folded.js';
import { NEEDS, OF_A_PATIENT, ofOrderNumber } from './of-a-patient.js';
import { observationCode, OBSERVATIONS } from './observation.table.js';
import {
  alternatives,
  codeOf,
  ownObservationId,
  ownObservationRow,
  parameter,
  period,
  reference,
  type Condition,
  type Parameter,
} from './parameters.js';
import { ofParts, partCode, partConcept, PARTS } from './parts-said.js';
import { codeAndValue, quantity } from './quantities.js';
import type { ResourceTable } from './resource-table.js';
import { saidConcept, saidReference } from './said.js';

/** Codes of FHIR's observation-category; a sender's own have their own system, which is not kept beside them. */
const CATEGORIES = 'social-history vital-signs imaging laboratory procedure survey exam therapy activity'.split(' ');
const isForeignCategory = (code: string): boolean => !CATEGORIES.includes(code);
const ofOrder = reference('order_id', 'ServiceRequest', ofOrderNumber);

/** Of the observation or of any part of it. */
const either =
  (one: Condition, other: Condition): Condition =>
  (value, at, name) =>
    `(${one(value, at, name)} OR ${other(value, at, name)})`;

const ownQuantity = quantity("(r.facts->>'value')::numeric", "r.facts->>'unit'");
const partQuantity = quantity("(c.part->>'value')::numeric", "c.part->>'unit'");
const componentCode = ofParts(partCode);
const componentConcept = ofParts(partConcept);
const ownConcept = saidConcept('Observation', 'valueCodeableConcept', [
  "r.facts->'coded'->>'code'",
  "r.facts->'coded'->>'system'",
]);

const token = (condition: Condition, column?: string): Parameter =>
  parameter(condition, { type: 'token', ...(column && { column }) });
const quantityOf = (condition: Condition, column?: string): Parameter =>
  parameter(condition, { type: 'quantity', ...(column && { column }) });
const composite = (condition: Condition): Parameter => parameter(condition, { type: 'composite' });

const ownCodeQuantity = codeAndValue(observationCode, ownQuantity);
const partCodeQuantity = ofParts(codeAndValue(partCode, partQuantity));
const ownCodeConcept = codeAndValue(observationCode, ownConcept);
const partCodeConcept = ofParts(codeAndValue(partCode, partConcept));

/** Words of a value, or of what it is coded as; those that only its parts say are theirs. */
const WORDS = `coalesce(CASE WHEN r.facts ? 'components' THEN NULL ELSE r.facts->>'text' END, r.facts->'coded'->>'display')`;
/** A value that is words: by how it begins, marks and capitals aside. */
const valueString: Parameter = parameter(
  (value, at) => `coalesce(${foldedSql(WORDS)} LIKE ANY (${at(alternatives(value).map(beginning))}::text[]), false)`,
  { type: 'string', column: WORDS, folded: foldedSql(WORDS), fold: folded },
);

const ABSENT = "(SELECT o.details->>'dataAbsentReason' FROM observation o WHERE o.id = r.entity_id)";
const DATA_ABSENT = 'http://terminology.hl7.org/CodeSystem/data-absent-reason';

export const observation: ResourceTable = {
  select: OBSERVATIONS.select,
  parts: OBSERVATIONS.parts,
  parameters: {
    ...OF_A_PATIENT,
    _id: ownObservationId,
    code: observationCode,
    status: codeOf('status'),
    category: codeOf('category', { systems: [OBSERVATION_CATEGORY], foreign: isForeignCategory }),
    date: period('sort', 'until'),
    performer: saidReference(
      'performer',
      'Practitioner',
      'PractitionerRole',
      'Organization',
      'CareTeam',
      'Patient',
      'RelatedPerson',
    ),
    specimen: saidReference('specimen', 'Specimen'),
    'has-member': saidReference('hasMember', 'Observation'),
    'derived-from': saidReference('derivedFrom', 'Observation'),
    method: saidConcept('Observation', 'method'),
    'data-absent-reason': saidConcept('Observation', 'dataAbsentReason', [
      ABSENT,
      `CASE WHEN ${ABSENT} IS NOT NULL THEN '${DATA_ABSENT}' END`,
    ]),
    'value-quantity': ownQuantity,
    'value-concept': ownConcept,
    'value-string': valueString,
    'code-value-quantity': composite(ownCodeQuantity),
    'code-value-concept': composite(ownCodeConcept),
    'component-code': token(componentCode, PARTS),
    'component-value-quantity': quantityOf(ofParts(partQuantity)),
    'component-value-concept': token(componentConcept),
    'component-code-value-quantity': composite(partCodeQuantity),
    'component-code-value-concept': composite(partCodeConcept),
    'combo-code': token(either(observationCode, componentCode), 'r.code'),
    'combo-value-quantity': quantityOf(either(ownQuantity, ofParts(partQuantity))),
    'combo-value-concept': token(either(ownConcept, componentConcept)),
    'combo-code-value-quantity': composite(either(ownCodeQuantity, partCodeQuantity)),
    'combo-code-value-concept': composite(either(ownCodeConcept, partCodeConcept)),
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
