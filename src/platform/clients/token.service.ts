import { Injectable } from '@nestjs/common';
import { SignJWT } from 'jose';
import { AccessRecorder } from '../audit/access-recorder.js';
import { Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { TOKEN_ISSUER } from '../keys/access-token.strategy.js';
import { RateLimits } from '../limits/rate-limits.js';
import { ServiceSecret, TOKEN_ALGORITHM } from '../keys/service-secret.js';
import { AssertionRefused, Assertions } from './assertions.js';
import { tokenProblems } from './clients.errors.js';
import type { KnownClient } from './clients.queries.js';
import type { TokenResponse } from './dto/token.response.js';
import { grantedScopes } from '../routes/scope.rules.js';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** Seconds; SMART Backend Services wants no more. */
const TOKEN_LIFE = 300;

/** Gives machines short access tokens for what they prove to be (OAuth 2.0 client credentials, private_key_jwt). */
@Injectable()
export class TokenService {
  constructor(
    private readonly assertions: Assertions,
    private readonly recorder: AccessRecorder,
    private readonly rates: RateLimits,
    private readonly secret: ServiceSecret,
  ) {}

  /**
   * Every attempt, good or bad, is on the trail.
   * @param endpoint address of the token endpoint, for which the assertion must be meant
   * @throws Problem invalidRequest, unsupportedGrantType, invalidClient, invalidScope
   */
  async issue(form: object, endpoint: string): Promise<TokenResponse> {
    const { assertion, scope } = readForm(form);
    const client = await this.assertions.clientOf(assertion, endpoint).catch((error: unknown) => this.refuse(error));
    const context = requestContext();
    context.actor = { kind: 'client', id: client.id, username: client.clientId };
    await this.rates.admitToken(client.id, context.address);
    const scopes = grantedScopes(scope, client.scopes);
    const asked = scope.slice(0, 500);
    if (scopes.length === 0) {
      await this.record('sign-in-failed', client, { why: 'no scope', asked });
      throw new Problem(tokenProblems.invalidScope);
    }
    const granted = scopes.join(' ');
    await this.record('sign-in', client, { name: client.name, asked, granted });
    const token = await new SignJWT({ kind: 'client', name: client.clientId, scope: granted })
      .setProtectedHeader({ alg: TOKEN_ALGORITHM, kid: this.secret.name })
      .setSubject(client.id)
      .setIssuer(TOKEN_ISSUER)
      .setAudience(TOKEN_ISSUER)
      .setIssuedAt()
      .setExpirationTime(`${TOKEN_LIFE} s`)
      .sign(this.secret.signingKey);
    return { access_token: token, token_type: 'Bearer', expires_in: TOKEN_LIFE, scope: granted };
  }

  private async refuse(error: unknown): Promise<never> {
    if (!(error instanceof AssertionRefused)) throw error;
    const { clientId, client, trail } = error.said;
    await this.record('sign-in-failed', client, { clientId, why: trail ?? error.why });
    throw error.problem;
  }

  private record(kind: 'sign-in' | 'sign-in-failed', client: KnownClient | undefined, detail: object): Promise<void> {
    const event = { kind, entity: 'machine_client', entityId: client?.id, detail: { ...detail } } as const;
    return this.recorder.record(requestContext(), event);
  }
}

function readForm(form: object): { assertion: string; scope: string } {
  const { grant_type, client_assertion_type, client_assertion, scope } = (form ?? {}) as Record<string, unknown>;
  if (typeof grant_type !== 'string') throw invalidRequest('grant_type is missing');
  if (grant_type !== 'client_credentials') throw new Problem(tokenProblems.unsupportedGrantType);
  if (client_assertion_type !== ASSERTION_TYPE) throw invalidRequest(`client_assertion_type must be ${ASSERTION_TYPE}`);
  if (typeof client_assertion !== 'string' || !client_assertion) throw invalidRequest('client_assertion is missing');
  if (typeof scope !== 'string' || !scope) throw invalidRequest('scope is missing');
  return { assertion: client_assertion, scope };
}

const invalidRequest = (why: string) => new Problem(tokenProblems.invalidRequest, { params: { why } });
