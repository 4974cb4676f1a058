import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readVerifierKey } from '../sealing/signed-note.js';
import { countedKeys, type RegisteredKey } from '../sealing/signing-key.js';
import type { WitnessedCheckpoint } from '../sealing/witness.js';
import { ArchiveReader, type Archive } from './archives.js';
import { compareSettings } from './compare-settings.js';
import { checkAgainst, finishReport, judgeKeys, type Evidence } from './evidence.js';
import { EXPORT_FILES, linesOf, readExportLine, requireAsWritten } from './export-format.js';
import { collectAll } from './known-checkpoints.js';
import type { VerificationReport } from './report.js';

/**
 * Verifies a folder that `emr audit export` wrote: no database, no service, nothing but the files and a public key.
 * @throws Error when the folder is no such export
 */
export async function verifyExport(folder: string, evidence: Evidence): Promise<VerificationReport> {
  const file = (name: string) => join(folder, name);
  for (const name of Object.values(EXPORT_FILES)) {
    if (existsSync(file(name)) && statSync(file(name)).isFile()) continue;
    throw new Error(`${folder} is not an export of the audit trail: ${name} is missing.`);
  }
  const registered = rowsIn<RegisteredKey>(file(EXPORT_FILES.keys), 'verifierKey');
  const { known: own, unreadable } = await collectAll(checkpointsIn(file(EXPORT_FILES.checkpoints)), 'trail');
  if (unreadable > 0) {
    throw new Error(`${file(EXPORT_FILES.checkpoints)} has ${unreadable} lines that are no checkpoint.`);
  }
  const trusted = evidence.trustedKeys.length > 0 ? evidence.trustedKeys : [registered[0]?.verifierKey ?? ''];
  const keys = countedKeys(trusted.filter(Boolean), registered).map(readVerifierKey);
  const check = checkAgainst([...own, ...evidence.witnessed], keys);
  const archives = rowsIn<Archive>(file(EXPORT_FILES.archives), 'partition');
  const archived = await ArchiveReader.of(archives, evidence.archiveFolder);
  let number = 0;
  for await (const text of linesOf(file(EXPORT_FILES.events))) {
    number += 1;
    requireAsWritten(file(EXPORT_FILES.events), text);
    const line = readExportLine(text);
    if (!line) throw new Error(`${file(EXPORT_FILES.events)} line ${number} is not a line of an export.`);
    check.take(line.leaf === undefined ? await archived.complete(line) : line);
    if (check.isFull) break;
  }
  check.end({ isExport: true });
  archived.end(check);
  compareSettings(check, { archives, keys: registered }, { isExport: true });
  return finishReport(check, { keys, own, evidence, remarks: judgeKeys(check, evidence, registered, keys) });
}

async function* checkpointsIn(file: string): AsyncGenerator<WitnessedCheckpoint> {
  for await (const line of linesOf(file)) {
    requireAsWritten(file, line);
    yield line.startsWith('{"size":') ? checkpointIn(line) : NONE;
  }
}

const NONE: WitnessedCheckpoint = { size: 0, at: '', note: '' };

function checkpointIn(line: string): WitnessedCheckpoint {
  try {
    return JSON.parse(line) as WitnessedCheckpoint;
  } catch {
    return NONE;
  }
}

/** A list of rows. @param column a text that each has. @throws Error when the file is none */
function rowsIn<Row>(file: string, column: keyof Row): Row[] {
  try {
    const rows = JSON.parse(readFileSync(file, 'utf8')) as Row[];
    if (rows.every((row) => typeof row[column] === 'string')) return rows;
  } catch {
    // Said below.
  }
  throw new Error(`${file} is not what an export has there: it was cut or changed.`);
}
