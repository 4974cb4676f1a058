import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aMachine, connect, PUBLIC_URL } from '../clients/machines.js';
import { aMedicine, anAdmission, aPatient } from '../support/builders.js';
import { hospitalDate } from '../../src/kernel/hospital-time.js';
import { startWorld, type Client, type World } from '../support/world.js';

let world: World;
let machine: Client;
let subject: { reference: string };
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  subject = { reference: `Patient/${(await aPatient(world)).id}` };
  machine = await connect(world, await aMachine(world, ['system/*.cruds']), 'system/*.cruds');
});
afterAll(() => world.close());

const PATCH = { 'Content-Type': 'application/json-patch+json' };
const KINDS = {
  Condition: { code: { text: 'Viêm phổi' } },
  Specimen: { note: [{ text: 'Mẫu 0' }] },
  Observation: {
    status: 'preliminary',
    code: { text: 'Kali' },
    effectiveDateTime: '2026-11-01T08:00:00Z',
    valueString: '0',
  },
};
type Kind = keyof typeof KINDS;
const made = async (type: Kind) => {
  const { body, headers } = await machine.post(`/fhir/R4/${type}`, {
    resourceType: type,
    id: randomUUID(),
    ...KINDS[type],
    subject,
  });
  return { path: `/fhir/R4/${type}/${body.id}`, body: body as object, tag: String(headers.etag) };
};
const saying = (type: Kind, text: string): object =>
  type === 'Condition' ? { code: { text } } : type === 'Specimen' ? { note: [{ text }] } : { valueString: text };
const told = (answers: readonly { status: number }[]) => answers.map(({ status }) => status).sort();

describe.each(Object.keys(KINDS) as Kind[])('Updates of one %s from one version', (type) => {
  it.each([2, 16])('%i at once: one is taken, the others are told the version that stands', async (many) => {
    const { path, body, tag } = await made(type);
    const updates = Array.from({ length: many }, (_, at) => ({ ...body, ...saying(type, `bản ${at}`) }));
    const answers = await Promise.all(updates.map((one) => machine.put(path, one, { 'If-Match': tag })));
    expect(told(answers)).toEqual([200, ...Array.from({ length: many - 1 }, () => 412)]);
    const taken = answers.find(({ status }) => status === 200)!;
    expect(answers.find(({ status }) => status === 412)!.headers.etag).toBe(taken.headers.etag);
    expect((await machine.get(path)).body).toEqual(taken.body);
  });
});

describe('An update that names no version', () => {
  it('is asked for it where what stands would be lost; not where nothing new is said, and not by PATCH, which changes what stands', async () => {
    const { path, body } = await made('Condition');
    const put = await machine.put(path, { ...body, meta: undefined, ...saying('Condition', 'khác') });
    expect([put.status, put.body.issue[1].details.text]).toEqual([428, 'required']);
    const own = { resourceType: 'Condition', id: 'cua-nguoi-gui', ...KINDS.Condition, subject };
    const ownPath = '/fhir/R4/Condition/cua-nguoi-gui';
    expect([(await machine.put(ownPath, own)).status, (await machine.put(ownPath, own)).status]).toEqual([201, 200]);
    expect((await machine.put(ownPath, { ...own, ...saying('Condition', 'khác') })).status).toBe(428);
    expect((await machine.put(ownPath, { ...own, ...saying('Condition', 'khác') }, { 'If-Match': '*' })).status).toBe(
      200,
    );
    const operations = Array.from({ length: 16 }, (_, at) => [
      { op: 'add', path: '/note/-', value: { text: `${at}` } },
    ]);
    const specimen = await made('Specimen');
    const patched = await Promise.all(operations.map((one) => machine.patch(specimen.path, one, PATCH)));
    expect(told(patched)).toEqual(operations.map(() => 200));
    expect((await machine.get(specimen.path)).body.note).toHaveLength(17);
  });

  it('counts by the version that it had when it was read here, where it says that itself', async () => {
    const { path, body } = await made('Condition');
    const changed = await machine.put(path, { ...body, ...saying('Condition', 'một') });
    const late = await machine.put(path, { ...body, ...saying('Condition', 'hai') });
    expect([changed.status, late.status, late.headers.etag]).toEqual([200, 412, changed.headers.etag]);
  });

  it('is taken of a value, of which every version stays readable', async () => {
    const { path, body } = await made('Observation');
    expect((await machine.put(path, { ...body, ...saying('Observation', '1') })).status).toBe(200);
    expect((await machine.get(`${path}/_history/1`)).body.valueString).toBe('0');
  });

  it('is compared within a transaction where it names one', async () => {
    const { path, body, tag } = await made('Condition');
    const id = path.split('/').at(-1);
    const send = (ifMatch: string, text: string) =>
      machine.post('/fhir/R4', {
        resourceType: 'Bundle',
        type: 'transaction',
        entry: [
          {
            fullUrl: `${PUBLIC_URL}/fhir/R4/Condition/${id}`,
            resource: { ...body, ...saying('Condition', text) },
            request: { method: 'PUT', url: `Condition/${id}`, ifMatch },
          },
        ],
      });
    expect((await send('W/"9"', 'một')).status).toBe(412);
    expect([(await send(tag, 'hai')).status, (await send(tag, 'ba')).status]).toEqual([200, 412]);
  });
});

