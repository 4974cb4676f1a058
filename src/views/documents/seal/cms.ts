import { createHash, sign } from 'node:crypto';
import {
  context,
  der,
  elementsOf,
  integer,
  nothing,
  octets,
  oid,
  sequence,
  setOf,
} from '../../../platform/keys/certificates/der.js';
import type { Certified } from '../../../platform/keys/certificates/issued-certificate.js';
import { namesIn } from '../../../platform/keys/certificates/read-certificate.js';

const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.47',
  sha256: '2.16.840.1.101.3.4.2.1',
  rsa: '1.2.840.113549.1.1.11',
  ecdsa: '1.2.840.10045.4.3.2',
};

const SHA256 = sequence(oid(OID.sha256), nothing());
const attribute = (type: string, value: Buffer): Buffer => sequence(oid(type), setOf(value));

/**
 * A detached CMS signature (RFC 5652) over what has this SHA-256, with the attributes of PAdES baseline B-B: the certificate is signed with it
 * (RFC 5035), and the time is that of the PDF (ETSI EN 319 142-1, section 5.3; ETSI EN 319 122-1).
 */
export function detachedSignature(digest: Buffer, { key, chain }: Certified): Buffer {
  const [own] = chain;
  const attributes = [
    attribute(OID.contentType, oid(OID.data)),
    attribute(OID.messageDigest, octets(digest)),
    attribute(OID.signingCertificate, sequence(sequence(sequence(octets(sha256(own.raw)))))),
  ];
  const signed = setOf(...attributes);
  const algorithm = key.asymmetricKeyType === 'ec' ? sequence(oid(OID.ecdsa)) : sequence(oid(OID.rsa), nothing());
  const { issuer, serial } = namesIn(own.raw);
  const signer = sequence(
    integer(1),
    sequence(issuer, serial),
    SHA256,
    der(context(0), elementsOf(signed)[0]!.body),
    algorithm,
    octets(sign('sha256', signed, key)),
  );
  const certificates = der(context(0), ...chain.map(({ raw }) => raw));
  const content = sequence(integer(1), setOf(SHA256), sequence(oid(OID.data)), certificates, setOf(signer));
  return sequence(oid(OID.signedData), der(context(0), content));
}

const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
