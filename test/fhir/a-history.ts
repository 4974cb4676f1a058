import { randomInt, randomUUID } from 'node:crypto';
import type { Bundle, BundleEntry } from './synthea.js';

const LOINC = 'http://loinc.org';
const SNOMED = 'http://snomed.info/sct';

/** A concept of one coding. */
export const concept = (system: string, code: string, display: string) => ({
  coding: [{ system, code, display }],
  text: display,
});

export const quantity = (value: number, unit: string) => ({
  value,
  unit,
  system: 'http://unitsofmeasure.org',
  code: unit,
});

/** An entry of a transaction that creates a resource. */
export function entryOf(resource: BundleEntry['resource']): BundleEntry {
  const id = resource.id ?? randomUUID();
  return {
    fullUrl: `urn:uuid:${id}`,
    resource: { ...resource, id },
    request: { method: 'POST', url: resource.resourceType },
  };
}

/** A small history with one of each: what the chart takes, and what it only keeps. */
export function aHistory(): Bundle {
  const patient = entryOf({
    resourceType: 'Patient',
    extension: [{ url: 'http://example.org/dan-toc', valueString: 'Kinh' }],
    identifier: [
      { system: 'https://benhan.vn/fhir/sid/cccd', value: `001090${String(randomInt(1e6)).padStart(6, '0')}` },
      { system: 'http://benhvien-huyen.example/ma', value: randomUUID(), type: { text: 'Mã bệnh viện huyện' } },
    ],
    name: [{ use: 'official', family: 'Lê', given: ['Văn', 'Thái'] }],
    telecom: [{ system: 'phone', value: '0912345678' }],
    gender: 'male',
    birthDate: '1990-03',
    address: [{ line: ['Thôn 3'], city: 'Xã Yên Bình', state: 'Lào Cai' }],
  });
  const subject = { reference: patient.fullUrl };
  const visit = entryOf({
    resourceType: 'Encounter',
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
    subject,
    reasonCode: [concept(SNOMED, '38362002', 'Sốt xuất huyết')],
    period: { start: '2024-05-02T08:00:00+07:00', end: '2024-05-06T10:00:00+07:00' },
  });
  const encounter = { reference: visit.fullUrl };
  const observed = (fields: Record<string, unknown>) =>
    entryOf({
      resourceType: 'Observation',
      status: 'final',
      category: [concept('http://terminology.hl7.org/CodeSystem/observation-category', 'laboratory', 'laboratory')],
      subject,
      encounter,
      effectiveDateTime: '2024-05-03T06:30:00+07:00',
      issued: '2024-05-03T07:15:30.250+07:00',
      ...fields,
    });
  const platelets = observed({
    code: concept(LOINC, '777-3', 'Tiểu cầu'),
    valueQuantity: quantity(85.123456789, '10*9/L'),
    referenceRange: [{ low: quantity(150, '10*9/L'), high: quantity(400, '10*9/L') }],
  });
  const medication = entryOf({ resourceType: 'Medication', code: { text: 'Oresol' } });
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    // What others refer to stands last: the order of a Bundle says nothing.
    entry: [
      platelets,
      observed({
        code: concept(LOINC, '85354-9', 'Huyết áp'),
        component: [
          { code: concept(LOINC, '8480-6', 'Tâm thu'), valueQuantity: quantity(95, 'mm[Hg]') },
          { code: concept(LOINC, '8462-4', 'Tâm trương'), valueQuantity: quantity(60, 'mm[Hg]') },
        ],
      }),
      observed({
        code: concept(LOINC, '75377-2', 'NS1'),
        valueCodeableConcept: concept(SNOMED, '10828004', 'Dương tính'),
      }),
      observed({ code: { text: 'Ghi chú xét nghiệm' }, valueString: 'Mẫu hơi tan máu' }),
      observed({
        code: concept(LOINC, '1988-5', 'CRP'),
        valueQuantity: { ...quantity(0.5, 'mg/L'), comparator: '<' },
      }),
      entryOf({
        resourceType: 'DiagnosticReport',
        status: 'final',
        category: [concept('http://terminology.hl7.org/CodeSystem/v2-0074', 'LAB', 'Laboratory')],
        code: concept(LOINC, '58410-2', 'Công thức máu'),
        subject,
        encounter,
        effectiveDateTime: '2024-05-03T06:30:00+07:00',
        issued: '2024-05-03T07:15:30.250+07:00',
        conclusion: 'Giảm tiểu cầu',
        result: [{ reference: platelets.fullUrl }],
      }),
      entryOf({
        resourceType: 'Condition',
        clinicalStatus: {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
        },
        code: concept('http://hl7.org/fhir/sid/icd-10', 'I10', 'Tăng huyết áp'),
        subject,
        encounter,
        onsetDateTime: '2019-07',
      }),
      entryOf({
        resourceType: 'AllergyIntolerance',
        clinicalStatus: {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', code: 'active' }],
        },
        category: ['medication'],
        criticality: 'high',
        code: { text: 'Penicillin' },
        patient: subject,
        reaction: [{ manifestation: [{ text: 'Nổi mề đay' }] }],
      }),
      entryOf({
        resourceType: 'MedicationRequest',
        status: 'completed',
        intent: 'order',
        contained: [
          {
            resourceType: 'Medication',
            id: 'para',
            code: concept('http://www.whocc.no/atc', 'N02BE01', 'Paracetamol'),
          },
        ],
        medicationReference: { reference: '#para' },
        subject,
        encounter,
        authoredOn: '2024-05-02T09:00:00+07:00',
        dosageInstruction: [{ text: '500 mg khi sốt trên 38,5 °C' }],
      }),
      entryOf({
        resourceType: 'MedicationRequest',
        status: 'completed',
        intent: 'order',
        medicationReference: { reference: medication.fullUrl },
        subject,
        authoredOn: '2024-05-02',
      }),
      entryOf({
        resourceType: 'Immunization',
        status: 'completed',
        patient: subject,
        vaccineCode: { text: 'Uốn ván' },
      }),
      medication,
      visit,
      patient,
    ],
  };
}

/** The first entry of a type. */
export function entryIn(bundle: Bundle, type: string): BundleEntry {
  return bundle.entry.find(({ resource }) => resource.resourceType === type)!;
}
