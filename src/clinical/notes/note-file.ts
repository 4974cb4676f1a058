import type { JWK } from 'jose';
import type { Trust } from '../../platform/keys/certificates/certificate.rules.js';
import { certificateOf, chainOf, openSignature, timeInLeaf, type Check, type EventProof } from './note-proof.rules.js';
import { canonicalText, type SignedContent2 } from './signed-content.rules.js';
import { isProven, timeInFile, toLine, verdictOf, type SignedFileReport } from './signed-file.rules.js';

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
): Promise<SignedFileReport> {
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
      { check: 'time', result: timeInFile(proof, trusted, time) },
    ];
    const certificate = certificateOf(one, content, trust, new Date(time ?? content?.signedAt ?? Number.NaN));
    return { content, checks: [...checks, ...(certificate ? [certificate.check] : [])], time, certificate };
  });
  return { verdict: verdictOf(found.flatMap(({ checks }) => checks)), signatures: found.map(toLine) };
}

const signerInLeaf = (leaf: string): string | undefined =>
  (JSON.parse(leaf) as { changes?: { signer_id?: string } }).changes?.signer_id;
