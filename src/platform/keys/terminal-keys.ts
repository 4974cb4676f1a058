import { createPublicKey, verify } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { calculateJwkThumbprint, type JWK } from 'jose';
import { Problem } from '../../kernel/problem.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/prisma.js';
import { keptChain, TrustList } from './certificates/trust-list.js';
import { keyProblems } from './keys.errors.js';

/** The public half of a key on P-256. */
export interface PublicJwk {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
}

/** A key that somebody's terminal holds. */
export interface TerminalKey {
  readonly id: string;
  readonly heldAt: string;
  readonly thumbprint: string;
  readonly createdAt: Date;
  readonly retiredAt: Date | null;
}

/** Whoever signs with a key of their terminal, as they are called at this moment. */
export interface TerminalSigner {
  readonly id: string;
  readonly fullName: string;
  readonly practisingCertificate: string | null;
  readonly keyId: string;
  readonly publicJwk: JWK;
  /** What stands in the header of a signature, beside its type. */
  readonly header: object;
}

/** The bytes by which a terminal proves that it holds the key that is enrolled. */
export const proofText = (staffId: string, thumbprint: string): string =>
  `benh-an-signing-key ${staffId} ${thumbprint}`;

/** Keys that terminals hold for their person: the service knows the public half, verifies what they sign, and could sign nothing with them. */
@Injectable()
export class TerminalKeys {
  constructor(
    private readonly database: Database,
    private readonly trust: TrustList,
  ) {}

  /** Takes a key for somebody. @throws Problem signingKeyRefused, signingKeyTaken */
  async enrol(
    tx: Tx,
    { staffId, fullName }: { readonly staffId: string; readonly fullName: string },
    { publicJwk, proof, heldAt }: { readonly publicJwk: PublicJwk; readonly proof: string; readonly heldAt: string },
  ): Promise<TerminalKey> {
    const key = publicKeyOf(publicJwk);
    const thumbprint = await calculateJwkThumbprint({ ...publicJwk });
    const signed = Buffer.from(proofText(staffId, thumbprint));
    const signature = Buffer.from(proof, 'base64url');
    if (!key || !verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, signature)) {
      throw new Problem(keyProblems.signingKeyRefused);
    }
    const known = await tx.staffSigningKey.findUnique({ where: { thumbprint }, select: { id: true } });
    if (known) throw new Problem(keyProblems.signingKeyTaken);
    const chain = this.trust.forDemo(key, fullName);
    const { kty, crv, x, y } = publicJwk;
    const data = { staffId, thumbprint, publicJwk: { kty, crv, x, y }, heldAt };
    const certificateChain = chain ? keptChain(chain) : null;
    const select = { id: true, heldAt: true, thumbprint: true, createdAt: true, retiredAt: true };
    return (await tx.staffSigningKey.create({ data: { ...data, certificateChain }, select })) as TerminalKey;
  }

  /** Keys of somebody's terminals, the newest first; also those that went out of use. */
  list(staffId: string): Promise<TerminalKey[]> {
    return this.database.query<TerminalKey>(LIST, [staffId]);
  }

  /** From now on nothing is signed with it; what it signed stays proven. @throws Problem signingKeyNotFound */
  async retire(tx: Tx, staffId: string, id: string): Promise<void> {
    const where = { id, staffId, heldAt: { not: null }, retiredAt: null };
    const { count } = await tx.staffSigningKey.updateMany({ where, data: { retiredAt: new Date() } });
    if (count === 0) throw new Problem(keyProblems.signingKeyNotFound);
  }

  /** Who signs with this key inside the transaction. @throws Problem terminalKeyUnknown */
  async signer(tx: Tx, staffId: string, thumbprint: string): Promise<TerminalSigner> {
    const [row] = await tx.$queryRawUnsafe<SignerRow[]>(SIGNER, staffId, thumbprint);
    if (!row) throw new Problem(keyProblems.terminalKeyUnknown);
    const { fullName, practisingCertificate, keyId, publicJwk, chain } = row;
    const header = { kid: thumbprint, ...(chain && { x5c: chain.split('\n') }) };
    return { id: staffId, fullName, practisingCertificate, keyId, publicJwk, header };
  }
}

interface SignerRow extends Omit<TerminalSigner, 'id' | 'header'> {
  readonly chain: string | null;
}

function publicKeyOf({ kty, crv, x, y }: PublicJwk) {
  try {
    return createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' });
  } catch {
    return undefined;
  }
}

const LIST = {
  name: 'keys.of-terminals',
  text: `SELECT id, held_at AS "heldAt", thumbprint, created_at AS "createdAt", retired_at AS "retiredAt" FROM staff_signing_key
    WHERE staff_id = $1 AND held_at IS NOT NULL ORDER BY id DESC LIMIT 100`,
};
const SIGNER = `SELECT m.full_name AS "fullName", m.practising_certificate AS "practisingCertificate", k.id AS "keyId", k.public_jwk AS "publicJwk",
    k.certificate_chain AS chain
  FROM staff_member m JOIN staff_signing_key k ON k.staff_id = m.id
  WHERE m.id = $1::uuid AND k.thumbprint = $2 AND k.held_at IS NOT NULL AND k.retired_at IS NULL`;
