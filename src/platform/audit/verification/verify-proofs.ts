import { readCheckpoint } from '../sealing/checkpoint.js';
import { leafHash, rootFromInclusion } from '../sealing/merkle.js';
import { openNote, readVerifierKey } from '../sealing/signed-note.js';
import { linesOf, readExportLine } from './export-format.js';
import type { Finding } from './report.js';

/** What verifying a partial export found out. */
export interface ProofReport {
  readonly intact: boolean;
  /** Events proven to be in the sealed trail. */
  readonly proven: number;
  /** Events that were not sealed when they were exported: nothing is proven of them. */
  readonly unsealed: number;
  readonly findings: readonly Finding[];
  readonly remarks: readonly string[];
}

/**
 * Verifies a partial export with proofs (`GET /api/v1/audit/export?proof=inclusion`): each event is in the tree of the
 * signed checkpoint at the top. That none is left out of the part it cannot tell; only a whole export can.
 * @param trusted verifier keys
 * @throws Error when the file is no such export, or no trusted key signed its checkpoint
 */
export async function verifyProofs(file: string, trusted: readonly string[]): Promise<ProofReport> {
  const lines = linesOf(file)[Symbol.asyncIterator]();
  const note = checkpointAtTop(file, ((await lines.next()) as { value?: string }).value ?? '');
  const { size, root } = readCheckpoint(openNote(note, trusted.map(readVerifierKey)));
  const findings: Finding[] = [];
  const count = { proven: 0, unsealed: 0, ended: false };
  for (let read = await lines.next(); !read.done; read = await lines.next()) {
    if (read.value.startsWith('{"end":')) count.ended = true;
    const line = readExportLine(read.value);
    if (!line?.leaf || !line.proof) {
      if (!count.ended) count.unsealed += 1;
      continue;
    }
    const { index, hash, eventId, leaf, proof } = line;
    const actual = leafHash(leaf);
    if (actual.equals(hash) && rootFromInclusion(hash, index, size, proof)?.equals(root)) count.proven += 1;
    else {
      findings.push({
        kind: 'altered',
        index,
        eventId,
        sentence: `event ${index} (${eventId}) is not the one that was sealed`,
      });
    }
  }
  return {
    intact: findings.length === 0,
    proven: count.proven,
    unsealed: count.unsealed,
    findings,
    remarks: count.ended ? [] : ['The export has no end: it was broken off.'],
  };
}

function checkpointAtTop(file: string, line: string): string {
  const note = line.startsWith('{"export":')
    ? (JSON.parse(line) as { export: { checkpoint: string | null } }).export.checkpoint
    : undefined;
  if (!note) throw new Error(`${file} does not begin as an export of a sealed trail does.`);
  return note;
}
