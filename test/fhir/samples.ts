import { randomUUID } from 'node:crypto';

/** A resource that was taken, with the id that it has here. */
export interface Made {
  readonly id: string;
  readonly [element: string]: unknown;
}

export const SYSTEM = 'http://foreign.example/numbers';
export const DAY = '2026-03-04';
export const AT = `${DAY}T08:00:00+07:00`;
const code = (value: string) => ({ coding: [{ system: 'http://loinc.org', code: value }], text: `Mã ${value}` });
const common = (type: string) => ({
  resourceType: type,
  id: randomUUID(),
  identifier: [{ system: SYSTEM, value: `so-${type}` }],
});
/** A resource of each type as another system sends it, which refer to those made before, in this order. */
export function samplesOf(made: ReadonlyMap<string, Made>): Readonly<Record<string, () => object>> {
  const to = (type: string) => ({ reference: `${type}/${made.get(type)!.id}` });
  const about = (type: string) => ({ ...common(type), subject: to('Patient'), encounter: to('Encounter') });
  return {
    Patient: () => ({
      ...common('Patient'),
      name: [{ text: 'Phùng Thị Mẫu' }],
      gender: 'female',
      birthDate: '1977-05-06',
      telecom: [{ system: 'phone', value: '0907654321' }],
      active: true,
      address: [{ line: ['12 Lê Lợi'], city: 'Huế', state: 'Thừa Thiên Huế', postalCode: '49000', country: 'VN' }],
    }),
    Practitioner: () => ({ ...common('Practitioner'), name: [{ text: 'Bác sĩ Mẫu Khoa' }], active: true }),
    Organization: () => ({ ...common('Organization'), name: 'Phòng khám Mẫu', active: true }),
    Location: () => ({
      ...common('Location'),
      name: 'Buồng Mẫu',
      status: 'active',
      physicalType: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/location-physical-type', code: 'ro' }],
      },
    }),
    PractitionerRole: () => ({ ...common('PractitionerRole'), practitioner: to('Practitioner'), active: true }),
    Encounter: () => ({
      ...common('Encounter'),
      status: 'finished',
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
      subject: to('Patient'),
      period: { start: AT, end: `${DAY}T09:00:00+07:00` },
    }),
    ServiceRequest: () => ({
      ...about('ServiceRequest'),
      status: 'active',
      intent: 'order',
      priority: 'urgent',
      code: code('2823-3'),
    }),
    Observation: () => ({
      ...about('Observation'),
      status: 'final',
      category: [
        { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] },
      ],
      code: code('2823-3'),
      effectiveDateTime: AT,
      valueQuantity: { value: 4.2, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
    }),
    DiagnosticReport: () => ({
      ...about('DiagnosticReport'),
      status: 'final',
      category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'LAB' }] }],
      code: code('24323-8'),
      effectiveDateTime: AT,
      issued: AT,
      result: [to('Observation')],
    }),
    Condition: () => ({
      ...about('Condition'),
      clinicalStatus: { coding: [{ code: 'active' }] },
      verificationStatus: { coding: [{ code: 'confirmed' }] },
      code: code('J18.9'),
      onsetDateTime: DAY,
      recordedDate: AT,
    }),
    AllergyIntolerance: () => ({
      ...common('AllergyIntolerance'),
      patient: to('Patient'),
      encounter: to('Encounter'),
      clinicalStatus: { coding: [{ code: 'active' }] },
      category: ['food'],
      criticality: 'high',
      code: code('91935009'),
      recordedDate: AT,
    }),
    MedicationRequest: () => ({
      ...about('MedicationRequest'),
      status: 'active',
      intent: 'order',
      medicationCodeableConcept: code('N02BE01'),
      authoredOn: AT,
    }),
    MedicationAdministration: () => ({
      ...common('MedicationAdministration'),
      status: 'completed',
      medicationCodeableConcept: code('N02BE01'),
      subject: to('Patient'),
      context: to('Encounter'),
      effectiveDateTime: AT,
    }),
    Task: () => ({
      ...common('Task'),
      status: 'requested',
      intent: 'order',
      code: code('t-1'),
      for: to('Patient'),
      encounter: to('Encounter'),
    }),
    Specimen: () => ({ ...common('Specimen'), status: 'available', subject: to('Patient') }),
    Provenance: () => ({
      resourceType: 'Provenance',
      id: randomUUID(),
      target: [to('Patient')],
      recorded: AT,
      agent: [{ who: to('Practitioner') }],
    }),
  };
}
