import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { httpProblems } from '../../../kernel/problem.js';
import { Route } from '../../routes/route.decorator.js';
import { StaffDayQuery } from './dto/staff-day.dto.js';
import { StaffDayResponse } from './dto/staff-day.response.js';
import { staffDayShown } from './reports.disclosure.js';
import { StaffDayQueries } from './staff-day.queries.js';

/** What one person did on one day. */
@ApiTags('audit')
@Controller('api/v1/audit/people')
export class StaffDayController {
  constructor(private readonly days: StaffDayQueries) {}

  @Get(':staffId/day')
  @Route({
    action: 'audit.read',
    discloses: staffDayShown,
    summary: "A person's day: from when to when, from where, and what they did, by hour or by patient",
    description:
      'Each page tells the whole day at the top; `limit` counts the things done, and `next` goes on with them.',
    problems: [httpProblems.notFound],
  })
  day(@Param('staffId', ParseUUIDPipe) staffId: string, @Query() query: StaffDayQuery): Promise<StaffDayResponse> {
    return this.days.day(staffId, query);
  }
}
