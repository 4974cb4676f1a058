import { createHash, createPublicKey, randomBytes, sign, X509Certificate, type KeyObject } from 'node:crypto';
import { context, der, integer, oid, sequence, setOf, TAGS } from './der.js';

/** A key with the certificate of a CA for it, and those of the CA up to its root, as far as they are given. */
export interface Certified {
  readonly key: KeyObject;
  readonly chain: readonly [X509Certificate, ...X509Certificate[]];
}

const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));
const [UTF8, TIME, BITS, BOOLEAN] = [0x0c, 0x18, 0x03, 0x01];
const bits = (bytes: Buffer, unused = 0) => der(BITS, Buffer.from([unused]), bytes);
const nameOf = (name: string) => sequence(setOf(sequence(oid('2.5.4.3'), der(UTF8, Buffer.from(name)))));
const timeOf = (at: number) =>
  der(TIME, Buffer.from(`${new Date(at).toISOString().replace(/[-T:]/g, '').slice(0, 14)}Z`));
const publicOf = (key: KeyObject) => createPublicKey(key).export({ type: 'spki', format: 'der' });
/** A key's private half knows its public one; one that is public already says itself. */
const spkiOf = (key: KeyObject) =>
  key.type === 'public' ? key.export({ type: 'spki', format: 'der' }) : publicOf(key);

/** What a certificate is to say. */
export interface Certificate {
  /** Whose key it is for, its public half at least. */
  readonly of: KeyObject;
  readonly subject: string;
  readonly issuer: string;
  readonly isAuthority: boolean;
  readonly from: number;
  readonly to: number;
}

/** A certificate (RFC 5280) signed with a key on P-256: for demonstrations, tests, and machines that know each other by it and nobody else. */
export function issuedCertificate(signedWith: KeyObject, certificate: Certificate): X509Certificate {
  const { of, subject, issuer, isAuthority, from, to } = certificate;
  const serial = randomBytes(16);
  serial[0] = 0x40 | (serial[0]! & 0x3f);
  const inner = sequence(
    der(context(0), integer(2)),
    der(TAGS.integer, serial),
    ECDSA_SHA256,
    nameOf(issuer),
    sequence(timeOf(from), timeOf(to)),
    nameOf(subject),
    spkiOf(of),
    der(context(3), sequence(...extensions(isAuthority))),
  );
  return new X509Certificate(sequence(inner, ECDSA_SHA256, bits(sign('sha256', inner, signedWith))));
}

/** Basic constraints and key usage, both critical (RFC 5280, section 4.2.1). */
function extensions(isAuthority: boolean): Buffer[] {
  const critical = der(BOOLEAN, Buffer.from([0xff]));
  const basic = sequence(...(isAuthority ? [critical] : []));
  // keyCertSign and cRLSign, or digitalSignature and nonRepudiation.
  const usage = isAuthority ? bits(Buffer.from([0x06]), 1) : bits(Buffer.from([0xc0]), 6);
  return [
    sequence(oid('2.5.29.19'), critical, der(TAGS.octets, basic)),
    sequence(oid('2.5.29.15'), critical, der(TAGS.octets, usage)),
  ];
}

/**
 * A request for a certificate (PKCS #10, RFC 2986) that a CA answers: the name, the public key, and that whoever asks holds its private half.
 * @param key on P-256
 */
export function certificateRequest(key: KeyObject, subject: string): string {
  const asked = sequence(integer(0), nameOf(subject), publicOf(key), der(context(0)));
  const request = sequence(asked, ECDSA_SHA256, bits(sign('sha256', asked, key)));
  const lines = request.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE REQUEST-----', ...lines, '-----END CERTIFICATE REQUEST-----', ''].join('\n');
}

/** A list of what an authority took back (RFC 5280, section 5), for tests: serial numbers with their moments. */
export function issuedRevocations(
  signedWith: KeyObject,
  issuer: string,
  revoked: readonly { readonly serial: string; readonly at: number }[],
  at: number,
): Buffer {
  const lines = revoked.map((one) => sequence(der(TAGS.integer, Buffer.from(one.serial, 'hex')), timeOf(one.at)));
  const inner = sequence(
    integer(1),
    ECDSA_SHA256,
    nameOf(issuer),
    timeOf(at),
    timeOf(at + 604_800_000),
    ...(lines.length > 0 ? [sequence(...lines)] : []),
  );
  return sequence(inner, ECDSA_SHA256, bits(sign('sha256', inner, signedWith)));
}

/** SHA-256 of a certificate, by which people tell it from others. */
export const fingerprintOf = ({ raw }: X509Certificate): string => createHash('sha256').update(raw).digest('hex');
