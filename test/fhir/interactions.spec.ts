import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aMachine, connect, PUBLIC_URL } from '../clients/machines.js';
import { aPatient } from '../support/builders.js';
import { startWorld, type Client, type World } from '../support/world.js';

let world: World;
let machine: Client;
let other: Client;
let patient: { id: string };
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  patient = await aPatient(world);
  machine = await connect(world, await aMachine(world, ['system/*.cruds']), 'system/*.cruds');
  other = await connect(world, await aMachine(world, ['system/*.cruds']), 'system/*.cruds');
});
afterAll(() => world.close());

const SYSTEM = 'http://lis.example/problems';
const condition = (value: string, text = 'Viêm phổi', more: object = {}) => ({
  resourceType: 'Condition',
  identifier: [{ system: SYSTEM, value }],
  code: { text },
  subject: { reference: `Patient/${patient.id}` },
  ...more,
});
const under = (value: string) => `/fhir/R4/Condition?identifier=${encodeURIComponent(`${SYSTEM}|${value}`)}`;
const PATCH = { 'Content-Type': 'application/json-patch+json' };
const replacing = (text: string) => [{ op: 'replace', path: '/code/text', value: text }];
const binary = (operations: object) => ({
  resourceType: 'Binary',
  contentType: 'application/json-patch+json',
  data: Buffer.from(JSON.stringify(operations)).toString('base64'),
});
const bundle = (type: string, ...entry: object[]) => ({ resourceType: 'Bundle', type, entry });
const statuses = ({ body }: { body: { entry: { response: { status: string } }[] } }) =>
  body.entry.map(({ response }) => response.status.slice(0, 3));

