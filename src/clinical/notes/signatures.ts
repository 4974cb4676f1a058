import { Injectable } from '@nestjs/common';
import { actingPerson } from '../../kernel/request-context.js';
import type { Tx } from '../../platform/database/prisma.js';
import { PersonKeys, SIGNATURE_ALGORITHM } from '../../platform/keys/person-keys.js';
import { keyProblems } from '../../platform/keys/keys.errors.js';
import { TerminalKeys } from '../../platform/keys/terminal-keys.js';
import { terminalSignature, wholeSignature } from '../../platform/keys/terminal-signature.js';
import { Problem, tellingOf } from '../../kernel/problem.js';
import type { HeldNote } from './held-note.js';
import { signedBy } from './signer.mapper.js';
import {
  canonicalText,
  digestOf,
  SIGNATURE_TYPE,
  SIGNED_FORM,
  sealOf,
  signedNote,
  type PatientConfirmation,
  type SignedContent2,
} from './signed-content.rules.js';

interface Signing {
  readonly kind: SignedContent2['kind'];
  readonly shownBy: string;
  readonly signedAt: Date;
  readonly patient?: PatientConfirmation;
  readonly drawing?: object;
}

interface Link {
  readonly number: number | null;
  readonly digest: string | null;
  /** How the record was closed. */
  readonly closedAt: Date | null;
  readonly contentHash: string | null;
  readonly closingSignature: string | null;
}

/** Whoever signs, with the key that signs: the service's, or one that their terminal holds. */
interface SigningPerson {
  readonly id: string;
  readonly fullName: string;
  readonly practisingCertificate: string | null;
  readonly keyId: string;
  readonly sign: (text: string) => Promise<string>;
}

/** Puts signatures under notes: each names the one before it in the chain of the note and its addenda. */
@Injectable()
export class Signatures {
  constructor(
    private readonly keys: PersonKeys,
    private readonly terminals: TerminalKeys,
  ) {}

  /**
   * The person acting signs; the note, and the one it is an addendum to, are held.
   * @throws Problem signatureDue, terminalKeyUnknown, terminalSignatureWrong where a terminal holds the key; signingCertificateInvalid
   */
  async add(tx: Tx, note: HeldNote, { kind, shownBy, signedAt, patient, drawing }: Signing): Promise<void> {
    const signer = await this.signer(tx, note.patientId, signedAt);
    const rootId = note.addendumTo ?? note.id;
    const [before] = await tx.$queryRawUnsafe<Link[]>(LAST_LINK, rootId, note.encounterId);
    const afterClosing = before && sealOf(before);
    const content: SignedContent2 = {
      form: SIGNED_FORM,
      kind,
      note: signedNote(note),
      signer: signedBy(signer),
      shownBy,
      number: (before?.number ?? 0) + 1,
      previous: before?.digest ?? null,
      signedAt: signedAt.toISOString(),
      ...(patient && { patient }),
      ...(afterClosing && { afterClosing }),
    };
    const text = canonicalText(content);
    const jws = await signer.sign(text);
    const { id: noteId, patientId, encounterId } = note;
    const where = { noteId, rootId, number: content.number, patientId, encounterId };
    const made = { kind, signerId: signer.id, keyId: signer.keyId, digest: digestOf(text), jws, signedAt };
    const kept = patient && ({ ...patient, drawing: drawing ?? null } as object);
    await tx.noteSignature.create({
      data: { ...where, ...made, ...(kept && { patient: kept }) },
      select: { id: true },
    });
  }

  private async signer(tx: Tx, patientId: string, signedAt: Date): Promise<SigningPerson> {
    const asked = terminalSignature();
    if (!asked) {
      const signer = await this.keys.signer(tx, actingPerson());
      return { ...signer, sign: (text) => signer.sign(new TextEncoder().encode(text), SIGNATURE_TYPE) };
    }
    const { publicJwk, header: named, ...signer } = await this.terminals.signer(tx, actingPerson(), asked.thumbprint);
    const header = Buffer.from(JSON.stringify({ alg: SIGNATURE_ALGORITHM, ...named, typ: SIGNATURE_TYPE })).toString(
      'base64url',
    );
    const sign = (text: string): Promise<string> => {
      const { made } = asked;
      if (made) return wholeSignature(made, { header, text, publicJwk, algorithm: SIGNATURE_ALGORITHM });
      // All of it is taken back: the same is done again once the terminal has signed.
      const extra = { toSign: text, header, signedAt: signedAt.toISOString() };
      throw new Problem(keyProblems.signatureDue, { extra, tellsOf: tellingOf([patientId]) });
    };
    return { ...signer, sign };
  }
}

/** What was signed before it, and how the record was closed, if it was. */
const LAST_LINK = `SELECT link.number, link.digest, e.closed_at AS "closedAt", e.content_hash AS "contentHash", e.closing_signature AS "closingSignature"
  FROM encounter e LEFT JOIN LATERAL (
    SELECT number, digest FROM note_signature WHERE root_id = $1::uuid ORDER BY number DESC LIMIT 1) link ON true
 WHERE e.id = $2::uuid`;
