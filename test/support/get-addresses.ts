import { hospitalDate } from '../../src/kernel/hospital-time.js';
import type { SixteenthChart } from './sixteen-charts.js';

/** The parts of addresses whose id is of a patient's record; FHIR's types with the word of the hospital. */
const RECORDS: Readonly<Record<string, string>> = {
  patients: 'patients',
  encounters: 'encounters',
  vitals: 'vitals',
  notes: 'notes',
  files: 'files',
  orders: 'orders',
  results: 'results',
  doses: 'doses',
  allergies: 'allergies',
  problems: 'problems',
  Patient: 'patients',
  Encounter: 'encounters',
  Observation: 'values',
  DiagnosticReport: 'results',
  ServiceRequest: 'orders',
  Condition: 'problems',
  AllergyIntolerance: 'allergies',
  MedicationRequest: 'medications',
  MedicationAdministration: 'doses',
  Task: 'tasks',
  AuditEvent: 'events',
  '{type}': 'kept',
};

/** Types of FHIR that are of no patient, with what of a chart has an id of theirs. */
const OF_NOBODY: Readonly<Record<string, (chart: SixteenthChart) => string>> = {
  Practitioner: ({ staff }) => staff.id,
  PractitionerRole: ({ ids }) => ids.roles!,
  Organization: ({ ids }) => ids.organizations!,
  Location: ({ ward }) => ward.id,
};

/** Versions of what was changed since it was written: only the newest can be read. */
const VERSIONS: Readonly<Record<string, string>> = { ServiceRequest: '3' };

type Address = (chart: SixteenthChart, until: string) => string;

/** Routes with an id that is of something else, and lists with what makes them sixteen different ones. */
const OTHERS: Readonly<Record<string, Address>> = {
  '/api/v1/audit/events': ({ patientId }, until) => `/api/v1/audit/events?patientId=${patientId}&to=${until}`,
  '/api/v1/audit/events/{id}': ({ ids }) => `/api/v1/audit/events/${ids.events}`,
  '/api/v1/audit/events/{id}/proof': ({ ids }) => `/api/v1/audit/events/${ids.events}/proof`,
  '/api/v1/audit/export': ({ patientId }, until) =>
    `/api/v1/audit/export?format=csv&patientId=${patientId}&to=${until}`,
  '/api/v1/audit/records/{entity}/{id}': ({ ids }) => `/api/v1/audit/records/note/${ids.notes}`,
  '/api/v1/audit/records/{entity}/{id}/reads': ({ ids }) => `/api/v1/audit/records/note/${ids.notes}/reads`,
  '/api/v1/audit/people/{staffId}/day': ({ staff, n }) =>
    `/api/v1/audit/people/${staff.id}/day?by=patient&date=2026-0${1 + (n % 9)}-01`,
  '/api/v1/patients/{id}/access-report': ({ patientId }, until) =>
    `/api/v1/patients/${patientId}/access-report?to=${hospitalDate(new Date(Date.parse(until) - 2 * 86_400_000))}`,
  '/fhir/R4/AuditEvent': ({ patientId }, until) => `/fhir/R4/AuditEvent?patient=${patientId}&date=lt${until}`,
  '/fhir/R4/Observation/$lastn': ({ patientId }) => `/fhir/R4/Observation/$lastn?patient=${patientId}`,
  '/api/v1/audit/patients': ({ n }) => `/api/v1/audit/patients?name=thu&limit=${n + 1}`,
  '/api/v1/patients': ({ n }) => `/api/v1/patients?name=thu&birthDate=1980-02-03&limit=${n + 1}`,
  '/api/v1/patients/duplicates': ({ n }) => `/api/v1/patients/duplicates?limit=${n + 1}`,
  '/api/v1/patients/{id}/merge-preview': ({ patientId }) =>
    `/api/v1/patients/${patientId}/merge-preview?with=${patientId}`,
  '/api/v1/documents/record/progress': ({ patientId }) => `/api/v1/documents/record/progress?patientId=${patientId}`,
  '/api/v1/encounters': ({ n, patientId, ward }) =>
    `/api/v1/encounters?${n % 2 ? `wardId=${ward.id}` : `patientId=${patientId}`}`,
  '/api/v1/orders': ({ n }) => `/api/v1/orders?status=active&kind=laboratory&limit=${n + 1}`,
  '/api/v1/pharmacy/orders': ({ n }) => `/api/v1/pharmacy/orders?limit=${n + 1}`,
  '/api/v1/orders/{id}/pharmacy': ({ ids }) => `/api/v1/orders/${ids.medicines}/pharmacy`,
  '/api/v1/wards/{id}/board': ({ ward }) => `/api/v1/wards/${ward.id}/board`,
  '/api/v1/wards/{id}/mar': ({ ward }, until) => `/api/v1/wards/${ward.id}/mar?date=${hospitalDate(new Date(until))}`,
  '/api/v1/encounters/{id}/mar': ({ ids }, until) =>
    `/api/v1/encounters/${ids.encounters}/mar?date=${hospitalDate(new Date(until))}`,
  '/api/v1/wards/{id}/due': ({ ward }) => `/api/v1/wards/${ward.id}/due`,
  '/api/v1/wards/{id}/incoming': ({ ward, n }) => `/api/v1/wards/${ward.id}/incoming?limit=${n + 1}`,
  '/api/v1/wards/{id}/handover': ({ ward, n }) => `/api/v1/wards/${ward.id}/handover?limit=${n + 1}`,
  '/api/v1/wards/{id}/queue': ({ ward, n }) => `/api/v1/wards/${ward.id}/queue?limit=${n + 1}`,
  '/api/v1/wards/{id}/movements': ({ ward, n }, until) =>
    `/api/v1/wards/${ward.id}/movements?limit=${n + 1}&since=${new Date(Date.parse(until) - 3 * 86_400_000).toISOString()}`,
  '/api/v1/wards/{id}/duties': ({ ward }) => `/api/v1/wards/${ward.id}/duties`,
  '/api/v1/beds': ({ ward }) => `/api/v1/beds?wardId=${ward.id}`,
  '/api/v1/staff': ({ staff }) => `/api/v1/staff?username=${staff.username}`,
  '/api/v1/staff/{id}': ({ staff }) => `/api/v1/staff/${staff.id}`,
  '/api/v1/staff/{id}/signing-certificate': ({ staff }) => `/api/v1/staff/${staff.id}/signing-certificate`,
  '/api/v1/staff/{id}/signing-keys': ({ staff }) => `/api/v1/staff/${staff.id}/signing-keys`,
  '/api/v1/staff/{id}/sessions': ({ staff }) => `/api/v1/staff/${staff.id}/sessions`,
  '/api/v1/staff/{id}/identities': ({ staff }) => `/api/v1/staff/${staff.id}/identities`,
  '/api/v1/radar/cases': ({ patientId }) => `/api/v1/radar/cases?patientId=${patientId}`,
  '/api/v1/radar/cases/{id}': ({ ids }) => `/api/v1/radar/cases/${ids.cases}`,
};

