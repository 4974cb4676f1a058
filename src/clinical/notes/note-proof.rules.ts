import { calculateJwkThumbprint, compactVerify, decodeProtectedHeader, importJWK, type JWK } from 'jose';
import { createHash, createPublicKey } from 'node:crypto';
import {
  chainBreach,
  chainOfHeader,
  personBreach,
  type CertificateBreach,
  type Chain,
  type Trust,
} from '../../platform/keys/certificates/certificate.rules.js';
import { SIGNATURE_ALGORITHM } from '../../platform/keys/person-keys.js';
import { leafHash, rootFromInclusion } from '../../platform/audit/sealing/merkle.js';
import {
  canonicalText,
  digestOf,
  SIGNATURE_TYPE,
  SIGNED_FORM,
  type SignedContent2,
  type SignedNote,
} from './signed-content.rules.js';

/** How one thing that a signature depends on was found. */
export interface Check {
  readonly check: 'signature' | 'canonical' | 'content' | 'record' | 'rows' | 'chain' | 'key' | 'certificate' | 'time';
  readonly result: 'right' | 'wrong' | 'unproven';
}

/** One signature with what is needed to check it, without the service that made it. */
export interface SignatureToCheck {
  readonly jws: string;
  readonly publicJwk: JWK;
  readonly digest: string;
}

/** What a person signs: the form that what is signed names, and the `typ` of its signature. */
export interface SignedKind {
  readonly form: string;
  readonly type: string;
}

const NOTE: SignedKind = { form: SIGNED_FORM, type: SIGNATURE_TYPE };

/** What a signature says, and whether it is one: made with this key, over canonical bytes. */
export async function openSignature<Content extends { readonly form: string } = SignedContent2>(
  { jws, publicJwk, digest }: SignatureToCheck,
  { form, type }: SignedKind = NOTE,
): Promise<{ content: Content | undefined; checks: Check[] }> {
  try {
    const { payload } = await compactVerify(jws, await importJWK(publicJwk, SIGNATURE_ALGORITHM), {
      algorithms: [SIGNATURE_ALGORITHM],
    });
    const { kid, typ } = decodeProtectedHeader(jws);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(payload);
    const content = JSON.parse(text) as Content;
    const isCanonical = canonicalText(content) === text && content.form === form && digestOf(text) === digest;
    const isKey = kid === (await calculateJwkThumbprint(publicJwk)) && typ === type;
    return {
      content,
      checks: [
        { check: 'signature', result: isKey ? 'right' : 'wrong' },
        { check: 'canonical', result: isCanonical ? 'right' : 'wrong' },
      ],
    };
  } catch {
    return { content: undefined, checks: [{ check: 'signature', result: 'wrong' }] };
  }
}

/** The certificate of a CA that a signature carries, and how it was found. */
export interface FoundCertificate {
  readonly check: Check;
  readonly chain: Chain | undefined;
  readonly breach: CertificateBreach | undefined;
}

/**
 * What a signature carries of a CA: of this key and this person, and valid when it signed. From whom the hospital takes certificates may
 * change later; one of an authority that is not known here is unproven, not wrong.
 * @param at when it signed, as far as it is known
 * @returns undefined where it carries none
 */
export function certificateOf(
  { jws, publicJwk }: Pick<SignatureToCheck, 'jws' | 'publicJwk'>,
  content: Pick<SignedContent2, 'signer'> | undefined,
  trust: Trust,
  at: Date,
): FoundCertificate | undefined {
  const x5c = headerOf(jws);
  if (x5c === undefined) return undefined;
  const chain = chainOfHeader(x5c);
  const breach = chain ? foundBreach(chain, publicJwk, content, trust, at) : 'unreadable';
  const result = breach === undefined ? 'right' : breach === 'not-trusted' ? 'unproven' : 'wrong';
  return { check: { check: 'certificate', result }, chain, breach };
}

function headerOf(jws: string): unknown {
  try {
    return decodeProtectedHeader(jws).x5c;
  } catch {
    return undefined;
  }
}

function foundBreach(
  chain: Chain,
  publicJwk: JWK,
  content: Pick<SignedContent2, 'signer'> | undefined,
  trust: Trust,
  at: Date,
): CertificateBreach | undefined {
  try {
    const key = createPublicKey({ key: publicJwk, format: 'jwk' });
    return personBreach(chain[0], { fullName: content?.signer.fullName ?? '', key }) ?? chainBreach(chain, trust, at);
  } catch {
    return 'unreadable';
  }
}

/**
 * Whether what was signed is what stands there now. An older signature does not say whether the note came late, and stands for the rest.
 * @param alike patients with whom this one was merged, or from whom it was parted: the note is the same under each
 */
export function sameContent(signed: SignedNote, stored: SignedNote, alike: readonly string[]): boolean {
  const patientId = alike.includes(signed.patientId) ? signed.patientId : stored.patientId;
  const { lateEntry, ...rest } = stored;
  const isOlder = signed.lateEntry === undefined;
  return canonicalText(signed) === canonicalText({ ...rest, patientId, ...(!isOlder && { lateEntry }) });
}

/** Whether signatures, in the order of their numbers, are one chain without a gap. @returns for each whether it follows from those before */
export function chainOf(contents: readonly (SignedContent2 | undefined)[]): boolean[] {
  return contents.map((content, place) => {
    const before = place === 0 ? null : contents[place - 1];
    const previous = before ? digestOf(canonicalText(before)) : before;
    return content !== undefined && content.number === place + 1 && content.previous === previous;
  });
}

/** An event of the trail with its path to a signed checkpoint. */
export interface EventProof {
  readonly index: number;
  /** The event as its leaf hashes it. */
  readonly leaf: string;
  readonly path: readonly string[];
  readonly checkpoint: { readonly size: number; readonly root: string; readonly note: string };
}

/** The root that an event's path leads to, as base64; undefined when the path leads nowhere. */
export function rootOfProof({ index, leaf, path, checkpoint }: EventProof): string | undefined {
  const siblings = path.map((hash) => Buffer.from(hash, 'base64'));
  return rootFromInclusion(leafHash(leaf), index, checkpoint.size, siblings)?.toString('base64');
}

/** What the trail keeps of a text: the hash of it as a JSON string. */
const keptOnTrail = (text: string) => `sha256:${createHash('sha256').update(JSON.stringify(text)).digest('hex')}`;

/** When the trail says that a record was closed with this signature; undefined when the event is of something else. */
export function timeOfClosing(leaf: string, jws: string): string | undefined {
  const event = JSON.parse(leaf) as {
    kind?: string;
    entity?: string;
    occurred_at?: string;
    changes?: { closing_signature?: readonly (string | null)[] };
  };
  const isOf =
    event.kind === 'update' &&
    event.entity === 'encounter' &&
    event.changes?.closing_signature?.[1] === keptOnTrail(jws);
  return isOf ? event.occurred_at : undefined;
}

/** When the trail says that this signature was written; undefined when the event is of something else. */
export function timeInLeaf(leaf: string, jws: string): string | undefined {
  const event = JSON.parse(leaf) as {
    kind?: string;
    entity?: string;
    occurred_at?: string;
    changes?: { jws?: string };
  };
  const isOf = event.kind === 'create' && event.entity === 'note_signature' && event.changes?.jws === keptOnTrail(jws);
  return isOf ? event.occurred_at : undefined;
}
