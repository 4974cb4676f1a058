import { Injectable } from '@nestjs/common';
import type { JWK } from 'jose';
import { Problem } from '../../kernel/problem.js';
import { runAsSystem } from '../../kernel/request-context.js';
import { Database } from '../../platform/database/database.js';
import { TrustList } from '../../platform/keys/certificates/trust-list.js';
import { contentHash } from './content-hash.rules.js';
import type { NoteVerificationResponse } from './dto/verification.response.js';
import type { SignedNoteFile } from './dto/signed-note.response.js';
import {
  certificateOf,
  chainOf,
  openSignature,
  sameContent,
  timeInLeaf,
  type Check,
  type EventProof,
  type FoundCertificate,
} from './note-proof.rules.js';
import { readsText } from './note.mapper.js';
import type { NoteState } from './note-state.rules.js';
import { noteProblems } from './notes.errors.js';
import { drawingHash, type Drawing } from './patient-signature.rules.js';
import {
  canonicalText,
  sealOf,
  SIGNED_FORM,
  signedNote,
  type NoteToSign,
  type PatientConfirmation,
  type SealOfRecord,
  type SignedContent2,
} from './signed-content.rules.js';
import { NOTE_TYPES } from './note-types.js';
import { SignatureProofs, timeResult, toSignatureCheck, type SignatureEvent } from './signature-proofs.queries.js';

/** A note as it is stored, with every signature of it and of those before it in the chain. */
interface StoredNote extends NoteToSign {
  readonly status: NoteState;
  readonly signedBy: string | null;
  readonly signedAt: Date | null;
  readonly partners: string[];
  readonly chain: StoredSignature[];
  /** How the record was closed. */
  readonly closedAt: Date | null;
  readonly recordHash: string | null;
  readonly closingSignature: string | null;
}

interface StoredSignature {
  readonly id: string;
  readonly noteId: string;
  readonly kind: SignedContent2['kind'];
  readonly signerId: string;
  readonly signedAt: string;
  readonly digest: string;
  readonly jws: string;
  readonly keyOwner: string;
  readonly publicJwk: JWK;
  /** What a patient confirmed, with the drawing. */
  readonly patient: (PatientConfirmation & { readonly drawing: Drawing | null }) | null;
}

interface Opened extends StoredSignature {
  readonly content: SignedContent2 | undefined;
  readonly checks: Check[];
  readonly proof: EventProof | undefined;
  readonly time: string | undefined;
  readonly certificate: FoundCertificate | undefined;
}

/** Whether signed notes are what was signed, by whom and when, in detail; and what is needed to find that out elsewhere. */
@Injectable()
export class NoteVerification {
  constructor(
    private readonly database: Database,
    private readonly proofs: SignatureProofs,
    private readonly trust: TrustList,
  ) {}

  /** @throws Problem noteNotFound, noteNotSigned */
  async verify(id: string): Promise<NoteVerificationResponse> {
    const note = await this.stored(id);
    const { patientId, encounterId, contentHash: signedHash, signedAt, signedBy, authorId } = note;
    if (!signedAt || !signedBy || !signedHash) throw new Problem(noteProblems.noteNotSigned);
    const hashes = [patientId, ...note.partners].map((one) =>
      contentHash({ ...note, patientId: one, authorId, signedBy, signedAt }),
    );
    const opened = await this.opened(note);
    const own = opened.filter(({ noteId }) => noteId === id);
    const hashMatches = hashes.includes(signedHash);
    const isMissing = own.length === 0 && (await this.wasSigned(note));
    const wrong = opened.flatMap(({ checks }) => checks.filter(({ result }) => result === 'wrong'));
    // A signed note is no draft any more, whatever its row says.
    const isAltered =
      !hashMatches || isMissing || note.status === 'draft' || wrong.some(({ check }) => check !== 'certificate');
    return {
      id,
      patientId,
      encounterId,
      algorithm: 'SHA-256',
      signedHash,
      computedHash: hashMatches ? signedHash : hashes[0]!,
      matches: !isAltered && wrong.length === 0,
      state: stateOf({ isAltered, isCertified: wrong.length === 0, isSigned: own.length > 0 }),
      signaturesMissing: isMissing,
      signatures: own.map(toSignatureCheck),
    };
  }

  /** All that is needed to verify a signed note without the service. @throws Problem noteNotFound, noteNotSigned */
  async file(id: string): Promise<SignedNoteFile> {
    const note = await this.stored(id);
    if (note.signedAt === null) throw new Problem(noteProblems.noteNotSigned);
    if (!readsText(note)) throw new Problem(noteProblems.noteInError);
    const opened = await this.opened(note);
    return {
      form: 'benh-an-signed-note-1',
      id,
      patientId: note.patientId,
      encounterId: note.encounterId,
      title: { ...NOTE_TYPES[note.type].title },
      signatures: opened.map(({ noteId, jws, digest, publicJwk, proof, content, patient }) => ({
        noteId,
        content: (content ?? null) as never,
        digest,
        jws,
        publicJwk: { ...publicJwk },
        proof: (proof ?? null) as never,
        drawing: (patient?.drawing ?? null) as never,
      })),
    };
  }

  private async stored(id: string): Promise<StoredNote> {
    const [note] = await this.database.query<StoredNote>(STORED, [id]);
    if (!note) throw new Problem(noteProblems.noteNotFound);
    return note;
  }

