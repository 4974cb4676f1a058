import { Injectable } from '@nestjs/common';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  type FetchImplementation,
  type JWTVerifyGetKey,
} from 'jose';
import type { KnownClient } from './clients.queries.js';

const FETCH = {
  timeoutDuration: 5000,
  // A kid that is not known asks again, but not more often than this.
  cooldownDuration: 30_000,
  // A key that was taken away at its address is good no longer than this.
  cacheMaxAge: 10 * 60_000,
} as const;
const MOST_BYTES = 64 * 1024;
const MOST_REMEMBERED = 200;

/** The public keys of clients: those registered, or those at the address registered, fetched when they are needed. */
@Injectable()
export class KeySets {
  private readonly remote = new Map<string, JWTVerifyGetKey>();

  of({ jwks, jwksUrl }: KnownClient): JWTVerifyGetKey {
    return jwks ? createLocalJWKSet(jwks) : this.at(jwksUrl!);
  }

  private at(url: string): JWTVerifyGetKey {
    let keys = this.remote.get(url);
    if (!keys) {
      if (this.remote.size >= MOST_REMEMBERED) this.remote.clear();
      keys = createRemoteJWKSet(new URL(url), { ...FETCH, [customFetch]: fetchSmall });
      this.remote.set(url, keys);
    }
    return keys;
  }
}

/** Fetches without following redirects (jose asks for that) and gives up on an answer that is no key set by its size. */
const fetchSmall: FetchImplementation = async (url, options) => {
  const answer = await fetch(url, options);
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of answer.body ?? []) {
    bytes += (part as Uint8Array).length;
    if (bytes > MOST_BYTES) throw new Error(`more than ${MOST_BYTES} bytes`);
    parts.push(part as Uint8Array);
  }
  return new Response(Buffer.concat(parts), { status: answer.status, headers: answer.headers });
};
