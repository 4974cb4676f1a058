import { elementAt } from '../../kernel/list.js';

/** Spreads the bits of one more number into a state of 32 bits. */
function mixed(state: number, value: number): number {
  let bits = Math.imul(state ^ (value | 0), 0x9e3779b1);
  bits = Math.imul(bits ^ (bits >>> 15), 0x85ebca6b);
  return (bits ^ (bits >>> 13)) >>> 0;
}

/** Every number of 16 bits as four hexadecimal digits: ids are what is made most. */
const HEX = Array.from({ length: 0x10000 }, (_, value) => value.toString(16).padStart(4, '0'));

/**
 * Chance that repeats itself: the same words give the same numbers on every machine. Whatever is made gets a stream of its own,
 * named by what it is, so that one more number drawn for a patient changes nothing of another. Small Fast Counter, 128 bits of
 * state; not for secrets.
 */
export class Random {
  private a = 0;
  private b = 0;
  private c = 0;
  private count = 1;

  /** @param key what the stream is for: the seed, a kind and the numbers of a thing */
  constructor(...key: readonly number[]) {
    for (const word of key) {
      // Two halves: a seed may be larger than 32 bits.
      for (const half of [word % 0x100000000, Math.floor(word / 0x100000000)]) {
        this.a = mixed(this.a + 0x243f6a88, half);
        this.b = mixed(this.b + this.a, half);
        this.c = mixed(this.c ^ this.b, half);
      }
    }
    for (let i = 0; i < 8; i++) this.bits();
  }

  /** 32 bits. */
  bits(): number {
    const sum = (this.a + this.b + this.count++) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** From 0 to below 1. */
  fraction(): number {
    return this.bits() / 0x100000000;
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.fraction() * (high - low + 1));
  }

  between(low: number, high: number): number {
    return low + this.fraction() * (high - low);
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** About normal: the sum of four, between -3.5 and 3.5 standard deviations. */
  normal(mean = 0, deviation = 1): number {
    const sum = this.fraction() + this.fraction() + this.fraction() + this.fraction();
    return mean + (sum - 2) * 1.732 * deviation;
  }

  /** Exponential: mostly short, seldom long. */
  waiting(mean: number): number {
    return -Math.log(1 - this.fraction()) * mean;
  }

  one<T>(list: readonly T[]): T {
    return elementAt(list, Math.floor(this.fraction() * list.length));
  }

  /** A UUIDv7 of a simulated moment. */
  uuid(at: number): string {
    const time = Math.floor(at);
    const [first, second, third] = [this.bits(), this.bits(), this.bits()];
    const [start, end] = [Math.floor(time / 0x100000000), time % 0x100000000];
    const version = HEX[0x7000 | (first & 0xfff)];
    const variant = HEX[0x8000 | ((first >>> 12) & 0x3fff)];
    const node = `${HEX[second >>> 16]}${HEX[third >>> 16]}${HEX[third & 0xffff]}`;
    return `${HEX[start]}${HEX[end >>> 16]}-${HEX[end & 0xffff]}-${version}-${variant}-${node}`;
  }
}

/** Things with weights, to be drawn by them. */
export class Weighted<T> {
  private readonly sums: number[] = [];
  private readonly total: number;

  constructor(private readonly entries: readonly (readonly [thing: T, weight: number])[]) {
    let sum = 0;
    for (const [, weight] of entries) this.sums.push((sum += weight));
    this.total = sum;
  }

  draw(random: Random): T {
    const at = random.fraction() * this.total;
    let [low, high] = [0, this.sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (elementAt(this.sums, middle) > at) high = middle;
      else low = middle + 1;
    }
    return elementAt(this.entries, low)[0];
  }
}

/** `Nguyễn 38, Trần 11`: a list with weights as it is written in the tables. */
export const weighted = (text: string): Weighted<string> =>
  new Weighted(
    text.split(',').map((entry) => {
      const [, word = '', weight] = /^\s*(.+?)(?:\s+([\d.]+))?\s*$/.exec(entry)!;
      return [word, Number(weight ?? 1)] as const;
    }),
  );
