/** Examples for the API description. */

const POTASSIUM = {
  coding: [{ system: 'http://loinc.org', code: '2823-3', display: 'Potassium' }],
  text: 'Kali huyết thanh',
};
const SUBJECT = { reference: 'Patient/019a1b2c-0000-7000-8000-000000000002' };
const AT = '2026-11-23T08:00:00Z';
const VALUE = {
  resourceType: 'Observation',
  status: 'final',
  code: POTASSIUM,
  subject: SUBJECT,
  effectiveDateTime: AT,
  valueQuantity: { value: 5.9, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
  referenceRange: [{ low: { value: 3.5 }, high: { value: 5.1 } }],
};
const FOR_AN_ORDER = [{ reference: 'ServiceRequest/019a1b2c-0000-7000-8000-000000000080' }];

export const EXAMPLE_OBSERVATION = { ...VALUE, basedOn: FOR_AN_ORDER };

export const EXAMPLE_REPORT = {
  resourceType: 'DiagnosticReport',
  status: 'final',
  basedOn: FOR_AN_ORDER,
  subject: SUBJECT,
  code: POTASSIUM,
  effectiveDateTime: AT,
  issued: AT,
  contained: [{ ...VALUE, id: 'k' }],
  result: [{ reference: '#k' }],
};

export const EXAMPLE_BUNDLE = {
  resourceType: 'Bundle',
  type: 'transaction',
  entry: [
    {
      fullUrl: 'urn:uuid:6d5f0c1e-0f2a-4c55-9a4e-2f5f1f6b7a10',
      resource: {
        resourceType: 'Patient',
        name: [{ text: 'Nguyễn Thị Ánh' }],
        gender: 'female',
        birthDate: '1990-05-12',
      },
      request: { method: 'POST', url: 'Patient' },
    },
  ],
};

const CODED = (system: string, code: string) => ({ coding: [{ system, code }] });
const HL7 = 'http://terminology.hl7.org/CodeSystem';
const PATIENT = {
  resourceType: 'Patient',
  id: '019a1b2c-0000-7000-8000-000000000002',
  meta: { versionId: '1', lastUpdated: AT },
  identifier: [{ system: 'https://benhan.vn/fhir/sid/mrn', value: '79014-00000001' }],
  name: [{ text: 'Nguyễn Thị Ánh' }],
  gender: 'female',
  birthDate: '1990-05-12',
};

/** An answer of each type of resource, cut short. */
export const EXAMPLES: Readonly<Record<string, object>> = {
  Patient: PATIENT,
  Observation: { id: '019a1b2c-0000-7000-8000-000000000090', ...EXAMPLE_OBSERVATION },
  DiagnosticReport: { id: '019a1b2c-0000-7000-8000-000000000091', ...EXAMPLE_REPORT },
  Bundle: {
    resourceType: 'Bundle',
    type: 'searchset',
    link: [{ relation: 'self', url: 'https://emr.benhvien.vn/fhir/R4/Patient?name=anh' }],
    entry: [{ fullUrl: `https://emr.benhvien.vn/fhir/R4/Patient/${PATIENT.id}`, resource: PATIENT }],
  },
  Encounter: {
    resourceType: 'Encounter',
    id: '019a1b2c-0000-7000-8000-000000000030',
    status: 'in-progress',
    class: { system: `${HL7}/v3-ActCode`, code: 'IMP' },
    subject: SUBJECT,
    period: { start: AT },
  },
  ServiceRequest: {
    resourceType: 'ServiceRequest',
    id: '019a1b2c-0000-7000-8000-000000000080',
    status: 'active',
    intent: 'order',
    code: POTASSIUM,
    subject: SUBJECT,
  },
  Condition: {
    resourceType: 'Condition',
    id: '019a1b2c-0000-7000-8000-000000000040',
    clinicalStatus: CODED(`${HL7}/condition-clinical`, 'active'),
    code: CODED('http://hl7.org/fhir/sid/icd-10', 'J18.9'),
    subject: SUBJECT,
  },
  AllergyIntolerance: {
    resourceType: 'AllergyIntolerance',
    id: '019a1b2c-0000-7000-8000-000000000050',
    clinicalStatus: CODED(`${HL7}/allergyintolerance-clinical`, 'active'),
    code: { text: 'Penicillin' },
    patient: SUBJECT,
  },
  MedicationRequest: {
    resourceType: 'MedicationRequest',
    id: '019a1b2c-0000-7000-8000-000000000060',
    status: 'active',
    intent: 'order',
    medicationCodeableConcept: { text: 'Paracetamol 500 mg' },
    subject: SUBJECT,
  },
  Subscription: {
    resourceType: 'Subscription',
    status: 'requested',
    reason: 'LIS khoa Xét nghiệm',
    criteria: 'ServiceRequest?',
    channel: { type: 'rest-hook', endpoint: 'https://lis.benhvien.vn/hooks/emr' },
  },
  AuditEvent: {
    resourceType: 'AuditEvent',
    id: '019a1b2c-0000-7000-8000-000000000070',
    type: { system: `${HL7}/audit-event-type`, code: 'rest' },
    action: 'R',
    recorded: AT,
    agent: [{ who: { display: 'doctor' }, requestor: true }],
    source: { observer: { display: 'Bệnh Án' } },
  },
  CapabilityStatement: {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: AT,
    kind: 'instance',
    fhirVersion: '4.0.1',
    format: ['application/fhir+json'],
  },
};

/** Parameters of an operation. */
export const EXAMPLE_PARAMETERS = {
  resourceType: 'Parameters',
  parameter: [{ name: '_type', valueString: 'Observation' }],
};
