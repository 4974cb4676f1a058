import { staffNameSql } from '../../../hospital/staff/staff-name.columns.js';
import { isUuid } from '../../../kernel/uuid.js';
import { lastOfPartialSql, partialInstantSql } from '../../../clinical/datatypes/partial-instant.js';
import { modelPairs } from '../../../platform/database/model-columns.js';
import { CLASS_SYSTEM, classOf } from '../maps/encounter.map.js';
import { SECTIONS } from '../maps/diagnostic-report.map.js';
import { ORDER_STATES } from '../maps/service-request.map.js';
import { MAY_BE_ABOUT_NOBODY } from '../elements/about-nobody.js';
import { RESOURCE_TYPES } from '../elements/resource-types.js';
import { keptCode, keptRows, keptTable, keptTableOfNobody } from './kept.table.js';
import { medicationAdministration, MEDICINE_ORDERS } from './medicines.tables.js';
import { OBSERVATIONS } from './observation.table.js';
import { location, organization, practitioner, practitionerRole } from './people-and-places.tables.js';
import { codeOf, date, parameter, period, reference, token } from './parameters.js';
import { periodEnd } from './periods.js';
import { saidConcept, saidIdentifier, saidOf, saidReference } from './said.js';
import { patient } from './patient.table.js';
import { observation } from './observations.search.js';
import { confidentialityOf, inParts, type ResourceTable } from './resource-table.js';
import { NEEDS, OF_A_PATIENT, ofOrderNumber, ofVisitNumber, senders } from './of-a-patient.js';
import { task } from './task.table.js';

/** Columns of which a resource says something else, or nothing. */
const NOT_SAID = ['code', 'codeSystem', 'display', 'onsetAt', 'onsetPrecision', 'recordedBy'];

const CODE = `'code', jsonb_build_object('system', code_system, 'code', code, 'display', display)`;

/** Columns of a table whose rows are resources. */
const rows = (table: string, sort: string, facts: string, more = '') =>
  `SELECT id::text AS id, id AS entity_id, patient_id, encounter_id, ${sort} AS sort, version, updated_at,
     code_system, code, ${more} jsonb_strip_nulls(jsonb_build_object(${CODE}, ${facts})) AS facts FROM ${table}`;

const encounter: ResourceTable = {
  select: `SELECT id::text AS id, id AS entity_id, patient_id, id AS encounter_id, started_at AS sort, version, updated_at,
      coalesce(ended_at, 'infinity') AS until, status, class, jsonb_strip_nulls(jsonb_build_object('class', class, 'status', status, 'reason', reason,
        'startedAt', started_at, 'endedAt', ended_at, 'visitNumber', visit_number)) AS facts FROM encounter`,
  parameters: {
    ...OF_A_PATIENT,
    identifier: senders(ofVisitNumber),
    status: codeOf('status'),
    class: codeOf('class', { systems: [CLASS_SYSTEM], translate: classOf }),
    date: period('sort', 'until'),
    type: saidConcept('Encounter', 'type'),
    'reason-code': saidConcept('Encounter', 'reasonCode'),
    participant: saidReference('participant.individual', 'Practitioner', 'PractitionerRole'),
    location: saidReference('location.location', 'Location'),
    'service-provider': saidReference('serviceProvider', 'Organization'),
  },
  needs: NEEDS,
  sortType: 'timestamptz',
  sortedBy: ['date'],
};

const REPORT_FACTS = `'category', category, 'status', status, 'effectiveAt', effective_at, 'issuedAt', issued_at, 'conclusion', conclusion`;
/** Reports of a table, or of what stands for one. @param valueIds SQL of the ids of their values */
export const reportRows = (table: string, valueIds: string, sort = 'effective_at', more = ''): string =>
  rows(table, sort, REPORT_FACTS, `status, category, issued_at, order_id, ${valueIds} AS observation_ids,${more}`);

/** Our word for a laboratory's section; all others are those of HL7 v2 table 0074. */
const sectionOf = (code: string): string => (code === 'LAB' ? 'laboratory' : code);
/** Sections of that table have two to four capitals. */
const isForeignSection = (code: string): boolean => !/^[A-Z]{2,4}$/.test(code);
/** SQL of when what a report is about ended. */
const REPORT_UNTIL = `coalesce((SELECT ${periodEnd("k.resource->'effectivePeriod'")} FROM fhir_source k
  WHERE k.entity_id = diagnostic_report.id AND k.resource ? 'effectivePeriod' LIMIT 1), effective_at) AS until,`;
