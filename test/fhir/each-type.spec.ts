import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aMachine, connect, PUBLIC_URL } from '../clients/machines.js';
import { startWorld, type Client, type World } from '../support/world.js';
import { tableOf, TABLES } from '../../src/integration/fhir/search/tables.js';

let world: World;
let machine: Client;
/** Of each type one resource, by the order in which they refer to each other. */
const made = new Map<string, { id: string; [element: string]: unknown }>();

const SYSTEM = 'http://foreign.example/numbers';
const DAY = '2026-03-04';
const AT = `${DAY}T08:00:00+07:00`;
const code = (value: string) => ({ coding: [{ system: 'http://loinc.org', code: value }], text: `Mã ${value}` });
const to = (type: string) => ({ reference: `${type}/${made.get(type)!.id}` });
const common = (type: string) => ({
  resourceType: type,
  id: randomUUID(),
  identifier: [{ system: SYSTEM, value: `so-${type}` }],
});
const about = (type: string) => ({ ...common(type), subject: to('Patient'), encounter: to('Encounter') });
const SAMPLES: Readonly<Record<string, () => object>> = {
  Patient: () => ({
    ...common('Patient'),
    name: [{ text: 'Phùng Thị Mẫu' }],
    gender: 'female',
    birthDate: '1977-05-06',
    telecom: [{ system: 'phone', value: '0907654321' }],
  }),
  Practitioner: () => ({ ...common('Practitioner'), name: [{ text: 'Bác sĩ Mẫu Khoa' }], active: true }),
  Organization: () => ({ ...common('Organization'), name: 'Phòng khám Mẫu', active: true }),
  Location: () => ({
    ...common('Location'),
    name: 'Buồng Mẫu',
    status: 'active',
    physicalType: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/location-physical-type', code: 'ro' }] },
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
const TYPES = Object.keys(SAMPLES);

/** What finds the resource, and what does not, by parameter; `P` and `E` stand for the ids of the patient and the visit. */
type Queries = Readonly<Record<string, readonly [finds: readonly string[], findsNot: readonly string[]]>>;
const DATES = [
  [
    DAY,
    `eq${DAY}`,
    '2026-03',
    '2026',
    `ge${DAY}`,
    `le${DAY}`,
    'gt2026-03-03',
    'lt2026-03-05',
    'sa2026-02',
    'eb2027',
    'ne2020',
    `ap${DAY}`,
    `2020,${DAY}`,
  ],
  ['2026-03-05', `gt${DAY}`, `lt${DAY}`, 'sa2026', 'eb2026', 'ne2026'],
] as const;
const CODED = (value: string, system = 'http://loinc.org'): Queries[string] => [
  [value, `${system}|${value}`, `${system}|`, `x,${value}`],
  ['x', `http://wrong.example|${value}`, `|${value}`, 'http://wrong.example|'],
];
const FIXED = (value: string, other: string): Queries[string] => [[value, `${other},${value}`], [other]];
const IDENTIFIED = (type: string): Queries[string] => [
  [`${SYSTEM}|so-${type}`, `so-${type}`, `${SYSTEM}|x,${SYSTEM}|so-${type}`],
  [`http://wrong.example|so-${type}`, `${SYSTEM}|x`],
];
/** Of what is only kept, the visit is not looked at. */
const ONLY_KEPT = ['ServiceRequest', 'MedicationAdministration', 'Task', 'Specimen', 'Provenance'];
const OF_A_PATIENT = (type: string): Queries => ({
  identifier: IDENTIFIED(type),
  patient: [['P', 'Patient/P', `${PUBLIC_URL}/fhir/R4/Patient/P`], [randomUUID()]],
  subject: [['P', 'Patient/P'], [randomUUID()]],
  encounter: ONLY_KEPT.includes(type) ? [[], [randomUUID()]] : [['E', 'Encounter/E'], [randomUUID()]],
});
const ACTIVE = FIXED('true', 'false');
const NAMED = (...found: string[]): Queries[string] => [found, ['khongco']];
const QUERIES: Readonly<Record<string, Queries>> = {
  Patient: {
    identifier: IDENTIFIED('Patient'),
    name: NAMED('Phùng Thị Mẫu', 'phung thi mau', 'phung'),
    family: NAMED('phung'),
    given: NAMED('mau'),
    birthdate: [
      ['1977-05-06', '1977-05', '1977', 'ge1977-05-06', 'lt1977-06', 'le1977', 'gt1976', 'sa1976', 'eb1978'],
      ['1977-05-07', 'gt1977'],
    ],
    phone: [['0907654321', '+84907654321'], ['0901111111']],
    telecom: [['0907654321'], ['0901111111']],
  },
  Practitioner: { identifier: IDENTIFIED('Practitioner'), name: NAMED('mau khoa', 'Bác sĩ'), active: ACTIVE },
  Organization: { identifier: IDENTIFIED('Organization'), name: NAMED('phong kham'), active: ACTIVE },
  Location: {
    identifier: IDENTIFIED('Location'),
    name: NAMED('buong mau'),
    status: FIXED('active', 'inactive'),
    type: CODED('ro', 'http://terminology.hl7.org/CodeSystem/location-physical-type'),
    partof: [[], [randomUUID()]],
  },
  PractitionerRole: {
    identifier: IDENTIFIED('PractitionerRole'),
    active: ACTIVE,
    practitioner: [[], [randomUUID()]],
    role: [[], ['doctor']],
  },
  Encounter: {
    ...OF_A_PATIENT('Encounter'),
    status: FIXED('finished', 'planned'),
    class: [['AMB'], ['IMP']],
    date: DATES,
  },
  ServiceRequest: {
    ...OF_A_PATIENT('ServiceRequest'),
    code: CODED('2823-3'),
    status: FIXED('active', 'revoked'),
    intent: FIXED('order', 'plan'),
    priority: FIXED('urgent', 'stat'),
    authored: [['ge2026'], ['lt2020']],
  },
  Observation: {
    ...OF_A_PATIENT('Observation'),
    code: CODED('2823-3'),
    status: FIXED('final', 'preliminary'),
    category: FIXED('laboratory', 'exam'),
    date: DATES,
    performer: [[], [randomUUID()]],
    'value-quantity': [
      [
        '4.2',
        '4.2|http://unitsofmeasure.org|mmol/L',
        'gt4',
        'le4.2',
        '4200|http://unitsofmeasure.org|umol/L',
        'gt4000||umol/L',
      ],
      ['4.3', 'lt4', '4.2|http://unitsofmeasure.org|g/L'],
    ],
    'code-value-quantity': [
      ['2823-3$gt4', 'http://loinc.org|2823-3$4.2'],
      ['2823-3$lt4', 'x$4.2'],
    ],
    'based-on': [[], [randomUUID()]],
  },
  DiagnosticReport: {
    ...OF_A_PATIENT('DiagnosticReport'),
    code: CODED('24323-8'),
    status: FIXED('final', 'preliminary'),
    category: [
      ['LAB', 'http://terminology.hl7.org/CodeSystem/v2-0074|LAB'],
      ['RAD', 'http://wrong.example|LAB'],
    ],
    date: DATES,
    performer: [[], [randomUUID()]],
    issued: DATES,
    result: [['O', 'Observation/O'], [randomUUID()]],
    'based-on': [[], [randomUUID()]],
  },
  Condition: {
    ...OF_A_PATIENT('Condition'),
    code: CODED('J18.9'),
    'clinical-status': FIXED('active', 'resolved'),
    'verification-status': FIXED('confirmed', 'refuted'),
    'onset-date': DATES,
    'recorded-date': DATES,
  },
  AllergyIntolerance: {
    ...OF_A_PATIENT('AllergyIntolerance'),
    code: CODED('91935009'),
    'clinical-status': FIXED('active', 'resolved'),
    category: FIXED('food', 'medication'),
    criticality: FIXED('high', 'low'),
    date: DATES,
  },
  MedicationRequest: {
    ...OF_A_PATIENT('MedicationRequest'),
    code: CODED('N02BE01'),
    status: FIXED('active', 'stopped'),
    intent: FIXED('order', 'plan'),
    authoredon: DATES,
  },
  MedicationAdministration: {
    ...OF_A_PATIENT('MedicationAdministration'),
    context: [[], [randomUUID()]],
    code: CODED('N02BE01'),
    status: FIXED('completed', 'on-hold'),
    request: [[], [randomUUID()]],
    'effective-time': [['ge2026'], ['lt2020']],
  },
  Task: {
    ...OF_A_PATIENT('Task'),
    status: FIXED('requested', 'completed'),
    code: CODED('t-1'),
    owner: [[], [randomUUID()]],
    'authored-on': [['ge2026'], ['lt2020']],
  },
  Specimen: { ...OF_A_PATIENT('Specimen'), status: FIXED('available', 'unavailable'), code: [[], ['x']] },
  Provenance: {
    ...OF_A_PATIENT('Provenance'),
    identifier: [[], [`${SYSTEM}|x`]],
    status: [[], ['x']],
    code: [[], ['x']],
  },
};

beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  machine = await connect(world, await aMachine(world, ['system/*.cruds']), 'system/*.cruds');
  for (const type of TYPES) {
    const answer = await machine.post(`/fhir/R4/${type}`, SAMPLES[type]!());
    if (answer.status !== 201) throw new Error(`${type}: ${answer.status} ${answer.text}`);
    made.set(type, answer.body);
  }
});
afterAll(() => world.close());

const idsIn = ({ body }: { body: { entry?: { resource: { id: string } }[] } }) =>
  (body.entry ?? []).map(({ resource }) => resource.id);
const filled = (value: string) =>
  value
    .replace(/\bP\b/, made.get('Patient')!.id)
    .replace(/^(Encounter\/)?E$/, `$1${made.get('Encounter')!.id}`)
    .replace(/^(Observation\/)?O$/, `$1${made.get('Observation')!.id}`);
const ofType = (type: string) => `/fhir/R4/${type}`;
/** What every search of the type may have, so that it is narrow enough. */
const narrowing = (type: string) => `_id=${made.get(type)!.id}`;

describe.each(TYPES)('%s', (type) => {
  it('is read, in its version, in its history, and left out for whoever has it', async () => {
    const { id } = made.get(type)!;
    const read = await machine.get(`${ofType(type)}/${id}`);
    const tag = { 'If-None-Match': String(read.headers.etag) };
    const version = await machine.get(`${ofType(type)}/${id}/_history/1`);
    const history = await machine.get(`${ofType(type)}/${id}/_history`);
    expect([read.status, read.body.resourceType, version.status, history.body.type, idsIn(history)]).toEqual([
      200,
      type,
      200,
      'history',
      [id],
    ]);
    expect((await machine.get(`${ofType(type)}/${id}`, tag)).status).toBe(304);
    expect((await machine.get(`${ofType(type)}/${randomUUID()}`)).status).toBe(404);
  });

  it('is found by each of its parameters, and by no other value of them', async () => {
    const { id } = made.get(type)!;
    const known = Object.keys(tableOf(type).parameters).filter(
      (name) => !['_id', '_lastUpdated', 'gender'].includes(name),
    );
    expect(Object.keys(QUERIES[type]!).sort()).toEqual(known.sort());
    const wrong: string[] = [];
    const ask = async (query: string, isFound: boolean) => {
      const answer = await machine.get(`${ofType(type)}?${query}`);
      if (answer.status !== 200 || idsIn(answer).includes(id) !== isFound) {
        wrong.push(`${answer.status} ${query} should ${isFound ? '' : 'not '}find it`);
      }
    };
    const narrow = type === 'Patient' ? '' : `&${narrowing(type)}`;
    for (const [name, [finds, findsNot]] of Object.entries(QUERIES[type]!)) {
      for (const value of finds) await ask(`${name}=${encodeURIComponent(filled(value))}${narrow}`, true);
      for (const value of findsNot) await ask(`${name}=${encodeURIComponent(value)}${narrow}`, false);
    }
    await ask(narrowing(type), true);
    await ask(`_id=${randomUUID()}`, false);
    await ask(`${narrowing(type)}&_lastUpdated=ge2026-01-01`, true);
    await ask(`${narrowing(type)}&_lastUpdated=lt2020`, false);
    expect(wrong).toEqual([]);
  });

  it('is counted, cut, sorted and searched by form; what is not known is refused, or left out and told', async () => {
    const { id } = made.get(type)!;
    const base = `${ofType(type)}?${narrowing(type)}`;
    expect((await machine.get(`${base}&_summary=count`)).body).toMatchObject({ total: 1 });
    expect((await machine.get(`${base}&_total=accurate`)).body.total).toBe(1);
    for (const rest of [
      '_summary=true',
      '_summary=text',
      '_summary=data',
      '_elements=identifier',
      '_sort=-_lastUpdated',
      '_count=1',
    ]) {
      const answer = await machine.get(`${base}&${rest}`);
      const sorted = rest.startsWith('_sort') && tableOf(type).sortedBy === undefined ? [400, []] : [200, [id]];
      expect([rest, answer.status, idsIn(answer)]).toEqual([rest, ...sorted]);
    }
    const form = await machine.post(`${ofType(type)}/_search`, narrowing(type) as never, {
      'Content-Type': 'application/x-www-form-urlencoded',
    });
    expect(idsIn(form)).toEqual([id]);
    expect((await machine.get(`${base}&nothing=x`)).status).toBe(400);
    const lenient = await machine.get(`${base}&nothing=x`, { Prefer: 'handling=lenient' });
    expect([lenient.status, lenient.body.entry[0].resource.id, JSON.stringify(lenient.body.link)]).toEqual([
      200,
      id,
      expect.not.stringContaining('nothing'),
    ]);
    const told = (lenient.body.entry as { search: { mode: string } }[]).filter(
      ({ search }) => search.mode === 'outcome',
    );
    expect(JSON.stringify(told)).toContain('nothing');
  });

  it('is said anew, patched and updated on a condition by its sender, validated, and never deleted', async () => {
    const sent = SAMPLES[type]!() as { id: string; identifier?: { value: string }[] };
    if (sent.identifier) sent.identifier[0]!.value = `khac-${type}`;
    // A value stands in one report.
    if (type === 'DiagnosticReport') Object.assign(sent, { result: undefined, conclusion: 'Không có gì lạ' });
    const first = await machine.put(`${ofType(type)}/${sent.id}`, sent);
    const tag = { 'If-Match': String(first.headers.etag) };
    const own = `${ofType(type)}/${first.body.id}`;
    const anew = await machine.put(own, { ...first.body, language: 'vi' }, tag);
    expect([type, first.status, anew.status, anew.text && anew.body.language]).toEqual([type, 201, 200, 'vi']);
    const operations = [{ op: 'replace', path: '/language', value: 'en' }];
    const patched = await machine.patch(own, operations, { 'Content-Type': 'application/json-patch+json' });
    expect([patched.status, patched.body.language]).toEqual([200, 'en']);
    const valid = await machine.post(`${ofType(type)}/$validate`, { ...sent, id: randomUUID(), identifier: undefined });
    expect([valid.status, valid.body.issue[0].severity]).toEqual([200, 'information']);
    if (!sent.identifier) return;
    const where = `${ofType(type)}?identifier=${encodeURIComponent(`${SYSTEM}|khac-${type}`)}`;
    const again = { ...sent, id: undefined, language: 'vi' };
    const conditional = await machine.put(where, again, { 'If-Match': String(patched.headers.etag) });
    expect([conditional.status, conditional.body.id]).toEqual([200, first.body.id]);
  });
});

it('Every type that is announced is among them', () => {
  expect(TYPES.sort()).toEqual([...Object.keys(TABLES), 'Specimen', 'Provenance'].sort());
});
