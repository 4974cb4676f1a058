import { browserStore } from '../session/browser-store.ts';

/** A key of a person that this browser made and holds. The private half cannot be taken out of it, by nobody's script either. */
export interface TerminalKey {
  readonly owner: string;
  readonly thumbprint: string;
  readonly privateKey: CryptoKey;
}

/** What is enrolled of a key that was just made. */
export interface NewKey {
  readonly publicJwk: { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string };
  readonly proof: string;
}

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** Browsers give WebCrypto to https and this machine itself only. */
export const canHoldKey = (): boolean => isSecureContext && typeof indexedDB !== 'undefined';

const within = browserStore('benhan.signing', 'keys', 'owner');

/** The key that this browser holds for a person; undefined where it holds none. */
export const keyOf = async (owner: string): Promise<TerminalKey | undefined> =>
  canHoldKey() ? within('readonly', (store) => store.get(owner) as IDBRequest<TerminalKey | undefined>) : undefined;

export const dropKey = (owner: string): Promise<unknown> => within('readwrite', (store) => store.delete(owner));

/**
 * Makes a key for a person. It is kept once `enrol` has taken the public half: one that nobody knows would sign nothing.
 * @returns what `enrol` answered
 */
export async function makeKey<T>(owner: string, enrol: (key: NewKey) => Promise<T>): Promise<T> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(CURVE, false, ['sign', 'verify']);
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', publicKey);
  const publicJwk = { kty: 'EC', crv: 'P-256', x, y } as const;
  const thumbprint = await thumbprintOf(publicJwk);
  const proof = await signed(privateKey, `benh-an-signing-key ${owner} ${thumbprint}`);
  const answer = await enrol({ publicJwk, proof });
  await within('readwrite', (store) => store.put({ owner, thumbprint, privateKey } satisfies TerminalKey));
  return answer;
}

/** RFC 7638. */
async function thumbprintOf({ crv, kty, x, y }: NewKey['publicJwk']): Promise<string> {
  const text = JSON.stringify({ crv, kty, x, y });
  return base64url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
}

const signed = async (key: CryptoKey, text: string): Promise<string> =>
  base64url(await crypto.subtle.sign(SIGNING, key, new TextEncoder().encode(text)));

/** A JWS over a text, without the text (RFC 7515, appendix F): who asked for it has that. */
export async function detachedJws({ privateKey }: TerminalKey, header: string, text: string): Promise<string> {
  const payload = base64url(new TextEncoder().encode(text).buffer);
  return `${header}..${await signed(privateKey, `${header}.${payload}`)}`;
}

function base64url(bytes: ArrayBuffer): string {
  const letters = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join('');
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
