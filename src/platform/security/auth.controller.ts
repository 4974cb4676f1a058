import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Route } from '../routes/route.decorator.js';
import { PersonResponse, SessionResponse } from './dto/session.response.js';
import { UnsentKeysResponse } from './dto/unsent-keys.response.js';
import { ChangePasswordDto, RefreshDto, SignInDto } from './dto/sign-in.dto.js';
import { PasswordService } from './password.service.js';
import { RefreshService } from './refresh.service.js';
import { securityProblems } from './security.errors.js';
import { SessionsService } from './sessions.service.js';
import { SignInService } from './sign-in.service.js';

@ApiTags('auth')
@Controller('api/v1/auth')
export class AuthController {
  constructor(
    private readonly signIn: SignInService,
    private readonly refreshing: RefreshService,
    private readonly sessions: SessionsService,
    private readonly passwords: PasswordService,
  ) {}

  @Post('login')
  @Route({
    action: 'public',
    signsIn: true,
    discloses: 'nothing',
    summary: 'Sign in with a password',
    description:
      'People who enrolled an authenticator are answered second-factor-needed, with a challenge to send with a code.',
    problems: [
      securityProblems.signInFailed,
      securityProblems.signInPaused,
      securityProblems.roleNotHeld,
      securityProblems.secondFactorNeeded,
    ],
  })
  login(@Body() input: SignInDto): Promise<SessionResponse> {
    return this.signIn.signIn(input);
  }

  @Post('refresh')
  @Route({
    action: 'public',
    discloses: 'nothing',
    summary: 'Exchange a refresh token for new tokens',
    problems: [securityProblems.refreshRefused],
  })
  refresh(@Body() input: RefreshDto): Promise<SessionResponse> {
    return this.refreshing.refresh(input.refreshToken);
  }

  @Post('logout')
  @Route({
    action: 'signed-in',
    despite: ['password', 'second-factor'],
    discloses: 'nothing',
    summary: 'Sign out; the session ends at once',
    status: 204,
  })
  logout(): Promise<void> {
    return this.sessions.signOut();
  }

  @Get('me')
  @Route({
    action: 'signed-in',
    despite: ['password', 'second-factor'],
    discloses: 'nothing',
    summary: 'Who am I',
  })
  me(): Promise<PersonResponse> {
    return this.sessions.me();
  }

  @Get('unsent-keys')
  @Route({
    action: 'signed-in',
    discloses: 'nothing',
    summary: 'The keys under which a terminal keeps what I typed and did not send',
    description: 'Nobody else is given them. What is sealed with them stays on the terminal until it is sent.',
  })
  unsentKeys(): UnsentKeysResponse {
    return this.sessions.unsentKeys();
  }

  @Post('password')
  @Route({
    action: 'signed-in',
    despite: ['password', 'second-factor'],
    discloses: 'nothing',
    summary: 'Change my password; every other session of mine ends',
    status: 204,
    problems: [securityProblems.currentPasswordWrong, securityProblems.signInPaused, securityProblems.fullSignInNeeded],
  })
  changePassword(@Body() input: ChangePasswordDto): Promise<void> {
    return this.passwords.change(input);
  }
}
