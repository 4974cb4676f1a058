import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { ROLES } from '../../src/platform/routes/policy.js';
import { expectProblem } from '../support/problems.js';
import { startWorld, type World } from '../support/world.js';
import { aMachine, REGISTRATION, someKeys } from './machines.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
let publicJwk: JWK;
beforeAll(async () => {
  world = await startWorld();
  ({ publicJwk } = await someKeys());
});
afterAll(() => world.close());

const SCOPES = ['system/DiagnosticReport.c'];
const register = (fields: object, headers = {}) =>
  world
    .as('admin')
    .post('/api/v1/clients', { ...REGISTRATION, scopes: SCOPES, jwks: { keys: [publicJwk] }, ...fields }, headers);
const change = (id: string, version: number, fields: object) =>
  world.as('admin').patch(`/api/v1/clients/${id}`, fields, { 'If-Match': `"${version}"` });
const disable = (id: string, version: number) =>
  world.as('admin').post(`/api/v1/clients/${id}/disable`, {}, { 'If-Match': `"${version}"` });
const stored = async () => (await world.sql('SELECT count(*)::int AS n FROM machine_client'))[0]!.n as number;

describe('Registering a client', () => {
  it('answers what stands, and the trail says who registered it with which keys', async () => {
    const answer = await register({ clientId: 'lis-mot' });
    expect(answer.status).toBe(201);
    expect(answer.headers.etag).toBe('"1"');
    expect(answer.body).toMatchObject({ clientId: 'lis-mot', scopes: SCOPES, status: 'active', jwksUrl: null });
    expect((await world.as('admin').get(`/api/v1/clients/${answer.body.id}`)).body).toEqual(answer.body);
    const event = elementAt(
      await world.sql(`SELECT kind, username, changes FROM audit.event WHERE entity_id = $1`, [answer.body.id]),
      0,
    );
    expect(event).toMatchObject({
      kind: 'create',
      username: 'admin',
      changes: { scopes: SCOPES, client_id: 'lis-mot' },
    });
    expect(event.changes.jwks.keys[0].kid).toBe(publicJwk.kid);
  });

  it('makes up an id when none is given; the same key again answers the same', async () => {
    const first = await register({}, { 'Idempotency-Key': 'lis-2' });
    expect(first.body.clientId).toMatch(/^client-[0-9a-f]{12}$/);
    const before = await stored();
    const again = await register({}, { 'Idempotency-Key': 'lis-2' });
    expect([again.body.id, again.headers['idempotency-replayed']]).toEqual([first.body.id, 'true']);
    expect(await stored()).toBe(before);
  });

  it.each([
    ['an id with spaces', { clientId: 'lis hai' }, '/clientId', 'matches'],
    ['no scope', { scopes: [] }, '/scopes', 'array-min-size'],
    ['a scope of a person', { scopes: ['user/Patient.rs'] }, '/scopes', 'smart-scope'],
    ['rights out of order', { scopes: ['system/Patient.sr'] }, '/scopes', 'smart-scope'],
    ['no rights', { scopes: ['system/Patient.'] }, '/scopes', 'smart-scope'],
    ['a scope with parameters', { scopes: ['system/Observation.rs?category=laboratory'] }, '/scopes', 'smart-scope'],
    ['no keys at all', { jwks: undefined }, '/jwks', 'key-place'],
    ['keys in both places', { jwksUrl: 'https://lis.example/jwks.json' }, '/jwks', 'key-place'],
    ['an empty key set', { jwks: { keys: [] } }, '/jwks', 'key-set'],
    ['keys over http', { jwks: undefined, jwksUrl: 'http://lis.example/jwks.json' }, '/jwksUrl', 'jwks-url'],
    ['a password in the address', { jwks: undefined, jwksUrl: 'https://a:b@lis.example/' }, '/jwksUrl', 'jwks-url'],
    ...[
      'https://127.0.0.1/k',
      'https://2130706433/k',
      'https://0x7f.1/k',
      'https://localhost/k',
      'https://[::1]/k',
      'https://[::ffff:127.0.0.1]/k',
      'https://169.254.169.254/latest/',
      'https://[fe80::1]/k',
      'https://0/k',
    ].map(
      (jwksUrl) =>
        [`keys at ${jwksUrl}`, { jwks: undefined, jwksUrl }, '/jwksUrl', 'jwks-url'] as [
          string,
          object,
          string,
          string,
        ],
    ),
    ['a file', { jwks: undefined, jwksUrl: 'file:///etc/passwd' }, '/jwksUrl', 'jwks-url'],
    ['an unknown field', { secret: 'x' }, '/secret', 'unknown-field'],
    ['no purpose', { purpose: undefined }, '/purpose', 'required'],
    ['a number for a name', { name: 5 }, '/name', 'string'],
  ])('with %s is refused by name, and nothing is stored', async (_, fields, pointer, rule) => {
    const before = await stored();
    const { status, body } = await register(fields);
    expect(status).toBe(400);
    expect(body.errors).toEqual(expect.arrayContaining([expect.objectContaining({ pointer, rule })]));
    expect(await stored()).toBe(before);
  });

  it('takes how it sends messages off again by null, which waits for nobody, and leaves it alone when it is not named', async () => {
    const hl7v2 = { application: 'LIS', facility: 'XN' };
    const machine = await aMachine(world, SCOPES, { hl7v2 });
    const renamed = await change(machine.id, machine.version, { name: 'LIS mới' });
    expect(renamed.body).toMatchObject({ hl7v2, approval: 'approved' });
    const silent = await change(machine.id, renamed.body.version, { hl7v2: null });
    expect([silent.status, silent.body.hl7v2, silent.body.approval]).toEqual([200, null, 'approved']);
    const [event] = await world.sql(
      `SELECT changes->'hl7v2' AS said FROM audit.event WHERE entity_id = $1 AND kind = 'update' ORDER BY id DESC LIMIT 1`,
      [machine.id],
    );
    expect(event).toEqual({ said: [hl7v2, null] });
    const again = await change(machine.id, silent.body.version, { hl7v2 });
    expect([again.body.hl7v2, again.body.approval]).toEqual([hl7v2, 'waiting']);
  });

  it('takes public signing keys only, strong ones, each with a kid of its own', async () => {
    const { privateKey } = await generateKeyPair('ES384', { extractable: true });
    const small = await generateKeyPair('ES256', { extractable: true });
    for (const [keys, rule] of [
      [[{ ...(await exportJWK(privateKey)), kid: 'a' }], 'key-private'],
      [[{ ...(await exportJWK(small.publicKey)), kid: 'a' }], 'key-kind'],
      [[{ kty: 'oct', k: 'c2VjcmV0', kid: 'a' }], 'key-private'],
      [[{ kty: 'RSA', n: 'AQAB', e: 'AQAB', kid: 'a' }], 'key-kind'],
      [[{ ...publicJwk, kid: undefined }], 'key-id'],
      [[publicJwk, publicJwk], 'key-id'],
      [[{ ...publicJwk, use: 'enc' }], 'key-use'],
      [[{ ...publicJwk, alg: 'ES256' }], 'key-use'],
      [['x'], 'key-set'],
      [null, 'key-set'],
    ] as const) {
      const { status, body } = await register({ jwks: { keys } });
      expect([status, body.errors[0].rule]).toEqual([400, rule]);
    }
  });

  it('needs an id of its own, also when two register at once', async () => {
    const answers = await Promise.all([register({ clientId: 'lis-hai' }), register({ clientId: 'lis-hai' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('is for administrators only; privacy officers see them too', async () => {
    for (const role of ROLES.filter((one) => one !== 'admin')) {
      expect((await world.as(role).get('/api/v1/clients')).status).toBe(role === 'privacy-officer' ? 200 : 403);
      expectProblem(await world.as(role).post('/api/v1/clients', {}), 403, 'forbidden');
    }
    expectProblem(await world.anonymous.post('/api/v1/clients', {}), 401, 'unauthenticated');
  });
});

describe('Changing a client', () => {
  it('keeps old and new on the trail; keys at an address take the place of inline ones', async () => {
    const { id } = await aMachine(world, SCOPES);
    const changed = await change(id, 2, {
      jwksUrl: 'https://lis.example/jwks.json',
      scopes: ['system/Observation.cs'],
    });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ jwks: null, jwksUrl: 'https://lis.example/jwks.json', version: 3 });
    const event = elementAt(
      await world.sql(
        `SELECT changes FROM audit.event WHERE entity_id = $1 AND changes ? 'scopes' AND kind = 'update'`,
        [id],
      ),
      0,
    );
    expect(event.changes.scopes).toEqual([SCOPES, ['system/Observation.cs']]);
    expect((await change(id, 3, { jwks: { keys: [publicJwk] } })).body.jwksUrl).toBeNull();
  });

  it('is refused when stale, without If-Match, unknown, empty or null', async () => {
    const { id } = await aMachine(world, SCOPES);
    expect((await change(id, 2, { name: 'Tên khác' })).status).toBe(200);
    expect((await change(id, 2, { name: 'Tên cũ' })).status).toBe(412);
    expect((await world.as('admin').patch(`/api/v1/clients/${id}`, {})).status).toBe(428);
    expect((await change('01900000-0000-7000-8000-000000000000', 1, {})).status).toBe(404);
    expect((await change('x', 1, {})).status).toBe(400);
    for (const fields of [{ name: null }, { scopes: null }, { name: '' }, { jwks: null }, { clientId: 'khac' }]) {
      expect([fields, (await change(id, 3, fields)).status]).toEqual([fields, 400]);
    }
  });

  it('ends with its being disabled, which happens once', async () => {
    const { id } = await aMachine(world, SCOPES);
    const answers = await Promise.all([disable(id, 2), disable(id, 2)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expectProblem(await disable(id, 3), 409, 'client-disabled');
    expectProblem(await change(id, 3, { name: 'Sống lại' }), 409, 'client-disabled');
  });

  it('lists page by client id, each once, and by status', async () => {
    const seen: string[] = [];
    for (let next: string | null = '/api/v1/clients?limit=3'; next;) {
      const { body }: { body: { items: { clientId: string }[]; next: string | null } } = await world
        .as('admin')
        .get(next);
      seen.push(...body.items.map(({ clientId }) => clientId));
      next = body.next;
    }
    expect(new Set(seen).size).toBe(await stored());
    expect(seen).toHaveLength(await stored());
    const disabled = await world.as('admin').get('/api/v1/clients?status=disabled');
    expect(disabled.body.items.every(({ status }: { status: string }) => status === 'disabled')).toBe(true);
  });
});
