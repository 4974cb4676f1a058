import { generateKeyPairSync } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { openNote, readSigner, readVerifierKey, signNote, verifierKey, type NoteSigner } from './signed-note.js';
import type { Query } from './tree-nodes.js';

/** Something about the signing key is not as it must be; the message is one sentence that says what to do. */
export class SigningKeyError extends Error {}

/** A public key of the trail, as registered in the database. */
export interface RegisteredKey {
  readonly number: number;
  /** `name+id+base64`, what auditors keep. */
  readonly verifierKey: string;
  /** Signed by the key before; null for the first. */
  readonly endorsement: string | null;
}

/** The note by which one key vouches for the next. */
const endorsementText = (number: number, verifier: string): string => `benh-an audit key ${number}\n${verifier}\n`;

/**
 * The key that signs: the one in the file, made when neither file nor database knows any.
 * @throws SigningKeyError when the file is missing, unreadable or not of the key registered last
 */
export async function signingKey(query: Query, file: string, name: string): Promise<NoteSigner> {
  const keys = (await registeredKeys(query)).filter(isReadable);
  const newest = keys.at(-1);
  if (newest) finishRotation(file, newest);
  else if (!existsSync(file)) writeKey(file);
  if (!existsSync(file)) {
    throw new SigningKeyError(
      `The signing key ${file} is missing: bring it back from its copy, or run "emr audit rotate-key --lost".`,
    );
  }
  const signer = readSignerFrom(file, newest ? readVerifierKey(newest.verifierKey).name : name);
  const verifier = verifierKey(signer);
  if (!newest) await register(query, { number: 1, verifierKey: verifier, endorsement: null });
  else if (!signsStill(verifier, keys)) {
    throw new SigningKeyError(
      `The signing key ${file} is not the one registered last (${newest.verifierKey}): bring that one back.`,
    );
  }
  return signer;
}

function isReadable({ verifierKey: text }: RegisteredKey): boolean {
  try {
    return readVerifierKey(text).name !== '';
  } catch {
    return false;
  }
}

/** Whether nobody who counts has put another key in the place of this one: what somebody else registered behind it is passed over. */
function signsStill(verifier: string, keys: readonly RegisteredKey[]): boolean {
  const place = keys.findIndex((key) => key.verifierKey === verifier);
  return place >= 0 && countedKeys([verifier], keys.slice(place + 1)).length === 1;
}

/** Every key that has ever signed, oldest first. */
export const registeredKeys = (query: Query): Promise<RegisteredKey[]> => query<RegisteredKey>(KEYS);

/**
 * Replaces the signing key. The old one vouches for the new one and is gone from the file afterwards; a process that is
 * killed in between leaves `file.next`, and the next one goes on from there.
 * @param lost true when the old key is lost: then nothing vouches for the new one, and verifiers will say so
 * @throws SigningKeyError
 */
export async function rotateKey(query: Query, file: string, name: string, lost: boolean): Promise<RegisteredKey> {
  const old = lost ? undefined : await signingKey(query, file, name);
  const registered = await registeredKeys(query);
  requireName(registered, name);
  const number = registered.length + 1;
  const next = `${file}.next`;
  writeKey(next);
  const signer = readSignerFrom(next, name);
  const verifier = verifierKey(signer);
  const endorsement = signNote(endorsementText(number, verifier), old ?? signer);
  const key = { number, verifierKey: verifier, endorsement: number === 1 ? null : endorsement };
  await register(query, key);
  finishRotation(file, key);
  return key;
}

/**
 * The keys whose signatures count for someone who trusts `trusted`: those, and later ones that a counted one vouches for.
 */
export function countedKeys(trusted: readonly string[], registered: readonly RegisteredKey[]): string[] {
  const counted = [...trusted];
  for (const { number, verifierKey: verifier, endorsement } of registered) {
    if (counted.includes(verifier) || !endorsement) continue;
    try {
      const text = openNote(endorsement, counted.map(readVerifierKey));
      if (text === endorsementText(number, verifier)) counted.push(verifier);
    } catch {
      // signed by nobody who counts
    }
  }
  return counted;
}

/** @throws SigningKeyError when the settings name another trail than the one the keys are of */
function requireName(registered: readonly RegisteredKey[], name: string): void {
  const known = registered.at(-1) && readVerifierKey(registered.at(-1)!.verifierKey).name;
  if (known === undefined || known === name) return;
  throw new SigningKeyError(
    `The settings name the trail ${name}, but it is ${known}: set HOSPITAL_CODE (or AUDIT_LOG_NAME) as the service has it.`,
  );
}

function finishRotation(file: string, newest: Pick<RegisteredKey, 'verifierKey'>): void {
  const next = `${file}.next`;
  if (!existsSync(next)) return;
  const { name } = readVerifierKey(newest.verifierKey);
  if (verifierKey(readSignerFrom(next, name)) === newest.verifierKey) renameSync(next, file);
}

function readSignerFrom(file: string, name: string): NoteSigner {
  try {
    return readSigner(name, readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new SigningKeyError(`The signing key ${file} cannot be read: ${(cause as Error).message}.`, { cause });
  }
}

/** Writes a new private key that only its owner may read, and makes sure that it is on the disk. */
function writeKey(file: string): void {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const handle = openSync(file, 'w', 0o600);
  try {
    writeSync(handle, pem);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

const register = (query: Query, { number, verifierKey: verifier, endorsement }: RegisteredKey): Promise<object[]> =>
  query(REGISTER, [number, verifier, endorsement]);

const KEYS = {
  name: 'audit.keys',
  text: 'SELECT number, verifier_key AS "verifierKey", endorsement FROM audit.signing_key ORDER BY number',
};
const REGISTER = {
  name: 'audit.key.register',
  text: 'INSERT INTO audit.signing_key (number, verifier_key, endorsement) VALUES ($1, $2, $3)',
};
