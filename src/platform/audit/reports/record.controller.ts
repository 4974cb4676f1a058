import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PageQuery } from '../../routes/pagination.js';
import { httpProblems } from '../../../kernel/problem.js';
import { Route } from '../../routes/route.decorator.js';
import { RecordParams } from './dto/record.dto.js';
import { RecordLifeResponse, RecordReadsResponse } from './dto/record.response.js';
import { RecordQueries } from './record.queries.js';
import { recordShown } from './reports.disclosure.js';

/** The life of one record: each version with who, when, from where, why and what; and who read it. */
@ApiTags('audit')
@Controller('api/v1/audit/records')
export class RecordController {
  constructor(private readonly records: RecordQueries) {}

  @Get(':entity/:id')
  @Route({
    action: 'audit.read',
    discloses: recordShown,
    summary: 'The life of one record: every version, oldest first',
    problems: [httpProblems.notFound],
  })
  life(@Param() record: RecordParams, @Query() query: PageQuery): Promise<RecordLifeResponse> {
    return this.records.life(record, query);
  }

  @Get(':entity/:id/reads')
  @Route({
    action: 'audit.read',
    discloses: recordShown,
    summary: 'Who read one record, newest first',
    description: 'Readings that name the record. Lists that held it among others are in the report of its patient.',
    problems: [httpProblems.notFound],
  })
  reads(@Param() record: RecordParams, @Query() query: PageQuery): Promise<RecordReadsResponse> {
    return this.records.reads(record, query);
  }
}
