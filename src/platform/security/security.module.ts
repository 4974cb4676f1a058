import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule, JwtSecretRequestType } from '@nestjs/jwt';
import { CareModule } from '../care/care.module.js';
import { ClientsModule } from '../clients/clients.module.js';
import { AccessGuard } from './access.guard.js';
import { AccessTokenStrategy } from '../keys/access-token.strategy.js';
import { AuthController } from './auth.controller.js';
import { Accounts } from './accounts.js';
import { KeysModule } from '../keys/keys.module.js';
import { LiveSessions } from './live-sessions.js';
import { Attempts } from './oidc/attempts.js';
import { IdentitiesService } from './oidc/identities.service.js';
import { OidcController } from './oidc/oidc.controller.js';
import { OidcService } from './oidc/oidc.service.js';
import { Provider } from './oidc/provider.js';
import { PasswordService } from './password.service.js';
import { PasswordStrength } from './password-strength.js';
import { Passwords } from './passwords.js';
import { RateLimitsModule } from '../limits/rate-limits.module.js';
import { Reauthentication } from './reauthentication.service.js';
import { RefreshService } from './refresh.service.js';
import { Reseal } from './reseal.js';
import { SecondFactorController } from './second-factor/second-factor.controller.js';
import { SecondFactorService } from './second-factor/second-factor.service.js';
import { SecondStepService } from './second-factor/second-step.service.js';
import { ServiceSecret, TOKEN_ALGORITHM } from '../keys/service-secret.js';
import { SessionIssuer } from './session-issuer.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { SessionsQueries } from './sessions/sessions.queries.js';
import { SessionsService } from './sessions.service.js';
import { FailedSignIns } from './failed-sign-ins.js';
import { Uploaders } from './uploaders.js';
import { WhoSigns } from './who-signs.service.js';
import { WitnessPins } from './witness-pins.service.js';
import { SignInService } from './sign-in.service.js';
import { SignInTally } from './sign-in-tally.js';
import { SigningKeysController } from './signing-keys/signing-keys.controller.js';
import { SigningKeysService } from './signing-keys/signing-keys.service.js';
import { ShortSecrets } from './terminals/short-secrets.service.js';
import { ShownTerminal } from './terminals/shown-terminal.js';
import { SwitchService } from './terminals/switch.service.js';
import { TerminalTally } from './terminals/terminal-tally.js';
import { TerminalsController } from './terminals/terminals.controller.js';
import { TerminalsService } from './terminals/terminals.service.js';

@Module({
  imports: [
    CareModule,
    ClientsModule,
    RateLimitsModule,
    KeysModule,
    JwtModule.registerAsync({
      imports: [KeysModule],
      inject: [ServiceSecret],
      useFactory: (secret: ServiceSecret) => ({
        signOptions: { algorithm: TOKEN_ALGORITHM, keyid: secret.name },
        verifyOptions: { algorithms: [TOKEN_ALGORITHM] },
        // A promise, so that a token of somebody else is a rejection where it is verified.
        secretOrKeyProvider: async (purpose, token) => {
          const key = purpose === JwtSecretRequestType.SIGN ? secret.signingKey : secret.keyFor(token as string);
          return key ?? Promise.reject(new Error('signed with no key of this service'));
        },
      }),
    }),
  ],
  controllers: [
    ...[AuthController, OidcController, SecondFactorController, SessionsController],
    ...[SigningKeysController, TerminalsController],
  ],
  providers: [
    FailedSignIns,
    SignInService,
    RefreshService,
    SessionsService,
    SessionsQueries,
    SessionIssuer,
    TerminalsService,
    ShortSecrets,
    SigningKeysService,
    ShownTerminal,
    SwitchService,
    TerminalTally,
    SignInTally,
    Accounts,
    PasswordService,
    PasswordStrength,
    Reauthentication,
    WhoSigns,
    WitnessPins,
    SecondFactorService,
    SecondStepService,
    Reseal,
    OidcService,
    IdentitiesService,
    Attempts,
    Provider,
    AccessTokenStrategy,
    LiveSessions,
    Passwords,
    Uploaders,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [
    LiveSessions,
    Passwords,
    PasswordStrength,
    SessionsService,
    SigningKeysService,
    SignInTally,
    SecondFactorService,
    WhoSigns,
    WitnessPins,
  ],
})
export class SecurityModule {}
