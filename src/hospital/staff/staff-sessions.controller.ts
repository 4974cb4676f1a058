import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PageQuery } from '../../platform/routes/pagination.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { securityProblems } from '../../platform/security/security.errors.js';
import { EndedSessionsResponse, LiveSessionPage } from '../../platform/security/sessions/dto/live-session.response.js';
import { EndSessionsDto } from '../../platform/security/sessions/dto/session.dto.js';
import { staffProblems } from './staff.errors.js';
import { StaffSessions } from './staff-sessions.service.js';

@ApiTags('staff')
@Controller('api/v1/staff/:id/sessions')
export class StaffSessionsController {
  constructor(private readonly sessions: StaffSessions) {}

  @Get()
  @Route({
    action: 'session.read',
    discloses: 'nothing',
    summary: 'Where a member of staff is signed in, newest first',
    problems: [staffProblems.staffNotFound],
  })
  list(@Param('id', ParseUUIDPipe) id: string, @Query() query: PageQuery): Promise<LiveSessionPage> {
    return this.sessions.list(id, query);
  }

  @Post('revoke')
  @Route({
    action: 'session.end',
    discloses: 'nothing',
    summary: 'Sign a member of staff out of one session or of all, at once, with a reason',
    problems: [staffProblems.staffNotFound, securityProblems.sessionNotFound],
  })
  end(@Param('id', ParseUUIDPipe) id: string, @Body() input: EndSessionsDto): Promise<EndedSessionsResponse> {
    return this.sessions.end(id, input);
  }
}
