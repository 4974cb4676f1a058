import type { X509Certificate } from 'node:crypto';
import { context, elementsOf, oid, TAGS, type Element } from './der.js';

const BOOLEAN = 0x01;
const EXTENSIONS = context(3);

const partsOf = (raw: Buffer): Element[] => elementsOf(elementsOf(elementsOf(raw)[0]!.body)[0]!.body);

/** Issuer, serial number and subject of a certificate, as they stand in it (RFC 5280, section 4.1). @throws Error for what is none */
export function namesIn(raw: Buffer): { issuer: Buffer; serial: Buffer; subject: Buffer } {
  const parts = partsOf(raw);
  const at = parts[0]!.tag === context(0) ? 1 : 0;
  const [serial, issuer, subject] = [parts[at]!, parts[at + 2]!, parts[at + 4]!];
  if (serial.tag !== TAGS.integer || issuer.tag !== TAGS.sequence) throw new Error('this is no certificate');
  return { serial: serial.whole, issuer: issuer.whole, subject: subject.whole };
}

/** What an extension of a certificate says; undefined where it has none of that kind. */
function extensionOf(raw: Buffer, dotted: string): Buffer | undefined {
  const block = partsOf(raw).find(({ tag }) => tag === EXTENSIONS);
  const extensions = block ? elementsOf(elementsOf(block.body)[0]!.body) : [];
  const wanted = oid(dotted);
  for (const { body } of extensions) {
    const [kind, ...said] = elementsOf(body);
    if (kind?.whole.equals(wanted)) return said.at(-1)?.body;
  }
  return undefined;
}

/**
 * Whether a certificate is for signing what people wrote: digitalSignature or nonRepudiation in its key usage (RFC 5280, section 4.2.1.3),
 * or no word of it.
 */
export function isForSigning({ raw }: X509Certificate): boolean {
  const usage = extensionOf(raw, '2.5.29.15');
  // A BIT STRING: how many bits are unused, then the bits, the first of them digitalSignature.
  return usage === undefined || ((elementsOf(usage)[0]?.body[1] ?? 0) & 0xc0) !== 0;
}

/** How many authorities may stand between this one and a person, by its basic constraints; undefined where it does not say. */
export function pathLengthOf({ raw }: X509Certificate): number | undefined {
  const constraints = extensionOf(raw, '2.5.29.19');
  const [first, second] = constraints ? elementsOf(elementsOf(constraints)[0]!.body) : [];
  const length = first?.tag === BOOLEAN ? second : first;
  return length?.tag === TAGS.integer ? length.body.readUIntBE(0, Math.min(length.body.length, 6)) : undefined;
}
