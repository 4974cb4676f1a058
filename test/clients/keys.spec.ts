import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startWorld, type World } from '../support/world.js';
import { aMachine, ask, assertion, form, PUBLIC_URL, REGISTRATION, someKeys, type Keys } from './machines.js';

type Jwk = Record<string, string>;
const jwkOf = (bits: number, exponent = 65_537) =>
  generateKeyPairSync('rsa', { modulusLength: bits, publicExponent: exponent }).publicKey.export({
    format: 'jwk',
  }) as Jwk;
/** A number of a key with its last byte changed by a mask. */
const bent = (value: string, mask: number) => {
  const bytes = Buffer.from(value, 'base64url');
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ mask;
  return bytes.toString('base64url');
};
const text = (...bytes: number[]) => Buffer.from(bytes).toString('base64url');

const SCOPES = ['system/Observation.rs'];
let world: World;
let rsa: Jwk;
let ec: Jwk;
let server: Server;
let served: object[] = [];
beforeAll(async () => {
  rsa = jwkOf(2048);
  ec = (await someKeys()).publicJwk as Jwk;
  server = createServer((_, reply) => reply.end(JSON.stringify({ keys: served })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  world = await startWorld({ PUBLIC_URL, CLIENT_JWKS_HTTP: 'true', KEY_SET_NETWORKS: '127.0.0.0/8' });
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await world.close();
});

const malformed = (): [string, Jwk][] => [
  ['an RSA exponent of 1', { ...rsa, e: 'AQ' }],
  ['an RSA exponent of 3', { ...rsa, e: 'Aw' }],
  ['an even RSA exponent', { ...rsa, e: text(1, 0, 2) }],
  ['an RSA exponent of 0', { ...rsa, e: 'AA' }],
  ['an RSA exponent longer than any', { ...rsa, e: rsa.n! }],
  ['an even RSA modulus', { ...rsa, n: bent(rsa.n!, 1) }],
  [
    'an RSA modulus made long by zeros',
    { ...rsa, n: Buffer.concat([Buffer.alloc(128), Buffer.from(jwkOf(1024).n!, 'base64url')]).toString('base64url') },
  ],
  ['an RSA modulus that 3 divides', { ...rsa, n: Buffer.alloc(256, 0xff).toString('base64url') }],
  ['an RSA modulus of 1024 bits', jwkOf(1024)],
  ['an RSA modulus of 16384 bits', { ...rsa, n: Buffer.alloc(2048, 0xab).toString('base64url') }],
  ['RSA numbers in other letters', { ...rsa, n: `${rsa.n}=` }],
  ['no RSA modulus', { kty: 'RSA', e: 'AQAB' }],
  ['a point beside the curve', { ...ec, y: bent(ec.y!, 1) }],
  [
    'the point at nowhere',
    { ...ec, x: Buffer.alloc(48).toString('base64url'), y: Buffer.alloc(48).toString('base64url') },
  ],
  ['a point of another curve', { ...ec, crv: 'P-256' }],
  ['a short coordinate', { ...ec, x: text(1) }],
  ['a curve for other signatures', { kty: 'OKP', crv: 'Ed25519', x: text(...Array<number>(32).fill(9)) }],
];

describe('The keys of a machine', () => {
  it('are refused at registration when they are malformed, each by its kind', async () => {
    const seen: unknown[] = [];
    for (const [what, jwk] of malformed()) {
      const keys = [{ ...jwk, kid: 'a', alg: undefined }];
      const body = { ...REGISTRATION, scopes: SCOPES, jwks: { keys } };
      const answer = await world.as('admin').post('/api/v1/clients', body);
      seen.push([what, answer.status, answer.body.errors?.[0].rule]);
    }
    expect(seen).toEqual(malformed().map(([what]) => [what, 400, 'key-kind']));
  });

  it('with exponent 1 open nothing to a signature that anybody can write, also where they were registered before or lie at an address', async () => {
    const forgeable = { ...rsa, e: 'AQ', kid: 'mo', alg: 'RS384' };
    const registered = await aMachine(world, SCOPES);
    const there = { jwks: undefined, jwksUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json` };
    served = [forgeable];
    const fetched = await aMachine(world, SCOPES, there);
    await world.sql(
      `WITH c AS MATERIALIZED (SELECT set_config('emr.context', '{"actorKind":"system","username":"test"}', true))
       UPDATE machine_client SET jwks = $2::jsonb FROM c WHERE id = $1`,
      [registered.id, JSON.stringify({ keys: [forgeable] })],
    );
    await world.sql(
      `WITH c AS MATERIALIZED (SELECT set_config('emr.context', '{"actorKind":"system","username":"test"}', true))
       UPDATE machine_client SET approved_at = now(), approved_by = $2 FROM c WHERE id = $1`,
      [registered.id, world.staff['privacy-officer'].id],
    );
    for (const machine of [registered, fetched]) {
      const answer = await ask(world, form(await bareSignature(machine.clientId)));
      expect([answer.status, answer.body.error]).toEqual([401, 'invalid_client']);
    }
  });

  it('at an address are used where they are sound, beside others that are not', async () => {
    const keys: Keys = await someKeys();
    const there = { jwks: undefined, jwksUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/both.json` };
    served = [{ ...rsa, e: 'AQ', kid: 'mo' }, { ...ec, use: 'enc', kid: 'ma-hoa' }, keys.publicJwk];
    const machine = await aMachine(world, SCOPES, there, keys);
    expect((await ask(world, form(await assertion({ ...machine, keys })))).status).toBe(200);
  });
});

/** An RS384 assertion whose signature is the bare padding of its hash (PKCS #1 v1.5): with exponent 1 it verifies. */
async function bareSignature(clientId: string): Promise<string> {
  const { createHash, randomUUID } = await import('node:crypto');
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + 120;
  const claims = { iss: clientId, sub: clientId, aud: `${PUBLIC_URL}/oauth2/token`, exp, jti: randomUUID() };
  const signed = `${encode({ alg: 'RS384', kid: 'mo', typ: 'JWT' })}.${encode(claims)}`;
  const digest = createHash('sha384').update(signed).digest();
  const info = Buffer.concat([Buffer.from('3041300d060960864801650304020205000430', 'hex'), digest]);
  const padded = Buffer.concat([
    Buffer.from([0, 1]),
    Buffer.alloc(256 - 3 - info.length, 0xff),
    Buffer.from([0]),
    info,
  ]);
  return `${signed}.${padded.toString('base64url')}`;
}
