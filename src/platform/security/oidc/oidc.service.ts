import { Inject, Injectable } from '@nestjs/common';
import { AccessRecorder } from '../../audit/access-recorder.js';
import { SETTINGS_TOKEN, type Settings } from '../../config/settings.js';
import { invalidField, Problem } from '../../../kernel/problem.js';
import { requestContext } from '../../../kernel/request-context.js';
import type { SessionResponse } from '../dto/session.response.js';
import { SecondStepService } from '../second-factor/second-step.service.js';
import { Attempts, GOOD_FOR_SECONDS } from './attempts.js';
import type { BeginOidcDto, CompleteOidcDto } from './dto/oidc.dto.js';
import type { OidcAttemptResponse, SignInMethodsResponse } from './dto/oidc.response.js';
import { IdentitiesService } from './identities.service.js';
import { oidcProblems } from './oidc.errors.js';
import { NotVouched, Provider, type Vouched } from './provider.js';
import { securityWords } from '../security.words.js';

/**
 * Signing in through the hospital's identity provider. The front end sends the person there and brings back what the provider
 * says; the session is the same as after a password. Every attempt that comes back, good or bad, is on the trail.
 */
@Injectable()
export class OidcService {
  constructor(
    private readonly provider: Provider,
    private readonly attempts: Attempts,
    private readonly identities: IdentitiesService,
    private readonly secondStep: SecondStepService,
    private readonly recorder: AccessRecorder,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  methods(): SignInMethodsResponse {
    const { oidcIssuer, oidcName, oidcRedirectUris } = this.settings;
    return { password: true, oidc: oidcIssuer ? { name: oidcName, redirectUris: oidcRedirectUris } : null };
  }

  /** @throws Problem oidcNotConfigured, oidcUnavailable, validation */
  async begin({ redirectUri }: BeginOidcDto): Promise<OidcAttemptResponse> {
    this.provider.requireConfigured();
    const chosen = redirectUri ?? this.settings.oidcRedirectUris[0];
    if (chosen === undefined || !this.settings.oidcRedirectUris.includes(chosen)) {
      throw invalidField('/redirectUri', 'known-redirect', securityWords.addressNotDeclared);
    }
    const { url, attempt } = await this.provider.begin(chosen);
    return { authorizationUrl: url, attempt: this.attempts.seal(attempt), expiresIn: GOOD_FOR_SECONDS };
  }

  /** @throws Problem oidcNotConfigured, oidcUnavailable, oidcRefused, oidcUnknown, roleNotHeld, secondFactorNeeded */
  async complete({ attempt, response, role }: CompleteOidcDto): Promise<SessionResponse> {
    this.provider.requireConfigured();
    const vouched = await this.vouched(attempt, response);
    const account = await this.identities.accountOf(vouched);
    if (!account || account.roles.length === 0) {
      const { issuer, subject, username } = vouched;
      await this.recordFailure({ why: 'no member of staff', issuer, subject, claimed: username?.slice(0, 64) });
      throw new Problem(oidcProblems.oidcUnknown);
    }
    return this.secondStep.pass(account, role, { method: 'oidc', secondFactor: vouched.secondFactor });
  }

  private async vouched(sealed: string, response: string): Promise<Vouched> {
    try {
      const attempt = this.attempts.open(sealed);
      if (!attempt) throw new NotVouched('attempt unknown or too old');
      return await this.provider.vouch(attempt, response);
    } catch (error) {
      await this.recordFailure({ why: (error as Error).message });
      throw error instanceof NotVouched ? new Problem(oidcProblems.oidcRefused, { cause: error }) : error;
    }
  }

  private async recordFailure(detail: Record<string, unknown>): Promise<void> {
    const event = { kind: 'sign-in-failed', entity: 'staff_member', detail: { method: 'oidc', ...detail } } as const;
    await this.recorder.record(requestContext(), event);
  }
}
