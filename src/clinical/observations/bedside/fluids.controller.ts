import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { listsOf, writes } from '../../../platform/routes/disclosure.js';
import { IfMatch } from '../../../platform/routes/entity-tag.js';
import { Route } from '../../../platform/routes/route.decorator.js';
import { encounterProblems } from '../../encounters/encounters.errors.js';
import { bedsideProblems } from './bedside.errors.js';
import { BecauseDto, CorrectFluidDto, FluidsQuery, RecordFluidDto } from './dto/bedside.dto.js';
import { FluidResponse, FluidsResponse } from './dto/bedside.response.js';
import { FluidsQueries } from './fluids.queries.js';
import { FluidsService } from './fluids.service.js';

const theirs = ({ id, patientId, encounterId }: FluidResponse) => ({ patientId, encounterId, entityId: id });
const { encounterNotFound, encounterClosed, lateEntryNotYours, recordClosed } = encounterProblems;

@ApiTags('observations')
@Controller('api/v1')
export class FluidsController {
  constructor(
    private readonly fluids: FluidsService,
    private readonly queries: FluidsQueries,
  ) {}

  @Post('encounters/:id/fluids')
  @Route({
    action: 'vitals.write',
    discloses: writes('fluid_entry', theirs),
    creates: true,
    summary: 'Record fluid that went in or came out',
    problems: [encounterNotFound, encounterClosed, lateEntryNotYours, recordClosed],
  })
  record(@Param('id', ParseUUIDPipe) id: string, @Body() input: RecordFluidDto): Promise<FluidResponse> {
    return this.fluids.record(id, input);
  }

  @Get('encounters/:id/fluids')
  @Route({
    action: 'chart.read',
    discloses: listsOf('fluid_entry'),
    summary: 'Fluid balance: what went in and came out, by shift and by day',
    problems: [encounterNotFound],
  })
  list(@Param('id', ParseUUIDPipe) id: string, @Query() query: FluidsQuery): Promise<FluidsResponse> {
    return this.queries.list(id, query);
  }

  @Post('fluids/:id/correct')
  @Route({
    action: 'vitals.write',
    discloses: writes('fluid_entry', theirs),
    versioned: true,
    summary: 'Put the right volume in the place of a wrong one; both stay readable',
    problems: [
      bedsideProblems.fluidNotFound,
      bedsideProblems.fluidInError,
      encounterClosed,
      lateEntryNotYours,
      recordClosed,
    ],
  })
  correct(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: CorrectFluidDto,
  ): Promise<FluidResponse> {
    return this.fluids.correct(id, version, input);
  }

  @Post('fluids/:id/mark-in-error')
  @Route({
    action: 'vitals.write',
    discloses: writes('fluid_entry', theirs),
    versioned: true,
    summary: 'Mark an intake or output as entered in error; it stays readable',
    problems: [bedsideProblems.fluidNotFound, bedsideProblems.fluidInError],
  })
  markInError(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { reason }: BecauseDto,
  ): Promise<FluidResponse> {
    return this.fluids.markInError(id, version, reason);
  }
}
