import { CompactRange, type Subtree } from '../sealing/compact-range.js';
import { leafHash, type Hash } from '../sealing/merkle.js';
import type { KnownCheckpoint } from './known-checkpoints.js';
import { ClockCheck } from './clock-check.js';
import { isDoubt, MOST_FINDINGS, type Finding } from './report.js';
import { SettingsTold } from './settings-told.js';
import { RecentLeaves } from './witness-notes.js';

/** One leaf as the database or an export has it. */
export interface TrailLine {
  readonly index: number;
  /** The leaf's recorded hash. */
  readonly hash: Hash;
  readonly eventId?: string;
  /** The event's canonical text; undefined when the event is gone. */
  readonly leaf?: string;
  /** The event lies in an archive that is not at hand. */
  readonly archived?: boolean;
}

/** An export tells no id of an event that lies in an archive. */
const nameOf = (index: number, eventId?: string): string => `event ${index}${eventId ? ` (${eventId})` : ''}`;

/** Of an event, what the order of sealing goes by. */
const order = (leaf: string): bigint => BigInt(/"xid":(\d+)/.exec(leaf)?.[1] ?? 0);

/**
 * Goes through a trail leaf by leaf, rebuilds the tree, and compares it with everything that was ever signed for it. It
 * needs nothing but hashes, and memory for the right edge of the tree alone.
 */
export class TrailCheck {
  readonly findings: Finding[] = [];
  readonly tree = new CompactRange();
  /** What sealed events say of what the trail goes by. */
  readonly settings = new SettingsTold();
  archived = 0;
  /** Checkpoints of witnesses that contradict the trail but are signed by no key that counts. */
  unsigned = 0;
  /** How many checkpoints hold, by where they come from. */
  readonly held = { trail: 0, witness: 0 };
  /** Size of the largest checkpoint that holds. */
  private lastGood = 0;
  private lastOrder = 0n;
  /** First leaf since the last good checkpoint that stands behind one of a later transaction. */
  private outOfOrder: number | undefined;
  private isTreeKnown = true;
  /** How much was found of either sort. */
  private wrong = 0;
  private doubts = 0;
  private readonly recent = new RecentLeaves();
  private readonly clock: ClockCheck;

  /**
   * @param checkpoints smallest first
   * @param isSigned whether a key that counts signed one; asked only of those of witnesses that contradict the trail
   */
  constructor(
    private readonly checkpoints: KnownCheckpoint[],
    private readonly isSigned: (checkpoint: KnownCheckpoint) => boolean,
  ) {
    this.clock = new ClockCheck((finding) => this.found(finding), isSigned);
  }

  /** So much is wrong that nothing more is looked for: what was not read says nothing then. */
  get isFull(): boolean {
    return this.wrong >= MOST_FINDINGS;
  }

  /** Takes the next leaf. @returns the subtrees it completes */
  take(line: TrailLine): Subtree[] {
    const expected = this.tree.size;
    if (line.index !== expected) return this.misplaced(line, expected);
    this.compareEvent(line);
    const finished = this.tree.append(line.hash);
    this.recent.add(line);
    this.compareCheckpoints();
    return finished;
  }

  /** To be called behind the last leaf; an export may be older than the witness's newest checkpoint. */
  end({ isExport = false } = {}): void {
    if (this.isFull) return;
    const fork = this.fork();
    if (fork) {
      this.found({ kind: 'rewritten', index: this.tree.size, sentence: fork });
      return;
    }
    const beyond = this.checkpoints.find((checkpoint) => this.counts(checkpoint));
    if (!beyond) return;
    if (isExport && beyond.source === 'witness') {
      const sentence = `the export ends after ${this.tree.size} events, but a witness has kept a checkpoint over ${beyond.size}: unless the export was made before that one, the newest were removed`;
      this.found({ kind: 'shorter', index: this.tree.size, sentence });
      return;
    }
    const what = beyond.source === 'witness' ? 'a witness has kept' : 'the trail itself has';
    const sentence = `the trail ends after ${this.tree.size} events, but ${what} a checkpoint over ${beyond.size}: the newest were removed`;
    this.found({ kind: 'cut', index: this.tree.size, sentence });
  }

