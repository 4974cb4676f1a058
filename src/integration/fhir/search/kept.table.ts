import { spanOfResource } from './periods.js';
import { saidConcept, saidIdentifier, saidReference } from './said.js';
import { parameter, period, token, alternatives, tokenOf, type Parameter } from './parameters.js';
import { NEEDS, OF_A_PATIENT } from './of-a-patient.js';
import type { ResourceTable } from './resource-table.js';

/**
 * Resources of a type that are only kept, as rows of {@link ResourceTable}: what they say is told as they were sent, their text and every digit.
 * @param more SQL of the further columns that the parameters of the type look at, from the row `k`
 */
export const keptRows = (type: string, more = '', sort = 'k.updated_at'): string =>
  `SELECT k.id::text AS id, k.id AS entity_id, k.patient_id, k.encounter_id, ${sort} AS sort, k.version, k.updated_at,
     ${more ? `${more},` : ''} jsonb_build_object('asSent', k.resource::text, 'source', k.source, 'sourceId', k.source_id, 'targets', k.targets) AS facts
   FROM fhir_source k WHERE k.resource_type = '${type}' AND k.entity_id IS NULL`;

export const keptCode = (element: string, column = 'code'): string =>
  `k.resource->'${element}'->'coding'->0->>'system' AS ${column}_system, k.resource->'${element}'->'coding'->0->>'code' AS ${column}`;

const SPAN = spanOfResource('k.resource');
/** Columns of every type that is only kept. */
const COLUMNS = `coalesce(k.resource#>>'{status}', k.resource#>>'{clinicalStatus,coding,0,code}') AS status, ${keptCode('code')},
  k.resource->'code' AS concept, ${SPAN.since} AS since, ${SPAN.until} AS until`;

const status: Parameter = parameter(
  (value, at, name) => {
    const codes = alternatives(value).map((part) => tokenOf(part, name).code);
    return `r.status = ANY(${at(codes)}::text[])`;
  },
  { type: 'token', column: 'r.status' },
);

/** Of what is told who made it. */
export const PROVENANCE_TARGETS = [
  'Patient',
  'Encounter',
  'Observation',
  'DiagnosticReport',
  'ServiceRequest',
  'Condition',
  'AllergyIntolerance',
  'MedicationRequest',
  'MedicationAdministration',
  'Specimen',
] as const;

/** What some of them are searched by besides. */
const OF_TYPE: Readonly<Record<string, Readonly<Record<string, Parameter>>>> = {
  Specimen: { accession: saidIdentifier('Specimen', 'accessionIdentifier') },
  Immunization: { 'vaccine-code': saidConcept('Immunization', 'vaccineCode') },
  Provenance: {
    target: saidReference('target', ...PROVENANCE_TARGETS),
  },
};

/** How the types are found that the chart does not take, each within a patient. */
export const keptTable = (type: string): ResourceTable => ({
  select: keptRows(type, COLUMNS),
  parameters: {
    ...OF_A_PATIENT,
    code: token('code', 'code_system', 'r.concept'),
    status,
    type: saidConcept(type, 'type'),
    category: saidConcept(type, 'category'),
    date: period('since', 'until'),
    ...OF_TYPE[type],
  },
  needs: NEEDS,
  sortType: 'timestamptz',
  sortedBy: ['_lastUpdated'],
});

/** The same of types that need not be about anybody. */
export const keptTableOfNobody = (type: string): ResourceTable => ({ ...keptTable(type), parameters: OF_A_PATIENT });
