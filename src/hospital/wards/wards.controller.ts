import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IfMatch } from '../../platform/routes/entity-tag.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { CreateBedDto, CreateBedsDto, CreateWardDto, ListWardsQuery, UpdateWardDto } from './dto/ward.dto.js';
import { AddedBedsResponse, BedResponse, WardPage, WardResponse } from './dto/ward.response.js';
import { wardProblems } from './wards.errors.js';
import { WardsQueries } from './wards.queries.js';
import { WardsService } from './wards.service.js';

@ApiTags('wards')
@Controller('api/v1/wards')
export class WardsController {
  constructor(
    private readonly service: WardsService,
    private readonly queries: WardsQueries,
  ) {}

  @Get()
  @Route({ action: 'ward.list', discloses: 'nothing', summary: 'The wards, by code' })
  list(@Query() query: ListWardsQuery): Promise<WardPage> {
    return this.queries.wards(query);
  }

  @Post()
  @Route({
    action: 'ward.manage',
    discloses: 'nothing',
    creates: true,
    summary: 'Open a ward',
    problems: [wardProblems.wardCodeTaken],
  })
  create(@Body() input: CreateWardDto): Promise<WardResponse> {
    return this.service.create(input);
  }

  @Patch(':id')
  @Route({
    action: 'ward.manage',
    discloses: 'nothing',
    versioned: true,
    summary: 'Rename a ward, take it out of service or back into it, mark it sensitive (merge patch)',
    problems: [wardProblems.wardNotFound, wardProblems.wardInUse],
  })
  update(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: UpdateWardDto,
  ): Promise<WardResponse> {
    return this.service.update(id, version, input);
  }

  @Post(':id/beds')
  @Route({
    action: 'ward.manage',
    discloses: 'nothing',
    creates: true,
    summary: 'Put a bed into a room of the ward; the room is made when it is new',
    problems: [wardProblems.wardNotFound, wardProblems.placeClosed, wardProblems.bedCodeTaken],
  })
  addBed(@Param('id', ParseUUIDPipe) id: string, @Body() input: CreateBedDto): Promise<BedResponse> {
    return this.service.addBed(id, input);
  }

  @Post(':id/beds/batch')
  @Route({
    action: 'ward.manage',
    discloses: 'nothing',
    creates: true,
    summary: 'Put many beds into rooms of the ward at once: all, or none',
    problems: [wardProblems.wardNotFound, wardProblems.placeClosed, wardProblems.bedCodeTaken],
  })
  addBeds(@Param('id', ParseUUIDPipe) id: string, @Body() input: CreateBedsDto): Promise<AddedBedsResponse> {
    return this.service.addBeds(id, input);
  }
}