describe('An update on a condition', () => {
  it('makes what its sender has not sent, then says it anew in the version that stands', async () => {
    const value = randomUUID();
    const made = await machine.put(under(value), condition(value));
    const again = await machine.put(under(value), condition(value));
    expect([made.status, again.status, again.body.id]).toEqual([201, 200, made.body.id]);
    const blind = await machine.put(under(value), condition(value, 'khác'));
    const late = await machine.put(under(value), condition(value, 'khác'), { 'If-Match': 'W/"7"' });
    const good = await machine.put(under(value), condition(value, 'khác'), { 'If-Match': String(made.headers.etag) });
    expect([blind.status, late.status, good.status, good.body.code.text]).toEqual([428, 412, 200, 'khác']);
    const patched = await machine.patch(under(value), replacing('vá'), PATCH);
    expect([patched.status, patched.body.id, patched.body.code.text]).toEqual([200, made.body.id, 'vá']);
    // One of several versions is enough (RFC 9110, section 13.1.1).
    const oneOf = (tags: string) => machine.put(under(value), condition(value, tags), { 'If-Match': tags });
    const [none, some, any] = [await oneOf('W/"1", "9"'), await oneOf('W/"1", W/"3"'), await oneOf('*')];
    expect([none.status, some.status, any.status]).toEqual([412, 200, 200]);
    expect((await machine.patch(under(randomUUID()), replacing('vá'), PATCH)).status).toBe(404);
  });

  it('is made once by sixteen at once', async () => {
    const value = randomUUID();
    const answers = await Promise.all(Array.from({ length: 16 }, () => machine.put(under(value), condition(value))));
    expect(answers.map(({ status }) => status).filter((status) => status !== 200 && status !== 201)).toEqual([]);
    expect(new Set(answers.map(({ body }) => body.id as string)).size).toBe(1);
    const kept = await world.sql('SELECT FROM fhir_source WHERE resource @> $1::jsonb', [
      JSON.stringify({ identifier: [{ value }] }),
    ]);
    expect(kept).toHaveLength(1);
  });

  it('never means what another sender sent, and is refused where several of its own fit', async () => {
    const value = randomUUID();
    const theirs = await other.put(under(value), condition(value, 'của hệ thống khác'));
    const ours = await machine.put(under(value), condition(value));
    expect([theirs.status, ours.status]).toEqual([201, 201]);
    expect((await other.get(`/fhir/R4/Condition/${theirs.body.id}`)).body.code.text).toBe('của hệ thống khác');
    await machine.post('/fhir/R4/Condition', condition(value, 'thứ hai', { id: randomUUID() }));
    const several = await machine.put(under(value), condition(value, 'ba'));
    expect([several.status, (await machine.patch(under(value), replacing('x'), PATCH)).status]).toEqual([412, 412]);
    const [told] = await world.sql(`SELECT kind, patient_id FROM audit.event WHERE request_id = $1 AND kind = 'told'`, [
      several.headers['x-request-id'],
    ]);
    expect(told).toEqual({ kind: 'told', patient_id: patient.id });
  });

  it('compares nothing of another sender with what a patch tests, and tells the same whether that fits', async () => {
    const { body } = await other.put(under(randomUUID()), condition(randomUUID(), 'của hệ thống khác'));
    const blind = await connect(world, await aMachine(world, ['system/Condition.u']), 'system/Condition.u');
    const answers = await Promise.all(
      ['của hệ thống khác', 'không phải'].map((text) =>
        blind.patch(`/fhir/R4/Condition/${body.id}`, [{ op: 'test', path: '/code/text', value: text }], PATCH),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([400, 400]);
    expect(answers[0]!.body.issue).toEqual(answers[1]!.body.issue);
    expect(answers[0]!.text).toContain('other-sender');
  });

  it('tells on the trail of whom the refused entries of a batch told', async () => {
    const value = randomUUID();
    for (let n = 0; n < 2; n++) await machine.post('/fhir/R4/Condition', condition(value, 'hai', { id: randomUUID() }));
    const request = { method: 'PUT', url: under(value).slice('/fhir/R4/'.length) };
    const nobodys = { resource: { resourceType: 'Condition' }, request: { method: 'PUT', url: 'Condition' } };
    const answer = await machine.post('/fhir/R4', bundle('batch', { resource: condition(value), request }, nobodys));
    expect(statuses(answer)).toEqual(['412', '405']);
    const told = await world.sql(`SELECT patient_id, patient_ids FROM audit.event WHERE request_id = $1`, [
      answer.headers['x-request-id'],
    ]);
    expect(JSON.stringify(told)).toContain(patient.id);
  });

  it.each(['', '?code=x', '?identifier=77', '?identifier=a|b&code=x'])(
    'says what works where the condition is "%s"',
    async (query) => {
      const { status, body } = await machine.put(`/fhir/R4/Condition${query}`, condition('77'));
      expect([status, body.resourceType]).toEqual([400, 'OperationOutcome']);
    },
  );
});

describe('A transaction', () => {
  it('reads after it has written, patches the version that is named, and updates on conditions', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    const made = (await machine.put(under(one), condition(one))).body;
    const answer = await machine.post(
      '/fhir/R4',
      bundle(
        'transaction',
        { request: { method: 'GET', url: `Condition/${made.id}` } },
        {
          resource: binary(replacing('sau khi vá')),
          request: { method: 'PATCH', url: `Condition/${made.id}`, ifMatch: 'W/"1"' },
        },
        { resource: condition(two), request: { method: 'PUT', url: `Condition?identifier=${SYSTEM}|${two}` } },
        { request: { method: 'GET', url: `Condition?identifier=${SYSTEM}|${two}` } },
      ),
    );
    expect([answer.status, answer.body.type, statuses(answer)]).toEqual([
      200,
      'transaction-response',
      ['200', '200', '201', '200'],
    ]);
    expect(answer.body.entry[0].resource.code.text).toBe('sau khi vá');
    expect(answer.body.entry[3].resource.entry).toHaveLength(1);
    const read = await world.sql(
      `SELECT DISTINCT kind FROM audit.event WHERE request_id = $1 AND (patient_id = $2 OR patient_ids @> ARRAY[$2::uuid])`,
      [answer.headers['x-request-id'], patient.id],
    );
    expect(read.map(({ kind }) => kind)).toContain('list');
  });

  it.each([
    ['a read of what is not here', { request: { method: 'GET', url: `Condition/${randomUUID()}` } }, 404],
    ['a deletion', { request: { method: 'DELETE', url: `Condition/${randomUUID()}` } }, 405],
    [
      'a patch that does not fit',
      { resource: binary([{ op: 'test', path: '/x', value: 1 }]), request: { method: 'PATCH', url: 'Condition/' } },
      400,
    ],
    [
      'a patch that is none',
      { resource: { resourceType: 'Binary' }, request: { method: 'PATCH', url: 'Condition/' } },
      400,
    ],
  ])('of which %s is part does nothing', async (_, entry, status) => {
    const value = randomUUID();
    const known = (await machine.put(under(randomUUID()), condition(randomUUID()))).body as { id: string };
    const request = { ...entry.request, url: entry.request.url.replace(/\/$/, `/${known.id}`) };
    const created = { resource: condition(value), request: { method: 'POST', url: 'Condition' } };
    const answer = await machine.post('/fhir/R4', bundle('transaction', created, { ...entry, request }));
    expect([answer.status, answer.body.resourceType]).toEqual([status, 'OperationOutcome']);
    const [{ n }] = (await world.sql(`SELECT count(*)::int AS n FROM fhir_source WHERE resource @> $1::jsonb`, [
      JSON.stringify({ identifier: [{ value }] }),
    ])) as [{ n: number }];
    expect(n).toBe(0);
  });

  it('of one whose scopes do not cover an entry is refused whole, and a person reads nothing in one', async () => {
    const narrow = await connect(world, await aMachine(world, ['system/Condition.cruds']), 'system/Condition.cruds');
    const read = { request: { method: 'GET', url: `Patient/${patient.id}` } };
    const patch = { resource: binary(replacing('x')), request: { method: 'PATCH', url: `Patient/${patient.id}` } };
    for (const entry of [read, patch]) {
      expect((await narrow.post('/fhir/R4', bundle('transaction', entry))).status).toBe(403);
    }
    // A slash at the end names no record: these look for one, or make one.
    const reader = await connect(world, await aMachine(world, ['system/Condition.ru']), 'system/Condition.ru');
    const named = `identifier=${SYSTEM}|${randomUUID()}`;
    const looking = ['Condition/', `Condition/?${named}`, `Condition/_search?${named}`, `Condition//x?${named}`].map(
      (url) => ({ request: { method: 'GET', url } }),
    );
    const making = { resource: condition('x'), request: { method: 'PUT', url: `Condition/?${named}` } };
    const finding = { resource: binary(replacing('x')), request: { method: 'PATCH', url: `Condition/?${named}` } };
    for (const entry of [...looking, making, finding]) {
      expect((await reader.post('/fhir/R4', bundle('batch', entry))).status).toBe(403);
    }
    expect((await world.as('lab').post('/fhir/R4', bundle('transaction', read))).status).toBe(400);
  });
});

describe('A batch', () => {
  it('patches, updates on conditions and leaves out what the reader has', async () => {
    const value = randomUUID();
    const made = (await machine.put(under(value), condition(value))).body;
    const url = `Condition/${made.id}`;
    const answer = await machine.post(
      '/fhir/R4',
      bundle(
        'batch',
        { request: { method: 'GET', url, ifNoneMatch: 'W/"1"' } },
        { resource: binary(replacing('vá')), request: { method: 'PATCH', url } },
        { resource: binary(replacing('muộn')), request: { method: 'PATCH', url, ifMatch: 'W/"1"' } },
        {
          resource: binary(replacing('theo mã')),
          request: { method: 'PATCH', url: `Condition?identifier=${SYSTEM}|${value}` },
        },
        { request: { method: 'GET', url: `${url}/_history` } },
        { request: { method: 'HEAD', url } },
        { request: { method: 'DELETE', url } },
      ),
    );
    expect([answer.status, statuses(answer)]).toEqual([200, ['304', '200', '412', '200', '200', '200', '405']]);
    expect([answer.body.entry[0].resource, answer.body.entry[5].resource]).toEqual([undefined, undefined]);
  });

  it('of more reads or entries than are answered at once is refused politely', async () => {
    const read = { request: { method: 'GET', url: `Patient/${patient.id}` } };
    const reads = await machine.post('/fhir/R4', bundle('batch', ...Array.from({ length: 101 }, () => read)));
    const deletion = { request: { method: 'DELETE', url: 'Patient/1' } };
    const entries = await machine.post('/fhir/R4', bundle('batch', ...Array.from({ length: 1001 }, () => deletion)));
    expect([reads.status, entries.status, entries.body.resourceType]).toEqual([400, 400, 'OperationOutcome']);
  });

  it('answers a parameter whose name every object has as any other that it does not know', async () => {
    const entries = ['constructor', '__proto__', 'toString'].map((name) => ({
      request: { method: 'GET', url: `Patient?${name}=1` },
    }));
    const answer = await machine.post('/fhir/R4', bundle('batch', ...entries));
    expect([answer.status, statuses(answer)]).toEqual([200, ['400', '400', '400']]);
  });
});