  /** Two that were signed for as many events, beyond those that are here, and do not say the same: they cannot both be of one trail. */
  private fork(): string | undefined {
    for (const [size, known] of Map.groupBy(this.checkpoints, (checkpoint) => checkpoint.size)) {
      if (known.every(({ root }) => root.equals(known[0]!.root))) continue;
      const [one, ...others] = known.filter((checkpoint) => this.isSigned(checkpoint));
      const other = others.find(({ root }) => !root.equals(one!.root));
      if (!one || !other) continue;
      const places = [...new Set([one, other].map(({ place, source }) => place ?? source))].join(' and ');
      return `two different roots were signed for the first ${size} events (${places}): one of them is of another trail`;
    }
    return undefined;
  }

  /** A doubt is told though all else is full: it says what the rest was compared with. */
  found(finding: Finding): void {
    if (isDoubt(finding)) this.doubts += 1;
    else this.wrong += 1;
    if ((isDoubt(finding) ? this.doubts : this.wrong) <= MOST_FINDINGS) this.findings.push(finding);
  }

  private compareEvent({ index, eventId, leaf, hash, archived }: TrailLine): void {
    if (leaf === undefined) {
      if (archived) this.archived += 1;
      else this.found({ kind: 'removed', index, eventId, sentence: `${nameOf(index, eventId)} was removed` });
      return;
    }
    if (leafHash(leaf).equals(hash)) {
      this.settings.take(leaf);
      this.clock.event(index, eventId, leaf);
    } else {
      const sentence = `${nameOf(index, eventId)} was altered: it is not the one that was sealed`;
      this.found({ kind: 'altered', index, eventId, sentence });
    }
    const transaction = order(leaf);
    if (transaction < this.lastOrder) this.outOfOrder ??= index;
    this.lastOrder = transaction;
  }

  private misplaced({ index, eventId }: TrailLine, expected: number): Subtree[] {
    if (!this.isTreeKnown) return [];
    this.isTreeKnown = false;
    const [kind, sentence]: [Finding['kind'], string] =
      index > expected
        ? ['removed', `leaves ${expected} to ${index - 1} were removed`]
        : ['inserted', `leaf ${index} (${eventId}) stands where leaf ${expected} should be: inserted or moved`];
    this.found({ kind, index: Math.min(index, expected), eventId, sentence });
    this.checkpoints.length = 0; // nothing behind a gap can be hashed
    return [];
  }

  private compareCheckpoints(): void {
    const { size } = this.tree;
    while (this.checkpoints[0]?.size === size) {
      const checkpoint = this.checkpoints.shift()!;
      if (checkpoint.root.equals(this.tree.root())) {
        this.held[checkpoint.source] += 1;
        this.clock.covered(checkpoint);
        this.lastGood = size;
        this.outOfOrder = undefined;
        this.recent.forgetBefore(size);
      } else if (this.counts(checkpoint)) {
        this.rewritten(checkpoint, size);
        this.checkpoints.length = 0; // every later root differs with this one
      }
    }
  }

  /** Anybody can write into a witness's folder: what nobody signed there says nothing. */
  private counts(checkpoint: KnownCheckpoint): boolean {
    if (checkpoint.source === 'trail' || this.isSigned(checkpoint)) return true;
    this.unsigned += 1;
    return false;
  }

  private rewritten(checkpoint: KnownCheckpoint, size: number): void {
    const known = checkpoint.source === 'witness' ? 'a witness has kept' : 'was signed';
    const between = `events ${this.lastGood} to ${size - 1} do not have the root that ${known} for them`;
    const wrong = this.recent.firstWrong([checkpoint, ...this.checkpoints]);
    if (wrong) {
      const { index, eventId, isMovedUp } = wrong;
      const what = isMovedUp
        ? `event ${index} was removed, and those behind it were numbered anew`
        : `${nameOf(index, eventId)} is not the one that was sealed there`;
      const kind = isMovedUp ? 'removed' : 'rewritten';
      this.found({ kind, index, ...(isMovedUp ? {} : { eventId }), sentence: `${what}: ${between}` });
      return;
    }
    if (this.outOfOrder === undefined) {
      this.found({ kind: 'rewritten', index: this.lastGood, sentence: `${between}: at least one was rewritten` });
      return;
    }
    const sentence = `event ${this.outOfOrder} does not stand where it was sealed: ${between}`;
    this.found({ kind: 'reordered', index: this.outOfOrder, sentence });
  }
}
