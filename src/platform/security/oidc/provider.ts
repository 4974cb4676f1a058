import { Inject, Injectable } from '@nestjs/common';
import type { Configuration } from 'openid-client';
import { SETTINGS_TOKEN, type Settings } from '../../config/settings.js';
import { Problem } from '../../../kernel/problem.js';
import type { Attempt } from './attempts.js';
import { oidcProblems } from './oidc.errors.js';

/** Whom the provider vouches for. */
export interface Vouched {
  readonly issuer: string;
  readonly subject: string;
  /** What OIDC_USERNAME_CLAIM says, when that is set. */
  readonly username: string | undefined;
  readonly secondFactor: boolean;
}

/** The provider said no, or something that is not true; `message` is for the trail, not for whoever tries. */
export class NotVouched extends Error {}

const TIMEOUT_SECONDS = 5;
/** Clocks of two machines differ by this much, in seconds. */
const SKEW_SECONDS = 60;
const SCOPE = 'openid profile';

type Library = typeof import('openid-client');

/** The hospital's identity provider (OpenID Connect Core 1.0, code flow with PKCE), asked when it is first needed. */
@Injectable()
export class Provider {
  private known: Promise<{ library: Library; configuration: Configuration }> | undefined;

  constructor(@Inject(SETTINGS_TOKEN) private readonly settings: Settings) {}

  /** @throws Problem oidcNotConfigured */
  requireConfigured(): string {
    const { oidcIssuer } = this.settings;
    if (!oidcIssuer) throw new Problem(oidcProblems.oidcNotConfigured);
    return oidcIssuer;
  }

  /** Where a person signs in, and what to remember meanwhile. @throws Problem oidcUnavailable */
  async begin(redirectUri: string): Promise<{ url: string; attempt: Attempt }> {
    const { library, configuration } = await this.discovered();
    const { randomState, randomNonce, randomPKCECodeVerifier, calculatePKCECodeChallenge } = library;
    const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
    const acr = this.settings.oidcSecondFactor;
    const url = library.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: SCOPE,
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      // Terminals are shared: whoever signed in before must not be signed in again.
      prompt: 'login',
      max_age: '0',
      ...(acr.length > 0 && { acr_values: acr.join(' ') }),
    });
    return { url: url.href, attempt: { redirectUri, state, nonce, verifier, at: Date.now() } };
  }

  /**
   * Checks what the provider sent back with the person: state, code, ID token (signature, issuer, audience, nonce, times).
   * @param response the query of the address that the person came back to
   * @throws Problem oidcUnavailable; NotVouched
   */
  async vouch(attempt: Attempt, response: string): Promise<Vouched> {
    const { library, configuration } = await this.discovered();
    const url = new URL(attempt.redirectUri);
    url.search = response;
    try {
      const tokens = await library.authorizationCodeGrant(configuration, url, {
        pkceCodeVerifier: attempt.verifier,
        expectedState: attempt.state,
        expectedNonce: attempt.nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims()!;
      requireFresh(claims.auth_time, attempt.at);
      const username = await this.usernameOf(claims, () =>
        library.fetchUserInfo(configuration, tokens.access_token, claims.sub),
      );
      return { issuer: claims.iss, subject: claims.sub, username, secondFactor: this.hasSecondFactor(claims) };
    } catch (error) {
      throw isAway(error) ? new Problem(oidcProblems.oidcUnavailable, { cause: error }) : notVouched(error);
    }
  }

  /** Of the ID token, else of the UserInfo endpoint. */
  private async usernameOf(
    claims: Record<string, unknown>,
    userInfo: () => Promise<Record<string, unknown>>,
  ): Promise<string | undefined> {
    const { oidcUsernameClaim: claim } = this.settings;
    if (!claim) return undefined;
    const value = claims[claim] ?? (await userInfo())[claim];
    return typeof value === 'string' ? value : undefined;
  }

  private hasSecondFactor({ acr, amr }: Record<string, unknown>): boolean {
    const shown = [acr, ...(Array.isArray(amr) ? (amr as unknown[]) : [])];
    return this.settings.oidcSecondFactor.some((value) => shown.includes(value));
  }

  /** What the provider says of itself; asked again next time when it could not be had. */
  private async discovered() {
    this.known ??= this.discover();
    try {
      return await this.known;
    } catch (error) {
      this.known = undefined;
      throw new Problem(oidcProblems.oidcUnavailable, { cause: error });
    }
  }

  private async discover() {
    // Loaded when someone signs in this way: most starts need none of it.
    const library = await import('openid-client');
    const { oidcClientId, oidcClientSecret } = this.settings;
    const issuer = new URL(this.requireConfigured());
    const configuration = await library.discovery(
      issuer,
      oidcClientId!,
      oidcClientSecret,
      oidcClientSecret ? library.ClientSecretBasic(oidcClientSecret) : library.None(),
      { timeout: TIMEOUT_SECONDS, execute: issuer.protocol === 'http:' ? [library.allowInsecureRequests] : [] },
    );
    return { library, configuration };
  }
}

/**
 * An answer from a sign-in before the attempt is somebody else's, whatever the browser asked the provider for. With max_age the
 * provider must tell the time (OpenID Connect Core 1.0, section 2); a browser that left it out gains nothing.
 */
function requireFresh(authTime: number | undefined, begunAt: number): void {
  if (authTime === undefined) throw new NotVouched('the provider does not tell when the person signed in (auth_time)');
  if (authTime < begunAt / 1000 - SKEW_SECONDS) {
    throw new NotVouched('signed in at the provider before the attempt');
  }
}

/** No answer in time, or an answer that the provider is out of order. */
function isAway(error: unknown): boolean {
  const { code, status, message, cause } = error as {
    code?: string;
    status?: number;
    message?: string;
    cause?: unknown;
  };
  if (code === 'OAUTH_TIMEOUT' || message === 'fetch failed' || (status ?? 0) >= 500) return true;
  return typeof cause === 'object' && cause !== null && isAway(cause);
}

function notVouched(error: unknown): NotVouched {
  if (error instanceof NotVouched) return error;
  const { error: said, cause, message } = error as { error?: string; cause?: { message?: string }; message: string };
  return new NotVouched((said ?? cause?.message ?? message).slice(0, 100), { cause: error });
}
