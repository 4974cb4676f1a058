import { createPublicKey, generateKeyPairSync, randomBytes, sign, X509Certificate, type KeyObject } from 'node:crypto';
import type { Certified } from './cms.js';
import { context, der, integer, oid, sequence, setOf, TAGS } from './der.js';

const YEAR_MS = 31_557_600_000;
const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));
const [UTF8, TIME, BITS, BOOLEAN] = [0x0c, 0x18, 0x03, 0x01];
const bits = (bytes: Buffer) => der(BITS, Buffer.from([0]), bytes);
const nameOf = (name: string) => sequence(setOf(sequence(oid('2.5.4.3'), der(UTF8, Buffer.from(name)))));
const timeOf = (at: number) =>
  der(TIME, Buffer.from(`${new Date(at).toISOString().replace(/[-T:]/g, '').slice(0, 14)}Z`));

/**
 * A key with a certificate (RFC 5280) of an authority made for it, for a demonstration: nobody trusts it, and its names say so. A hospital that works
 * has one of a licensed authority.
 * @param names of the authority and of who signs
 */
export function demoCertificate(
  names: { readonly authority: string; readonly signer: string },
  at = Date.now(),
): Certified {
  const make = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const [above, key] = [make(), make()];
  const root = certificate(above, {
    of: above,
    subject: names.authority,
    issuer: names.authority,
    isAuthority: true,
    at,
  });
  const own = certificate(above, { of: key, subject: names.signer, issuer: names.authority, isAuthority: false, at });
  return { key, chain: [own, root] };
}

interface Certificate {
  readonly of: KeyObject;
  readonly subject: string;
  readonly issuer: string;
  readonly isAuthority: boolean;
  readonly at: number;
}

function certificate(signedWith: KeyObject, { of, subject, issuer, isAuthority, at }: Certificate): X509Certificate {
  const serial = randomBytes(16);
  serial[0] = 0x40 | (serial[0]! & 0x3f);
  const inner = sequence(
    der(context(0), integer(2)),
    der(TAGS.integer, serial),
    ECDSA_SHA256,
    nameOf(issuer),
    sequence(timeOf(at - 3_600_000), timeOf(at + YEAR_MS)),
    nameOf(subject),
    createPublicKey(of).export({ type: 'spki', format: 'der' }),
    der(context(3), sequence(...extensions(isAuthority))),
  );
  return new X509Certificate(sequence(inner, ECDSA_SHA256, bits(sign('sha256', inner, signedWith))));
}

/** Basic constraints and key usage, both critical (RFC 5280, section 4.2.1). */
function extensions(isAuthority: boolean): Buffer[] {
  const critical = der(BOOLEAN, Buffer.from([0xff]));
  const basic = sequence(...(isAuthority ? [critical] : []));
  // keyCertSign and cRLSign, or digitalSignature and nonRepudiation.
  const usage = der(BITS, Buffer.from(isAuthority ? [1, 0x06] : [6, 0xc0]));
  return [
    sequence(oid('2.5.29.19'), critical, der(TAGS.octets, basic)),
    sequence(oid('2.5.29.15'), critical, der(TAGS.octets, usage)),
  ];
}
