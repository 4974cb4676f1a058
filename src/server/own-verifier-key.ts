import { existsSync, readFileSync } from 'node:fs';
import { readSigner, readVerifierKey, verifierKey } from '../platform/audit/sealing/signed-note.js';
import { registeredKeys } from '../platform/audit/sealing/signing-key.js';
import type { Query } from '../platform/audit/sealing/tree-nodes.js';
import { Session } from '../platform/database/session.js';

/** The public half of the key file here, under the name that the trail has; none where there is no file. */
export async function ownKeyOf(query: Query, keyFile: string): Promise<string[]> {
  if (!existsSync(keyFile)) return [];
  const newest = (await registeredKeys(query)).at(-1);
  if (!newest) return [];
  const { name } = readVerifierKey(newest.verifierKey);
  return [verifierKey(readSigner(name, readFileSync(keyFile, 'utf8')))];
}

/** The same, asked of a database. */
export async function ownVerifierKey(url: string, keyFile: string): Promise<string[]> {
  const session = await Session.open(url);
  try {
    return await ownKeyOf(session.query, keyFile);
  } finally {
    await session.close();
  }
}
