import { readCheckpoint } from '../sealing/checkpoint.js';
import { leafHash, rootFromInclusion, type Hash } from '../sealing/merkle.js';
import { openNote, readVerifierKey, type NoteVerifier } from '../sealing/signed-note.js';
import { foreignWitnesses, type Evidence } from './evidence.js';
import { linesOf, readExportLine, requireAsWritten } from './export-format.js';
import { signatureProblem } from './known-checkpoints.js';
import { byGravity, MOST_FINDINGS, verdictOf, type Finding, type Verdict } from './report.js';

/** What verifying a partial export found out. */
export interface ProofReport {
  readonly verdict: Verdict;
  readonly intact: boolean;
  /** Events proven to be in the sealed trail. */
  readonly proven: number;
  /** Events that carry no proof, as those not sealed when they were exported: nothing is proven of them. */
  readonly unproven: number;
  /** Tampering first. */
  readonly findings: readonly Finding[];
}

/**
 * Verifies a partial export with proofs (`GET /api/v1/audit/export?proof=inclusion`): each event is in the tree of the
 * signed checkpoint at the top, none stands there twice, and they are as many as the end says. That none is left out of the part it
 * cannot tell; only a whole export can.
 * @param trusted verifier keys
 * @param given checkpoints kept elsewhere, with which the one at the top is compared
 * @throws Error when the file is no such export, or no trusted key signed its checkpoint
 */
export async function verifyProofs(
  file: string,
  trusted: readonly string[],
  given?: Pick<Evidence, 'witnessed' | 'unused'>,
): Promise<ProofReport> {
  const lines = linesOf(file);
  const note = checkpointAtTop(file, ((await lines.next()) as { value?: string }).value ?? '');
  const keys = trusted.map(readVerifierKey);
  const { size, root } = readCheckpoint(signedNote(file, note, keys));
  const part = new PartCheck(size, root);
  if (given) part.compare(given, keys);
  for (let read = await lines.next(); !read.done; read = await lines.next()) {
    requireAsWritten(file, read.value);
    part.take(read.value);
  }
  return part.report();
}

const END = /^\{"end":\{"events":(\d+)\}\}$/;
const UNSEALED = /^\{"index":null,"hash":null,"leaf":\{"v":1,"id":"([0-9a-f-]{36})",.*\}\}$/s;

/** Goes through the lines behind the first. */
class PartCheck {
  private readonly findings: Finding[] = [];
  private line = 1;
  private proven = 0;
  private unproven = 0;
  private events = 0;
  private end: number | undefined;
  /** The line before is none: where the file was broken off, or else of somebody else's. */
  private broken = false;
  /** One bit for each leaf of the tree: an event that stands twice must not make up for one that was cut out. */
  private readonly seen: Uint8Array;

  constructor(
    private readonly size: number,
    private readonly root: Hash,
  ) {
    this.seen = new Uint8Array(Math.ceil(size / 8));
  }

  /** Compares the checkpoint at the top with those that were kept elsewhere over as many events. */
  compare({ witnessed, unused = [] }: Pick<Evidence, 'witnessed' | 'unused'>, keys: readonly NoteVerifier[]): void {
    const comparable = witnessed.filter((one) => one.size === this.size && signatureProblem(one, keys) === undefined);
    const other = comparable.find(({ root }) => !root.equals(this.root));
    const foreign = foreignWitnesses(witnessed, keys);
    for (const sentence of [...unused, ...foreign]) this.find('unproven', this.size, sentence);
    if (other) {
      this.find(
        'rewritten',
        0,
        `a witness has kept another root for the first ${this.size} events: this is of another trail`,
      );
    } else if (comparable.length === 0 && foreign.length === 0) {
      const sentence = `none of the checkpoints of the witness is over ${this.size} events, as this export is: take its files of that day`;
      this.find('unproven', this.size, sentence);
    }
  }

  take(text: string): void {
    if (this.broken) this.find('altered', 0, `line ${this.line} is not a line of an export with proofs`);
    this.broken = false;
    this.line += 1;
    const [, events] = END.exec(text) ?? [];
    if (this.end !== undefined) this.find('altered', 0, `line ${this.line} stands behind the end of the export`);
    else if (events !== undefined) this.end = Number(events);
    else this.event(text);
  }

  report(): ProofReport {
    const where = this.broken ? `, in the middle of line ${this.line}` : '';
    if (this.end === undefined) this.find('unproven', this.size, `the export has no end: it was broken off${where}`);
    else if (this.end !== this.events) {
      this.find('altered', this.size, `the export says that it has ${this.end} events, but ${this.events} stand in it`);
    }
    const verdict = verdictOf(this.findings);
    return {
      verdict,
      intact: verdict === 'intact',
      proven: this.proven,
      unproven: this.unproven,
      findings: this.findings.sort(byGravity),
    };
  }

  private event(text: string): void {
    this.events += 1;
    const line = readExportLine(text);
    const [, unsealed] = UNSEALED.exec(text) ?? [];
    if (unsealed !== undefined || (line?.leaf && !line.proof)) {
      this.unproven += 1;
      const what = `event ${line ? line.index : unsealed} carries no proof: it was not sealed when it was exported, or its proof was taken away`;
      if (this.unproven === 1) this.find('unproven', line?.index ?? this.size, what, unsealed ?? line?.eventId);
      return;
    }
    if (!line?.leaf || !line.proof) {
      this.broken = true;
      return;
    }
    const { index, hash, eventId, leaf, proof } = line;
    const isThere =
      leafHash(leaf).equals(hash) && rootFromInclusion(hash, index, this.size, proof)?.equals(this.root) === true;
    if (!isThere) this.find('altered', index, `event ${index} (${eventId}) is not the one that was sealed`, eventId);
    else if (this.isRepeated(index)) {
      this.find('altered', index, `event ${index} (${eventId}) stands there twice`, eventId);
    } else this.proven += 1;
  }

  private isRepeated(index: number): boolean {
    const [place, bit] = [Math.floor(index / 8), 1 << (index & 7)];
    const byte = this.seen[place] ?? 0;
    this.seen[place] = byte | bit;
    return (byte & bit) !== 0;
  }

  private find(kind: Finding['kind'], index: number, sentence: string, eventId?: string): void {
    if (this.findings.length >= MOST_FINDINGS) return;
    this.findings.push({ kind, index, ...(eventId && { eventId }), sentence });
  }
}

function signedNote(file: string, note: string, keys: readonly NoteVerifier[]): string {
  try {
    return openNote(note, keys);
  } catch (cause) {
    const why = (cause as Error).message;
    const advice = 'give the public key that signed when the export was made';
    throw new Error(`The checkpoint of ${file} counts for none of the keys given (${why}): ${advice}.`, { cause });
  }
}

function checkpointAtTop(file: string, line: string): string {
  const note = line.startsWith('{"export":') ? noteIn(line) : undefined;
  if (!note) throw new Error(`${file} does not begin as an export of a sealed trail does.`);
  return note;
}

function noteIn(line: string): string | null {
  try {
    return (JSON.parse(line) as { export: { checkpoint: string | null } }).export.checkpoint;
  } catch {
    return null;
  }
}
