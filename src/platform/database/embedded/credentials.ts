import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './errors.js';

/** Role name → password. `postgres` is the superuser, for backups and the operator; the service never uses it. */
export type Credentials = Record<'postgres' | 'emr_owner' | 'emr_app' | 'emr_sealer', string>;

export const DATABASE = 'benh_an';

/** New random passwords. */
export function newCredentials(): Credentials {
  const password = () => randomBytes(24).toString('base64url');
  return { postgres: password(), emr_owner: password(), emr_app: password(), emr_sealer: password() };
}

/** Keeps the passwords in the data folder, readable by us only; whole or not at all. */
export function saveCredentials(dataDir: string, credentials: Credentials): void {
  const file = join(dataDir, 'credentials.json');
  const handle = openSync(`${file}.new`, 'w', 0o600);
  try {
    writeSync(handle, `${JSON.stringify(credentials, null, 2)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(`${file}.new`, file);
}

/** @throws {EmbeddedPostgresError} when the file is gone or cannot be read */
export function readCredentials(dataDir: string): Credentials {
  const file = join(dataDir, 'credentials.json');
  if (!existsSync(file)) {
    throw new EmbeddedPostgresError(`The passwords of the data folder are missing: restore ${file}.`);
  }
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Credentials;
  } catch (cause) {
    throw new EmbeddedPostgresError(`The passwords of the data folder cannot be read: restore ${file}.`, { cause });
  }
}

/** Connection URL of a role. */
export function urlFor(role: keyof Credentials, credentials: Credentials, port: number, database = DATABASE): string {
  return `postgresql://${role}:${credentials[role]}@127.0.0.1:${port}/${database}`;
}

/** The same through the Unix socket in a folder: the name `host` in the query outranks the address. */
export const throughSocket = (url: string, folder: string): string => `${url}?host=${encodeURIComponent(folder)}`;
