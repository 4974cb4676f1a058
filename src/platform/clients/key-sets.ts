import { Inject, Injectable } from '@nestjs/common';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  type FetchImplementation,
  type JWTVerifyGetKey,
} from 'jose';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';
import type { KnownClient } from './clients.queries.js';
import { keySetFetch } from './key-set-fetch.js';
import { soundKeys } from './key-set.rules.js';

const FETCH = {
  timeoutDuration: 5000,
  // A kid that is not known asks again, but not more often than this.
  cooldownDuration: 30_000,
  // A key that was taken away at its address is good no longer than this.
  cacheMaxAge: 10 * 60_000,
} as const;
const MOST_REMEMBERED = 200;

/**
 * The public keys of clients: those registered, or those at the address registered, fetched when they are needed. A key that proves
 * nothing (one may have been registered before keys were checked) is as good as not there.
 */
@Injectable()
export class KeySets {
  private readonly remote = new Map<string, JWTVerifyGetKey>();
  private readonly fetch: FetchImplementation;

  constructor(@Inject(SETTINGS_TOKEN) settings: Settings) {
    const fetchText = keySetFetch(settings);
    this.fetch = async (...asked) => {
      const answer = await fetchText(...asked);
      if (answer.status !== 200) return answer;
      return Response.json({ keys: soundKeys(await answer.json()) });
    };
  }

  of({ jwks, jwksUrl }: KnownClient): JWTVerifyGetKey {
    return jwks ? createLocalJWKSet({ keys: soundKeys(jwks) }) : this.at(jwksUrl!);
  }

  private at(url: string): JWTVerifyGetKey {
    let keys = this.remote.get(url);
    if (!keys) {
      if (this.remote.size >= MOST_REMEMBERED) this.remote.clear();
      keys = createRemoteJWKSet(new URL(url), { ...FETCH, [customFetch]: this.fetch });
      this.remote.set(url, keys);
    }
    return keys;
  }
}
