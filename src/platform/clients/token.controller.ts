import { Body, Controller, Get, Inject, Post } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';
import { Problem } from '../../kernel/problem.js';
import { Route } from '../routes/route.decorator.js';
import { tokenProblems } from './clients.errors.js';
import { TokenResponse } from './dto/token.response.js';
import { isThisMachine, ReachedAt } from './service-origin.js';
import { SmartConfigurationResponse } from './dto/smart-configuration.response.js';
import { smartConfiguration } from './smart-configuration.js';
import { TokenService } from './token.service.js';

const field = (example: string) => ({ type: 'string' as const, example });
const FORM = {
  type: 'object' as const,
  required: ['grant_type', 'scope', 'client_assertion_type', 'client_assertion'],
  properties: {
    grant_type: field('client_credentials'),
    scope: field('system/DiagnosticReport.c'),
    client_assertion_type: field('urn:ietf:params:oauth:client-assertion-type:jwt-bearer'),
    client_assertion: field('eyJhbGciOiJFUzM4NCJ9.eyJpc3MiOiJsaXMifQ.c2lnbmF0dXJl'),
  },
};

@ApiTags('clients')
@Controller()
export class TokenController {
  constructor(
    private readonly tokens: TokenService,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  @Post('oauth2/token')
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiBody({ schema: FORM })
  @Route({
    action: 'public',
    signsIn: true,
    discloses: 'nothing',
    summary: 'A token for a machine that signs who it is (SMART Backend Services)',
    description: 'Errors are as RFC 6749 writes them: error, error_description.',
    problems: Object.values(tokenProblems),
  })
  token(@Body() form: object, @ReachedAt() reached: string): Promise<TokenResponse> {
    return this.tokens.issue(form, this.endpoint(reached));
  }

  @Get(['.well-known/smart-configuration', 'fhir/R4/.well-known/smart-configuration'])
  @Route({
    action: 'public',
    discloses: 'nothing',
    summary: 'How machines get tokens (SMART App Launch 2.2)',
    problems: [tokenProblems.hostUnknown],
  })
  smartConfiguration(@ReachedAt() reached: string): SmartConfigurationResponse {
    return smartConfiguration(this.endpoint(reached));
  }

  /** What assertions are made for: the configured address; without one, this machine by its own name. @throws Problem hostUnknown */
  private endpoint(reached: string): string {
    const { publicUrl } = this.settings;
    if (publicUrl === undefined && !isThisMachine(reached)) throw new Problem(tokenProblems.hostUnknown);
    return `${publicUrl ?? reached}/oauth2/token`;
  }
}
