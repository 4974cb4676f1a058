/** One who has a turn, or waits for it. */
export interface Turn {
  /** Fulfilled when it is their turn; undefined of who goes at once. */
  readonly comes: Promise<void> | undefined;
  readonly lane: string;
  /** Begins; of who waits. */
  begin?: () => void;
  hasLeft: boolean;
}

/**
 * Lets so many of a lane go at once; the others wait in the order in which they came. By it one caller who asks for much at once waits for
 * their own requests, and nobody else's do.
 */
export class Turns {
  private readonly going = new Map<string, number>();
  private readonly waiting = new Map<string, Set<Turn>>();

  /** How many wait. */
  waitingIn(lane: string): number {
    return this.waiting.get(lane)?.size ?? 0;
  }

  take(lane: string, most: number): Turn {
    const going = this.going.get(lane) ?? 0;
    if (going < most) {
      this.going.set(lane, going + 1);
      return { comes: undefined, lane, hasLeft: false };
    }
    let begin: (() => void) | undefined;
    const comes = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const turn = { comes, lane, begin, hasLeft: false };
    const line = this.waiting.get(lane) ?? new Set<Turn>();
    this.waiting.set(lane, line.add(turn));
    return turn;
  }

  /** Who went has done, or who waited has gone; said once more, it changes nothing. */
  leave(turn: Turn): void {
    if (turn.hasLeft) return;
    turn.hasLeft = true;
    const { lane } = turn;
    const line = this.waiting.get(lane);
    if (line?.delete(turn)) return;
    const [next] = line ?? [];
    if (next) {
      line!.delete(next);
      next.begin?.();
      return;
    }
    if (line) this.waiting.delete(lane);
    const going = this.going.get(lane)! - 1;
    if (going > 0) this.going.set(lane, going);
    else this.going.delete(lane);
  }
}
