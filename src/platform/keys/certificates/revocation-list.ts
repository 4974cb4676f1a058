import { verify, type X509Certificate } from 'node:crypto';
import { elementsOf, oid, TAGS, type Element } from './der.js';
import { pemBlocks } from './pem.js';
import { namesIn } from './read-certificate.js';

/** What an authority took back, by a list that it signed (CRL, RFC 5280 section 5). */
export interface RevocationList {
  /** The name of the authority, as it is encoded. */
  readonly issuer: Buffer;
  /** Moments by serial number, as they are encoded, hexadecimal. */
  readonly revoked: ReadonlyMap<string, number>;
  /** When the authority says more; undefined where it does not say. */
  readonly nextUpdate: number | undefined;
  /** Whether this authority signed it. */
  isSignedBy(authority: X509Certificate): boolean;
}

const LABEL = 'X509 CRL';
const [BITS, UTC_TIME, TIME] = [0x03, 0x17, 0x18];

/** Digests by the algorithm that a list is signed with: ECDSA and RSA with SHA-256, 384, 512. */
const DIGESTS = new Map(
  (
    [
      ['1.2.840.10045.4.3.2', 'sha256'],
      ['1.2.840.10045.4.3.3', 'sha384'],
      ['1.2.840.10045.4.3.4', 'sha512'],
      ['1.2.840.113549.1.1.11', 'sha256'],
      ['1.2.840.113549.1.1.12', 'sha384'],
      ['1.2.840.113549.1.1.13', 'sha512'],
    ] as const
  ).map(([dotted, digest]) => [oid(dotted).toString('hex'), digest]),
);

/** The lists in a file, which holds one as DER or any number as PEM. @throws Error for what is none */
export function revocationListsIn(file: Buffer): RevocationList[] {
  const text = file.toString('latin1');
  const pems = text.includes('-----BEGIN ') ? pemBlocks(text, LABEL) : [];
  const ders = pems.map((one) => Buffer.from(one.replace(/-----[A-Z0-9 ]+-----|\s/g, ''), 'base64'));
  return (ders.length > 0 ? ders : [file]).map(wholeList);
}

function wholeList(raw: Buffer): RevocationList {
  try {
    return revocationList(raw);
  } catch (error) {
    throw new Error('this is no list of revocations, or it is cut off', { cause: error });
  }
}

function revocationList(raw: Buffer): RevocationList {
  const [inner, algorithm, signature] = elementsOf(elementsOf(raw)[0]!.body);
  if (!inner || !algorithm || signature?.tag !== BITS) throw new Error('this is no list of revocations');
  const parts = elementsOf(inner.body);
  const at = parts[0]?.tag === TAGS.integer ? 1 : 0;
  const [issuer, , ...rest] = [parts[at + 1]!, parts[at + 2]!, ...parts.slice(at + 3)];
  const next = rest[0] && isTime(rest[0]) ? rest.shift() : undefined;
  const lines = rest[0]?.tag === TAGS.sequence ? elementsOf(rest[0].body) : [];
  const digest = DIGESTS.get(elementsOf(algorithm.body)[0]!.whole.toString('hex'));
  return {
    issuer: issuer.whole,
    revoked: new Map(lines.map(({ body }) => lineOf(elementsOf(body)))),
    nextUpdate: next && momentOf(next),
    isSignedBy: ({ publicKey }) =>
      digest !== undefined && verify(digest, inner.whole, publicKey, signature.body.subarray(1)),
  };
}

const lineOf = ([serial, at]: Element[]): [string, number] => [serial!.whole.toString('hex'), momentOf(at!)];

const isTime = ({ tag }: Element) => tag === UTC_TIME || tag === TIME;

/** UTCTime (years 1950 to 2049) and GeneralizedTime (RFC 5280, section 4.1.2.5). */
function momentOf({ tag, body }: Element): number {
  const said = body.toString('latin1');
  const text = tag === TIME ? said : `${Number(said.slice(0, 2)) < 50 ? '20' : '19'}${said}`;
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text)?.map(Number) ?? [];
  if (year === undefined) throw new Error('this is no list of revocations');
  return Date.UTC(year, month! - 1, day, hour, minute, second);
}

/** The list that tells of what an authority issued: the latest of those that it signed. */
export const listOf = (authority: X509Certificate, lists: readonly RevocationList[]): RevocationList | undefined =>
  lists
    .filter((list) => list.issuer.equals(namesIn(authority.raw).subject) && list.isSignedBy(authority))
    .sort((one, other) => (other.nextUpdate ?? 0) - (one.nextUpdate ?? 0))[0];
