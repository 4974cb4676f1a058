import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { keySetFetch } from '../../src/platform/clients/key-set-fetch.js';
import { loadSettings } from '../../src/platform/config/load-settings.js';

let server: Server;
let asked: (string | undefined)[] = [];
beforeAll(async () => {
  server = createServer(({ headers }, reply) => {
    asked.push(headers.host);
    reply.writeHead(200, { 'content-type': 'application/json' }).end('{"keys":[]}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const OPEN = { CLIENT_JWKS_HTTP: 'true' };
/** Fetches as if the name meant these addresses, one list for each time it is asked. */
async function fetchKeys(settings: Record<string, string>, meanings: string[][], host = 'lis.benhvien.example') {
  const seen = [...meanings];
  const resolve = () =>
    Promise.resolve(seen.shift()!.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
  const url = `http://${host}:${(server.address() as AddressInfo).port}/jwks.json`;
  const signal = AbortSignal.timeout(5000);
  asked = [];
  const answer = await keySetFetch(loadSettings(settings), resolve)(url, {
    headers: new Headers(),
    method: 'GET',
    redirect: 'manual',
    signal,
  });
  return { status: answer.status, body: await answer.json(), left: seen.length };
}

describe('Keys at an address', () => {
  it.each([
    ['this machine', ['127.0.0.1']],
    ['this machine, by IPv6', ['::1']],
    ['this machine, IPv4 within IPv6', ['::ffff:127.0.0.1']],
    ["a cloud's own services", ['169.254.169.254']],
    ['this machine among others', ['198.51.100.7', '127.0.0.1']],
    ['nothing', []],
  ])('are not fetched when its name means %s', async (_, addresses) => {
    await expect(fetchKeys(OPEN, [addresses])).rejects.toThrow('keys are not fetched from this address');
    expect(asked).toEqual([]);
  });

  it('are fetched from the address that was looked at, whatever the name means later', async () => {
    const allowed = { ...OPEN, KEY_SET_NETWORKS: '10.20.0.0/16, 127.0.0.0/8' };
    const answer = await fetchKeys(allowed, [['127.0.0.1'], ['169.254.169.254']]);
    expect(answer).toEqual({ status: 200, body: { keys: [] }, left: 1 });
    expect(asked).toEqual([expect.stringMatching(/^lis\.benhvien\.example:\d+$/)]);
  });

  it('are fetched from the networks that are named, and from no other', async () => {
    const allowed = { ...OPEN, KEY_SET_NETWORKS: '10.20.0.0/16,fd00:20::/32' };
    for (const address of ['127.0.0.1', '198.51.100.7', '10.21.0.1', 'fd00:21::1']) {
      await expect(fetchKeys(allowed, [[address]])).rejects.toThrow('not fetched');
    }
  });

  it('are not fetched over http when that is no longer allowed', async () => {
    await expect(fetchKeys({ KEY_SET_NETWORKS: '127.0.0.0/8' }, [['127.0.0.1']])).rejects.toThrow('https only');
    expect(asked).toEqual([]);
  });
});
