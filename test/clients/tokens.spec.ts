import { createHmac, randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt, exportSPKI, importJWK, type CryptoKey } from 'jose';
import { pino } from 'pino';
import { createApplication } from '../../src/application.js';
import { loadSettings } from '../../src/platform/config/load-settings.js';
import { Housekeeping } from '../../src/platform/operations/housekeeping.js';
import { expectProblem } from '../support/problems.js';
import { startBeside } from '../support/processes.js';
import { clientOf, startWorld, type World } from '../support/world.js';
import { aMachine, ask, assertion, AUDIENCE, claimsOf, form, PUBLIC_URL, someKeys, type Machine } from './machines.js';

let world: World;
let second: NestFastifyApplication;
let machine: Machine;
const SCOPES = ['system/DiagnosticReport.c', 'system/Observation.crs', 'system/Patient.rs'];
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  machine = await aMachine(world, SCOPES, { clientId: 'lis-thu' });
  const settings = {
    DATABASE_URL: world.database.appUrl,
    DATABASE_POOL_SIZE: '4',
    TOKEN_SECRET: 'a secret of tests that is long enough',
    PUBLIC_URL,
  };
  second = await createApplication(loadSettings(settings), pino({ level: 'silent' }));
  await second.init();
  await second.getHttpAdapter().getInstance().ready();
});
afterAll(async () => {
  await second.close();
  await world.close();
});

type Answer = Awaited<ReturnType<typeof ask>>;
const lastEvent = async () =>
  (await world.sql(`SELECT * FROM audit.event WHERE kind LIKE 'sign-in%' ORDER BY id DESC LIMIT 1`))[0];

/** An answer in the form of RFC 6749, section 5.2, and no token. */
function expectOAuth({ status, headers, body, text }: Answer, expected: number, error: string): void {
  expect([status, body.error]).toEqual([expected, error]);
  expect(headers['content-type']).toContain('application/json');
  expect(headers['cache-control']).toContain('no-store');
  expect(body.error_description).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
  expect(text).not.toMatch(/access_token|node_modules|SELECT /);
}
const unsigned = (header: object, payload: object) =>
  [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');

describe('A token', () => {
  it.each(['RS384', 'ES384'] as const)('is given for an assertion signed with %s', async (algorithm) => {
    const signer = await aMachine(world, SCOPES, {}, await someKeys(algorithm));
    const answer = await ask(world, form(await assertion(signer), 'system/Observation.c'));
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toContain('no-store');
    expect(answer.body).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 300,
      scope: 'system/Observation.c',
    });
    const claims = decodeJwt(answer.body.access_token as string);
    expect(claims.exp! - claims.iat!).toBe(300);
    expect(await lastEvent()).toMatchObject({
      kind: 'sign-in',
      actor_kind: 'client',
      actor_id: signer.id,
      username: signer.clientId,
      role: null,
      entity_id: signer.id,
      detail: { name: 'LIS khoa Xét nghiệm', granted: 'system/Observation.c' },
    });
  });

  it.each([
    ['system/*.rs', 'system/Observation.rs system/Patient.rs'],
    ['system/*.read', 'system/Observation.rs system/Patient.rs'],
    ['system/*.write', 'system/DiagnosticReport.c system/Observation.c'],
    ['system/Observation.read system/Observation.c', 'system/Observation.crs'],
    ['system/Patient.cruds openid user/Patient.rs', 'system/Patient.rs'],
  ])('asked for with %s has %s', async (asked, granted) => {
    const answer = await ask(world, form(await assertion(machine), asked));
    expect([answer.status, answer.body.scope]).toEqual([200, granted]);
  });

  it.each(['system/Encounter.rs', 'system/Patient.c', 'openid', 'system/Patient.xyz', '*'])(
    'is not given for %s, of which nothing is registered',
    async (scope) => expectOAuth(await ask(world, form(await assertion(machine), scope)), 400, 'invalid_scope'),
  );

  it('may name this endpoint among others it is for', async () => {
    const aud = ['https://other.example', AUDIENCE];
    expect((await ask(world, form(await assertion(machine, { aud })))).status).toBe(200);
  });
});

describe('Without PUBLIC_URL', () => {
  let app: NestFastifyApplication;
  beforeAll(async () => {
    app = await startBeside(world);
  });
  afterAll(() => app.close());

  it.each(['localhost:3000', '127.0.0.1', '[::1]:8080'])('this machine is what it is called: %s', async (host) => {
    const signed = await assertion(machine, { aud: `http://${host}/oauth2/token` });
    expect((await ask({ app }, form(signed), { Host: host })).status).toBe(200);
    const { body } = await clientOf(app).get('/.well-known/smart-configuration', { Host: host });
    expect(body.token_endpoint).toBe(`http://${host}/oauth2/token`);
  });

  it.each([
    { Host: 'other.example' },
    { Host: 'localhost.other.example' },
    { Host: 'localhost:3000', 'X-Forwarded-Host': 'other.example' },
  ] as Record<string, string>[])(
    'an assertion made for another service opens nothing by naming that: %j',
    async (headers) => {
      const signed = await assertion(machine, { aud: 'http://other.example/oauth2/token' });
      expectOAuth(await ask({ app }, form(signed), headers), 421, 'invalid_request');
      const told = await clientOf(app).get('/.well-known/smart-configuration', headers);
      expectProblem(told, 421, 'host-unknown');
    },
  );
});

