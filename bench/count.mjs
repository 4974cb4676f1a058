/** Seconds at the start of each run that are not counted: compiling the generator and opening connections are not the service's time. */
export const SETTLING = 1;

/** Counts what is asked from when the generator itself has settled; times in ms of performance.now(). */
export class Count {
  latencies = [];
  uncounted = 0;
  /** Wrong answers, those of the first second too, and what the first few were. */
  falses = { count: 0, examples: [] };

  constructor(seconds) {
    this.start = performance.now();
    this.from = this.start + SETTLING * 1000;
    this.end = this.from + seconds * 1000;
  }

  /** Notes a right answer to what was asked at `since`. */
  add(since) {
    if (since < this.from) this.uncounted++;
    else this.latencies.push(performance.now() - since);
  }

  /** Notes a wrong answer: it counts neither as served nor as fast. */
  addFalse(words) {
    this.falses.count++;
    if (this.falses.examples.length < 3) this.falses.examples.push(words);
  }

  /** Prints what was counted, for bench/measure.mjs. */
  print() {
    const took = (performance.now() - this.from) / 1000;
    const { latencies, uncounted, falses } = this;
    process.stdout.write(JSON.stringify({ took, latencies, uncounted, falses }));
  }
}
