import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IfMatch } from '../../../platform/routes/entity-tag.js';
import { Route } from '../../../platform/routes/route.decorator.js';
import { MapCodeDto, MappingQuery, TargetDto } from './dto/mapping.dto.js';
import { MappedResponse, MappingPage } from './dto/mapping.response.js';
import { mappingProblems } from './mapping.errors.js';
import { MappingQueries } from './mapping.queries.js';
import { MappingService } from './mapping.service.js';

@ApiTags('results')
@Controller('api/v1/code-mappings')
export class MappingController {
  constructor(
    private readonly mapping: MappingService,
    private readonly queries: MappingQueries,
  ) {}

  @Get()
  @Route({
    action: 'mapping.read',
    discloses: 'nothing',
    summary: 'Codes and units of senders and what they mean; those that nobody has mapped among them',
  })
  list(@Query() query: MappingQuery): Promise<MappingPage> {
    return this.queries.list(query);
  }

  @Post()
  @Route({
    action: 'mapping.manage',
    discloses: 'nothing',
    creates: true,
    summary: 'Say what a code or unit of a sender means, before or after it was met',
    problems: [mappingProblems.mappingExists],
  })
  add(@Body() input: MapCodeDto): Promise<MappedResponse> {
    return this.mapping.add(input);
  }

  @Patch(':id')
  @Route({
    action: 'mapping.manage',
    discloses: 'nothing',
    versioned: true,
    summary: 'Say what it means; results that waited for it are placed again',
    problems: [mappingProblems.mappingNotFound],
  })
  map(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: TargetDto,
  ): Promise<MappedResponse> {
    return this.mapping.map({ id, version }, input);
  }
}