describe('The form of the request', () => {
  it.each([
    ['another grant', { grant_type: 'password' }, 'unsupported_grant_type'],
    ['no grant', { grant_type: undefined }, 'invalid_request'],
    ['another kind of assertion', { client_assertion_type: 'urn:x' }, 'invalid_request'],
    ['no assertion', { client_assertion: undefined }, 'invalid_request'],
    ['an empty assertion', { client_assertion: '' }, 'invalid_request'],
    ['no scope', { scope: undefined }, 'invalid_request'],
  ])('with %s is refused as RFC 6749 says', async (_, fields, error) => {
    expectOAuth(await ask(world, { ...form(await assertion(machine)), ...fields }), 400, error);
  });

  it('with a field twice, as something else or too long is refused likewise', async () => {
    const { app } = world;
    const send = (payload: string, type: string) =>
      app.inject({ method: 'POST', url: '/oauth2/token', payload, headers: { 'content-type': type } });
    const FORM = 'application/x-www-form-urlencoded';
    const twice = await send('grant_type=client_credentials&grant_type=password', FORM);
    expect([twice.statusCode, twice.json().error]).toEqual([400, 'invalid_request']);
    const other = await send('<a/>', 'application/xml');
    expect([other.statusCode, other.json().error]).toEqual([415, 'invalid_request']);
    const long = await ask(world, form('x'.repeat(9000)));
    expectOAuth(long, 401, 'invalid_client');
  });

  it('is a form there and nowhere else', async () => {
    const answer = await world.app.inject({
      method: 'POST',
      url: '/api/v1/auth/login',
      payload: 'username=doctor',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(answer.statusCode).toBe(415);
  });
});

describe('An assertion is refused', () => {
  const now = () => Math.floor(Date.now() / 1000);

  // Moments are reckoned when the assertion is made: between this list and that, a busy machine may let minutes pass.
  it.each<[string, () => object]>([
    ['for another server', () => ({ aud: 'https://other.example/oauth2/token' })],
    ['for the service but not the endpoint', () => ({ aud: PUBLIC_URL })],
    ['for nobody', () => ({ aud: undefined })],
    ['of another issuer than subject', () => ({ iss: 'ai-do' })],
    ['of another subject than issuer', () => ({ sub: 'ai-do' })],
    ['without a subject', () => ({ sub: undefined })],
    ['of a client nobody knows', () => ({ iss: 'ai-do', sub: 'ai-do' })],
    ['that expired', () => ({ exp: now() - 60 })],
    ['that never expires', () => ({ exp: undefined })],
    ['that lives longer than 5 minutes', () => ({ exp: now() + 400 })],
    ['that is not good yet', () => ({ nbf: now() + 200 })],
    ['that will be issued', () => ({ iat: now() + 3600 })],
    ['with a moment of issue that is none', () => ({ iat: 'x' })],
    ['that expires in words', () => ({ exp: String(now() + 200) })],
    ['without jti', () => ({ jti: undefined })],
    ['with an empty jti', () => ({ jti: '' })],
    ['with a jti that is no text', () => ({ jti: 7 })],
    ['with a jti without end', () => ({ jti: 'x'.repeat(256) })],
    ['with NUL in its jti', () => ({ jti: 'a\u0000b' })],
  ])('%s', async (_, claims) => {
    expectOAuth(await ask(world, form(await assertion(machine, claims()))), 401, 'invalid_client');
    expect(await lastEvent()).toMatchObject({ kind: 'sign-in-failed', entity: 'machine_client' });
  });

  it.each([
    ['without kid', { kid: undefined }],
    ['with the kid of no key', { kid: 'khong-co' }],
    [
      'with a critical extension nobody knows',
      { crit: ['http://example.com/unknown'], 'http://example.com/unknown': 1 },
    ],
    ['of another type', { typ: 'at+jwt' }],
    ['that brings the address of its key along', { jku: 'https://evil.example/jwks.json' }],
  ])('%s', async (_, header) => {
    expectOAuth(await ask(world, form(await assertion(machine, {}, header))), 401, 'invalid_client');
  });

  it('signed by another key, or by the key of another client', async () => {
    const { privateKey } = await someKeys();
    const thief = { ...machine, keys: { ...machine.keys, privateKey } };
    expectOAuth(await ask(world, form(await assertion(thief))), 401, 'invalid_client');
    expect(await lastEvent()).toMatchObject({ entity_id: machine.id, detail: { why: 'signature' } });
    const other = await aMachine(world, SCOPES);
    const posing = { ...machine, keys: other.keys };
    expectOAuth(await ask(world, form(await assertion(posing))), 401, 'invalid_client');
  });

  it('that brings its own key', async () => {
    const own = await someKeys('ES384', machine.keys.kid);
    const header = { jwk: own.publicJwk };
    expectOAuth(await ask(world, form(await assertion({ ...machine, keys: own }, {}, header))), 401, 'invalid_client');
  });

  it.each(['none', 'None', 'HS256', 'HS384', 'RS256', 'ES256', 'PS384', 'EdDSA', 'ES512'])(
    'with alg %s',
    async (alg) => {
      const text = unsigned({ alg, kid: machine.keys.kid, typ: 'JWT' }, claimsOf(machine));
      for (const signature of ['', createHmac('sha384', 'x').update(text).digest('base64url')]) {
        expectOAuth(await ask(world, form(`${text}.${signature}`)), 401, 'invalid_client');
      }
    },
  );

  it('whose public key was used as the secret of an HMAC', async () => {
    const rsa = await aMachine(world, SCOPES, {}, await someKeys('RS384'));
    const secret = await exportSPKI((await importJWK(rsa.keys.publicJwk, 'RS384', { extractable: true })) as CryptoKey);
    for (const alg of ['HS384', 'RS384', 'ES384']) {
      const text = unsigned({ alg, kid: rsa.keys.kid, typ: 'JWT' }, claimsOf(rsa));
      const forged = `${text}.${createHmac('sha384', secret).update(text).digest('base64url')}`;
      expectOAuth(await ask(world, form(forged)), 401, 'invalid_client');
    }
  });

  it('changed after it was signed, or no JWT at all', async () => {
    const [head, , signature] = (await assertion(machine)).split('.');
    const body = Buffer.from(JSON.stringify({ ...claimsOf(machine), admin: true })).toString('base64url');
    for (const text of [`${head}.${body}.${signature}`, 'x', 'a.b.c', `${head}.${body}`, '...', 'e30.e30.e30']) {
      expectOAuth(await ask(world, form(text)), 401, 'invalid_client');
    }
  });

  it('does not tell clients and keys that exist from others', async () => {
    const { privateKey } = await someKeys();
    const wrongKey = await ask(world, form(await assertion({ ...machine, keys: { ...machine.keys, privateKey } })));
    const nobody = await ask(world, form(await assertion(machine, { iss: 'ai-do', sub: 'ai-do' })));
    expect(wrongKey.body).toEqual(nobody.body);
  });
});

describe('An assertion used a second time', () => {
  it('is a replay, in this process and in every other', async () => {
    const text = await assertion(machine);
    expect((await ask(world, form(text))).status).toBe(200);
    expectOAuth(await ask(world, form(text)), 401, 'invalid_client');
    expectOAuth(await ask({ app: second }, form(text)), 401, 'invalid_client');
    expect(await lastEvent()).toMatchObject({ detail: { why: 'this jti was used before' } });
  });

  it('at once in two processes is taken once', async () => {
    const text = await assertion(machine);
    const apps = [world, { app: second }, world, { app: second }];
    const answers = await Promise.all(apps.map((app) => ask(app, form(text))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('under the jti of another client is none', async () => {
    const jti = randomUUID();
    const other = await aMachine(world, SCOPES);
    expect((await ask(world, form(await assertion(machine, { jti })))).status).toBe(200);
    expect((await ask(world, form(await assertion(other, { jti })))).status).toBe(200);
  });

  it('is remembered until it expires, and then forgotten', async () => {
    await world.sql(`UPDATE client_assertion SET expires_at = now() - interval '1 hour' WHERE client_id = $1`, [
      machine.id,
    ]);
    const text = await assertion(machine);
    await ask(world, form(text));
    await world.app.get(Housekeeping, { strict: false }).clean();
    const left = await world.sql('SELECT jti FROM client_assertion WHERE client_id = $1', [machine.id]);
    expect(left).toEqual([{ jti: decodeJwt(text).jti }]);
  });
});

describe('How to get a token', () => {
  it.each(['/.well-known/smart-configuration', '/fhir/R4/.well-known/smart-configuration'])(
    'stands in %s',
    async (path) => {
      const { status, body } = await world.anonymous.get(path);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        token_endpoint: AUDIENCE,
        token_endpoint_auth_methods_supported: ['private_key_jwt'],
        token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
        grant_types_supported: ['client_credentials'],
        response_types_supported: [],
        code_challenge_methods_supported: ['S256'],
        scopes_supported: expect.arrayContaining(['system/*.rs', 'system/DiagnosticReport.crs', 'system/Patient.rs']),
        capabilities: expect.arrayContaining(['client-confidential-asymmetric', 'permission-v2']),
      });
    },
  );

  it('is told by the CapabilityStatement', async () => {
    const { body } = await world.anonymous.get('/fhir/R4/metadata');
    expect(body.rest[0].security.service[0].coding[0].code).toBe('SMART-on-FHIR');
  });
});