/** SQL of what a report is called by its sender. */
const REPORT_CONCEPTS = `jsonb_build_array(${saidOf('DiagnosticReport', 'code')},
  jsonb_build_object('coding', (SELECT d.details->'codings' FROM diagnostic_report d WHERE d.id = r.entity_id)))`;
const diagnosticReport: ResourceTable = {
  select: reportRows(
    'diagnostic_report',
    `(SELECT array_agg(o.root_id ORDER BY o.id) FROM (${OBSERVATIONS.current}) o WHERE o.report_id = diagnostic_report.id)`,
    'effective_at',
    REPORT_UNTIL,
  ),
  parameters: {
    ...OF_A_PATIENT,
    code: token('code', 'code_system', REPORT_CONCEPTS),
    status: codeOf('status'),
    category: codeOf('category', { systems: [SECTIONS], translate: sectionOf, foreign: isForeignSection }),
    date: period('sort', 'until'),
    performer: saidReference('performer', 'Practitioner', 'PractitionerRole', 'Organization', 'CareTeam'),
    specimen: saidReference('specimen', 'Specimen'),
    conclusion: saidConcept('DiagnosticReport', 'conclusionCode'),
    issued: date('issued_at'),
    result: parameter(
      (value, at) =>
        `r.observation_ids && ${at(
          value
            .split(',')
            .map((one) => one.replace(/^Observation\//, ''))
            .filter(isUuid),
        )}::uuid[]`,
      { type: 'reference', names: 'Observation' },
    ),
    'based-on': reference('order_id', 'ServiceRequest', ofOrderNumber),
  },
  needs: [...NEEDS, 'based-on'],
  sortType: 'timestamptz',
  sortedBy: ['date'],
};

/**
 * A SELECT of a report as {@link Stored}, of rows that the same statement writes, which no other part of it can read.
 * @param written the CTE that returns them @param valueIds SQL of the ids of its values
 */
export const writtenReport = (written: string, valueIds: string): string =>
  `SELECT id, entity_id AS "entityId", patient_id AS "patientId", encounter_id AS "encounterId", to_jsonb(sort) #>> '{}' AS "sortKey",
     version, updated_at AS "updatedAt", facts, order_id AS "orderId", observation_ids AS "observationIds",
     ${confidentialityOf('written')} AS confidentiality
   FROM (${rows(written, 'effective_at', REPORT_FACTS, `order_id, ${valueIds} AS observation_ids,`)}) written`;

const ORDERS = `${rows(
  'service_order',
  'created_at',
  `'number', number, 'kind', kind, 'priority', priority, 'status', status, 'instructions', instructions,
     'requestedBy', requested_by, 'requester', ${staffNameSql('requested_by')},
     'collectedAt', collected_at, 'rejectedSpecimens', rejected_specimens, 'authoredAt', coalesce(signed_at, created_at)`,
  "status, priority, kind, 'order' AS intent,",
)} WHERE kind <> 'medication'`;
/** Orders of other systems, which their results refer to. */
const KEPT_ORDERS = keptRows(
  'ServiceRequest',
  `${keptCode('code')}, k.resource->>'status' AS status, k.resource->>'priority' AS priority, '' AS kind, k.resource->>'intent' AS intent`,
);
const serviceRequest: ResourceTable = {
  ...inParts(ORDERS, KEPT_ORDERS),
  parameters: {
    ...OF_A_PATIENT,
    code: token('code', 'code_system', saidOf('ServiceRequest', 'code')),
    status: codeOf('status', { translate: (status) => ORDER_STATES[status] ?? status }),
    intent: codeOf('intent'),
    priority: codeOf('priority'),
    identifier: senders(ofOrderNumber),
    category: saidConcept('ServiceRequest', 'category'),
    requisition: saidIdentifier('ServiceRequest', 'requisition'),
    specimen: saidReference('specimen', 'Specimen'),
    authored: date('sort'),
  },
  needs: [...NEEDS, 'status'],
  sortType: 'timestamptz',
  sortedBy: ['authored'],
};

