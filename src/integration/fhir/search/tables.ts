import { partialDateSql } from '../../../clinical/datatypes/partial-date.js';
import { partialInstantSql } from '../../../clinical/datatypes/partial-instant.js';
import { modelPairs } from '../../../platform/database/model-columns.js';
import { ORDER_STATES } from '../maps/service-request.map.js';
import { observationCode, OBSERVATIONS } from './observation.table.js';
import type { SearchRequest } from './search-request.js';
import {
  codeOf,
  date,
  invalidParameter,
  ownId,
  ownObservationId,
  reference,
  token,
  type At,
  type Parameter,
} from './parameters.js';
import { patientPageSql } from './patient.search.js';

/** Rows of one table among those of a resource. */
export interface TablePart {
  readonly select: string;
  /** Whether any of its rows can meet these filters, as far as they tell without looking. */
  readonly mayHold: (filters: SearchRequest['filters']) => boolean;
}

/** Rows of one table among those of a resource. */
export interface TablePart {
  readonly select: string;
  /** Whether any of its rows can meet these filters, as far as they tell without looking. */
  readonly mayHold: (filters: SearchRequest['filters']) => boolean;
}

/**
 * How a resource is found in the hospital's own tables. `select` gives one row a resource: id, entity_id, patient_id,
 * encounter_id, sort (orders every list, newest first unless ascending), version, updated_at, facts, and the columns
 * its parameters look at.
 */
export interface ResourceTable {
  readonly select: string;
  /** The same in parts, where rows come from several tables: each is searched by itself, if it may hold what is looked for. */
  readonly parts?: readonly TablePart[];
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** Parameters of which a search needs one, so that it never walks the whole hospital. */
  readonly needs: readonly string[];
  readonly sortType: 'timestamptz' | 'text';
  readonly ascending?: boolean;
  /** SQL of the rows of a page in order, where they are not found by walking the table; undefined when they are. */
  readonly page?: (search: SearchRequest, at: At) => string | undefined;
}

/** By what the sender called it: an identifier it gave, or the id it has there. */
const senders: Parameter = (value, at, name) => {
  const [system, number] = value.split('|', 2) as [string, string | undefined];
  if (!system || !number) invalidParameter(name);
  const original = system === 'urn:ietf:rfc:3986' ? /^(urn:\w+):(.+)$/.exec(number) : [number, system, number];
  return `r.entity_id = ANY(ARRAY(
    SELECT entity_id FROM fhir_source WHERE resource ? 'identifier'
      AND resource->'identifier' @> ${at(JSON.stringify([{ system, value: number }]))}::jsonb
    UNION SELECT entity_id FROM fhir_source WHERE source = ${at(original?.[1])} AND source_id = ${at(original?.[2])}))`;
};

const OF_A_PATIENT = {
  identifier: senders,
  _id: ownId,
  _lastUpdated: date('updated_at'),
  patient: reference('patient_id', 'Patient'),
  subject: reference('patient_id', 'Patient'),
  encounter: reference('encounter_id', 'Encounter'),
} as const;
const NEEDS = ['patient', 'subject', 'encounter', '_id', 'identifier'] as const;

/** Columns of which a resource says something else, or nothing. */
const NOT_SAID = ['code', 'codeSystem', 'display', 'onsetAt', 'onsetPrecision', 'recordedBy'];

const CODE = `'code', jsonb_build_object('system', code_system, 'code', code, 'display', display)`;

/** Columns of a table whose rows are resources. */
const rows = (table: string, sort: string, facts: string, more = '') =>
  `SELECT id::text AS id, id AS entity_id, patient_id, encounter_id, ${sort} AS sort, version, updated_at,
     code_system, code, ${more} jsonb_strip_nulls(jsonb_build_object(${CODE}, ${facts})) AS facts FROM ${table}`;

const patient: ResourceTable = {
  select: `SELECT id::text AS id, id AS entity_id, id AS patient_id, NULL::uuid AS encounter_id, name_sort AS sort,
      version, updated_at, sex,
      jsonb_strip_nulls(jsonb_build_object('fullName', full_name, 'sex', sex, 'deceasedAt', deceased_at, 'deceased', nullif(deceased_undated, false),
        'workingName', nullif(identity_unknown, false), 'birthDateEstimated', nullif(birth_date_estimated, false),
        'bornAt', born_at, 'birthOrder', birth_order, 'birthCount', birth_count,
        'replaces', (SELECT jsonb_agg(merged_id ORDER BY m.id) FROM patient_merge m
          WHERE m.patient_id = patient.id AND m.undone_at IS NULL),
        'birthDate', ${partialDateSql('birth_date', 'birth_date_precision')},
        'phones', phones, 'addresses', addresses, 'contacts', contacts, 'identifiers',
        jsonb_build_array(jsonb_build_object('system', 'https://benhan.vn/fhir/sid/mrn', 'value', mrn)) || coalesce((
          SELECT jsonb_agg(jsonb_build_object('system', system, 'value', value, 'retiredAt', retired_at) ORDER BY i.id)
          FROM patient_identifier i WHERE i.patient_id = patient.id), '[]'))) AS facts FROM patient`,
  parameters: {
    _id: ownId,
    _lastUpdated: date('updated_at'),
    identifier: foundFirst,
    name: foundFirst,
    family: foundFirst,
    given: foundFirst,
    birthdate: foundFirst,
    gender: codeOf('sex'),
  },
  needs: ['_id', 'identifier', 'name', 'family', 'given', 'birthdate'],
  sortType: 'text',
  ascending: true,
  page: (search, at) => patientPageSql(patient.select, search, at),
};

