import { createRequire } from 'node:module';

/** What the driver makes of a value that it sends; its own, so that statements that go together are sent the very same. */
const { prepareValue } = createRequire(import.meta.url)('pg/lib/utils.js') as {
  prepareValue: (value: unknown) => string | Buffer | null;
};

/** The letters by which PostgreSQL knows a message (Message Formats of its manual). */
const [PARSE, BIND, DESCRIBE, EXECUTE, SYNC] = [...'PBDES'].map((letter) => letter.charCodeAt(0)) as [
  number,
  number,
  number,
  number,
  number,
];
const PORTAL = 'P'.charCodeAt(0);
const HEADER = 5;
/** Of UTF-8 for one unit of UTF-16. */
const MOST_BYTES = 3;
const [USUAL, MOST_KEPT] = [65_536, 1_048_576];

/** Where messages are made, one behind the other; used again for each round trip, which is made without a pause. */
let memory = Buffer.allocUnsafeSlow(USUAL);

/**
 * The messages of one round trip, made in one piece of memory and sent in one. The driver makes each in a piece of its own, which it makes anew
 * as the message grows, and hands each to the socket by itself: for five messages a statement that is more work than what they say.
 */
export class Wire {
  private at = 0;
  private begun = 0;

  constructor() {
    if (memory.length > MOST_KEPT) memory = Buffer.allocUnsafeSlow(USUAL);
  }

  /** Has a statement read and kept under its name. */
  parse(name: string, text: string): void {
    this.begin(PARSE);
    this.text(name);
    this.text(text);
    this.int16(0); // types of parameters: as the text says
    this.end();
  }

  /** Gives a statement its values. */
  bind(name: string, values: readonly unknown[]): void {
    this.begin(BIND);
    this.text(''); // the portal without a name
    this.text(name);
    const sent = values.map(asSent);
    if (sent.some((value) => typeof value === 'object' && value !== null)) {
      this.int16(sent.length);
      for (const value of sent) this.int16(typeof value === 'object' && value !== null ? 1 : 0);
    } else this.int16(0); // all are text
    this.int16(sent.length);
    for (const value of sent) this.value(value);
    this.int16(0); // what comes back is text
    this.end();
  }

  /** Asks for the columns of what was bound. */
  describe(): void {
    this.begin(DESCRIBE);
    this.room(1);
    memory[this.at++] = PORTAL;
    this.text('');
    this.end();
  }

  execute(): void {
    this.begin(EXECUTE);
    this.text('');
    this.int32(0); // all rows
    this.end();
  }

  /** Ends the transaction; nothing may come after it. */
  sync(): void {
    this.begin(SYNC);
    this.end();
  }

  /** All of it, in memory of its own. */
  bytes(): Buffer {
    return Buffer.from(memory.subarray(0, this.at));
  }

  private begin(letter: number): void {
    this.room(HEADER);
    this.begun = this.at;
    memory[this.at] = letter;
    this.at += HEADER;
  }

  /** A message's length counts all but its letter. */
  private end(): void {
    memory.writeInt32BE(this.at - this.begun - 1, this.begun + 1);
  }

  private text(text: string): void {
    this.room(text.length * MOST_BYTES + 1);
    this.at += memory.write(text, this.at);
    memory[this.at++] = 0;
  }

  private value(value: string | Buffer | null): void {
    if (value === null) {
      this.int32(-1);
      return;
    }
    if (typeof value !== 'string') {
      this.int32(value.length);
      this.room(value.length);
      this.at += value.copy(memory, this.at);
      return;
    }
    this.room(4 + value.length * MOST_BYTES);
    const length = memory.write(value, this.at + 4);
    memory.writeInt32BE(length, this.at);
    this.at += 4 + length;
  }

  private int16(number: number): void {
    this.room(2);
    memory[this.at] = number >> 8;
    memory[this.at + 1] = number;
    this.at += 2;
  }

  private int32(number: number): void {
    this.room(4);
    memory.writeInt32BE(number, this.at);
    this.at += 4;
  }

  private room(bytes: number): void {
    if (this.at + bytes <= memory.length) return;
    const more = Buffer.allocUnsafeSlow(Math.max(memory.length * 2, this.at + bytes));
    memory.copy(more, 0, 0, this.at);
    memory = more;
  }
}

function asSent(value: unknown): string | Buffer | null {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return null;
  if (Array.isArray(value) && value.every(isBare)) return `{${value.join(',')}}`;
  return prepareValue(value);
}

const WORD = /^(?!null$)[\w-]+$/i;

/** What stands in an array of PostgreSQL as it is written: the driver puts quotes round each item, having looked for signs that these cannot have. */
const isBare = (item: unknown): boolean =>
  typeof item === 'string' ? WORD.test(item) : typeof item === 'boolean' || Number.isFinite(item);
