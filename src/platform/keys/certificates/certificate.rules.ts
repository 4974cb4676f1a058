/**
 * Whether a certificate lets somebody sign in their name: X.509 path validation (RFC 5280, section 6) as far as the certificates of
 * licensed authorities need it, without a network: what was revoked is known from lists that the hospital fetches.
 */
import { X509Certificate, type KeyObject } from 'node:crypto';
import { pemBlocks } from './pem.js';
import { isForSigning, namesIn, pathLengthOf } from './read-certificate.js';
import { listOf, type RevocationList } from './revocation-list.js';

/** What is wrong with a certificate. */
export const CERTIFICATE_BREACHES = [
  'unreadable',
  'other-key',
  'other-person',
  'not-for-signing',
  'broken-chain',
  'not-trusted',
  'not-yet-valid',
  'expired',
  'revoked',
] as const;
export type CertificateBreach = (typeof CERTIFICATE_BREACHES)[number];

/** Whom a hospital trusts: authorities, and what they took back. */
export interface Trust {
  readonly authorities: readonly X509Certificate[];
  readonly lists: readonly RevocationList[];
}

export type Chain = readonly [X509Certificate, ...X509Certificate[]];

/** Certificates of a person and those above it, at most. */
const LONGEST = 6;

/** The certificates of a text (PEM), in their order. @throws Error when one cannot be read, or is cut off */
export const certificatesIn = (pem: string): X509Certificate[] =>
  pemBlocks(pem, 'CERTIFICATE').map((one) => new X509Certificate(one));

/** The chain of a JWS header (RFC 7515, section 4.1.6); undefined when it is none. */
export function chainOfHeader(x5c: unknown): Chain | undefined {
  if (!Array.isArray(x5c) || x5c.length === 0 || x5c.length > LONGEST) return undefined;
  try {
    const [own, ...above] = x5c.map((one) => new X509Certificate(Buffer.from(String(one), 'base64')));
    return own && [own, ...above];
  } catch {
    return undefined;
  }
}

/** As it stands in the header of a JWS. */
export const headerOf = (chain: Chain): string[] => chain.map(({ raw }) => raw.toString('base64'));

/**
 * The first thing that is wrong with a chain at a moment, or undefined. What was revoked after the moment was valid then.
 * @param at when it signs, or signed
 */
export function chainBreach(given: Chain, { authorities, lists }: Trust, at: Date): CertificateBreach | undefined {
  const chain = upTo(given, authorities);
  if (chain === 'broken-chain') return chain;
  if (!isForSigning(chain[0])) return 'not-for-signing';
  const isTrusted = authorities.some(({ raw }) => raw.equals(chain.at(-1)!.raw));
  if (!isTrusted) return 'not-trusted';
  for (const [place, one] of chain.entries()) {
    if (at < one.validFromDate) return 'not-yet-valid';
    if (at > one.validToDate) return 'expired';
    const issuer = chain[place + 1];
    if (issuer && isRevoked(one, issuer, lists, at)) return 'revoked';
  }
  return undefined;
}

/** A chain up to an authority that is trusted, which need not have been given with it. */
function upTo(given: Chain, authorities: readonly X509Certificate[]): Chain | 'broken-chain' {
  const chain: [X509Certificate, ...X509Certificate[]] = [given[0]];
  for (const issuer of given.slice(1)) {
    if (authorities.some(({ raw }) => raw.equals(chain.at(-1)!.raw))) break;
    if (!isIssued(chain.at(-1)!, issuer, chain.length - 1)) return 'broken-chain';
    chain.push(issuer);
  }
  const last = chain.at(-1)!;
  const above = authorities.find(({ raw }) => raw.equals(last.raw))
    ? undefined
    : authorities.find((issuer) => isIssued(last, issuer, chain.length - 1));
  return above ? [...chain, above] : chain;
}

function isIssued(below: X509Certificate, issuer: X509Certificate, authoritiesBelow: number): boolean {
  const mostBelow = pathLengthOf(issuer) ?? LONGEST;
  return issuer.ca && authoritiesBelow <= mostBelow && below.checkIssued(issuer) && below.verify(issuer.publicKey);
}

function isRevoked(one: X509Certificate, issuer: X509Certificate, lists: readonly RevocationList[], at: Date): boolean {
  const revoked = listOf(issuer, lists)?.revoked.get(namesIn(one.raw).serial.toString('hex'));
  return revoked !== undefined && revoked <= at.getTime();
}

/** Whether a certificate is of this person: their key, and the name by which they are known here. */
export function personBreach(
  own: X509Certificate,
  { fullName, key }: { readonly fullName: string; readonly key: KeyObject },
): CertificateBreach | undefined {
  if (!own.publicKey.equals(key)) return 'other-key';
  const [certified, known] = [plainName(commonNameOf(own)), plainName(fullName)];
  // A name here may begin with a title (BS. Trần Văn Minh), which a certificate does not have.
  const isSame = certified.includes(' ') && (certified === known || known.endsWith(` ${certified}`));
  return isSame || (certified !== '' && certified === known) ? undefined : 'other-person';
}

/** What a certificate calls its holder; empty where it has no common name. */
export const commonNameOf = (certificate: X509Certificate): string => nameIn(certificate.toLegacyObject().subject);

/** What it calls the authority that issued it. */
export const issuerNameOf = (certificate: X509Certificate): string => nameIn(certificate.toLegacyObject().issuer);

function nameIn(names: object): string {
  const { CN: name = '' } = names as { CN?: string | string[] };
  return Array.isArray(name) ? (name.at(-1) ?? '') : name;
}

/** A name as it is compared: without marks, case and points. */
const plainName = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('\u0111', 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