/** Routes that cannot be asked about sixteen records: sixteen ask the same of them. */
const ALL_THE_SAME: Readonly<Record<string, string>> = {
  '/api/v1/tasks/mine': 'is about who asks',
  '/api/v1/results/inbox': 'is about who asks',
  '/api/v1/results/critical': 'one list for the hospital',
  '/api/v1/auth/me': 'is about who asks',
  '/api/v1/auth/unsent-keys': 'is about who asks',
  '/api/v1/auth/signing-keys': 'is about who asks',
  '/api/v1/auth/sessions': 'is about who asks',
  '/api/v1/duties/mine': 'is about who asks',
  '/api/v1/notes/mine': 'is about who asks',
  '/api/v1/notes/awaiting-cosignature': 'is about who asks',
  '/api/v1/note-templates': 'one list for the hospital',
  '/api/v1/order-sets': 'one list for the hospital',
  '/api/v1/formulary': 'one list for the hospital',
  '/api/v1/wards': 'one list for the hospital',
  '/api/v1/staff-directory': 'one list for the hospital',
  '/api/v1/terminals': 'one list for the hospital',
  '/api/v1/clients': 'one list for the hospital',
  '/api/v1/sensitive-codes': 'one list for the hospital',
  '/api/v1/break-glass': 'one list for the hospital',
  '/api/v1/untied-resources': 'one list for the hospital',
  '/api/v1/code-mappings': 'one list for the hospital',
  '/api/v1/results/unmatched': 'one list for the hospital',
  '/api/v1/messages': 'one list for the hospital',
  '/api/v1/messages/senders': 'one list for the hospital',
  '/api/v1/subscriptions': 'one list for the hospital',
  '/api/v1/radar/rules': 'one list for the hospital',
  '/api/v1/radar/exceptions': 'one list for the hospital',
  '/api/v1/audit/checkpoints': 'the one sealed trail',
  '/api/v1/audit/reconciliations': 'counts of the whole hospital',
  '/api/v1/audit/keys': 'the one sealed trail',
  '/api/v1/access-review': 'one list for the hospital',
};

