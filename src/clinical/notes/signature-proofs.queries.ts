import { Injectable } from '@nestjs/common';
import { Problem } from '../../kernel/problem.js';
import { runAsSystem } from '../../kernel/request-context.js';
import { ProofQueries } from '../../platform/audit/proofs/proofs.queries.js';
import { certificateResponse } from '../../platform/keys/certificates/certificate.mapper.js';
import type { SignatureCheckResponse } from './dto/verification.response.js';
import { rootOfProof, type Check, type EventProof, type FoundCertificate } from './note-proof.rules.js';
import type { SignedContent2 } from './signed-content.rules.js';

/** The event of the trail in which a signature was written. */
export interface SignatureEvent {
  readonly id: string;
  readonly signature: string;
}

/** Proofs, by the sealed trail, of when signatures were written. */
@Injectable()
export class SignatureProofs {
  constructor(private readonly proofs: ProofQueries) {}

  /**
   * The events of signatures with their paths, by signature; those that are not sealed yet have none.
   * @param events reads which they are: the trail is not for who reads charts, and nothing else of it is told
   */
  of(events: () => Promise<readonly SignatureEvent[]>): Promise<ReadonlyMap<string, EventProof>> {
    return runAsSystem('note-proof', async () => {
      const found = new Map<string, EventProof>();
      for (const { id, signature } of await events()) {
        try {
          const { index, leaf, path, checkpoint } = await this.proofs.event(id);
          found.set(signature, { index, leaf, path, checkpoint });
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
        }
      }
      return found;
    });
  }
}

/** Whether the trail proves when it was; nothing is proven before it is sealed. */
export const timeResult = (proof: EventProof | undefined, time: string | undefined): Check['result'] => {
  if (!proof) return 'unproven';
  return time !== undefined && rootOfProof(proof) === proof.checkpoint.root ? 'right' : 'wrong';
};

/** A signature that was opened, and how everything it depends on was found. */
export interface CheckedSignature {
  readonly kind: string;
  readonly content: Pick<SignedContent2, 'signer' | 'shownBy' | 'signedAt' | 'afterClosing'> | undefined;
  readonly checks: readonly Check[];
  readonly proof: EventProof | undefined;
  readonly time: string | undefined;
  readonly certificate: FoundCertificate | undefined;
}

/** As it is answered. */
export function toSignatureCheck(checked: CheckedSignature): SignatureCheckResponse {
  const { kind, content, checks, proof, time, certificate } = checked;
  const signer = content?.signer;
  return {
    kind,
    signer: signer ? { id: signer.id, fullName: signer.fullName } : null,
    title: signer ? { ...signer.title } : null,
    practisingCertificate: signer?.practisingCertificate ?? null,
    method: content?.shownBy ?? null,
    afterClosing: content?.afterClosing ? { ...content.afterClosing } : null,
    signedAt: content?.signedAt ?? null,
    sealedAt: time ? new Date(time).toISOString() : null,
    checkpointSize: proof?.checkpoint.size ?? null,
    certificate: certificate?.chain ? certificateResponse(certificate.chain, certificate.breach) : null,
    checks: [...checks],
  };
}
