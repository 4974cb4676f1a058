import { Injectable } from '@nestjs/common';
import { decodeJwt, decodeProtectedHeader, errors, jwtVerify, type JWTPayload } from 'jose';
import { Problem } from '../../kernel/problem.js';
import { tokenProblems } from './clients.errors.js';
import { ClientsQueries, type KnownClient } from './clients.queries.js';
import { KeySets } from './key-sets.js';
import { ALGORITHM_OF } from './key-set.rules.js';

const MOST_CHARACTERS = 8192;
/** Seconds an assertion may live (SMART App Launch 2.2). */
const LONGEST_LIFE = 300;
/** Seconds by which the clocks of two machines may differ. */
const CLOCK_SKEW = 10;
const ALGORITHMS = Object.values(ALGORITHM_OF);

/** An assertion is refused; `why` is for the caller, `trail` for the audit trail alone. */
export class AssertionRefused extends Error {
  constructor(
    readonly why: string,
    readonly said: { readonly clientId?: string; readonly client?: KnownClient; readonly trail?: string } = {},
  ) {
    super(why);
  }

  get problem(): Problem {
    return new Problem(tokenProblems.invalidClient, { params: { why: this.why } });
  }
}

/** Checks who a machine is by the JWT it signed (RFC 7523, SMART App Launch 2.2 "asymmetric client authentication"). */
@Injectable()
export class Assertions {
  constructor(
    private readonly queries: ClientsQueries,
    private readonly keys: KeySets,
  ) {}

  /** @returns the client the assertion is of, which is thereby used up. @throws AssertionRefused */
  async clientOf(assertion: string, audience: string): Promise<KnownClient> {
    const { clientId, keyAddress } = readUnverified(assertion);
    const client = await this.queries.known(clientId);
    if (!client) throw notProven({ clientId, trail: 'unknown or disabled client' });
    if (!client.approved) throw notProven({ clientId, client, trail: 'waits for approval' });
    if (keyAddress !== undefined && keyAddress !== client.jwksUrl) {
      throw notProven({ clientId, client, trail: 'jku is not the registered address' });
    }
    const { jti, exp, iat } = await this.verify(assertion, client, audience);
    const said = { clientId, client };
    if (iat !== undefined && iat > Date.now() / 1000 + CLOCK_SKEW) throw new AssertionRefused('iat is not right', said);
    const left = exp! - Date.now() / 1000;
    if (left > LONGEST_LIFE + CLOCK_SKEW) throw new AssertionRefused('exp is more than 5 minutes away', said);
    if (typeof jti !== 'string' || jti === '' || jti.length > 255) {
      throw new AssertionRefused('jti must have 1 to 255 characters', said);
    }
    if (/\0/.test(jti) || !jti.isWellFormed()) throw new AssertionRefused('jti is not text', said);
    const first = await this.queries.isFirstUse(client.id, jti, new Date((exp! + CLOCK_SKEW) * 1000));
    if (!first) throw new AssertionRefused('this jti was used before', said);
    return client;
  }

  private async verify(assertion: string, client: KnownClient, audience: string): Promise<JWTPayload> {
    const { clientId } = client;
    try {
      const { payload } = await jwtVerify(assertion, this.keys.of(client), {
        algorithms: ALGORITHMS,
        issuer: clientId,
        subject: clientId,
        audience,
        requiredClaims: ['exp', 'jti'],
        clockTolerance: CLOCK_SKEW,
      });
      return payload;
    } catch (error) {
      if (error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired) {
        const { claim, reason } = error;
        const wanted = claim === 'aud' ? `; it must be ${audience}` : '';
        throw new AssertionRefused(`${claim} is ${reason === 'missing' ? 'missing' : 'not right'}${wanted}`, {
          clientId,
          client,
        });
      }
      throw notProven({ clientId, client, trail: reasonOf(error) });
    }
  }
}

/** What the assertion says of itself, of which nothing is proven yet. */
function readUnverified(assertion: string): { clientId: string; keyAddress?: string } {
  if (assertion.length > MOST_CHARACTERS) throw new AssertionRefused('the assertion is too long');
  try {
    const { alg, kid, crit, typ, jku } = decodeProtectedHeader(assertion);
    const { iss, sub } = decodeJwt(assertion);
    if (!alg || !ALGORITHMS.includes(alg)) throw new AssertionRefused(`alg must be ${ALGORITHMS.join(' or ')}`);
    if (crit !== undefined) throw new AssertionRefused('crit names nothing that is understood here');
    if (typ !== undefined && String(typ).toUpperCase() !== 'JWT') throw new AssertionRefused('typ must be JWT');
    if (typeof kid !== 'string' || !kid) throw new AssertionRefused('kid is missing');
    if (typeof iss !== 'string' || iss !== sub) throw new AssertionRefused('iss and sub must both be the client id');
    if (iss.length > 64 || !/^[\x21-\x7e]+$/.test(iss)) throw new AssertionRefused('iss is no client id');
    return { clientId: iss, ...(jku !== undefined && { keyAddress: jku }) };
  } catch (error) {
    if (error instanceof AssertionRefused) throw error;
    throw new AssertionRefused('the assertion is no signed JWT');
  }
}

/** Who guesses does not learn which clients and keys there are. */
const notProven = (said: AssertionRefused['said']) =>
  new AssertionRefused('no active and approved client has this id and a key that made this signature', said);

/** Why a signature did not count, for the trail: the kind of failure, never what came from elsewhere. */
function reasonOf(error: unknown): string {
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  if (error instanceof errors.JWKSNoMatchingKey) return 'no key of this kid and algorithm';
  if (error instanceof errors.JWKSTimeout) return 'keys not fetched in time';
  return error instanceof errors.JOSEError ? error.code : 'keys not fetched';
}
