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
