import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Route } from '../../routes/route.decorator.js';
import { SessionResponse } from '../dto/session.response.js';
import { ReauthenticationDto } from '../dto/reauthentication.dto.js';
import { CHANGES_A_WAY_IN, securityProblems } from '../security.errors.js';
import { CodeDto, SecondStepDto } from './dto/second-factor.dto.js';
import { EnrolmentResponse, RecoveryCodesResponse } from './dto/second-factor.response.js';
import { SecondFactorService } from './second-factor.service.js';
import { SecondStepService } from './second-step.service.js';

const { challengeRefused, secondFactorWrong, secondFactorEnrolled, secondFactorNotBegun, signInPaused } =
  securityProblems;

@ApiTags('auth')
@Controller('api/v1/auth')
export class SecondFactorController {
  constructor(
    private readonly factors: SecondFactorService,
    private readonly secondStep: SecondStepService,
  ) {}

  @Post('login/second-factor')
  @Route({
    action: 'public',
    discloses: 'nothing',
    summary: 'Finish signing in with a code of the authenticator, or a recovery code',
    problems: [challengeRefused, secondFactorWrong, signInPaused],
  })
  complete(@Body() input: SecondStepDto): Promise<SessionResponse> {
    return this.secondStep.complete(input);
  }

  @Post('totp/enrol')
  @Route({
    action: 'signed-in',
    despite: ['second-factor'],
    discloses: 'nothing',
    summary: 'A seed for my authenticator, shown this once',
    problems: [secondFactorEnrolled, ...CHANGES_A_WAY_IN],
  })
  enrol(@Body() { password }: ReauthenticationDto): Promise<EnrolmentResponse> {
    return this.factors.enrol(password);
  }

  @Post('totp/confirm')
  @Route({
    action: 'signed-in',
    despite: ['second-factor'],
    discloses: 'nothing',
    summary: 'My authenticator shows this code: ask for one from now on. Gives the recovery codes, shown this once',
    problems: [secondFactorWrong, secondFactorNotBegun, signInPaused],
  })
  confirm(@Body() { code }: CodeDto): Promise<RecoveryCodesResponse> {
    return this.factors.confirm(code);
  }
}
