import { isIP } from 'node:net';
import { list } from './setting.js';

/** Fewest bits a range may have in common: a shorter one would be half of the internet. */
const LEAST_BITS = 8;

/** Parser of the setting: `loopback`, addresses, and ranges in CIDR notation, as Fastify takes them. */
export function trustedProxies(value: string): string[] {
  const proxies = list(value);
  const wrong = proxies.find((proxy) => proxy !== 'loopback' && !isAddressOrRange(proxy));
  if (wrong !== undefined) {
    throw new Error(
      `must be loopback, addresses and ranges of at least /${LEAST_BITS} such as 10.1.4.0/28, comma separated; ${wrong} is neither`,
    );
  }
  return proxies;
}

function isAddressOrRange(proxy: string): boolean {
  const [, address, bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(proxy) ?? [];
  const family = isIP(address ?? '');
  if (family === 0) return false;
  return bits === undefined || (Number(bits) >= LEAST_BITS && Number(bits) <= (family === 4 ? 32 : 128));
}
