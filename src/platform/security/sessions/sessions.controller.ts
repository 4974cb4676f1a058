import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PageQuery } from '../../routes/pagination.js';
import { Route } from '../../routes/route.decorator.js';
import { ReauthenticationDto } from '../dto/reauthentication.dto.js';
import { ASKED_AGAIN, securityProblems } from '../security.errors.js';
import { SessionsService } from '../sessions.service.js';
import { EndedSessionsResponse, LiveSessionPage } from './dto/live-session.response.js';

@ApiTags('auth')
@Controller('api/v1/auth/sessions')
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  @Get()
  @Route({ action: 'signed-in', discloses: 'nothing', summary: 'Where I am signed in, newest first' })
  list(@Query() query: PageQuery): Promise<LiveSessionPage> {
    return this.sessions.mine(query);
  }

  @Post('revoke-others')
  @Route({
    action: 'signed-in',
    discloses: 'nothing',
    summary: 'Sign me out everywhere else, at once',
    description: 'A session by PIN or badge keeps the full sign-in that it counts on.',
    problems: ASKED_AGAIN,
  })
  endOthers(@Body() { password }: ReauthenticationDto): Promise<EndedSessionsResponse> {
    return this.sessions.endOthers(password);
  }

  @Post(':id/revoke')
  @Route({
    action: 'signed-in',
    discloses: 'nothing',
    status: 204,
    summary: 'End one of my sessions at once, and those switched from it; no error when it has ended',
    description: 'The present one ends without a password, as by signing out.',
    problems: [securityProblems.sessionNotFound, ...ASKED_AGAIN],
  })
  endOne(@Param('id', ParseUUIDPipe) id: string, @Body() { password }: ReauthenticationDto): Promise<void> {
    return this.sessions.endMine(id, password);
  }
}
