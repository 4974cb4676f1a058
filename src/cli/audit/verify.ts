import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { collectAll, type Collected } from '../../platform/audit/verification/known-checkpoints.js';
import type { Evidence } from '../../platform/audit/verification/evidence.js';
import {
  findingText,
  reportText,
  type Verdict,
  type VerificationReport,
} from '../../platform/audit/verification/report.js';
import { verifyDatabase } from '../../platform/audit/verification/verify-database.js';
import { verifyProofs } from '../../platform/audit/verification/verify-proofs.js';
import { verifyExport } from '../../platform/audit/verification/verify-export.js';
import { readVerifierKey } from '../../platform/audit/sealing/signed-note.js';
import { readWitnessFile, readWitnessFolder, unreadFilesOf } from '../../platform/audit/sealing/witness.js';
import { ownKeyOf } from '../../server/own-verifier-key.js';
import { StartError } from '../../server/start-error.js';
import { withAuditSession } from './audit-session.js';
import { elementAt } from '../../kernel/list.js';

const EXIT: Readonly<Record<Verdict, number>> = { intact: 0, tampered: 1, 'not-proven': 3 };

/**
 * Verifies the trail, in the database or in an export.
 * @returns exit code 0: intact; 1: tampered with; 3: neither, since something was not at hand or a clock was wrong
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
  const witnesses = values.witness.map((place) => (isFile(place) ? place : requireFolder('witness', place)));
  const archiveFolder = values.archive === undefined ? undefined : requireFolder('archive', values.archive);
  if (values.export && isFile(values.export)) {
    if (archiveFolder) throw new StartError('A part of the trail holds its events itself: --archive is for the whole.');
    const witnessed = witnesses.length > 0 ? await witnessedIn(witnesses) : undefined;
    return verifyPart(values.export, trustedKeys, witnessed, values.json);
  }
  const given = { trustedKeys, archiveFolder };
  const report = values.export
    ? await verifyExport(values.export, { ...given, ...(await witnessedIn(witnesses)) })
    : await online(given, witnesses);
  console.log(values.json ? JSON.stringify(report, null, 2) : reportText(report));
  return EXIT[report.verdict];
}

/** A part of the trail with its proofs, as the service exports it. */
async function verifyPart(
  file: string,
  keys: readonly string[],
  witnessed: Witnessed | undefined,
  json: boolean,
): Promise<number> {
  if (keys.length === 0) throw new StartError('Give the public key that must have signed: --key KEY');
  const report = await verifyProofs(file, keys, witnessed);
  const { verdict, proven, unproven, findings } = report;
  const sentences = [
    ...(verdict === 'intact'
      ? [`INTACT: ${proven} events are in the sealed trail as they stand here.`]
      : findings.map(findingText)),
    ...(verdict === 'intact' ? [] : [`Proven to be in the sealed trail as they stand here: ${proven} events.`]),
    ...(unproven > 0 ? [`Without a proof: ${unproven}.`] : []),
    'That no event of the question is left out of this file only an export of the whole trail can tell.',
  ];
  console.log(json ? JSON.stringify(report, null, 2) : sentences.join('\n'));
  return EXIT[verdict];
}

/** Without keys or witness given, this machine's own are used where they are. */
function online(
  given: Pick<Evidence, 'trustedKeys' | 'archiveFolder'>,
  witnesses: readonly string[],
): Promise<VerificationReport> {
  return withAuditSession(
    async (session, { keyFile, logName, witnessFolder }) => {
      const trustedKeys = given.trustedKeys.length > 0 ? given.trustedKeys : await ownKeyOf(session.query, keyFile);
      const witnessed = witnesses.length > 0 ? await witnessedIn(witnesses) : await witnessedHere(witnessFolder);
      return verifyDatabase(session, { ...given, logName, trustedKeys, ...witnessed });
    },
    { readsOnly: true },
  );
}

type Witnessed = Pick<Evidence, 'witnessed' | 'unreadable' | 'unused'>;

/** @throws StartError when one of the places holds no checkpoint: whoever names it means to check against it */
async function witnessedIn(folders: readonly string[]): Promise<Witnessed> {
  const found = await Promise.all(folders.map(readPlace));
  for (const [place, { known }] of found.entries()) {
    if (known.length === 0) {
      throw new StartError(`The witness ${kindOf(elementAt(folders, place))} holds no checkpoint.`);
    }
  }
  return together(found);
}

/** This machine's own, which may have nothing yet. */
async function witnessedHere(folder: string): Promise<Witnessed> {
  return together([await readPlace(folder)]);
}

const together = (found: readonly (Collected & { unused: string[] })[]): Required<Witnessed> => ({
  witnessed: found.flatMap(({ known }) => known),
  unreadable: found.reduce((sum, one) => sum + one.unreadable, 0),
  unused: found.flatMap(({ unused }) => unused),
});

/** What a witness has kept, in its folder or in a file of it, and what of it may be newer than all that could be read. */
async function readPlace(place: string): Promise<Collected & { unused: string[] }> {
  const found = await collectAll(isFile(place) ? readWitnessFile(place) : readWitnessFolder(place), 'witness');
  const last = found.unreadableLast;
  const files = isFile(place) || !existsSync(place) ? [] : await unreadFilesOf(place);
  return {
    ...found,
    known: found.known.map((checkpoint) => ({ ...checkpoint, place })),
    unused: [
      ...(last > 0 ? [`the last ${last} lines of the witness ${place} could not be read: they may be its newest`] : []),
      ...files.map((name) => `${join(place, name)} was not read: its name is not that of a witness's file`),
    ],
  };
}

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();

const kindOf = (place: string): string => `${isFile(place) ? 'file' : 'folder'} ${place}`;

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