/** Of those whom {@link patientPageSql} finds first; what is left is no condition on rows. */
function foundFirst(): never {
  throw new Error('Patients are found by patientPageSql.');
}

const encounter: ResourceTable = {
  select: `SELECT id::text AS id, id AS entity_id, patient_id, id AS encounter_id, started_at AS sort, version, updated_at,
      status, class, jsonb_strip_nulls(jsonb_build_object('class', class, 'status', status, 'reason', reason,
        'startedAt', started_at, 'endedAt', ended_at, 'visitNumber', visit_number)) AS facts FROM encounter`,
  parameters: { ...OF_A_PATIENT, status: codeOf('status'), date: date('sort') },
  needs: NEEDS,
  sortType: 'timestamptz',
};

const REPORT_FACTS = `'category', category, 'status', status, 'effectiveAt', effective_at, 'issuedAt', issued_at, 'conclusion', conclusion`;
const diagnosticReport: ResourceTable = {
  select: rows(
    'diagnostic_report',
    'effective_at',
    REPORT_FACTS,
    `status, category, order_id, (SELECT array_agg(o.root_id ORDER BY o.id) FROM (${OBSERVATIONS.current}) o
       WHERE o.report_id = diagnostic_report.id) AS observation_ids,`,
  ),
  parameters: {
    ...OF_A_PATIENT,
    code: token('code', 'code_system'),
    status: codeOf('status'),
    category: codeOf('category'),
    date: date('sort'),
    'based-on': reference('order_id', 'ServiceRequest'),
  },
  needs: [...NEEDS, 'based-on'],
  sortType: 'timestamptz',
};

/**
 * A SELECT of a report as {@link Stored}, of rows that the same statement writes, which no other part of it can read.
 * @param written the CTE that returns them @param valueIds SQL of the ids of its values
 */
export const writtenReport = (written: string, valueIds: string): string =>
  `SELECT id, entity_id AS "entityId", patient_id AS "patientId", encounter_id AS "encounterId", to_jsonb(sort) #>> '{}' AS "sortKey",
     version, updated_at AS "updatedAt", facts, order_id AS "orderId", observation_ids AS "observationIds"
   FROM (${rows(written, 'effective_at', REPORT_FACTS, `order_id, ${valueIds} AS observation_ids,`)}) written`;

const serviceRequest: ResourceTable = {
  select: rows(
    'service_order',
    'created_at',
    `'number', number, 'kind', kind, 'priority', priority, 'status', status, 'instructions', instructions,
     'authoredAt', coalesce(signed_at, created_at)`,
    'status, priority, number,',
  ),
  parameters: {
    ...OF_A_PATIENT,
    code: token('code', 'code_system'),
    status: codeOf('status', (status) => ORDER_STATES[status] ?? status),
    priority: codeOf('priority'),
    identifier: codeOf('number'),
    authored: date('sort'),
  },
  needs: [...NEEDS, 'status'],
  sortType: 'timestamptz',
};

const condition: ResourceTable = {
  select: rows(
    'problem',
    'coalesce(onset_at, recorded_at)',
    `'clinicalStatus', clinical_status, 'verificationStatus', verification_status, 'recordedAt', recorded_at,
     'onset', ${partialInstantSql('onset')}, 'abatement', ${partialInstantSql('abated')}`,
    'clinical_status, verification_status,',
  ),
  parameters: {
    ...OF_A_PATIENT,
    code: token('code', 'code_system'),
    'clinical-status': codeOf('clinical_status'),
    'verification-status': codeOf('verification_status'),
    'onset-date': date('sort'),
  },
  needs: NEEDS,
  sortType: 'timestamptz',
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
    code: token('code', 'code_system'),
    'clinical-status': codeOf('clinical_status'),
    category: codeOf('category'),
    criticality: codeOf('criticality'),
  },
  needs: NEEDS,
  sortType: 'timestamptz',
};

const medicationRequest: ResourceTable = {
  select: rows(
    'medication_request',
    'authored_at',
    `'status', status, 'intent', intent, 'dosageText', dosage_text, 'authoredAt', authored_at`,
    'status, intent,',
  ),
  parameters: {
    ...OF_A_PATIENT,
    code: token('code', 'code_system'),
    status: codeOf('status'),
    intent: codeOf('intent'),
    authoredon: date('sort'),
  },
  needs: NEEDS,
  sortType: 'timestamptz',
};

const observation: ResourceTable = {
  select: OBSERVATIONS.select,
  parts: OBSERVATIONS.parts,
  parameters: {
    ...OF_A_PATIENT,
    _id: ownObservationId,
    code: observationCode,
    status: codeOf('status'),
    category: codeOf('category'),
    date: date('sort'),
  },
  needs: NEEDS,
  sortType: 'timestamptz',
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
} as const satisfies Record<string, ResourceTable>;

export type ResourceType = keyof typeof TABLES;
