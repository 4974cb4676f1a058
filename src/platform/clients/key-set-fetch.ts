import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { get as getPlain, type IncomingMessage } from 'node:http';
import { get } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { FetchImplementation } from 'jose';
import type { Settings } from '../config/settings.js';
import { mayBeAsked } from './inside-address.rules.js';
import { elementAt } from '../../kernel/list.js';

const MOST_BYTES = 64 * 1024;

/** Every address of a name, as this machine resolves it. */
export type Resolve = (hostname: string) => Promise<LookupAddress[]>;
const resolved: Resolve = (hostname) => lookup(hostname, { all: true });

type Reach = Pick<Settings, 'keySetNetworks' | 'clientJwksHttp'>;

/**
 * How key sets are fetched: from addresses that may be asked, and from no other. A name is resolved once; when any of its
 * addresses may not be asked none is, and the connection goes to the very addresses that were looked at, whatever the name
 * means a moment later. No redirects are followed, and an answer that is no key set by its size is given up on.
 */
export const keySetFetch =
  ({ keySetNetworks, clientJwksHttp }: Reach, resolve: Resolve = resolved): FetchImplementation =>
  async (address, { headers, signal }) => {
    const url = new URL(address);
    if (url.protocol !== 'https:' && !clientJwksHttp) throw new Error('keys are fetched over https only');
    const addresses = await resolve(url.hostname.replace(/^\[|\]$/g, ''));
    if (addresses.length === 0 || !addresses.every((one) => mayBeAsked(one.address, keySetNetworks))) {
      throw new Error('keys are not fetched from this address');
    }
    const options = { headers: Object.fromEntries(headers), signal, agent: false, lookup: only(addresses) } as const;
    const answer = await new Promise<IncomingMessage>((arrived, failed) => {
      const request = url.protocol === 'https:' ? get : getPlain;
      request(url, options, arrived).on('error', failed);
    });
    const { statusCode: status, headers: said } = answer;
    return new Response(await smallText(answer), {
      status,
      headers: { 'content-type': said['content-type'] ?? '' },
    });
  };

/** What a connection asks for the address of its name. */
const only =
  (addresses: readonly LookupAddress[]): LookupFunction =>
  (_name, { all }, done) => {
    if (all) return done(null, [...addresses]);
    const { address, family } = elementAt(addresses, 0);
    done(null, address, family);
  };

async function smallText(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of answer) {
    bytes += (part as Buffer).length;
    if (bytes > MOST_BYTES) throw new Error(`more than ${MOST_BYTES} bytes`);
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts).toString('utf8');
}
