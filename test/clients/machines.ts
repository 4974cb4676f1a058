import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import request, { type Response } from 'supertest';
import { SETTINGS_TOKEN, type Settings } from '../../src/platform/config/settings.js';
import { entranceOf } from '../support/door.js';
import { clientOf, type Client, type World } from '../support/world.js';

export type Algorithm = 'RS384' | 'ES384';

/** A key pair of a laboratory system. */
export interface Keys {
  readonly algorithm: Algorithm;
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

export async function someKeys(algorithm: Algorithm = 'ES384', kid = `khoa-${randomUUID()}`): Promise<Keys> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
  return {
    algorithm,
    kid,
    privateKey,
    publicJwk: { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' },
  };
}

/** A registered client with its keys. */
export interface Machine {
  readonly id: string;
  readonly clientId: string;
  readonly version: number;
  readonly keys: Keys;
}

export const REGISTRATION = { name: 'LIS khoa Xét nghiệm', purpose: 'Trả kết quả', contact: 'Phòng CNTT, 0901234567' };

/** The privacy officer approves what was registered or changed. @returns the answer */
export const approve = (world: World, id: string, version = 1): Promise<Response> =>
  world.as('privacy-officer').post(`/api/v1/clients/${id}/approve`, {}, { 'If-Match': `"${version}"` });

/** Registers a client as the administrator, and approves it as the privacy officer. */
export async function aMachine(world: World, scopes: string[], fields: object = {}, keys?: Keys): Promise<Machine> {
  const own = keys ?? (await someKeys());
  const input = { ...REGISTRATION, scopes, jwks: { keys: [own.publicJwk] }, ...fields };
  const { status, text, body } = await world.as('admin').post('/api/v1/clients', input);
  if (status !== 201) throw new Error(`not registered: ${text}`);
  const approved = await approve(world, body.id as string);
  if (approved.status !== 200) throw new Error(`not approved: ${approved.text}`);
  return { id: body.id, clientId: body.clientId, version: approved.body.version, keys: own };
}

/** The address of the token endpoint as the tests' settings name it. */
export const PUBLIC_URL = 'https://emr.example';
export const AUDIENCE = `${PUBLIC_URL}/oauth2/token`;
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Claims as a client should make them. */
export const claimsOf = ({ clientId }: { clientId: string }) => ({
  iss: clientId,
  sub: clientId,
  aud: AUDIENCE as string | string[],
  exp: Math.floor(Date.now() / 1000) + 120,
  jti: randomUUID() as string | undefined,
});

/** An assertion with some claims and header fields other than they should be; undefined ones are left out. */
export async function assertion(machine: Machine, claims: object = {}, header: object = {}): Promise<string> {
  const { algorithm, kid, privateKey } = machine.keys;
  return new SignJWT({ ...claimsOf(machine), ...claims })
    .setProtectedHeader({ alg: algorithm, kid, typ: 'JWT', ...header })
    .sign(privateKey, { crit: { 'http://example.com/unknown': true } });
}

export const form = (client_assertion: string, scope = 'system/*.cruds') => ({
  grant_type: 'client_credentials',
  client_assertion_type: ASSERTION_TYPE,
  client_assertion,
  scope,
});

/** Asks the token endpoint. */
export const ask = (world: Pick<World, 'app'>, fields: object, headers = {}): Promise<Response> =>
  request(entranceOf(world.app))
    .post('/oauth2/token')
    .type('form')
    .set(headers)
    .send(fields)
    .then((answer) => answer);

/** The calls of a client with a new token. */
export async function connect(world: Pick<World, 'app'>, machine: Machine, scope?: string): Promise<Client> {
  return clientOf(world.app, await tokenOf(world, machine, scope));
}

async function tokenOf(world: Pick<World, 'app'>, machine: Machine, scope?: string, aud = AUDIENCE): Promise<string> {
  const headers = aud === AUDIENCE ? {} : { Host: 'localhost' };
  const { status, text, body } = await ask(world, form(await assertion(machine, { aud }), scope), headers);
  if (status !== 200) throw new Error(`no token: ${text}`);
  return body.access_token as string;
}

/** A token is good for five minutes; who works longer asks for the next one in time. */
const RENEW_AFTER_MS = 120_000;

/** The calls of a client that stays connected for as long as a test takes on a slow machine. */
async function stayConnected({ app }: Pick<World, 'app'>, newToken: () => Promise<string>): Promise<Client> {
  let asked = Date.now();
  let client = newToken().then((token) => clientOf(app, token));
  await client;
  const current = () => {
    if (Date.now() - asked > RENEW_AFTER_MS) {
      asked = Date.now();
      client = newToken().then((token) => clientOf(app, token));
    }
    return client;
  };
  return {
    get: async (...call) => (await current()).get(...call),
    post: async (...call) => (await current()).post(...call),
    put: async (...call) => (await current()).put(...call),
    patch: async (...call) => (await current()).patch(...call),
    delete: async (...call) => (await current()).delete(...call),
  };
}

/** As connect, for a test that may take longer than a token is good for. */
export const connectForLong = (world: Pick<World, 'app'>, machine: Machine, scope?: string): Promise<Client> =>
  stayConnected(world, () => tokenOf(world, machine, scope));

/** The name of who sends whole histories, on the trail and in what is kept. */
export const HISTORIES = 'he-thong-chuyen-vien';

/** A machine that may bring in every type: what people of the laboratory send is results only. */
export async function historySender(world: World): Promise<Client> {
  const scope = 'system/*.cruds';
  const machine = await aMachine(world, [scope], { clientId: HISTORIES });
  const { publicUrl } = world.app.get<Settings>(SETTINGS_TOKEN, { strict: false });
  const aud = `${publicUrl ?? 'http://localhost'}/oauth2/token`;
  return stayConnected(world, () => tokenOf(world, machine, scope, aud));
}
