import { elementAt } from '../../../kernel/list.js';

/**
 * What verifying can find:
 * - `altered`: the event is not the one that was sealed
 * - `removed`: the event or its leaf is gone
 * - `inserted`: an event or leaf that was never sealed stands among sealed ones
 * - `reordered`: leaves do not stand in the order in which they were sealed
 * - `rewritten`: leaves do not have the root that was signed for them
 * - `cut`: a witness knows a longer trail
 * - `shorter`: a witness knows a longer trail than this export, which may simply be older
 * - `tree`: a stored node of the tree is not the hash of what is below it; events are not affected, proofs are
 * - `shown`: which patients a list showed is kept otherwise than its event says; events are not affected, questions about a patient are
 * - `signature`: a checkpoint is not signed by a key that counts
 * - `untold`: what the trail goes by (archives, keys, exempt tables, columns left out) is not what events tell of it
 * - `function`: the database's own function answers otherwise than the columns say
 * - `clock`: moments do not fit the order of sealing: a clock was wrong
 * - `unproven`: something could not be compared, because it was not at hand
 */
export type FindingKind =
  | 'altered'
  | 'removed'
  | 'inserted'
  | 'reordered'
  | 'rewritten'
  | 'cut'
  | 'shorter'
  | 'tree'
  | 'shown'
  | 'signature'
  | 'untold'
  | 'function'
  | 'clock'
  | 'unproven';

const DOUBTS: readonly FindingKind[] = ['shorter', 'clock', 'unproven'];

/** What is no tampering by itself, yet leaves something unproven. */
export const isDoubt = ({ kind }: Pick<Finding, 'kind'>): boolean => DOUBTS.includes(kind);

/** The answer in a word: a doubt alone is never `intact`, and never an accusation. */
export type Verdict = 'intact' | 'tampered' | 'not-proven';

export const verdictOf = (findings: readonly Pick<Finding, 'kind'>[]): Verdict => {
  if (!findings.every(isDoubt)) return 'tampered';
  return findings.length > 0 ? 'not-proven' : 'intact';
};

/** Tampering first, events before nodes, which differ whenever events do; then in the order of the trail. */
export const byGravity = (a: Finding, b: Finding): number => gravity(a) - gravity(b) || a.index - b.index;
const gravity = (finding: Finding): number =>
  isDoubt(finding) ? 2 : finding.kind === 'tree' || finding.kind === 'function' ? 1 : 0;

/** One thing that is not as it was sealed. */
export interface Finding {
  readonly kind: FindingKind;
  /** Number of the first leaf concerned, from 0. */
  readonly index: number;
  readonly eventId?: string;
  readonly sentence: string;
}

/** The last comparison of the data with the trail, as its event tells it. */
export interface LastReconciliation {
  readonly at: string;
  readonly by: string;
  readonly rows: number;
  readonly findings: number;
}

/** What verifying a trail found out. */
export interface VerificationReport {
  readonly verdict: Verdict;
  /** The verdict is `intact`: nothing is wrong with what is sealed, and nothing was missing that says so. */
  readonly intact: boolean;
  /** Sealed events looked at. */
  readonly events: number;
  /** Of these, events that lie in archives which were not at hand: their hashes were checked, their contents not. */
  readonly archived: number;
  /** Checkpoints that hold, and the size of the largest. */
  readonly checkpoints: number;
  readonly size: number;
  /** Root over all sealed events, base64. */
  readonly root: string;
  /** Checkpoints of witnesses that hold. */
  readonly witnessed: number;
  /** Events not sealed yet, which nothing protects so far; undefined where that cannot be known (offline). */
  readonly tail?: { readonly events: number; readonly oldest: string | null };
  /** When the owner or an auditor last compared the hospital's data with the trail, and what that found; null when never. */
  readonly reconciliation: LastReconciliation | null;
  /** The same, as the application says: no proof, since it says so of itself. */
  readonly reconciliationSaid: LastReconciliation | null;
  /** Tampering first, in order of the trail; at most {@link MOST_FINDINGS} of it, and as many doubts. */
  readonly findings: readonly Finding[];
  /** What could not be checked, or deserves a look. */
  readonly remarks: readonly string[];
}

export const MOST_FINDINGS = 100;
/** How many of each a text says. */
const MOST_SAID = 20;

/** A finding as a verdict. */
export const findingText = ({ kind, sentence }: Finding): string => `${labelOf(kind)}: ${sentence}`;

function labelOf(kind: FindingKind): string {
  if (kind === 'shorter') return 'NOT PROVEN COMPLETE';
  return isDoubt({ kind }) ? 'NOT PROVEN' : 'TAMPERED';
}

/** What was not at hand, or is not what it was, is said however much else is wrong. */
const said = (findings: readonly Finding[]): Finding[] => [
  ...findings.filter((one) => !isDoubt(one)).slice(0, MOST_SAID),
  ...findings.filter(isDoubt).slice(0, MOST_SAID),
];

/** The report in sentences, the verdict first. */
export function reportText(report: VerificationReport): string {
  const { intact, events, archived, checkpoints, witnessed, size, root, tail, findings, remarks } = report;
  const told = said(findings);
  const verdict = intact
    ? `INTACT: ${events} sealed events are what was sealed, in the order in which they were sealed.`
    : findingText(elementAt(told, 0));
  return [
    verdict,
    ...told.slice(1).map(({ sentence }) => `  also: ${sentence}`),
    ...(findings.length > told.length ? [`  and ${findings.length - told.length} more or beyond`] : []),
    `Checkpoints that hold: ${checkpoints} of the trail's own, ${witnessed} of witnesses. Root of ${size} events: ${root}`,
    ...(archived > 0
      ? [`${archived} events lie in archives that were not at hand; their hashes are in the tree.`]
      : []),
    ...reconciliationTexts(report),
    ...(tail ? [tailText(tail)] : []),
    ...remarks,
  ].join('\n');
}

const tailText = ({ events, oldest }: NonNullable<VerificationReport['tail']>): string =>
  events === 0 ? 'No event waits to be sealed.' : `Not sealed yet: ${events} events, the oldest of ${oldest}.`;

function reconciliationTexts({ reconciliation, reconciliationSaid }: VerificationReport): string[] {
  const found = ({ rows, findings }: LastReconciliation) =>
    `${rows} rows, ${findings === 0 ? 'nothing found' : `${findings} FINDINGS`}`;
  const proven = reconciliation
    ? `The data was last compared with the trail on ${reconciliation.at} by ${reconciliation.by}: ${found(reconciliation)}.`
    : 'Neither the owner nor an auditor has compared the data with the trail: run "emr audit reconcile".';
  if (!reconciliationSaid) return reconciliation ? [proven] : [];
  return [
    proven,
    `As the application says, which proves nothing, it compared on ${reconciliationSaid.at}: ${found(reconciliationSaid)}.`,
  ];
}
