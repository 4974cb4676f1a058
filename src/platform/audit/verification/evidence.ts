import type { NoteVerifier } from '../sealing/signed-note.js';
import type { RegisteredKey } from '../sealing/signing-key.js';
import { signatureProblem, type KnownCheckpoint } from './known-checkpoints.js';
import type { Finding, VerificationReport } from './report.js';
import { TrailCheck } from './trail-check.js';

/** What the verifier has that does not come from the trail itself. */
export interface Evidence {
  /** Verifier keys kept elsewhere; empty: the trail's own first key is taken on trust. */
  readonly trustedKeys: readonly string[];
  /** Checkpoints kept elsewhere, smallest first. */
  readonly witnessed: readonly KnownCheckpoint[];
  /** Folder with archives of months taken out of the database. */
  readonly archiveFolder?: string;
}

interface Outcome {
  readonly keys: readonly NoteVerifier[];
  /** The trail's own checkpoints, smallest first. */
  readonly own: readonly KnownCheckpoint[];
  readonly evidence: Evidence;
  readonly remarks: readonly string[];
  readonly tail?: VerificationReport['tail'];
}

/** A check against everything that was signed, wherever it was kept. */
export const checkAgainst = (checkpoints: KnownCheckpoint[], keys: readonly NoteVerifier[]): TrailCheck =>
  new TrailCheck(
    checkpoints.sort((a, b) => a.size - b.size),
    (checkpoint) => signatureProblem(checkpoint, keys) === undefined,
  );

/** What is worth saying about keys. */
export function keyRemarks(
  { trustedKeys }: Evidence,
  registered: readonly RegisteredKey[],
  counted: readonly NoteVerifier[],
): string[] {
  const remarks: string[] = [];
  if (trustedKeys.length === 0) {
    remarks.push('No key was given: the trail was checked with its own, so a trail rewritten as a whole would pass.');
  }
  const names = new Set(counted.map(({ keyId }) => keyId.toString('hex')));
  for (const { number, verifierKey } of registered) {
    const [, name] = verifierKey.split('+');
    if (name === undefined || !names.has(name)) remarks.push(`Key ${number} does not count: ${verifierKey}`);
  }
  return remarks;
}

/** Checks signatures and puts the report together. */
export function finishReport(check: TrailCheck, { keys, own, evidence, remarks, tail }: Outcome): VerificationReport {
  checkSignatures(check, own, keys);
  const { findings, tree, archived, held } = check;
  const { witnessed } = evidence;
  const more =
    witnessed.length === 0 ? ['No checkpoints of a witness were given: the newest events could be missing.'] : [];
  const unsigned =
    check.unsigned > 0
      ? [`${check.unsigned} checkpoints of witnesses contradict the trail, but no key that counts has signed them.`]
      : [];
  return {
    intact: findings.length === 0,
    events: tree.size,
    archived,
    checkpoints: held.trail,
    witnessed: held.witness,
    size: tree.size,
    root: tree.root().toString('base64'),
    tail,
    findings: [...findings].sort(byGravity),
    remarks: [...remarks, ...more, ...unsigned],
  };
}

/**
 * The newest checkpoint must be signed by a key that counts: it covers everything before it. Older ones may be signed by
 * keys from before the trusted one.
 */
function checkSignatures(check: TrailCheck, own: readonly KnownCheckpoint[], keys: readonly NoteVerifier[]): void {
  const newest = own.at(-1);
  if (!newest) {
    if (check.tree.size > 0) {
      check.found({ kind: 'signature', index: 0, sentence: 'the trail has leaves, but no signed checkpoint' });
    }
    return;
  }
  const unsealed = check.tree.size - newest.size;
  if (unsealed > 0 && check.findings.length === 0) {
    const sentence = `${unsealed} leaves stand behind the newest checkpoint: nothing was signed for them`;
    check.found({ kind: 'inserted', index: newest.size, sentence });
  }
  const problem = signatureProblem(newest, keys);
  if (problem) {
    const sentence = `the newest checkpoint (${newest.size} events) is not signed by a key that counts: ${problem}`;
    check.found({ kind: 'signature', index: newest.size, sentence });
  }
}

/** Events before nodes, which differ whenever events do; then in the order of the trail. */
const byGravity = (a: Finding, b: Finding): number =>
  Number(a.kind === 'tree') - Number(b.kind === 'tree') || a.index - b.index;
