import { Injectable } from '@nestjs/common';
import { calculateJwkThumbprint, CompactSign, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import type { Tx } from '../database/prisma.js';
import { Vault } from './vault.js';

/** The one way notes are signed: ECDSA on P-256 (RFC 7518, section 3.4), which the licensed authorities certify too. */
export const SIGNATURE_ALGORITHM = 'ES256';

/** A person who signs: as they are called at this moment, and with which key. */
export interface Signer {
  readonly id: string;
  readonly fullName: string;
  readonly practisingCertificate: string | null;
  readonly keyId: string;
  readonly thumbprint: string;
  /** Signs these bytes as a compact JWS with their key. */
  sign(payload: Uint8Array, type: string): Promise<string>;
}

interface SignerRow {
  readonly fullName: string;
  readonly practisingCertificate: string | null;
  readonly keyId: string | null;
  readonly thumbprint: string | null;
  readonly sealed: string | null;
}

/** The keys that people sign with. Each is made when its person signs first; the private half is sealed for that person. */
@Injectable()
export class PersonKeys {
  constructor(private readonly vault: Vault) {}

  /**
   * Inside the transaction that signs. A key that was sealed with what is lost goes out of use, and the person gets another: what it
   * signed is verified without it. @throws Error when the person is not known, or their key was changed
   */
  async signer(tx: Tx, staffId: string): Promise<Signer> {
    const [row] = await tx.$queryRawUnsafe<SignerRow[]>(SIGNER, staffId);
    if (!row) throw new Error('nobody signs');
    const { fullName, practisingCertificate } = row;
    const opens = row.sealed !== null && this.vault.knows(row.sealed);
    if (row.keyId && !opens) {
      await tx.staffSigningKey.update({ where: { id: row.keyId }, data: { retiredAt: new Date() } });
    }
    const key =
      row.keyId && row.sealed && row.thumbprint && opens
        ? { keyId: row.keyId, thumbprint: row.thumbprint, jwk: JSON.parse(this.vault.open(row.sealed, staffId)) as JWK }
        : await this.make(tx, staffId);
    const sign = async (payload: Uint8Array, typ: string) =>
      new CompactSign(payload)
        .setProtectedHeader({ alg: SIGNATURE_ALGORITHM, kid: key.thumbprint, typ })
        .sign(await importJWK(key.jwk, SIGNATURE_ALGORITHM));
    return { id: staffId, fullName, practisingCertificate, keyId: key.keyId, thumbprint: key.thumbprint, sign };
  }

  /** Two that are made at once meet in the index of keys in use: the second transaction is tried again, and finds the first. */
  private async make(tx: Tx, staffId: string) {
    const { privateKey, publicKey } = await generateKeyPair(SIGNATURE_ALGORITHM, { extractable: true });
    const [jwk, publicJwk] = await Promise.all([exportJWK(privateKey), exportJWK(publicKey)]);
    const thumbprint = await calculateJwkThumbprint(publicJwk);
    const sealed = this.vault.seal(JSON.stringify(jwk), staffId);
    const data = { staffId, thumbprint, publicJwk: { ...publicJwk } as Record<string, string>, sealed };
    const { id: keyId } = await tx.staffSigningKey.create({ data, select: { id: true } });
    return { keyId, thumbprint, jwk };
  }
}

const SIGNER = `SELECT m.full_name AS "fullName", m.practising_certificate AS "practisingCertificate", k.id AS "keyId", k.thumbprint, k.sealed
  FROM staff_member m LEFT JOIN staff_signing_key k ON k.staff_id = m.id AND k.retired_at IS NULL WHERE m.id = $1::uuid`;
