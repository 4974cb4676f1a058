import { CompactRange } from '../../src/platform/audit/sealing/compact-range.js';
import { sealBatch } from '../../src/platform/audit/sealing/seal-batch.js';
import { verifierKey } from '../../src/platform/audit/sealing/signed-note.js';
import { signingKey } from '../../src/platform/audit/sealing/signing-key.js';
import { Session } from '../../src/platform/database/session.js';
import type { World } from './world.js';

/** Seals all that stands on the trail. @returns the public key of the trail, as auditors keep it */
export async function sealTrail(world: World, keyFile: string): Promise<string> {
  const session = await Session.open(world.database.sealerUrl);
  const signer = await signingKey(session.query, keyFile, 'hospital/audit');
  while ((await sealBatch(session, signer, new CompactRange(), 5000)).count > 0);
  await session.close();
  return verifierKey(signer);
}
