import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import type { AllowedHost } from '../../../platform/config/outgoing-settings.js';
import { elementAt } from '../../../kernel/list.js';
import { isAllowed, mayBeReached, type Destination } from '../hosts.rules.js';

/** Every address of a name, as this machine resolves it. */
export type Resolve = (hostname: string) => Promise<LookupAddress[]>;
const resolved: Resolve = (hostname) => lookup(hostname, { all: true });

/**
 * How a connection finds its host: resolved once, and to the addresses that were looked at, whatever the name means a moment later.
 * @returns undefined when it may not be told anything, or one of its addresses may not be reached
 */
export async function reached(
  destination: Destination,
  allowed: readonly AllowedHost[],
  resolve: Resolve = resolved,
): Promise<LookupFunction | undefined> {
  if (!isAllowed(destination, allowed)) return undefined;
  const addresses = await resolve(destination.host);
  if (addresses.length === 0 || !addresses.every(({ address }) => mayBeReached(address, destination.port, allowed))) {
    return undefined;
  }
  return (_name, { all }, done) => {
    if (all) return done(null, [...addresses]);
    const { address, family } = elementAt(addresses, 0);
    done(null, address, family);
  };
}
