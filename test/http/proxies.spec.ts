import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startBeside } from '../support/processes.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let behind: NestFastifyApplication;
beforeAll(async () => {
  world = await startWorld();
  behind = await startBeside(world, { TRUST_PROXY: '10.1.4.0/28, loopback' });
});
afterAll(async () => {
  await behind.close();
  await world.close();
});

/** The address that the trail has of a failed sign-in that a peer passes on. */
async function seen(app: NestFastifyApplication, peer: string, forwarded: string): Promise<string> {
  const { headers } = await app.inject({
    method: 'POST',
    url: '/api/v1/auth/login',
    remoteAddress: peer,
    headers: { 'x-forwarded-for': forwarded },
    payload: { username: 'nobody', password: 'sai' },
  });
  const text = 'SELECT host(address::inet) AS address FROM audit.event WHERE request_id = $1';
  return (await world.sql<{ address: string }>(text, [headers['x-request-id']]))[0]!.address;
}

describe('The address of a caller', () => {
  it('is what a proxy on this machine says by default, and no other peer is believed', async () => {
    expect(await seen(world.app, '127.0.0.1', '203.0.113.5')).toBe('203.0.113.5');
    expect(await seen(world.app, '::ffff:127.0.0.1', '203.0.113.5')).toBe('203.0.113.5');
    expect(await seen(world.app, '10.1.4.2', '203.0.113.5')).toBe('10.1.4.2');
    expect(await seen(world.app, '10.1.4.2', '127.0.0.1')).toBe('10.1.4.2');
  });

  it('is what a proxy of TRUST_PROXY says, and nothing that the caller said to it', async () => {
    expect(await seen(behind, '10.1.4.2', '203.0.113.5')).toBe('203.0.113.5');
    expect(await seen(behind, '10.1.4.2', '127.0.0.1, 203.0.113.5')).toBe('203.0.113.5');
    expect(await seen(behind, '127.0.0.1', '203.0.113.5, 10.1.4.3')).toBe('203.0.113.5');
    expect(await seen(behind, '10.1.4.16', '203.0.113.5')).toBe('10.1.4.16');
    expect(await seen(behind, '198.51.100.1', '10.1.4.2')).toBe('198.51.100.1');
  });

  it('is not read from what a peer nobody trusts says of host and scheme either', async () => {
    const asked = (remoteAddress: string) =>
      behind.inject({
        url: '/.well-known/smart-configuration',
        remoteAddress,
        headers: { host: 'localhost', 'x-forwarded-host': 'other.example', 'x-forwarded-proto': 'https' },
      });
    expect((await asked('198.51.100.1')).json()).toMatchObject({ token_endpoint: 'http://localhost/oauth2/token' });
    expect((await asked('10.1.4.2')).statusCode).toBe(421);
  });
});
