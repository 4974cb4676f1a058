import { decodeProtectedHeader } from 'jose';
import { Injectable } from '@nestjs/common';
import { runAsSystem } from '../../kernel/request-context.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/prisma.js';
import { TrustList } from '../../platform/keys/certificates/trust-list.js';
import { PersonKeys } from '../../platform/keys/person-keys.js';
import { SigningPeople } from '../../platform/keys/signing-people.js';
import type { SignatureCheckResponse } from '../notes/dto/verification.response.js';
import { certificateOf, openSignature, timeOfClosing, type Check } from '../notes/note-proof.rules.js';
import {
  SignatureProofs,
  timeResult,
  toSignatureCheck,
  type SignatureEvent,
} from '../notes/signature-proofs.queries.js';
import { signedBy } from '../notes/signer.mapper.js';
import { canonicalText, digestOf, type SignedBy } from '../notes/signed-content.rules.js';
import type { MissingCode } from './closing.words.js';

const KIND = { form: 'benh-an-closing-1', type: 'benh-an-closing+jws' } as const;

/** A record as whoever closes it signs it; how long it is kept may be lengthened later, and is not signed. */
export interface SignedRecord {
  readonly encounterId: string;
  /** Under whom it was closed: two records of one person may be merged later. */
  readonly patientId: string;
  readonly closedAt: string;
  /** SHA-256 over what the record held, and how many rows that were. */
  readonly contentHash: string;
  readonly rows: number;
  readonly without: readonly { readonly code: MissingCode; readonly reason: string }[];
}

interface SignedClosing {
  readonly form: typeof KIND.form;
  readonly kind: 'closer';
  readonly record: SignedRecord;
  readonly signer: SignedBy;
  /** How the person showed who they are: session, password, pin or badge. */
  readonly shownBy: string;
  readonly signedAt: string;
}

/** A closing as it is on record now. */
export interface ClosingOnRecord {
  readonly record: SignedRecord;
  readonly closedBy: string;
  readonly signature: string | null;
  /** Records with which the patient's was merged, or from which it was parted. */
  readonly partners: readonly string[];
}

/** What was found of the signature of a closing. */
export interface FoundSignature {
  readonly check: SignatureCheckResponse | null;
  /** Something of it is wrong, or it is gone although the trail knows of it. */
  readonly isWrong: boolean;
}

/** Signs the closing of records with the key of whoever closes them, as notes are signed, and verifies that. */
@Injectable()
export class ClosingSignature {
  constructor(
    private readonly database: Database,
    private readonly keys: PersonKeys,
    private readonly people: SigningPeople,
    private readonly proofs: SignatureProofs,
    private readonly trust: TrustList,
  ) {}

  /**
   * The person acting signs, as canonical JSON (RFC 8785) in a compact JWS.
   * @throws Problem signingCertificateInvalid; signatureDue, terminalKeyUnknown, terminalSignatureWrong where a terminal holds the key
   */
  async sign(tx: Tx, record: SignedRecord, shownBy: string): Promise<string> {
    const signedAt = new Date(record.closedAt);
    const signer = await this.people.signer(tx, { patientId: record.patientId, signedAt, type: KIND.type });
    const content: SignedClosing = {
      form: KIND.form,
      kind: 'closer',
      record,
      signer: signedBy(signer),
      shownBy,
      signedAt: record.closedAt,
    };
    return signer.sign(canonicalText(content));
  }

  /** Whether a closing was signed, by whom, and whether all that the signature depends on is right. */
  async check({ record, closedBy, signature, partners }: ClosingOnRecord): Promise<FoundSignature> {
    // The trail is not for who reads charts: the service looks up the one event, and tells nothing else of it.
    const events = await runAsSystem('closing-proof', () =>
      this.database.query<SignatureEvent>(EVENTS, [record.encounterId]),
    );
    if (signature === null) return { check: null, isWrong: events.length > 0 };
    const key = await this.keys.publicKeyOf(thumbprintOf(signature));
    const publicJwk = key?.publicJwk ?? {};
    const digest = digestOf(payloadOf(signature));
    const { content, checks } = await openSignature<SignedClosing>({ jws: signature, publicJwk, digest }, KIND);
    const proof = (await this.proofs.of(() => Promise.resolve(events))).get(record.encounterId);
    const time = proof && timeOfClosing(proof.leaf, signature);
    const signedAt = new Date(time ?? content?.signedAt ?? Number.NaN);
    const certificate = certificateOf({ jws: signature, publicJwk }, content, this.trust.now(), signedAt);
    const isTheirs = content?.signer.id === closedBy && key?.staffId === closedBy;
    const all: Check[] = [
      ...checks,
      { check: 'content', result: content && sameRecord(content.record, record, partners) ? 'right' : 'wrong' },
      { check: 'key', result: isTheirs ? 'right' : 'wrong' },
      { check: 'time', result: timeResult(proof, time) },
      ...(certificate ? [certificate.check] : []),
    ];
    const check = toSignatureCheck({ kind: 'closer', content, checks: all, proof, time, certificate });
    return { check, isWrong: all.some(({ result }) => result === 'wrong') };
  }
}

/** Whether what was signed is what stands there now; under whom, a merge may have changed. */
function sameRecord(signed: SignedRecord, stored: SignedRecord, alike: readonly string[]): boolean {
  const patientId = alike.includes(signed.patientId) ? signed.patientId : stored.patientId;
  return canonicalText(signed) === canonicalText({ ...stored, patientId });
}

const payloadOf = (jws: string): string => Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8');

function thumbprintOf(jws: string): string {
  try {
    return decodeProtectedHeader(jws).kid ?? '';
  } catch {
    return '';
  }
}

const EVENTS = {
  name: 'closing.signature-event',
  text: `SELECT id, entity_id AS signature FROM audit.trail
    WHERE entity = 'encounter' AND kind = 'update' AND entity_id = $1::uuid AND changes ? 'closing_signature' ORDER BY id LIMIT 1`,
};
