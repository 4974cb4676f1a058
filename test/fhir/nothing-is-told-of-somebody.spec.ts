import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aMachine, connect, PUBLIC_URL } from '../clients/machines.js';
import { aPatient } from '../support/builders.js';
import { startWorld, type Client, type World } from '../support/world.js';
import { BESIDE_CHARTS, tableOf } from '../../src/integration/fhir/search/tables.js';
import { samplesOf, SYSTEM, type Made } from './samples.js';

type Answer = Awaited<ReturnType<Client['get']>>;

let world: World;
let machine: Client;
const made = new Map<string, Made>();
/** Of another patient, of whom every search below finds as little. */
const others = new Map<string, Made>();
const TYPES = Object.keys(samplesOf(made)).filter((type) => !BESIDE_CHARTS.includes(type));
/** What no record meets. */
const NEVER = '_lastUpdated=lt1990';

beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  machine = await connect(world, await aMachine(world, ['system/*.cruds']), 'system/*.cruds');
  for (const kept of [made, others]) {
    for (const [type, sample] of Object.entries(samplesOf(kept))) {
      const sent = sample() as { identifier?: { value: string }[] };
      if (kept === others && sent.identifier) sent.identifier[0]!.value = `khac-${type}`;
      if (kept === others && type === 'Patient') {
        Object.assign(sent, { name: [{ text: 'Vi Văn Khác' }], telecom: undefined, birthDate: '1955-01-01' });
      }
      const answer = await machine.post(`/fhir/R4/${type}`, sent);
      if (answer.status !== 201) throw new Error(`${type}: ${answer.text}`);
      kept.set(type, answer.body);
    }
  }
});
afterAll(() => world.close());

const idOf = (type: string, of = made) => of.get(type)!.id;
interface Event {
  kind: string;
  patient_id: string | null;
  encounter_id: string | null;
  patient_ids: string[] | null;
  detail: { query?: Record<string, unknown> } | null;
}
const eventsOf = (answer: Answer) =>
  world.sql<Event>(
    'SELECT kind, patient_id, encounter_id, patient_ids, detail FROM audit.event WHERE request_id = $1 ORDER BY id',
    [answer.headers['x-request-id']],
  );
const namedIn = async (answer: Answer) => (await eventsOf(answer)).flatMap((one) => one.patient_ids ?? []).sort();
const entriesOf = ({ body }: Answer) => (body as { entry?: unknown[] }).entry ?? [];

/** Every way in which a search of the type names a record of the patient. */
function waysOf(type: string): string[] {
  const ways = [`_id=${idOf(type)}`];
  for (const [name, { type: kind, to, names, chains }] of Object.entries(tableOf(type).parameters)) {
    const target = to ?? names;
    if (name === 'identifier' && made.get(type)!.identifier) ways.push(`identifier=${SYSTEM}|so-${type}`);
    if (kind !== 'reference' || target === undefined || BESIDE_CHARTS.includes(target)) continue;
    const id = idOf(target);
    ways.push(`${name}=${id}`, `${name}=${target}/${id}`, `${name}=${target}/${id},${idOf(target, others)}`);
    if (to && chains?._id) ways.push(`${name}._id=${id}`);
    if (to && chains?.identifier) {
      ways.push(`${name}.identifier=${SYSTEM}|so-${to}`, `${name}:identifier=${SYSTEM}|so-${to}`);
    }
  }
  if (type === 'Patient') {
    const [has, phone] = [`_has:Observation:patient`, '0907654321'];
    const seen = ['code=nothing', `_id=${idOf('Observation')}`, `encounter=${idOf('Encounter')}`];
    return [
      ...ways,
      ...[`phone=${phone}`, `telecom=${phone}`],
      ...seen.map((one) => `_id=${idOf(type)}&${has}:${one}`),
      ...seen.slice(1).map((one) => `${has}:${one}`),
      `name=phung thi mau&${has}:code=nothing`,
      `birthdate=1977-05-06&${has}:code=nothing`,
    ];
  }
  const whose = ['name=phung thi mau', 'birthdate=1977-05-06', 'phone=0907654321'];
  return [
    ...ways,
    ...(type === 'Provenance' ? [] : whose).map((one) => `patient.${one}`),
    `encounter.class=EMER&encounter=${idOf('Encounter')}`,
    `encounter=${idOf('Encounter')}&patient.birthdate=1955-01-01`,
    `_id=${idOf(type)}&patient.birthdate=1955-01-01`,
    `_id:not=${idOf(type)}&encounter=${idOf('Encounter', others)}`,
  ];
}

describe.each(TYPES)('That there is no %s', (type) => {
  it('is told of whoever the search names, in whatever way', async () => {
    const silent: string[] = [];
    for (const [at, way] of waysOf(type).entries()) {
      // What a report has in it, and what only was sent, is too wide alone.
      const more = /^(?:result|specimen|has-member|derived-from)=/.test(way)
        ? `&patient=${idOf('Patient', others)}`
        : '';
      const rest = at % 4 === 1 ? '&_summary=count' : '';
      const answer = await machine.get(`/fhir/R4/${type}?${encodeURI(way)}${more}&${NEVER}${rest}`);
      const isNone = answer.status === 200 && entriesOf(answer).length === 0 && !answer.body.total;
      if (!isNone || !(await namedIn(answer)).includes(idOf('Patient'))) silent.push(`${answer.status} ${way}`);
    }
    expect(silent).toEqual([]);
  });
});

