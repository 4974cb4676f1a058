/** The few forms of ASN.1 DER (ITU-T X.690) that a CMS signature is made of. */
export const TAGS = { integer: 0x02, octets: 0x04, nothing: 0x05, oid: 0x06, sequence: 0x30, set: 0x31 } as const;
/** A context-specific constructed tag. */
export const context = (number: number): number => 0xa0 + number;

export function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const body = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(body.length)]), body]);
}

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return [0x80 + bytes.length, ...bytes];
}

export const sequence = (...contents: readonly Buffer[]): Buffer => der(TAGS.sequence, ...contents);
/** A SET OF: its members in the order of their encodings (X.690, section 11.6). */
export const setOf = (...members: readonly Buffer[]): Buffer =>
  der(TAGS.set, ...[...members].sort((one, other) => one.compare(other)));
export const integer = (value: number): Buffer => der(TAGS.integer, Buffer.from([value]));
export const octets = (bytes: Buffer): Buffer => der(TAGS.octets, bytes);
export const nothing = (): Buffer => der(TAGS.nothing);

/** @param dotted such as 1.2.840.113549.1.7.2 */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...others] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const one of others) {
    const groups = [one & 0x7f];
    for (let rest = Math.floor(one / 128); rest > 0; rest = Math.floor(rest / 128)) {
      groups.unshift((rest & 0x7f) | 0x80);
    }
    bytes.push(...groups);
  }
  return der(TAGS.oid, Buffer.from(bytes));
}

/** One element as it stands there. */
export interface Element {
  readonly tag: number;
  readonly body: Buffer;
  /** With its tag and length. */
  readonly whole: Buffer;
}

/** The elements that stand one after the other. @throws RangeError for what is cut off */
export function elementsOf(bytes: Buffer): Element[] {
  const found: Element[] = [];
  for (let at = 0; at < bytes.length;) {
    const tag = bytes.readUInt8(at);
    const first = bytes.readUInt8(at + 1);
    const more = first < 0x80 ? 0 : first - 0x80;
    const length = more === 0 ? first : bytes.readUIntBE(at + 2, more);
    const from = at + 2 + more;
    if (from + length > bytes.length) throw new RangeError('cut off');
    found.push({ tag, body: bytes.subarray(from, from + length), whole: bytes.subarray(at, from + length) });
    at = from + length;
  }
  return found;
}
