/** Seconds at the start of each run that are not counted: compiling the generator and opening connections are not the service's time. */
export const SETTLING = 0.5;

/** Counts what is asked from when the generator itself has settled; times in ms of performance.now(). */
export class Count {
  latencies = [];
  /** Of what was asked before the generator had settled: not counted, unless nothing else was answered. */
  early = [];
  /** Wrong answers, those of the first second too, and what the first few were. */
  falses = { count: 0, examples: [] };

  constructor(seconds) {
    this.start = performance.now();
    this.from = this.start + SETTLING * 1000;
    this.end = this.from + seconds * 1000;
  }

  /** Notes a right answer to what was asked at `since`. */
  add(since) {
    (since < this.from ? this.early : this.latencies).push(performance.now() - since);
  }

  /** Notes a wrong answer: it counts neither as served nor as fast. */
  addFalse(words) {
    this.falses.count++;
    if (this.falses.examples.length < 3) this.falses.examples.push(words);
  }

  /** Prints what was counted, for bench/measure.mjs. */
  print() {
    const { falses, early } = this;
    const isSlow = this.latencies.length === 0;
    const took = (performance.now() - (isSlow ? this.start : this.from)) / 1000;
    const [latencies, uncounted] = isSlow ? [early, 0] : [this.latencies, early.length];
    process.stdout.write(JSON.stringify({ took, latencies, uncounted, falses }));
  }
}
