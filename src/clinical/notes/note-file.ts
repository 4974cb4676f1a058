import type { JWK } from 'jose';
import { readCheckpoint } from '../../platform/audit/sealing/checkpoint.js';
import { openNote, readVerifierKey } from '../../platform/audit/sealing/signed-note.js';
import { commonNameOf, issuerNameOf, type Trust } from '../../platform/keys/certificates/certificate.rules.js';
import {
  certificateOf,
  chainOf,
  openSignature,
  rootOfProof,
  timeInLeaf,
  type Check,
  type EventProof,
  type FoundCertificate,
} from './note-proof.rules.js';
import { canonicalText, type SignedContent2 } from './signed-content.rules.js';

/** What a file of a signed note was found to be. */
export interface NoteFileReport {
  readonly verdict: 'valid' | 'altered' | 'not-proven';
  readonly signatures: readonly {
    readonly kind: string;
    readonly fullName: string;
    readonly title: string;
    readonly signedAt: string;
    readonly sealedAt: string | null;
    readonly checks: readonly Check[];
    /** Whose certificate it carries, and from whom; null where none. */
    readonly certificate: { readonly subject: string; readonly issuer: string; readonly breach: string | null } | null;
  }[];
}

interface InFile {
  readonly content: SignedContent2 | null;
  readonly digest: string;
  readonly jws: string;
  readonly publicJwk: JWK;
  readonly proof: EventProof | null;
}

/**
 * Verifies a signed note with nothing but the file and the public keys of the trail. That a key is the signer's the trail proves: its
 * event names who wrote the signature, and the hash of it.
 * @param trusted verifier keys of the trail; none proves no time
 * @param trust whose certificates count; without, those of signatures are told and not judged
 * @throws Error when it is no such file
 */
export async function verifyNoteFile(
  file: unknown,
  trusted: readonly string[],
  trust: Trust = { authorities: [], lists: [] },
): Promise<NoteFileReport> {
  const { form, signatures } = (file ?? {}) as { form?: unknown; signatures?: InFile[] };
  if (form !== 'benh-an-signed-note-1' || !Array.isArray(signatures) || signatures.length === 0) {
    throw new Error('This is no signed note with signatures.');
  }
  const opened = await Promise.all(
    signatures.map(async ({ content: shown, ...one }) => ({ ...one, shown, ...(await openSignature(one)) })),
  );
  const follows = chainOf(opened.map(({ content }) => content));
  const found = opened.map((one, place) => {
    const { content, proof, jws, shown } = one;
    const time = proof && isProven(proof, trusted) ? timeInLeaf(proof.leaf, jws) : undefined;
    const isShown = content !== undefined && shown !== null && canonicalText(shown) === canonicalText(content);
    const isTheirs = proof !== null && content !== undefined && signerInLeaf(proof.leaf) === content.signer.id;
    const checks: Check[] = [
      ...one.checks,
      { check: 'content', result: isShown ? 'right' : 'wrong' },
      { check: 'chain', result: follows[place] ? 'right' : 'wrong' },
      { check: 'key', result: time === undefined ? 'unproven' : isTheirs ? 'right' : 'wrong' },
      { check: 'time', result: timeResult(proof, trusted, time) },
    ];
    const certificate = certificateOf(one, content, trust, new Date(time ?? content?.signedAt ?? Number.NaN));
    return { content, checks: [...checks, ...(certificate ? [certificate.check] : [])], time, certificate };
  });
  return { verdict: verdictOf(found.flatMap(({ checks }) => checks)), signatures: found.map(toLine) };
}

function verdictOf(checks: readonly Check[]): NoteFileReport['verdict'] {
  if (checks.some(({ result }) => result === 'wrong')) return 'altered';
  // Who trusts no CA still has what the trail proves.
  const needed = checks.filter(({ check }) => check !== 'certificate');
  return needed.some(({ result }) => result === 'unproven') ? 'not-proven' : 'valid';
}

function timeResult(proof: EventProof | null, trusted: readonly string[], time: string | undefined): Check['result'] {
  if (proof === null || trusted.length === 0) return 'unproven';
  return time === undefined ? 'wrong' : 'right';
}

/** Whether a trusted key signed the checkpoint that the event's path leads to. */
function isProven(proof: EventProof, trusted: readonly string[]): boolean {
  try {
    const { size, root } = readCheckpoint(openNote(proof.checkpoint.note, trusted.map(readVerifierKey)));
    return size === proof.checkpoint.size && root.toString('base64') === rootOfProof(proof);
  } catch {
    return false;
  }
}

const signerInLeaf = (leaf: string): string | undefined =>
  (JSON.parse(leaf) as { changes?: { signer_id?: string } }).changes?.signer_id;

function toLine({
  content,
  checks,
  time,
  certificate,
}: {
  content: SignedContent2 | undefined;
  checks: Check[];
  time: string | undefined;
  certificate: FoundCertificate | undefined;
}) {
  const chain = certificate?.chain;
  return {
    kind: content?.kind ?? '?',
    fullName: content?.signer.fullName ?? '?',
    title: content?.signer.title.vi ?? '?',
    signedAt: content?.signedAt ?? '?',
    sealedAt: time ?? null,
    checks,
    certificate: chain
      ? { subject: commonNameOf(chain[0]), issuer: issuerNameOf(chain[0]), breach: certificate.breach ?? null }
      : null,
  };
}
