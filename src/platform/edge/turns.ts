/**
 * Lets so many of a lane go at once; the others wait in the order in which they came. By it one caller who asks for much at once waits for
 * their own requests, and nobody else's do.
 */
export class Turns<Holder extends object> {
  private readonly going = new Map<string, number>();
  private readonly waiting = new Map<string, Map<Holder, () => void>>();
  private readonly laneOf = new WeakMap<Holder, string>();

  /** How many wait. */
  waitingIn(lane: string): number {
    return this.waiting.get(lane)?.size ?? 0;
  }

  /** @returns undefined for who goes at once, else what is fulfilled when it is their turn */
  take(holder: Holder, lane: string, most: number): Promise<void> | undefined {
    this.laneOf.set(holder, lane);
    const going = this.going.get(lane) ?? 0;
    if (going < most) {
      this.going.set(lane, going + 1);
      return undefined;
    }
    const line = this.waiting.get(lane) ?? new Map<Holder, () => void>();
    this.waiting.set(lane, line);
    return new Promise((resolve) => {
      line.set(holder, resolve);
    });
  }

  /** Who went has done, or who waited has gone. */
  leave(holder: Holder): void {
    const lane = this.laneOf.get(holder);
    if (lane === undefined) return;
    this.laneOf.delete(holder);
    const line = this.waiting.get(lane);
    if (line?.delete(holder)) return;
    const [next] = line ?? [];
    if (next) {
      line!.delete(next[0]);
      next[1]();
    } else {
      this.waiting.delete(lane);
      const going = this.going.get(lane)! - 1;
      if (going > 0) this.going.set(lane, going);
      else this.going.delete(lane);
    }
  }
}
