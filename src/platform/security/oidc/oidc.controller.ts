import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Route } from '../../routes/route.decorator.js';
import { SessionResponse } from '../dto/session.response.js';
import { securityProblems } from '../security.errors.js';
import { BeginOidcDto, CompleteOidcDto, IdentityDto } from './dto/oidc.dto.js';
import { IdentitiesResponse, OidcAttemptResponse, SignInMethodsResponse } from './dto/oidc.response.js';
import { IdentitiesService } from './identities.service.js';
import { oidcProblems } from './oidc.errors.js';
import { OidcService } from './oidc.service.js';

const { oidcNotConfigured, oidcUnavailable, oidcRefused, oidcUnknown, ...linking } = oidcProblems;

@ApiTags('auth')
@Controller('api/v1')
export class OidcController {
  constructor(
    private readonly oidc: OidcService,
    private readonly identities: IdentitiesService,
  ) {}

  @Get('auth/methods')
  @Route({ action: 'public', discloses: 'nothing', summary: 'The ways to sign in here' })
  methods(): SignInMethodsResponse {
    return this.oidc.methods();
  }

  @Post('auth/oidc/begin')
  @Route({
    action: 'public',
    signsIn: true,
    discloses: 'nothing',
    summary: "Begin to sign in through the hospital's identity provider",
    description: 'Keep the attempt in this browser, send the person to the address, and complete with what comes back.',
    problems: [oidcNotConfigured, oidcUnavailable],
  })
  begin(@Body() input: BeginOidcDto): Promise<OidcAttemptResponse> {
    return this.oidc.begin(input);
  }

  @Post('auth/oidc/complete')
  @Route({
    action: 'public',
    signsIn: true,
    discloses: 'nothing',
    summary: 'Sign in with what the identity provider sent back',
    problems: [
      oidcNotConfigured,
      oidcUnavailable,
      oidcRefused,
      oidcUnknown,
      securityProblems.roleNotHeld,
      securityProblems.secondFactorNeeded,
    ],
  })
  complete(@Body() input: CompleteOidcDto): Promise<SessionResponse> {
    return this.oidc.complete(input);
  }

  @Get('staff/:id/identities')
  @Route({
    action: 'session.read',
    discloses: 'nothing',
    summary: 'Who a member of staff is at the identity provider, now and before',
  })
  list(@Param('id', ParseUUIDPipe) id: string): Promise<IdentitiesResponse> {
    return this.identities.of(id);
  }

  @Post('staff/:id/identities')
  @Route({
    action: 'staff.manage',
    discloses: 'nothing',
    creates: true,
    summary: 'Link a member of staff with who they are at the identity provider',
    problems: [oidcNotConfigured, ...Object.values(linking)],
  })
  link(@Param('id', ParseUUIDPipe) id: string, @Body() input: IdentityDto): Promise<IdentitiesResponse> {
    return this.identities.link(id, input);
  }

  @Post('staff/:id/identities/revoke')
  @Route({
    action: 'staff.manage',
    discloses: 'nothing',
    status: 204,
    summary: 'Take the identity of a member of staff away; sessions that began with it end at once',
  })
  unlink(@Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.identities.unlink(id);
  }
}
