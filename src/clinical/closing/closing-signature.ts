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
import { canonicalText, digestOf } from '../notes/signed-content.rules.js';
import type { SignedClosingFile } from './dto/signed-closing.response.js';
import { CLOSING_KIND, type SignedClosing, type SignedRecord } from './signed-closing.js';

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
    const signer = await this.people.signer(tx, { patientId: record.patientId, signedAt, type: CLOSING_KIND.type });
    const content: SignedClosing = {
      form: CLOSING_KIND.form,
      kind: 'closer',
      record,
      signer: signedBy(signer),
      shownBy,
      signedAt: record.closedAt,
    };
    return signer.sign(canonicalText(content));
  }

  /** All that is needed to verify it without the service; but for whose record it is and what it held. */
  async file(
    encounterId: string,
    jws: string,
  ): Promise<Pick<SignedClosingFile, 'content' | 'digest' | 'jws' | 'publicJwk' | 'proof'>> {
    const { content, publicJwk, digest, proof } = await this.opened(jws, await this.events(encounterId));
    return {
      content: (content ?? null) as never,
      digest,
      jws,
      publicJwk: { ...publicJwk },
      proof: (proof ?? null) as never,
    };
  }

  /** Whether a closing was signed, by whom, and whether all that the signature depends on is right. */
  async check({ record, closedBy, signature, partners }: ClosingOnRecord): Promise<FoundSignature> {
    const events = await this.events(record.encounterId);
    if (signature === null) return { check: null, isWrong: events.length > 0 };
    const { content, checks, key, publicJwk, proof } = await this.opened(signature, events);
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

  /** The trail is not for who reads charts: the service looks up the one event, and tells nothing else of it. */
  private events(encounterId: string): Promise<readonly SignatureEvent[]> {
    return runAsSystem('closing-proof', () => this.database.query<SignatureEvent>(EVENTS, [encounterId]));
  }

  private async opened(jws: string, events: readonly SignatureEvent[]) {
    const key = await this.keys.publicKeyOf(thumbprintOf(jws));
    const publicJwk = key?.publicJwk ?? {};
    const digest = digestOf(payloadOf(jws));
    const found = await openSignature<SignedClosing>({ jws, publicJwk, digest }, CLOSING_KIND);
    const [proof] = (await this.proofs.of(() => Promise.resolve(events))).values();
    return { ...found, key, publicJwk, digest, proof };
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
