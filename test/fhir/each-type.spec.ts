import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aMachine, connect, PUBLIC_URL } from '../clients/machines.js';
import { startWorld, type Client, type World } from '../support/world.js';
import { markConfidential } from '../support/ward-staff.js';
import { PATIENT_CONDITIONS } from '../../src/integration/fhir/search/patient-conditions.js';
import { BESIDE_CHARTS, tableOf, TABLES } from '../../src/integration/fhir/search/tables.js';
import { DAY, samplesOf, SYSTEM, type Made } from './samples.js';

let world: World;
let machine: Client;
/** Of each type one resource, by the order in which they refer to each other. */
const made = new Map<string, Made>();

const SAMPLES = samplesOf(made);
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
const NOT_SAID: Queries[string] = [[], ['x']];
const NO_REFERENCE: Queries[string] = [[], [randomUUID()]];
/** What these find is compared in searches-compared.spec.ts. */
const NOT_IN_THE_SAMPLE = (
  'method data-absent-reason value-concept value-string component-code component-value-concept combo-value-concept ' +
  'code-value-concept component-code-value-concept combo-code-value-concept'
).split(' ');
const OF_KEPT: Queries = { status: NOT_SAID, code: NOT_SAID, type: NOT_SAID, category: NOT_SAID, date: [[], ['2020']] };
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
    active: FIXED('true', 'false'),
    deceased: FIXED('false', 'true'),
    'death-date': [[], ['2020']],
    address: NAMED('Huế', 'hue', 'lê lợi', '12 LE', '49', 'Đà Nẵng,Huế'),
    'address-city': NAMED('Huế', 'hue'),
    'address-state': NAMED('thừa thiên huế', 'thua thien'),
    'address-postalcode': NAMED('49000', '490'),
    'address-country': NAMED('vn'),
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
    type: NOT_SAID,
    'reason-code': NOT_SAID,
    ...{ participant: NO_REFERENCE, 'service-provider': NO_REFERENCE, location: NO_REFERENCE },
  },
  ServiceRequest: {
    ...OF_A_PATIENT('ServiceRequest'),
    code: CODED('2823-3'),
    status: FIXED('active', 'revoked'),
    intent: FIXED('order', 'plan'),
    priority: FIXED('urgent', 'stat'),
    authored: [['ge2026'], ['lt2020']],
    category: NOT_SAID,
    requisition: NOT_SAID,
    specimen: NO_REFERENCE,
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
    'combo-code': CODED('2823-3'),
    'combo-value-quantity': [['4.2'], ['5']],
    'combo-code-value-quantity': [['2823-3$gt4'], ['2823-3$lt4']],
    ...Object.fromEntries(
      NOT_IN_THE_SAMPLE.map((name) => [name, [[], [name.includes('code-value') ? '2823-3$x' : 'x']]]),
    ),
    'component-value-quantity': [[], ['4.2']],
    'component-code-value-quantity': [[], ['2823-3$4.2']],
    specimen: NO_REFERENCE,
    'has-member': NO_REFERENCE,
    'derived-from': NO_REFERENCE,
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
    specimen: NO_REFERENCE,
    conclusion: NOT_SAID,
    result: [['O', 'Observation/O'], [randomUUID()]],
    'based-on': [[], [randomUUID()]],
  },
  Condition: {
    ...OF_A_PATIENT('Condition'),
    code: CODED('J18.9'),
    'clinical-status': FIXED('active', 'resolved'),
    'verification-status': FIXED('confirmed', 'refuted'),
    category: NOT_SAID,
    'onset-date': DATES,
    'abatement-date': [[], ['2020']],
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
  Specimen: {
    ...OF_A_PATIENT('Specimen'),
    ...OF_KEPT,
    status: FIXED('available', 'unavailable'),
    accession: NOT_SAID,
  },
  Provenance: {
    ...OF_A_PATIENT('Provenance'),
    ...OF_KEPT,
    identifier: [[], [`${SYSTEM}|x`]],
    date: [['ge2026'], ['lt2020']],
    target: NO_REFERENCE,
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

interface Told {
  resourceType: string;
  meta?: { security?: { system: string; code: string }[] };
}
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
    const narrow = (name: string) =>
      type === 'Patient' && !Object.hasOwn(PATIENT_CONDITIONS, name) ? '' : `&${narrowing(type)}`;
    for (const [name, [finds, findsNot]] of Object.entries(QUERIES[type]!)) {
      for (const value of finds) await ask(`${name}=${encodeURIComponent(filled(value))}${narrow(name)}`, true);
      for (const value of findsNot) await ask(`${name}=${encodeURIComponent(value)}${narrow(name)}`, false);
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

it('Whoever has a resource with the label that its record had has not what stands, by version or by time', async () => {
  const patientId = made.get('Patient')!.id;
  const wrong: string[] = [];
  const tags = new Map<string, string>();
  for (const confidentiality of ['R', 'V', 'N'] as const) {
    const since = new Date().toUTCString();
    await markConfidential(world, patientId, confidentiality);
    for (const type of TYPES.filter((one) => !BESIDE_CHARTS.includes(one))) {
      const path = `${ofType(type)}/${made.get(type)!.id}`;
      const before = tags.get(type) ?? 'W/"1"';
      const byVersion = await machine.get(path, { 'If-None-Match': before });
      const byTime = await machine.get(path, { 'If-Modified-Since': since });
      const etag = String(byVersion.headers.etag);
      tags.set(type, etag);
      const again = await machine.get(path, { 'If-None-Match': etag });
      const statuses = [byVersion.status, byTime.status, again.status].join();
      if (statuses !== '200,200,304') wrong.push(`${type} ${confidentiality}: ${statuses}`);
    }
  }
  expect(wrong).toEqual([]);
  await markConfidential(world, patientId, 'R');
  const path = `${ofType('Condition')}/${made.get('Condition')!.id}`;
  const { body, headers } = await machine.get(path);
  expect([headers.etag, body.meta.versionId]).toEqual(['W/"1-R"', '1']);
  const told = await machine.put(path, { ...body, language: 'vi' }, { 'If-Match': String(headers.etag) });
  expect([told.status, told.headers.etag]).toEqual([200, 'W/"2-R"']);
  const late = await machine.put(path, { ...body, language: 'en' }, { 'If-Match': String(headers.etag) });
  expect(late.status).toBe(412);
});

it('Every resource of a confidential record says so, wherever it is told, and none that is about nobody', async () => {
  const { id: patientId } = made.get('Patient')!;
  await markConfidential(world, patientId, 'V');
  const labels = ({ meta }: { meta?: { security?: { system: string; code: string }[] } }) =>
    (meta?.security ?? []).filter(({ system }) => system.endsWith('/v3-Confidentiality')).map(({ code }) => code);
  const told = async (path: string) => {
    const { body } = await machine.get(path);
    const entries = (body.entry ?? [{ resource: body }]) as { resource: Told; search?: { mode: string } }[];
    return entries.filter(({ search }) => search?.mode !== 'outcome').map(({ resource }) => resource);
  };
  const wrong: string[] = [];
  for (const type of TYPES) {
    const { id } = made.get(type)!;
    const one = `${ofType(type)}/${id}`;
    const { versionId } = (await machine.get(one)).body.meta as { versionId: string };
    for (const path of [one, `${one}/_history`, `${one}/_history/${versionId}`, `${ofType(type)}?_id=${id}`]) {
      const resources = await told(path);
      const expected = BESIDE_CHARTS.includes(type) ? '' : 'V';
      if (resources.length === 0 || resources.some((one) => labels(one).join() !== expected)) wrong.push(path);
    }
  }
  const everything = await told(`/fhir/R4/Patient/${patientId}/$everything?_count=100`);
  const summary = await told(`/fhir/R4/Patient/${patientId}/$summary`);
  for (const one of [...everything, ...summary]) {
    const expected = BESIDE_CHARTS.includes(one.resourceType) ? '' : 'V';
    if (labels(one).join() !== expected) wrong.push(`${one.resourceType} beside others`);
  }
  expect([wrong, everything.length > 5]).toEqual([[], true]);
  await markConfidential(world, patientId, 'N');
  expect(labels((await told(`${ofType('Observation')}/${made.get('Observation')!.id}`))[0]!)).toEqual([]);
});

it('Every type that is announced is among them', () => {
  expect(TYPES.sort()).toEqual([...Object.keys(TABLES), 'Specimen', 'Provenance'].sort());
});
