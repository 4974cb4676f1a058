import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IfMatch } from '../../platform/routes/entity-tag.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { CreateSensitiveCodeDto, ListSensitiveCodesQuery, UpdateSensitiveCodeDto } from './dto/sensitive-code.dto.js';
import { SensitiveCodePage, SensitiveCodeResponse } from './dto/sensitive-code.response.js';
import { sensitivityProblems } from './sensitive-codes.errors.js';
import { SensitiveCodesQueries } from './sensitive-codes.queries.js';
import { SensitiveCodesService } from './sensitive-codes.service.js';

@ApiTags('sensitive codes')
@Controller('api/v1/sensitive-codes')
export class SensitiveCodesController {
  constructor(
    private readonly codes: SensitiveCodesService,
    private readonly queries: SensitiveCodesQueries,
  ) {}

  @Get()
  @Route({
    action: 'sensitivity.read',
    scope: 'nobody',
    discloses: 'nothing',
    summary: 'The codes that make a record confidential, by system and code',
  })
  list(@Query() query: ListSensitiveCodesQuery): Promise<SensitiveCodePage> {
    return this.queries.list(query);
  }

  @Post()
  @Route({
    action: 'sensitivity.manage',
    scope: 'nobody',
    discloses: 'nothing',
    creates: true,
    summary: 'Put a code on the list; it counts for what is written from now on',
    problems: [sensitivityProblems.sensitiveCodeTaken],
  })
  create(@Body() input: CreateSensitiveCodeDto): Promise<SensitiveCodeResponse> {
    return this.codes.create(input);
  }

  @Patch(':id')
  @Route({
    action: 'sensitivity.manage',
    scope: 'nobody',
    discloses: 'nothing',
    versioned: true,
    summary: 'Take a code off the list or put it back, or say better why it is there (merge patch)',
    problems: [sensitivityProblems.sensitiveCodeNotFound],
  })
  update(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: UpdateSensitiveCodeDto,
  ): Promise<SensitiveCodeResponse> {
    return this.codes.update(id, version, input);
  }
}
