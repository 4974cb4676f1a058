import { CompactRange } from '../../platform/audit/sealing/compact-range.js';
import { sealBatch } from '../../platform/audit/sealing/seal-batch.js';
import { signingKey } from '../../platform/audit/sealing/signing-key.js';
import { Session } from '../../platform/database/session.js';
import type { Progress } from './progress.js';

const MOST_AT_ONCE = 20_000;

/** Seals what has settled, as the service does every second, until nothing is left. @returns how many events */
export async function sealAll(
  ownerUrl: string,
  { keyFile, logName }: { keyFile: string; logName: string },
  progress: Progress,
): Promise<number> {
  const session = await Session.open(ownerUrl, { statementTimeoutMs: 0 });
  try {
    const signer = await signingKey(session.query, keyFile, logName);
    let sealed = 0;
    let tree = new CompactRange();
    for (;;) {
      const batch = await sealBatch(session, signer, tree, MOST_AT_ONCE);
      if (batch.count === 0) return sealed;
      tree = batch.tree;
      sealed += batch.count;
      progress.wrote(0, batch.count);
    }
  } finally {
    await session.close();
  }
}
