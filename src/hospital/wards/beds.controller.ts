import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IfMatch } from '../../platform/routes/entity-tag.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { ListBedsQuery, SetBedStateDto, UpdateBedDto } from './dto/ward.dto.js';
import { BedPage, BedResponse } from './dto/ward.response.js';
import { wardProblems } from './wards.errors.js';
import { WardsQueries } from './wards.queries.js';
import { WardsService } from './wards.service.js';

@ApiTags('wards')
@Controller('api/v1/beds')
export class BedsController {
  constructor(
    private readonly service: WardsService,
    private readonly queries: WardsQueries,
  ) {}

  @Get()
  @Route({
    action: 'ward.read',
    discloses: 'nothing',
    summary: 'The beds, by ward, room and code, and whether each is free; who lies in them is on the board',
  })
  list(@Query() query: ListBedsQuery): Promise<BedPage> {
    return this.queries.beds(query);
  }

  @Patch(':id')
  @Route({
    action: 'ward.manage',
    discloses: 'nothing',
    versioned: true,
    summary: 'Take a bed out of service or back into it, or rename it (merge patch)',
    problems: [wardProblems.bedNotFound, wardProblems.bedInUse, wardProblems.bedCodeTaken],
  })
  update(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: UpdateBedDto,
  ): Promise<BedResponse> {
    return this.service.updateBed(id, version, input);
  }

  @Post(':id/state')
  @Route({
    action: 'bed.set-state',
    discloses: 'nothing',
    versioned: true,
    summary: 'Reserve a bed, have it cleaned, take it out of service, or give it free',
    problems: [
      wardProblems.bedNotFound,
      wardProblems.bedInUse,
      wardProblems.bedStateNotYours,
      wardProblems.bedOfAnotherWard,
    ],
  })
  setState(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: SetBedStateDto,
  ): Promise<BedResponse> {
    return this.service.setBedState(id, version, input);
  }
}
