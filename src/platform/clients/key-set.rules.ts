import type { Localised } from '../../kernel/language.js';
import { isSoundP384, isSoundRsa, type Jwk as Key } from './public-key.rules.js';
import { clientWords } from './clients.words.js';

/** Which rule a key set breaks, in words. */
export interface KeySetFault {
  readonly rule: string;
  readonly message: Localised;
}

const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
const MOST_KEYS = 10;
/** Of a set at an address; others' sets may hold keys of other kinds as well. */
const MOST_READ = 50;

/** The signatures that are taken (SMART App Launch 2.2: RS384 and ES384), by the type of key that makes them. */
export const ALGORITHM_OF: Readonly<Record<string, string>> = { RSA: 'RS384', EC: 'ES384' };

const FAULTS = {
  'key-set': clientWords.keySet,
  'key-id': clientWords.keyId,
  'key-private': clientWords.keyPrivate,
  'key-kind': clientWords.keyKind,
  'key-use': clientWords.keyUse,
} as const satisfies Record<string, Localised>;

/** What is wrong with the public keys of a client; undefined when nothing is. */
export function keySetFault(jwks: unknown): KeySetFault | undefined {
  const { keys } = (jwks ?? {}) as { keys?: unknown };
  if (!Array.isArray(keys) || keys.length === 0 || keys.length > MOST_KEYS || !keys.every(isObject)) {
    return fault('key-set');
  }
  const broken = keys.map(keyFault).find((rule) => rule !== undefined);
  if (broken) return fault(broken);
  return new Set(keys.map(({ kid }) => kid)).size === keys.length ? undefined : fault('key-id');
}

/** The keys of a set that may be used, whatever else is there: keys at an address were never looked at before. */
export function soundKeys(jwks: unknown): Key[] {
  const { keys } = (jwks ?? {}) as { keys?: unknown };
  if (!Array.isArray(keys)) return [];
  return (keys as unknown[]).slice(0, MOST_READ).filter((key): key is Key => isObject(key) && !keyFault(key));
}

function keyFault(key: Key): keyof typeof FAULTS | undefined {
  if (PRIVATE.some((name) => name in key)) return 'key-private';
  if (typeof key.kid !== 'string' || key.kid === '' || key.kid.length > 200) return 'key-id';
  const isSound = key.kty === 'RSA' ? isSoundRsa(key) : key.kty === 'EC' && isSoundP384(key);
  if (!isSound) return 'key-kind';
  const { use, alg, key_ops: operations } = key;
  const forSigning =
    (use === undefined || use === 'sig') &&
    (alg === undefined || alg === ALGORITHM_OF[key.kty as string]) &&
    (operations === undefined || (Array.isArray(operations) && operations.includes('verify')));
  return forSigning ? undefined : 'key-use';
}

const fault = (rule: keyof typeof FAULTS): KeySetFault => ({ rule, message: FAULTS[rule] });
const isObject = (value: unknown): value is Key => value !== null && typeof value === 'object' && !Array.isArray(value);
