import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/prisma.js';
import { SigningPeople } from '../../platform/keys/signing-people.js';
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

/** Puts signatures under notes: each names the one before it in the chain of the note and its addenda. */
@Injectable()
export class Signatures {
  constructor(private readonly people: SigningPeople) {}

  /**
   * The person acting signs; the note, and the one it is an addendum to, are held.
   * @throws Problem signatureDue, terminalKeyUnknown, terminalSignatureWrong where a terminal holds the key; signingCertificateInvalid
   */
  async add(tx: Tx, note: HeldNote, { kind, shownBy, signedAt, patient, drawing }: Signing): Promise<void> {
    const signer = await this.people.signer(tx, { patientId: note.patientId, signedAt, type: SIGNATURE_TYPE });
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
}

/** What was signed before it, and how the record was closed, if it was. */
const LAST_LINK = `SELECT link.number, link.digest, e.closed_at AS "closedAt", e.content_hash AS "contentHash", e.closing_signature AS "closingSignature"
  FROM encounter e LEFT JOIN LATERAL (
    SELECT number, digest FROM note_signature WHERE root_id = $1::uuid ORDER BY number DESC LIMIT 1) link ON true
 WHERE e.id = $2::uuid`;
