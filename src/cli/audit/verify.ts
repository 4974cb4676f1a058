import { existsSync, readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { collect, type KnownCheckpoint } from '../../platform/audit/verification/known-checkpoints.js';
import type { Evidence } from '../../platform/audit/verification/evidence.js';
import { reportText, type VerificationReport } from '../../platform/audit/verification/report.js';
import { verifyDatabase } from '../../platform/audit/verification/verify-database.js';
import { verifyProofs } from '../../platform/audit/verification/verify-proofs.js';
import { verifyExport } from '../../platform/audit/verification/verify-export.js';
import { readSigner, readVerifierKey, verifierKey } from '../../platform/audit/sealing/signed-note.js';
import { readWitnessFolder } from '../../platform/audit/sealing/witness.js';
import { StartError } from '../../server/start-error.js';
import { withOwnerSession } from './owner-session.js';
import { elementAt } from '../../kernel/list.js';

const TAMPERED = 1;

/**
 * Verifies the trail, in the database or in an export.
 * @returns exit code 0: intact; 1: tampered with, or not proven complete
 * @throws Error with one sentence when it could not be verified
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
  const witnesses = values.witness.map((folder) => requireFolder('witness', folder));
  const archiveFolder = values.archive === undefined ? undefined : requireFolder('archive', values.archive);
  const given = { trustedKeys, witnessed: await witnessedIn(witnesses), archiveFolder };
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
    : `TAMPERED: ${elementAt(findings, 0).sentence}`;
  console.log([verdict, `Not sealed when exported: ${unsealed}.`, ...remarks].join('\n'));
  return intact ? 0 : TAMPERED;
}

/** Without keys or witness given, this machine's own are used where they are. */
function online(given: Evidence): Promise<VerificationReport> {
  return withOwnerSession(async (session, { keyFile, logName, witnessFolder }) => {
    const ownKey = () => (existsSync(keyFile) ? [verifierKey(readSigner(logName, readFileSync(keyFile, 'utf8')))] : []);
    return verifyDatabase(session, {
      ...given,
      trustedKeys: given.trustedKeys.length > 0 ? given.trustedKeys : ownKey(),
      witnessed: given.witnessed.length > 0 ? given.witnessed : await witnessedIn([witnessFolder]),
    });
  });
}

async function witnessedIn(folders: readonly string[]): Promise<KnownCheckpoint[]> {
  const found = await Promise.all(folders.map((folder) => collect(readWitnessFolder(folder), 'witness')));
  return found.flat();
}

/** @throws StartError: whoever names a folder means to check against it, so a wrong name must not pass in silence */
function requireFolder(what: string, folder: string): string {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new StartError(`There is no ${what} folder ${folder}.`);
  }
  return folder;
}

/** A verifier key, or a file that holds one. */
function keyFrom(text: string): string {
  const key = (existsSync(text) ? readFileSync(text, 'utf8') : text).trim();
  try {
    readVerifierKey(key);
  } catch {
    throw new StartError(`${text} is neither a public key (name+id+base64) nor a file with one.`);
  }
  return key;
}
