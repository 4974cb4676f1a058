import { Injectable } from '@nestjs/common';
import { Problem, tellingOf } from '../../kernel/problem.js';
import { actingPerson } from '../../kernel/request-context.js';
import type { Tx } from '../database/prisma.js';
import { keyProblems } from './keys.errors.js';
import { PersonKeys, SIGNATURE_ALGORITHM, type Signer } from './person-keys.js';
import { TerminalKeys } from './terminal-keys.js';
import { terminalSignature, wholeSignature } from './terminal-signature.js';

/** Whoever signs, with the key that signs: the service's, or one that their terminal holds. */
export interface SigningPerson extends Pick<Signer, 'id' | 'fullName' | 'practisingCertificate' | 'keyId'> {
  /** Signs a text as a compact JWS. */
  readonly sign: (text: string) => Promise<string>;
}

/** What is signed. */
export interface ToSign {
  /** Whom it is about: who is told what has to be signed is shown that. */
  readonly patientId: string;
  readonly signedAt: Date;
  /** The JWS's `typ`. */
  readonly type: string;
}

/** The one door by which people sign, whoever holds their key. */
@Injectable()
export class SigningPeople {
  constructor(
    private readonly keys: PersonKeys,
    private readonly terminals: TerminalKeys,
  ) {}

  /**
   * The person acting, inside the transaction that signs.
   * @throws Problem terminalKeyUnknown, signingCertificateInvalid; its `sign` signatureDue and terminalSignatureWrong, where a terminal holds the key
   */
  async signer(tx: Tx, { patientId, signedAt, type }: ToSign): Promise<SigningPerson> {
    const asked = terminalSignature();
    if (!asked) {
      const signer = await this.keys.signer(tx, actingPerson());
      return { ...signer, sign: (text) => signer.sign(new TextEncoder().encode(text), type) };
    }
    const { publicJwk, header: named, ...signer } = await this.terminals.signer(tx, actingPerson(), asked.thumbprint);
    const header = Buffer.from(JSON.stringify({ alg: SIGNATURE_ALGORITHM, ...named, typ: type })).toString('base64url');
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
