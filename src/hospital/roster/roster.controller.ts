import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IfMatch } from '../../platform/routes/entity-tag.js';
import { actingPerson } from '../../kernel/request-context.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { CancelDutyDto, DutiesQuery, PlanDutiesDto } from './dto/duty.dto.js';
import { DutyPage, DutyResponse, PlannedDutiesResponse } from './dto/duty.response.js';
import { rosterProblems } from './roster.errors.js';
import { RosterQueries } from './roster.queries.js';
import { RosterService } from './roster.service.js';

const { dutyNotFound, dutyOver, dutyOverlaps, dutyStaffUnknown, dutyWardUnknown, dutyNotYours } = rosterProblems;

@ApiTags('roster')
@Controller('api/v1')
export class RosterController {
  constructor(
    private readonly roster: RosterService,
    private readonly queries: RosterQueries,
  ) {}

  @Get('wards/:id/duties')
  @Route({
    action: 'roster.read',
    scope: 'nobody',
    discloses: 'nothing',
    summary: 'Who is on duty in a ward: from now to now for this moment, a week from today by default',
  })
  ofWard(@Param('id', ParseUUIDPipe) id: string, @Query() query: DutiesQuery): Promise<DutyPage> {
    return this.queries.ofWard(id, query);
  }

  @Post('wards/:id/duties')
  @Route({
    action: 'roster.plan',
    scope: 'nobody',
    discloses: 'nothing',
    creates: true,
    summary: 'Plan duties in a ward, all or none',
    description:
      'While it lasts, half an hour before and an hour after, a duty opens the records of the ward’s patients.',
    problems: [dutyWardUnknown, dutyNotYours, dutyStaffUnknown, dutyOverlaps],
  })
  plan(@Param('id', ParseUUIDPipe) id: string, @Body() input: PlanDutiesDto): Promise<PlannedDutiesResponse> {
    return this.roster.plan(id, input);
  }

  @Post('duties/:id/cancel')
  @Route({
    action: 'roster.plan',
    scope: 'nobody',
    discloses: 'nothing',
    versioned: true,
    summary: 'Cancel a duty, with a reason; the access that it gave ends at once',
    problems: [dutyNotFound, dutyOver, dutyNotYours],
  })
  cancel(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: CancelDutyDto,
  ): Promise<DutyResponse> {
    return this.roster.cancel(id, version, input);
  }

  @Get('duties/mine')
  @Route({ action: 'signed-in', discloses: 'nothing', summary: 'When and where I am on duty' })
  mine(@Query() query: DutiesQuery): Promise<DutyPage> {
    return this.queries.ofPerson(actingPerson(), query);
  }
}
