import { Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PageQuery } from '../../http/pagination.js';
import { Route } from '../../http/route.decorator.js';
import { securityProblems } from '../security.errors.js';
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
  })
  endOthers(): Promise<EndedSessionsResponse> {
    return this.sessions.endOthers();
  }

  @Post(':id/revoke')
  @Route({
    action: 'signed-in',
    discloses: 'nothing',
    status: 204,
    summary: 'End one of my sessions at once, and those switched from it; no error when it has ended',
    problems: [securityProblems.sessionNotFound],
  })
  endOne(@Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.sessions.endMine(id);
  }
}
