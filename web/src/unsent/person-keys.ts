import { getApiV1AuthUnsentKeys, type UnsentKeyResponse } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import type { SealedEntry } from './sealed-store.ts';

/** What seals a person's unsent text on this machine; it lives in the page, as long as its person is signed in. */
export interface PersonKeys {
  readonly owner: string;
  /** The id under which something of that name lies. */
  idOf(name: string): Promise<string>;
  seal(id: string, value: unknown): Promise<SealedEntry>;
  /** @returns undefined when no key of this person opens it */
  open(entry: SealedEntry): Promise<unknown>;
}

/** Browsers give WebCrypto to https and this machine itself only. */
export const canSeal = (): boolean => isSecureContext && typeof indexedDB !== 'undefined';

/** Asks the service, which gives them to their person only. */
export async function askPersonKeys(owner: string): Promise<PersonKeys> {
  const { keys } = await answerOf(getApiV1AuthUnsentKeys());
  const all = await Promise.all(keys.map(imported));
  const newest = all.at(-1);
  if (!newest) throw new Error('no key');
  return {
    owner,
    // By the oldest key, which is there as long as anything sealed with it: names stay the same when a key is added.
    idOf: async (name) => `${owner} ${await hashWith(all[0]!.mac, name)}`,
    seal: async (id, value) => {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const clear = new TextEncoder().encode(JSON.stringify(value));
      const sealed = await crypto.subtle.encrypt(cipher(iv, id), newest.key, clear);
      return { id, owner, at: Date.now(), version: newest.version, iv, sealed };
    },
    open: async ({ id, version, iv, sealed }) => {
      const key = all.find((one) => one.version === version)?.key;
      if (!key) return undefined;
      const clear = await crypto.subtle.decrypt(cipher(iv, id), key, sealed).catch(() => undefined);
      return clear && (JSON.parse(new TextDecoder().decode(clear)) as unknown);
    },
  };
}

/** What was sealed under one name does not open under another. */
const cipher = (iv: Uint8Array<ArrayBuffer>, id: string): AesGcmParams => ({
  name: 'AES-GCM',
  iv,
  additionalData: new TextEncoder().encode(id),
});

async function imported({ version, key }: UnsentKeyResponse) {
  const bytes = Uint8Array.from(atob(key), (sign) => sign.charCodeAt(0));
  const base = await crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey']);
  const derive = (use: string, to: AesKeyGenParams | HmacKeyGenParams, usages: KeyUsage[]) => {
    const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: new TextEncoder().encode(use) };
    return crypto.subtle.deriveKey(how, base, to, false, usages);
  };
  return {
    version,
    key: await derive('seal', { name: 'AES-GCM', length: 256 }, ['encrypt', 'decrypt']),
    mac: await derive('name', { name: 'HMAC', hash: 'SHA-256', length: 256 }, ['sign']),
  };
}

async function hashWith(key: CryptoKey, text: string): Promise<string> {
  const hash = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
