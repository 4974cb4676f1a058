import { Body, Controller, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { careProblems } from '../../platform/care/care.errors.js';
import { writes } from '../../platform/routes/disclosure.js';
import { IfMatch } from '../../platform/routes/entity-tag.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { ofEncounter } from './encounter.mapper.js';
import { CourseService } from './course.service.js';
import { AttendingDto, BackFromLeaveDto, IsolationDto, LeaveDto } from './dto/course.dto.js';
import { EncounterResponse } from './dto/encounter.response.js';
import { encounterProblems } from './encounters.errors.js';

const { encounterNotFound, encounterClosed, afterDeath, notAnInpatient, onLeave, notOnLeave } = encounterProblems;
const { stayOfAnotherWard } = careProblems;

@ApiTags('encounters')
@Controller('api/v1/encounters/:id')
export class CourseController {
  constructor(private readonly course: CourseService) {}

  @Post('leave')
  @Route({
    action: 'encounter.course',
    discloses: writes('encounter', ofEncounter),
    versioned: true,
    summary: 'The patient leaves the ward for a while; the bed is kept',
    problems: [encounterNotFound, encounterClosed, afterDeath, notAnInpatient, onLeave, stayOfAnotherWard],
  })
  leave(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: LeaveDto,
  ): Promise<EncounterResponse> {
    return this.course.leave(id, version, input);
  }

  @Post('return')
  @Route({
    action: 'encounter.course',
    discloses: writes('encounter', ofEncounter),
    versioned: true,
    summary: 'The patient is back from leave',
    problems: [encounterNotFound, encounterClosed, afterDeath, notOnLeave, stayOfAnotherWard],
  })
  comeBack(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: BackFromLeaveDto,
  ): Promise<EncounterResponse> {
    return this.course.comeBack(id, version, input);
  }

  @Post('attending')
  @Route({
    action: 'encounter.team',
    discloses: writes('encounter', ofEncounter),
    versioned: true,
    summary: 'Name the doctor in charge',
    problems: [encounterNotFound, encounterClosed, stayOfAnotherWard],
  })
  attending(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: AttendingDto,
  ): Promise<EncounterResponse> {
    return this.course.attending(id, version, input);
  }

  @Post('isolation')
  @Route({
    action: 'encounter.course',
    discloses: writes('encounter', ofEncounter),
    versioned: true,
    summary: 'Begin, change or end isolation',
    problems: [encounterNotFound, encounterClosed, stayOfAnotherWard],
  })
  isolate(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: IsolationDto,
  ): Promise<EncounterResponse> {
    return this.course.isolate(id, version, input);
  }
}
