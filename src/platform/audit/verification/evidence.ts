import type { NoteVerifier } from '../sealing/signed-note.js';
import type { RegisteredKey } from '../sealing/signing-key.js';
import { signatureProblem, type KnownCheckpoint } from './known-checkpoints.js';
import { byGravity, isDoubt, verdictOf, type VerificationReport } from './report.js';
import type { Told } from './settings-told.js';
import { TrailCheck } from './trail-check.js';

/** What the verifier has that does not come from the trail itself. */
export interface Evidence {
  /** Verifier keys kept elsewhere; empty: the trail's own first key is taken, and nothing is proven. */
  readonly trustedKeys: readonly string[];
  /** What this machine's settings name the trail; undefined where there are no settings to ask. */
  readonly logName?: string;
  /** Checkpoints kept elsewhere. */
  readonly witnessed: readonly KnownCheckpoint[];
  /** Lines of witnesses that were no checkpoint. */
  readonly unreadable?: number;
  /** What of the witnesses given could not be used, and may say more than what could. */
  readonly unused?: readonly string[];
  /** Folder with archives of months taken out of the database. */
  readonly archiveFolder?: string;
  /** Whether the database is a copy that follows the trail, where months stay that the hospital has archived. */
  readonly isCopy?: boolean;
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

/** What is worth saying about keys. A key given that is none of the trail's is a doubt: whoever gave it meant it to count. */
export function judgeKeys(
  check: TrailCheck,
  { trustedKeys, logName }: Evidence,
  registered: readonly RegisteredKey[],
  counted: readonly NoteVerifier[],
): string[] {
  const doubt = (sentence: string) => check.found({ kind: 'unproven', index: check.tree.size, sentence });
  if (trustedKeys.length === 0) {
    doubt('no key was given: the trail was checked with its own, and one rewritten as a whole would pass');
  }
  for (const key of trustedKeys) {
    if (!registered.some(({ verifierKey }) => verifierKey === key)) doubt(`the key ${key} is none of this trail's`);
  }
  const [name] = registered.at(-1)?.verifierKey.split('+') ?? [];
  if (logName !== undefined && name !== undefined && name !== logName) {
    doubt(`the settings here name the trail ${logName} (HOSPITAL_CODE, AUDIT_LOG_NAME), but it is ${name}`);
  }
  const ids = new Set(counted.map(({ keyId }) => keyId.toString('hex')));
  return registered.flatMap(({ number, verifierKey }) => {
    const [, id] = verifierKey.split('+');
    return id === undefined || !ids.has(id) ? [`Key ${number} does not count: ${verifierKey}`] : [];
  });
}

/** Checks signatures and puts the report together. */
export function finishReport(check: TrailCheck, { keys, own, evidence, remarks, tail }: Outcome): VerificationReport {
  checkSignatures(check, own, keys);
  requireWitnesses(check, evidence, keys);
  const { findings, tree, archived, held } = check;
  const unsigned =
    check.unsigned > 0
      ? [`${check.unsigned} checkpoints of witnesses contradict the trail, but no key that counts has signed them.`]
      : [];
  const unreadable = evidence.unreadable ? [`${evidence.unreadable} lines of witnesses could not be read.`] : [];
  const verdict = verdictOf(findings);
  return {
    verdict,
    intact: verdict === 'intact',
    events: tree.size,
    archived,
    checkpoints: held.trail,
    witnessed: held.witness,
    size: tree.size,
    root: tree.root().toString('base64'),
    tail,
    reconciliation: reconciliationOf(check.settings.lastReconciliation),
    reconciliationSaid: reconciliationOf(check.settings.lastSaidByApplication),
    findings: [...findings].sort(byGravity),
    remarks: [...remarks, ...unsigned, ...unreadable],
  };
}

/** How many of a witness's newest checkpoints are looked at for one that counts: anybody can add a line to its folder. */
const LOOKED_AT = 100;

function requireWitnesses(
  check: TrailCheck,
  { witnessed, unused = [] }: Evidence,
  keys: readonly NoteVerifier[],
): void {
  const doubt = (sentence: string) => check.found({ kind: 'unproven', index: check.tree.size, sentence });
  unused.forEach(doubt);
  if (witnessed.length === 0) doubt('no checkpoints of a witness were given: the newest events could be missing');
  foreignWitnesses(witnessed, keys).forEach(doubt);
}

/**
 * A witness that has nothing of this trail is no witness: whoever gave it must not believe that it was used. One that several hospitals share has
 * checkpoints of theirs beside.
 * @returns what is said of each such
 */
export function foreignWitnesses(witnessed: readonly KnownCheckpoint[], keys: readonly NoteVerifier[]): string[] {
  const isOurs = ({ origin }: KnownCheckpoint) => keys.some(({ name }) => name === origin);
  return [...Map.groupBy(witnessed, ({ place }) => place ?? 'given')].flatMap(([place, known]) => {
    const newest = known
      .filter(isOurs)
      .sort((a, b) => b.size - a.size)
      .slice(0, LOOKED_AT);
    if (newest.some((checkpoint) => signatureProblem(checkpoint, keys) === undefined)) return [];
    return [
      `none of the checkpoints of the witness ${place} is signed by a key that counts: it says nothing of this trail`,
    ];
  });
}

function reconciliationOf(last: Told | undefined): VerificationReport['reconciliation'] {
  if (!last) return null;
  const { at, by, row } = last;
  return { at: at.toISOString(), by, rows: Number(row['rows']), findings: Number(row['findings']) };
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
  if (unsealed > 0 && check.findings.every(isDoubt)) {
    const sentence = `${unsealed} leaves stand behind the newest checkpoint: nothing was signed for them`;
    check.found({ kind: 'inserted', index: newest.size, sentence });
  }
  const isOfAnother = !keys.some(({ name }) => name === newest.origin);
  const problem = signatureProblem(newest, keys) ?? (isOfAnother ? `it is one of ${newest.origin}` : undefined);
  if (problem) {
    const sentence = `the newest checkpoint (${newest.size} events) is not signed by a key that counts: ${problem}`;
    check.found({ kind: 'signature', index: newest.size, sentence });
  }
}
