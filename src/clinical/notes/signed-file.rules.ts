import { readCheckpoint } from '../../platform/audit/sealing/checkpoint.js';
import { openNote, readVerifierKey } from '../../platform/audit/sealing/signed-note.js';
import { commonNameOf, issuerNameOf } from '../../platform/keys/certificates/certificate.rules.js';
import { rootOfProof, type Check, type EventProof, type FoundCertificate } from './note-proof.rules.js';
import type { SignedContent2 } from './signed-content.rules.js';

/** What a file of what somebody signed was found to be. */
export interface SignedFileReport {
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

/** The gravest of all that was checked. */
export function verdictOf(checks: readonly Check[]): SignedFileReport['verdict'] {
  if (checks.some(({ result }) => result === 'wrong')) return 'altered';
  // Who trusts no CA still has what the trail proves; and a row that changed later is not in the file, but its hash is.
  const needed = checks.filter(({ check }) => check !== 'certificate' && check !== 'rows');
  return needed.some(({ result }) => result === 'unproven') ? 'not-proven' : 'valid';
}

/** How the time was found that a file proves. */
export function timeInFile(
  proof: EventProof | null,
  trusted: readonly string[],
  time: string | undefined,
): Check['result'] {
  if (proof === null || trusted.length === 0) return 'unproven';
  return time === undefined ? 'wrong' : 'right';
}

/** Whether a trusted key signed the checkpoint that the event's path leads to. */
export function isProven(proof: EventProof, trusted: readonly string[]): boolean {
  try {
    const { size, root } = readCheckpoint(openNote(proof.checkpoint.note, trusted.map(readVerifierKey)));
    return size === proof.checkpoint.size && root.toString('base64') === rootOfProof(proof);
  } catch {
    return false;
  }
}

/** A signature as it is reported. */
export function toLine({
  content,
  checks,
  time,
  certificate,
}: {
  content: (Pick<SignedContent2, 'signer' | 'signedAt'> & { readonly kind: string }) | undefined;
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
