import { existsSync, readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { collect, type KnownCheckpoint } from '../../audit/verification/known-checkpoints.js';
import type { Evidence } from '../../audit/verification/evidence.js';
import { reportText, type VerificationReport } from '../../audit/verification/report.js';
import { verifyDatabase } from '../../audit/verification/verify-database.js';
import { verifyProofs } from '../../audit/verification/verify-proofs.js';
import { verifyExport } from '../../audit/verification/verify-export.js';
import { readSigner, verifierKey } from '../../audit/sealing/signed-note.js';
import { readWitnessFolder } from '../../audit/sealing/witness.js';
import { Session } from '../../database/session.js';
import { auditFiles } from '../../server/sealing.js';
import { StartError } from '../../server/start-error.js';
import { withDatabase } from '../owner-database.js';

const TAMPERED = 1;

/**
 * Verifies the trail, in the database or in an export.
 * Exit codes: 0 intact, 1 tampered with (or it could not be verified, said in a sentence).
 */
export async function runVerify(words: string[]): Promise<number> {
  const { values } = parseArgs({
    args: words,
    options: {
      export: { type: 'string' },
      key: { type: 'string', multiple: true, default: [] },
      witness: { type: 'string', multiple: true, default: [] },
      archive: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const trustedKeys = values.key.map(keyFrom);
  const given = { trustedKeys, witnessed: await witnessedIn(values.witness), archiveFolder: values.archive };
  if (values.export && existsSync(values.export) && statSync(values.export).isFile()) {
    return verifyPart(values.export, trustedKeys);
  }
  const report = values.export ? await verifyExport(values.export, given) : await online(given);
  console.log(values.json ? JSON.stringify(report, null, 2) : reportText(report));
  return report.intact ? 0 : TAMPERED;
}

/** A part of the trail with its proofs, as the service exports it. */
async function verifyPart(file: string, keys: readonly string[]): Promise<number> {
  if (keys.length === 0) throw new StartError('Give the public key that must have signed: --key KEY');
  const { intact, proven, unsealed, findings, remarks } = await verifyProofs(file, keys);
  const verdict = intact
    ? `INTACT: ${proven} events are in the sealed trail as they stand here.`
    : `TAMPERED: ${findings[0].sentence}`;
  console.log([verdict, `Not sealed when exported: ${unsealed}.`, ...remarks].join('\n'));
  return intact ? 0 : TAMPERED;
}

/** Without keys or witness given, this machine's own are used where they are. */
function online(given: Evidence): Promise<VerificationReport> {
  return withDatabase(async ({ ownerUrl, dataDir }, settings) => {
    const { keyFile, logName, witnessFolder } = auditFiles(settings, dataDir);
    const ownKey = () => (existsSync(keyFile) ? [verifierKey(readSigner(logName, readFileSync(keyFile, 'utf8')))] : []);
    const evidence = {
      ...given,
      trustedKeys: given.trustedKeys.length > 0 ? given.trustedKeys : ownKey(),
      witnessed: given.witnessed.length > 0 ? given.witnessed : await witnessedIn([witnessFolder]),
    };
    const session = await Session.open(ownerUrl, { statementTimeoutMs: 0 });
    try {
      return await verifyDatabase(session, evidence);
    } finally {
      await session.close();
    }
  });
}

async function witnessedIn(folders: readonly string[]): Promise<KnownCheckpoint[]> {
  const found = await Promise.all(folders.map((folder) => collect(readWitnessFolder(folder), 'witness')));
  return found.flat();
}

/** A verifier key, or a file that holds one. */
const keyFrom = (text: string): string => (existsSync(text) ? readFileSync(text, 'utf8') : text).trim();