interface Issue {
  readonly severity: string;
  readonly expression?: readonly string[];
}

describe('A Patient that is said anew', () => {
  const person = { resourceType: 'Patient', name: [{ text: 'Lò Thị Gửi' }], gender: 'female', birthDate: '1984-03-01' };
  const sent = async () => {
    const { body } = await machine.post('/fhir/R4/Patient', { ...person, id: randomUUID() });
    return body.id as string;
  };
  /** What becomes of it in a transaction: the status, and what is told of which element. */
  const anew = async (id: string, fields: object) => {
    const { body: now } = await machine.get(`/fhir/R4/Patient/${id}`);
    const resource = { ...now, ...fields };
    const request = { method: 'PUT', url: `Patient/${id}` };
    const fullUrl = `${PUBLIC_URL}/fhir/R4/Patient/${id}`;
    const bundle = { resourceType: 'Bundle', type: 'transaction', entry: [{ fullUrl, resource, request }] };
    const { status, body } = await machine.post('/fhir/R4', bundle);
    const issues = (body.entry?.[0].response.outcome?.issue ?? body.issue ?? []) as Issue[];
    // What is kept and not understood, as the meta that was read here, is information.
    return [
      status,
      issues.filter(({ severity }) => severity !== 'information').flatMap(({ expression }) => expression ?? []),
    ];
  };
  const at = (element: string) => `Bundle.entry[0].resource.${element}`;
  const doctor = () => world.as('doctor');

  it('makes no man of a mother, nobody younger than her child, and no birth of what comes after the death, as nobody at a desk does', async () => {
    const id = await sent();
    const newborn = { motherId: id, bornAt: new Date(Date.now() - 3_600_000).toISOString() };
    const child = await world.as('registrar').post('/api/v1/patients', { sex: 'male', newborn });
    expect(child.status).toBe(201);
    expect(await anew(id, { gender: 'male' })).toEqual([400, [at('gender')]]);
    expect(await anew(id, { birthDate: hospitalDate() })).toEqual([400, [at('birthDate')]]);
    const { version } = (await doctor().get(`/api/v1/patients/${id}`)).body;
    const death = { at: new Date(Date.now() - 60_000).toISOString(), cause: 'Băng huyết' };
    const match = { 'If-Match': `"${version}"` };
    await anAdmission(world, { patientId: id, bedId: null });
    expect((await doctor().post(`/api/v1/patients/${id}/death`, death, match)).status).toBe(200);
    expect(await anew(id, { birthDate: '1985-03-01' })).toEqual([200, []]);
  });

  it('tells the sender what hardly fits what is on record, and has what hangs on it judged anew', async () => {
    const patientId = await sent();
    const { id: encounterId } = await anAdmission(world, { patientId, bedId: null });
    const medication = { system: 'http://www.whocc.no/atc', code: 'C09AA02', display: 'Enalapril 5 mg' };
    const timing = { everyHours: 12, durationDays: 5 };
    const { id: orderId } = await aMedicine(world, { encounterId, medication, dose: { value: 5, unit: 'mg' }, timing });
    const tasks = async (focusId: string) =>
      (await world.sql(`SELECT kind FROM task WHERE focus_id = $1 AND status = 'open' ORDER BY kind`, [focusId])).map(
        ({ kind }) => kind as string,
      );
    const worse = { oxygenSaturation: 86, heartRate: 152, respiratoryRate: 42, systolic: 120, diastolic: 70 };
    const set = {
      ...worse,
      supplementalOxygen: false,
      temperature: 37,
      consciousness: 'A',
      confirmed: ['heartRate', 'respiratoryRate'],
    };
    expect((await world.as('nurse').post(`/api/v1/encounters/${encounterId}/vitals`, set)).status).toBe(201);
    const pregnant = { kind: 'pregnancy', state: 'pregnant', gestationalWeeks: 12 };
    expect((await doctor().post(`/api/v1/patients/${patientId}/history`, pregnant)).status).toBe(201);
    expect([await tasks(orderId), await tasks(encounterId)]).toEqual([['order-judged-anew'], []]);
    const born = new Date(Date.now() - 800 * 86_400_000).toISOString().slice(0, 10);
    expect(await anew(patientId, { birthDate: born })).toEqual([200, [at('birthDate')]]);
    expect(await tasks(encounterId)).toEqual(['pews-medium']);
    expect(await anew(patientId, { birthDate: '1984-03-01', gender: 'male' })).toEqual([200, [at('gender')]]);
    expect([await tasks(orderId), await tasks(encounterId)]).toEqual([[], ['news2-high']]);
    const { body: history } = await doctor().get(`/api/v1/patients/${patientId}/history?kind=pregnancy`);
    expect(history.items).toMatchObject([{ status: 'inactive' }]);
  });

  it('tells what a desk is warned of: a card of another sex, a name with keystrokes in it', async () => {
    const id = await sent();
    const identifier = [{ system: 'https://benhan.vn/fhir/sid/cccd', value: '001084000777' }];
    expect(await anew(id, { identifier, name: [{ text: 'Lò Thij Guwir' }] })).toEqual([
      200,
      [at('identifier'), at('name')],
    ]);
  });
});