/** Routes that are not asked. */
const NOT_ASKED: Readonly<Record<string, string>> = {
  '/api/v1/stream': 'does not end: test/live',
  '/api/v1/clients/{id}': 'the world has one machine',
  '/api/v1/subscriptions/{id}': 'a system that is told something: test/outgoing',
  '/api/v1/subscriptions/{id}/deliveries': 'by number and type, of nobody: test/outgoing',
  '/api/v1/results/unmatched/{id}': 'of nobody yet; test/hl7v2',
  '/api/v1/messages/{id}': 'a message, most often of nobody: test/hl7v2',
  '/api/v1/untied-resources/{id}': 'of nobody whom anybody knows, and none can be written any more',
  '/api/v1/untied-resources/{id}/comparison': 'the same',
  '/api/v1/radar/rules/{code}': 'a rule, by its name; of no person and no patient',
  '/api/v1/audit/consistency': 'hashes of a sealed trail, and nothing is sealed here',
  '/api/v1/auth/methods': 'the same for everyone, who is not asked who they are',
  '/.well-known/smart-configuration': 'the same for everyone, who is not asked who they are',
  '/fhir/R4/.well-known/smart-configuration': 'the same for everyone, who is not asked who they are',
  '/fhir/R4/Patient/{id}/$summary': 'another document each time, with an id of its own: test/fhir/operations',
  '/fhir/R4/$export': 'people get none: test/fhir/bulk-export',
  '/fhir/R4/Patient/$export': 'the same',
  '/fhir/R4/Group/{id}/$export': 'the same',
  '/fhir/R4/$export-status/{id}': 'the same',
  '/fhir/R4/$export-file/{id}/{type}': 'the same',
  '/fhir/R4/Subscription': 'of the machine that asks, of no patient: test/fhir/subscriptions',
  '/fhir/R4/Subscription/{id}': 'the same',
  '/fhir/R4/metadata': 'the same for everyone, who is not asked who they are',
  '/': 'the console',
  '/sw.js': 'the console',
  '/app': 'the console',
  '/app/{path}': 'the console',
  '/about': 'where things are',
  '/api/v1/encounters/{id}/documents/{form}.pdf': 'another document each time, with a code of its own: test/documents',
  '/api/v1/patients/{id}/documents/record.pdf': 'another document each time, with a code of its own: test/documents',
  '/api/v1/code-lists': 'names of lists, of no patient',
  '/api/v1/code-lists/{list}': 'codes and their words, of no patient',
  '/verify/{code}': 'says of a paper whether it is genuine, to everyone, and nothing of a patient',
  '/health/live': 'the state of the process',
  '/health/ready': 'the state of the process',
  '/metrics': 'the state of the process',
};

/** What changes in all the hospital: for machines alone, see test/fhir/type-history. */
const isTypeHistory = (path: string): boolean => /^\/fhir\/R4\/[^/]+\/_history$/.test(path);
const fhirType = (path: string): string => path.split('/')[3] ?? '';

/** Whether a route's answer is about the patient of the chart that it is asked for, and of nobody else. */
export const isOfOnePatient = (path: string): boolean =>
  path.startsWith('/fhir/R4/')
    ? !(fhirType(path) in OF_NOBODY) && !isTypeHistory(path)
    : !OTHERS[path] && !ALL_THE_SAME[path] && !NOT_ASKED[path];

/** What to ask a GET route for the nth chart. @returns null for one that is not asked, undefined for one that nobody listed */
export function addressOf(path: string): Address | null | undefined {
  if (OTHERS[path]) return OTHERS[path];
  if (ALL_THE_SAME[path]) return () => path;
  if (NOT_ASKED[path] || isTypeHistory(path)) return null;
  const [, first, second] = /^\/(?:api\/v1|fhir\/R4)\/([^/]+)(?:\/([^/]+))?/.exec(path) ?? [];
  const record = RECORDS[first!];
  const asked = path.replace('{type}', 'Immunization').replace('{version}', VERSIONS[first!] ?? '1');
  const ofNobody = OF_NOBODY[first!];
  if (ofNobody) {
    return (chart) => (second ? asked.replace('{id}', ofNobody(chart)) : `${asked}?_id=${ofNobody(chart)}`);
  }
  if (second === '{id}' && record) return ({ ids }) => asked.replace('{id}', ids[record]!);
  if (!path.startsWith('/fhir/R4/') || second) return undefined;
  return ({ patientId }) => `${asked}?${first === 'Patient' ? '_id' : 'patient'}=${patientId}`;
}

/** Routes that are written above and no longer exist. */
export const staleNames = (paths: readonly string[]): string[] =>
  [OTHERS, ALL_THE_SAME, NOT_ASKED].flatMap(Object.keys).filter((path) => !paths.includes(path));
