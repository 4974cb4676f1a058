import type { JWK } from 'jose';
import type { Trust } from '../../platform/keys/certificates/certificate.rules.js';
import { certificateOf, chainOf, openSignature, timeInLeaf, type Check, type EventProof } from './note-proof.rules.js';
import { drawingHash, type Drawing } from './patient-signature.rules.js';
import { canonicalText, type SignedContent2 } from './signed-content.rules.js';
import { isProven, timeInFile, toLine, verdictOf, type SignedFileReport } from './signed-file.rules.js';

interface InFile {
  readonly noteId: string;
  readonly content: SignedContent2 | null;
  readonly digest: string;
  readonly jws: string;
  readonly publicJwk: JWK;
  readonly proof: EventProof | null;
  readonly drawing?: Drawing | null;
}

/** Of what the file says it is. */
interface Envelope {
  readonly id?: unknown;
  readonly encounterId?: unknown;
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
  const { form, signatures, ...envelope } = (file ?? {}) as Envelope & { form?: unknown; signatures?: InFile[] };
  if (form !== 'benh-an-signed-note-1' || !Array.isArray(signatures) || signatures.length === 0) {
    throw new Error('This is no signed note with signatures.');
  }
  const opened = await Promise.all(
    signatures.map(async ({ content: shown, ...one }) => ({ ...one, shown, ...(await openSignature(one)) })),
  );
  const contents = opened.map(({ content }) => content);
  const follows = chainOf(contents);
  const isAbout = saysWhatIsSigned(envelope, contents);
  const found = opened.map((one, place) => {
    const { content, proof, jws, shown, noteId, drawing } = one;
    const time = proof && isProven(proof, trusted) ? timeInLeaf(proof.leaf, jws) : undefined;
    const isSame = content !== undefined && shown !== null && canonicalText(shown) === canonicalText(content);
    const isShown = isAbout && isSame && noteId === content.note.id && isDrawnSo(content, drawing);
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

/** Whether the file is of what was signed. Under which patient a note lies now no signature says: records are merged. */
function saysWhatIsSigned({ id, encounterId }: Envelope, contents: readonly (SignedContent2 | undefined)[]): boolean {
  const own = contents.find((content) => content?.note.id === id);
  return own !== undefined && own.note.encounterId === encounterId;
}

/** What a patient drew is bound by its hash alone. */
const isDrawnSo = ({ patient }: SignedContent2, drawing: Drawing | null | undefined): boolean =>
  (drawing ? drawingHash(drawing) : null) === (patient?.drawingHash ?? null);

const signerInLeaf = (leaf: string): string | undefined =>
  (JSON.parse(leaf) as { changes?: { signer_id?: string } }).changes?.signer_id;
