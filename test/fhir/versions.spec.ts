import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aMachine, connect, PUBLIC_URL } from '../clients/machines.js';
import { aPatient } from '../support/builders.js';
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
