import { createPrivateKey, createPublicKey } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { calculateJwkThumbprint, CompactSign, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { Problem } from '../../kernel/problem.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/prisma.js';
import {
  certificatesIn,
  chainBreach,
  chainOfHeader,
  headerOf,
  personBreach,
  type CertificateBreach,
  type Chain,
} from './certificates/certificate.rules.js';
import { certificateRequest } from './certificates/issued-certificate.js';
import { keptChain, TrustList } from './certificates/trust-list.js';
import { keyProblems } from './keys.errors.js';
import { CERTIFICATE_WORDS } from './keys.words.js';
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

/** A certificate of a person as it is kept, and what is wrong with it now. */
export interface KeptCertificate {
  readonly chain: Chain;
  readonly breach: CertificateBreach | undefined;
}

/** A key as those see it who verify. */
export interface PublicKey {
  readonly staffId: string;
  readonly publicJwk: JWK;
}

interface SignerRow {
  readonly fullName: string;
  readonly practisingCertificate: string | null;
  readonly keyId: string | null;
  readonly thumbprint: string | null;
  readonly sealed: string | null;
  readonly certificateChain: string | null;
}

interface OwnKey {
  readonly keyId: string;
  readonly thumbprint: string;
  readonly jwk: JWK;
  readonly chain: Chain | undefined;
}

/**
 * The keys that people sign with and that the service holds. Each is made when its person signs first; the private half is sealed for that
 * person. Those that terminals hold are {@link TerminalKeys}.
 */
@Injectable()
export class PersonKeys {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
    private readonly trust: TrustList,
  ) {}

  /**
   * Inside the transaction that signs. A key that was sealed with what is lost goes out of use, and the person gets another: what it
   * signed is verified without it. Where the key has a certificate, the signature carries it (`x5c`), and it is valid at this moment.
   * @throws Problem signingCertificateInvalid; Error when the person is not known, or their key was changed
   */
  async signer(tx: Tx, staffId: string): Promise<Signer> {
    const person = await this.person(tx, staffId);
    const { fullName, practisingCertificate } = person;
    const { keyId, thumbprint, jwk, chain } = await this.keyOf(tx, staffId, person);
    const breach = chain && this.breachOf(chain, { fullName, jwk });
    if (breach) {
      throw new Problem(keyProblems.signingCertificateInvalid, { errors: [errorOf(breach, '/certificate')] });
    }
    const header = { alg: SIGNATURE_ALGORITHM, kid: thumbprint, ...(chain && { x5c: headerOf(chain) }) };
    const sign = async (payload: Uint8Array, typ: string) =>
      new CompactSign(payload).setProtectedHeader({ ...header, typ }).sign(await importJWK(jwk, SIGNATURE_ALGORITHM));
    return { id: staffId, fullName, practisingCertificate, keyId, thumbprint, sign };
  }

  /** A request for a certificate of somebody's key (PKCS #10), for a licensed CA. The key is made where there is none. */
  async request(tx: Tx, staffId: string): Promise<string> {
    const person = await this.person(tx, staffId);
    const { jwk } = await this.keyOf(tx, staffId, person);
    return certificateRequest(createPrivateKey({ key: jwk, format: 'jwk' }), person.fullName);
  }

  /**
   * Takes a certificate for somebody's key, with those above it, as PEM. From then on their signatures carry it.
   * @throws Problem signingCertificateRefused
   */
  async certify(tx: Tx, staffId: string, pem: string): Promise<Chain> {
    const person = await this.person(tx, staffId);
    const { keyId, jwk } = await this.keyOf(tx, staffId, person);
    const chain = chainIn(pem);
    const breach = chain && this.breachOf(chain, { fullName: person.fullName, jwk });
    if (!chain || breach) {
      throw new Problem(keyProblems.signingCertificateRefused, {
        errors: [errorOf(breach ?? 'unreadable', '/certificates')],
      });
    }
    const data = { certificateChain: keptChain(chain) };
    await tx.staffSigningKey.update({ where: { id: keyId }, data, select: { id: true } });
    return chain;
  }

  /** Their signatures carry no certificate any more; those of before keep theirs. @throws Problem signingCertificateMissing */
  async removeCertificate(tx: Tx, staffId: string): Promise<void> {
    const where = { staffId, retiredAt: null, heldAt: null, certificateChain: { not: null } };
    const { count } = await tx.staffSigningKey.updateMany({ where, data: { certificateChain: null } });
    if (count === 0) throw new Problem(keyProblems.signingCertificateMissing);
  }

  /** What somebody's signatures carry now. @throws Problem signingCertificateMissing */
  async certificateOf(staffId: string): Promise<KeptCertificate> {
    const [row] = await this.database.query<SignerRow & { publicJwk: JWK }>(READ_SIGNER, [staffId]);
    const chain = chainOfHeader(row?.certificateChain?.split('\n'));
    if (!row || !chain) throw new Problem(keyProblems.signingCertificateMissing);
    return { chain, breach: this.breachOf(chain, { fullName: row.fullName, jwk: row.publicJwk }) };
  }

  /** Whose key a signature names by its thumbprint, and the public half of it; undefined when nobody's. */
  async publicKeyOf(thumbprint: string): Promise<PublicKey | undefined> {
    const [row] = await this.database.query<PublicKey>(PUBLIC_KEY, [thumbprint]);
    return row;
  }

  private async person(tx: Tx, staffId: string): Promise<SignerRow> {
    const [row] = await tx.$queryRawUnsafe<SignerRow[]>(SIGNER, staffId);
    if (!row) throw new Error('nobody signs');
    return row;
  }

  private async keyOf(tx: Tx, staffId: string, row: SignerRow): Promise<OwnKey> {
    const opens = row.sealed !== null && this.vault.knows(row.sealed);
    if (row.keyId && !opens) {
      await tx.staffSigningKey.update({ where: { id: row.keyId }, data: { retiredAt: new Date() } });
    }
    if (!row.keyId || !row.sealed || !row.thumbprint || !opens) return this.make(tx, staffId, row.fullName);
    const jwk = JSON.parse(this.vault.open(row.sealed, staffId)) as JWK;
    return {
      keyId: row.keyId,
      thumbprint: row.thumbprint,
      jwk,
      chain: chainOfHeader(row.certificateChain?.split('\n')),
    };
  }

  private breachOf(chain: Chain, { fullName, jwk }: { fullName: string; jwk: JWK }): CertificateBreach | undefined {
    const { kty, crv, x, y } = jwk;
    const key = createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' });
    return personBreach(chain[0], { fullName, key }) ?? chainBreach(chain, this.trust.now(), new Date());
  }

  /** Two that are made at once meet in the index of keys in use: the second transaction is tried again, and finds the first. */
  private async make(tx: Tx, staffId: string, fullName: string): Promise<OwnKey> {
    const { privateKey, publicKey } = await generateKeyPair(SIGNATURE_ALGORITHM, { extractable: true });
    const [jwk, publicJwk] = await Promise.all([exportJWK(privateKey), exportJWK(publicKey)]);
    const thumbprint = await calculateJwkThumbprint(publicJwk);
    const sealed = this.vault.seal(JSON.stringify(jwk), staffId);
    const chain = this.trust.forDemo(createPublicKey({ key: publicJwk, format: 'jwk' }), fullName);
    const data = {
      staffId,
      thumbprint,
      publicJwk: { ...publicJwk } as Record<string, string>,
      sealed,
      certificateChain: chain ? keptChain(chain) : null,
    };
    const { id: keyId } = await tx.staffSigningKey.create({ data, select: { id: true } });
    return { keyId, thumbprint, jwk, chain };
  }
}

const errorOf = (rule: CertificateBreach, pointer: string) => ({ pointer, rule, message: CERTIFICATE_WORDS[rule] });

function chainIn(pem: string): Chain | undefined {
  try {
    return chainOfHeader(certificatesIn(pem).map(({ raw }) => raw.toString('base64')));
  } catch {
    return undefined;
  }
}

const SIGNER = `SELECT m.full_name AS "fullName", m.practising_certificate AS "practisingCertificate", k.id AS "keyId", k.thumbprint, k.sealed,
    k.certificate_chain AS "certificateChain", k.public_jwk AS "publicJwk"
  FROM staff_member m LEFT JOIN staff_signing_key k ON k.staff_id = m.id AND k.retired_at IS NULL AND k.held_at IS NULL WHERE m.id = $1::uuid`;
const PUBLIC_KEY = {
  name: 'keys.public',
  text: `SELECT staff_id AS "staffId", public_jwk AS "publicJwk" FROM staff_signing_key WHERE thumbprint = $1`,
};
const READ_SIGNER = { name: 'keys.signer', text: SIGNER };