it('What is found of one of two tells of the other, too; what is found of the one who was asked about, of nobody else', async () => {
  const both = [idOf('Patient'), idOf('Patient', others)].sort();
  const code = 'code=http://loinc.org|2823-3';
  for (const query of [
    `patient=${both.join(',')}&_id=${idOf('Observation')}`,
    `_id=${idOf('Observation')},${idOf('Observation', others)}&date=2026-03-04&_count=1`,
    `encounter=${idOf('Encounter')},${idOf('Encounter', others)}&_id=${idOf('Observation')}`,
  ]) {
    const answer = await machine.get(`/fhir/R4/Observation?${query}`);
    expect([query, entriesOf(answer).length, await namedIn(answer)]).toEqual([query, 1, both]);
  }
  const [event, ...more] = await eventsOf(await machine.get(`/fhir/R4/Observation?patient=${both[0]}&${code}`));
  expect([event?.patient_id, event?.patient_ids, more]).toEqual([both[0], [both[0]], []]);
  const [own] = await eventsOf(await machine.get(`/fhir/R4/Observation?encounter=${idOf('Encounter')}&code=none`));
  expect([own?.patient_id, own?.encounter_id]).toEqual([idOf('Patient'), idOf('Encounter')]);
});

it('How many there are is told of whomever it counted, while they are few', async () => {
  const both = [idOf('Patient'), idOf('Patient', others)].sort();
  for (const rest of ['_summary=count', '_count=0', '_total=accurate&_count=1']) {
    const byPhone = await machine.get(`/fhir/R4/Patient?phone=0907654321&${rest}`);
    expect([rest, byPhone.body.total, await namedIn(byPhone)]).toEqual([rest, 1, [idOf('Patient')]]);
  }
  const seen = await machine.get(`/fhir/R4/Observation?code=2823-3&patient=${both.join(',')}&_summary=count`);
  expect([seen.body.total, await namedIn(seen)]).toEqual([2, both]);
});

it('Where nobody can be said, the trail has what was looked for: in addresses, entries of a Bundle, conditions and forms', async () => {
  const name = 'Không Ai Tên Thế';
  const queryOf = async (answer: Answer) => JSON.stringify((await eventsOf(answer)).map(({ detail }) => detail?.query));
  const search = `Patient?name=${encodeURIComponent(name)}`;
  const entry = [{ request: { method: 'GET', url: search } }];
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const condition = { 'If-None-Exist': `identifier=${SYSTEM}|khong-ai-ca` };
  const answers = [
    await machine.get(`/fhir/R4/${search}`),
    await machine.get(`/fhir/R4/${search}&_summary=count`),
    await machine.post('/fhir/R4/Patient/_search', `name=${encodeURIComponent(name)}` as never, form),
    await machine.post('/fhir/R4', { resourceType: 'Bundle', type: 'batch', entry }),
    await machine.post('/fhir/R4', { resourceType: 'Bundle', type: 'transaction', entry }),
    await machine.post('/fhir/R4/Patient/$match', { resourceType: 'Patient', name: [{ text: name }] }),
  ];
  for (const answer of answers) {
    expect([answer.status, await queryOf(answer)]).toEqual([200, expect.stringContaining(name)]);
  }
  const sent = { resourceType: 'Condition', subject: { reference: `Patient/${idOf('Patient', others)}` } };
  const made = await machine.post('/fhir/R4/Condition', { ...sent, code: { text: 'Ho' } }, condition);
  expect([made.status, await queryOf(made)]).toEqual([201, expect.stringContaining('khong-ai-ca')]);
});

it('A person who asks about a patient by a record of theirs is on that trail, though the person may not see it', async () => {
  const doctor = world.as('doctor');
  const foreign = idOf('Observation', others);
  for (const query of [
    `_id=${foreign},${idOf('Observation')}`,
    `encounter.identifier=${SYSTEM}|khac-Encounter&patient.birthdate=1977-05-06`,
  ]) {
    const answer = await doctor.get(`/fhir/R4/Observation?${query}`);
    const named = await namedIn(answer);
    expect([query, answer.status, entriesOf(answer).length, named.includes(idOf('Patient', others))]).toEqual([
      query,
      200,
      0,
      true,
    ]);
  }
});

it('An empty list of the service about one patient is on the trail with that patient', async () => {
  const { id } = await aPatient(world);
  const answer = await world.as('registrar').get(`/api/v1/encounters?patientId=${id}`);
  expect([answer.status, answer.body.items]).toEqual([200, []]);
  expect((await eventsOf(answer)).map((one) => one.patient_id)).toContain(id);
});
