import { roleWords } from '../../../platform/routes/policy.words.js';
import { showCode } from '../elements/concept.js';
import type { ShownMap } from './resource-map.js';

/** What people who work here are called by. */
export const STAFF_SYSTEMS = {
  username: 'https://benhan.vn/fhir/sid/staff',
  certificate: 'https://benhan.vn/fhir/sid/practising-certificate',
  role: 'https://benhan.vn/fhir/CodeSystem/staff-role',
} as const;
const HOSPITAL = 'https://benhan.vn/fhir/sid/hospital';
const PLACE = 'https://benhan.vn/fhir/sid/place';
const PHYSICAL = 'http://terminology.hl7.org/CodeSystem/location-physical-type';

interface Person {
  readonly username: string;
  readonly fullName: string;
  readonly certificate?: string;
  readonly active: boolean;
}

export const practitionerMap: ShownMap<Person> = {
  type: 'Practitioner',
  entity: 'staff_member',
  references: {},
  show: ({ username, fullName, certificate, active }) => ({
    identifier: [
      { system: STAFF_SYSTEMS.username, value: username },
      ...(certificate ? [{ system: STAFF_SYSTEMS.certificate, value: certificate }] : []),
    ],
    active,
    name: [{ use: 'official', text: fullName }],
  }),
};

interface Named {
  readonly id: string;
  readonly name: string;
}
const refer = (type: string, { id, name }: Named) => ({ reference: `${type}/${id}`, display: name });

interface StaffRole {
  readonly role: string;
  readonly staffId: string;
  readonly name: string;
  readonly active: boolean;
  readonly hospital?: Named;
  readonly wards?: readonly Named[];
}

export const practitionerRoleMap: ShownMap<StaffRole> = {
  type: 'PractitionerRole',
  entity: 'staff_role',
  references: {},
  show: ({ role, staffId, name, active, hospital, wards }) => ({
    active,
    practitioner: refer('Practitioner', { id: staffId, name }),
    ...(hospital && { organization: refer('Organization', hospital) }),
    code: [{ ...showCode(STAFF_SYSTEMS.role, role), text: roleWords(role).vi }],
    ...(wards && { location: wards.map((ward) => refer('Location', ward)) }),
  }),
};

export const organizationMap: ShownMap<{ readonly code: string; readonly name: string }> = {
  type: 'Organization',
  // One is the hospital; all others came from elsewhere.
  entity: 'fhir_source',
  references: {},
  show: ({ code, name }) => ({
    identifier: [{ system: HOSPITAL, value: code }],
    active: true,
    type: [showCode('http://terminology.hl7.org/CodeSystem/organization-type', 'prov')],
    name,
  }),
};

interface Place {
  readonly kind: string;
  readonly code: string;
  readonly name: string;
  readonly active: boolean;
  readonly partOf?: string;
}

export const locationMap: ShownMap<Place> = {
  type: 'Location',
  entity: 'ward',
  references: {},
  show: ({ kind, code, name, active, partOf }) => ({
    identifier: [{ system: PLACE, value: code }],
    status: active ? 'active' : 'inactive',
    name,
    mode: 'instance',
    physicalType: showCode(PHYSICAL, kind),
    ...(partOf && { partOf: { reference: `Location/${partOf}` } }),
  }),
};