const STATUSES = 'http://terminology.hl7.org/CodeSystem';
const VERIFICATION = `${STATUSES}/condition-ver-status`;
const condition: ResourceTable = {
  select: rows(
    'problem',
    'coalesce(onset_at, recorded_at)',
    `'clinicalStatus', clinical_status, 'verificationStatus', verification_status, 'recordedAt', recorded_at,
     'onset', ${partialInstantSql('onset')}, 'abatement', ${partialInstantSql('abated')}`,
    `clinical_status, verification_status, recorded_at,
     CASE WHEN onset_at IS NULL THEN recorded_at ELSE ${lastOfPartialSql('onset')} END AS until,
     abated_at, ${lastOfPartialSql('abated')} AS abated_until,`,
  ),
  parameters: {
    ...OF_A_PATIENT,
    code: token('code', 'code_system', saidOf('Condition', 'code')),
    'clinical-status': codeOf('clinical_status', { systems: [`${STATUSES}/condition-clinical`] }),
    'verification-status': codeOf('verification_status', { systems: [VERIFICATION] }),
    category: saidConcept('Condition', 'category'),
    'onset-date': period('sort', 'until'),
    'abatement-date': period('abated_at', 'abated_until'),
    'recorded-date': date('recorded_at'),
  },
  needs: NEEDS,
  sortType: 'timestamptz',
  sortedBy: ['onset-date'],
};

const allergyIntolerance: ResourceTable = {
  select: rows(
    'allergy',
    'recorded_at',
    `${modelPairs('Allergy', 'allergy', NOT_SAID)}, 'onset', ${partialInstantSql('onset')}`,
    'clinical_status, category, criticality,',
  ),
  parameters: {
    ...OF_A_PATIENT,
    code: token('code', 'code_system', saidOf('AllergyIntolerance', 'code')),
    'clinical-status': codeOf('clinical_status', { systems: [`${STATUSES}/allergyintolerance-clinical`] }),
    category: codeOf('category'),
    criticality: codeOf('criticality'),
    date: date('sort'),
  },
  needs: NEEDS,
  sortType: 'timestamptz',
  sortedBy: ['date'],
};

const medicationRequest: ResourceTable = {
  ...inParts(
    rows(
      'medication_request',
      'authored_at',
      `'status', status, 'intent', intent, 'dosageText', dosage_text, 'authoredAt', authored_at`,
      'status, intent,',
    ),
    MEDICINE_ORDERS,
  ),
  parameters: {
    ...OF_A_PATIENT,
    identifier: senders(ofOrderNumber),
    code: token('code', 'code_system', saidOf('MedicationRequest', 'medicationCodeableConcept')),
    status: codeOf('status'),
    intent: codeOf('intent'),
    authoredon: date('sort'),
  },
  needs: NEEDS,
  sortType: 'timestamptz',
  sortedBy: ['authoredon'],
};

/** The resources that can be read. */
export const TABLES = {
  Patient: patient,
  Encounter: encounter,
  Observation: observation,
  DiagnosticReport: diagnosticReport,
  ServiceRequest: serviceRequest,
  Condition: condition,
  AllergyIntolerance: allergyIntolerance,
  MedicationRequest: medicationRequest,
  MedicationAdministration: medicationAdministration,
  Practitioner: practitioner,
  PractitionerRole: practitionerRole,
  Organization: organization,
  Location: location,
  Task: task,
} as const satisfies Record<string, ResourceTable>;

export type ResourceType = keyof typeof TABLES;

/** Who works here, and places: of no patient, and told with what refers to them. */
export const BESIDE_CHARTS: readonly string[] = ['Practitioner', 'PractitionerRole', 'Organization', 'Location'];
/** What a patient's chart is made of. */
export const OF_A_CHART: readonly string[] = Object.keys(TABLES).filter((type) => !BESIDE_CHARTS.includes(type));

export type { ResourceTable } from './resource-table.js';

/** Tables of the types that are only kept, made when they are asked for. */
const ofKept = new Map<string, ResourceTable>();

/** How resources of a type are found. */
export function tableOf(type: string): ResourceTable {
  const table = (TABLES as Readonly<Record<string, ResourceTable>>)[type] ?? ofKept.get(type);
  if (table) return table;
  // What comes here stands in the list of FHIR's types: it is part of a statement.
  if (!RESOURCE_TYPES.has(type)) throw new Error('Not a resource type of FHIR R4.');
  const made = MAY_BE_ABOUT_NOBODY.has(type) ? keptTableOfNobody(type) : keptTable(type);
  ofKept.set(type, made);
  return made;
}
