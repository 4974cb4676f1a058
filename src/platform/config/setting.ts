import { isIP } from 'node:net';

/**
 * What a setting is, and how the text of the environment becomes its value. Each parser throws an Error that ends a sentence
 * which begins with the setting's name.
 */

/** Hosts of addresses that stay on this machine. */
export const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** One setting: its environment name, what it is for, its default, and how its text becomes a value. */
export interface Setting<T> {
  readonly env: string;
  readonly about: string;
  /** Text used when the variable is absent; `undefined` means the setting is optional. */
  readonly fallback?: string;
  /** Whether it must stay out of logs and process lists; NAME_FILE may then name a file that holds it. */
  readonly secret?: boolean;
  readonly parse: (text: string) => T;
}

/** The variable that names a file instead. */
export const fileVariable = (env: string) => `${env}_FILE`;

export const text = (value: string) => value;
export const list = (value: string) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
/** Networks as address/bits. */
export const networks = (value: string) =>
  list(value).map((network) => {
    const [address = '', bits, ...rest] = network.split('/');
    const family = isIP(address);
    if (!family || rest.length > 0 || !/^\d{1,3}$/.test(bits ?? '') || Number(bits) > (family === 4 ? 32 : 128)) {
      throw new Error('must be networks such as 10.20.0.0/16, comma separated');
    }
    return { address, bits: Number(bits), family: family === 4 ? ('ipv4' as const) : ('ipv6' as const) };
  });
export type Network = ReturnType<typeof networks>[number];
export const bool = (value: string) => {
  if (['true', '1', 'yes'].includes(value)) return true;
  if (['false', '0', 'no'].includes(value)) return false;
  throw new Error('must be true or false');
};
export const whole = (low: number, high: number) => (value: string) => {
  const number = Number(value);
  if (!Number.isInteger(number) || number < low || number > high) {
    throw new Error(`must be a whole number from ${low} to ${high}`);
  }
  return number;
};
export const oneOf =
  <T extends string>(...choices: T[]) =>
  (value: string) => {
    if (!choices.includes(value as T)) throw new Error(`must be one of ${choices.join(', ')}`);
    return value as T;
  };
export const pattern = (form: RegExp, sentence: string) => (value: string) => {
  if (!form.test(value)) throw new Error(sentence);
  return value;
};
export const postgresUrl = (value: string) => {
  if (!/^postgres(ql)?:\/\//.test(value) || !URL.canParse(value)) {
    throw new Error('must be a URL such as postgresql://user:password@host:5432/database');
  }
  return value;
};
export const httpUrl = (value: string) => {
  if (!/^https?:\/\//.test(value) || !URL.canParse(value)) {
    throw new Error('must be an address such as https://host/path');
  }
  const { username, password } = new URL(value);
  if (username || password) throw new Error('must hold no password');
  return value;
};
export const origin = (value: string) => {
  if (!/^https?:\/\//.test(value) || !URL.canParse(value) || new URL(value).pathname !== '/') {
    throw new Error('must be an address without a path, such as https://host');
  }
  return new URL(value).origin;
};
/** A password that opens demo accounts: long enough, and not one sign over and over. */
export const demoPassword = (value: string) => {
  if (value.length < SHORTEST_DEMO_PASSWORD || new Set(value).size < FEWEST_SIGNS) {
    throw new Error(
      `must have at least ${SHORTEST_DEMO_PASSWORD} characters, ${FEWEST_SIGNS} of them different: it opens every demo account`,
    );
  }
  return value;
};
const SHORTEST_DEMO_PASSWORD = 10;
const FEWEST_SIGNS = 5;
export const secretOf32 = (value: string) => {
  if (value.length < 32) throw new Error('must have at least 32 characters; make one with: openssl rand -base64 48');
  return value;
};

export function setting<T>(env: string, fallback: string, about: string, parse: (text: string) => T): Setting<T>;
export function setting<T>(
  env: string,
  fallback: undefined,
  about: string,
  parse: (text: string) => T,
): Setting<T | undefined>;
export function setting<T>(
  env: string,
  fallback: string | undefined,
  about: string,
  parse: (text: string) => T,
): Setting<T> {
  return { env, about, fallback, parse };
}

/** A setting that is a secret: the environment gives it, or a file that NAME_FILE names. */
export const secret = (env: string, about: string, parse: (text: string) => string): Setting<string | undefined> => ({
  ...setting(env, undefined, about, parse),
  secret: true,
});