  private async opened(note: StoredNote): Promise<Opened[]> {
    const opened = await Promise.all(
      note.chain.map(async (signature) => ({ ...signature, ...(await openSignature(signature)) })),
    );
    const follows = chainOf(opened.map(({ content }) => content));
    const proofs = await this.proofs.of(() =>
      this.database.query<SignatureEvent>(EVENTS, [note.chain.map(({ id }) => id)]),
    );
    const trust = this.trust.now();
    const seal = sealOf({ ...note, contentHash: note.recordHash });
    return opened.map((one, place) => {
      const proof = proofs.get(one.id);
      const time = proof && timeInLeaf(proof.leaf, one.jws);
      const isOwn = one.noteId === note.id;
      const isSame =
        one.content?.form === SIGNED_FORM && sameContent(one.content.note, signedNote(note), note.partners);
      const isWhole = isSame && samePatient(one.content, one.patient) && sameSeal(one.content, seal);
      const isTheirs =
        one.keyOwner === one.signerId && one.content?.signer.id === one.signerId && one.content.kind === one.kind;
      const found: Check[] = [
        ...one.checks,
        ...(isOwn ? [{ check: 'content', result: isWhole ? 'right' : 'wrong' } as const] : []),
        { check: 'chain', result: follows[place] ? 'right' : 'wrong' },
        { check: 'key', result: isTheirs ? 'right' : 'wrong' },
        { check: 'time', result: isAsSaid(one) ? timeResult(proof, time) : 'wrong' },
      ];
      const signedAt = new Date(time ?? one.content?.signedAt ?? Number.NaN);
      const certificate = certificateOf(one, one.content, trust, signedAt);
      return { ...one, checks: [...found, ...(certificate ? [certificate.check] : [])], proof, time, certificate };
    });
  }

  /** Whether the trail knows of a signature of this note, which is not there any more. */
  private wasSigned({ id, patientId, partners }: StoredNote): Promise<boolean> {
    return runAsSystem('note-proof', async () => {
      const [found] = await this.database.query<{ known: boolean }>(KNOWN, [id, [patientId, ...partners]]);
      return found?.known ?? false;
    });
  }
}

/** A certificate that did not count when it signed changes no word of the note, but the signature is not what it says. */
function stateOf(found: { isAltered: boolean; isCertified: boolean; isSigned: boolean }): string {
  if (found.isAltered) return 'altered';
  if (!found.isCertified) return 'certificate-invalid';
  return found.isSigned ? 'valid' : 'hash-only';
}

/** Whether what a patient confirmed, and drew, is what was signed; nothing is where no patient signed. */
function samePatient(content: SignedContent2 | undefined, kept: StoredSignature['patient']): boolean {
  if (!content?.patient || !kept) return !content?.patient && !kept;
  const { drawing, ...said } = kept;
  const isDrawn = (drawing ? drawingHash(drawing) : null) === said.drawingHash;
  return isDrawn && canonicalText(said) === canonicalText(content.patient);
}

/** Whether the time that is shown beside a signature is the one that was signed. */
const isAsSaid = ({ content, signedAt }: Pick<Opened, 'content' | 'signedAt'>): boolean =>
  content === undefined || Date.parse(content.signedAt) === Date.parse(signedAt);

/** Whether the closing that a late entry names is the one on record. */
const sameSeal = (content: SignedContent2 | undefined, seal: SealOfRecord | undefined): boolean =>
  !content?.afterClosing || (seal !== undefined && canonicalText(content.afterClosing) === canonicalText(seal));

const STORED = {
  name: 'notes.stored',
  text: `SELECT n.id, n.patient_id AS "patientId", n.encounter_id AS "encounterId", n.type, n.template, n.template_version AS "templateVersion",
      n.addendum_to AS "addendumTo", n.author_id AS "authorId", n.sections, n.pulled, n.content_hash AS "contentHash", n.status,
      n.effective_at AS "effectiveAt", n.late_reason AS "lateReason", n.late_entry AS "lateEntry", n.signed_by AS "signedBy", n.signed_at AS "signedAt", ARRAY(SELECT merge_partners(n.patient_id)) AS partners,
      e.closed_at AS "closedAt", e.content_hash AS "recordHash", e.closing_signature AS "closingSignature",
      (SELECT coalesce(json_agg(link ORDER BY link.number), '[]') FROM (
        SELECT s.id, s.number, s.note_id AS "noteId", s.kind, s.signer_id AS "signerId", s.signed_at AS "signedAt", s.digest, s.jws, k.staff_id AS "keyOwner",
            k.public_jwk AS "publicJwk", s.patient
          FROM note_signature s JOIN staff_signing_key k ON k.id = s.key_id WHERE s.root_id = coalesce(n.addendum_to, n.id)
         ORDER BY s.number LIMIT 500) link) AS chain
    FROM note n JOIN encounter e ON e.id = n.encounter_id WHERE n.id = $1::uuid`,
};
const EVENTS = {
  name: 'notes.signature-events',
  text: `SELECT id, entity_id AS signature FROM audit.trail
    WHERE entity = 'note_signature' AND kind = 'create' AND entity_id = ANY ($1::uuid[]) ORDER BY id LIMIT 500`,
};
const KNOWN = {
  name: 'notes.signature-known',
  text: `SELECT EXISTS (SELECT FROM audit.trail WHERE patient_id = ANY ($2::uuid[]) AND entity = 'note_signature' AND kind = 'create'
    AND changes->>'note_id' = $1) AS known`,
};
