import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { orderProblems } from '../../../clinical/orders/orders.errors.js';
import { patientProblems } from '../../../clinical/patients/patients.errors.js';
import { resultProblems } from '../../../clinical/results/results.errors.js';
import type { Disclosure, Shown } from '../../../platform/routes/disclosure.js';
import { IfMatch } from '../../../platform/routes/entity-tag.js';
import { Route } from '../../../platform/routes/route.decorator.js';
import { namedIn } from '../named-patients.js';
import { AssignDto, DismissDto, UnmatchedQuery } from './dto/unmatched.dto.js';
import { UnmatchedDetailResponse, UnmatchedPage, UnmatchedResponse } from './dto/unmatched.response.js';
import { unmatchedProblems } from './unmatched.errors.js';
import { UnmatchedQueries } from './unmatched.queries.js';
import { UnmatchedService } from './unmatched.service.js';

/** Whom an entry names: who may be meant, whose it became, and whose number it says though the reader may not see them. */
const named = (entry: UnmatchedResponse): Shown[] =>
  [
    ...entry.suggestions.map(({ patient }) => patient.id),
    ...(entry.patientId ? [entry.patientId] : []),
    ...namedIn(entry),
  ].map((patientId) => ({ patientId }));

const LISTED: Disclosure = {
  kind: 'list',
  entity: 'unmatched_result',
  shown: ({ items }: UnmatchedPage) => items.flatMap(named),
};
const READ: Disclosure = {
  kind: 'list',
  entity: 'unmatched_result',
  shown: named,
  about: ({ id }: UnmatchedResponse) => id,
};
const WRITTEN: Disclosure = { ...READ, kind: 'replay' };

@ApiTags('results')
@Controller('api/v1/results/unmatched')
export class UnmatchedController {
  constructor(
    private readonly unmatched: UnmatchedService,
    private readonly queries: UnmatchedQueries,
  ) {}

  @Get()
  @Route({
    action: 'unmatched.read',
    scope: 'mine',
    discloses: LISTED,
    summary:
      'Results that could not be placed and wait for a person, critical ones first, then the oldest: why, and who may be meant',
  })
  list(@Query() query: UnmatchedQuery): Promise<UnmatchedPage> {
    return this.queries.list(query);
  }

  @Get(':id')
  @Route({
    action: 'unmatched.read',
    scope: 'mine',
    discloses: READ,
    summary: 'One of them, with what it says and the message as it came',
    problems: [unmatchedProblems.unmatchedNotFound],
  })
  read(@Param('id', ParseUUIDPipe) id: string): Promise<UnmatchedDetailResponse> {
    return this.queries.one(id);
  }

  @Post(':id/assign')
  @Route({
    action: 'unmatched.settle',
    discloses: WRITTEN,
    creates: true,
    status: 200,
    versioned: true,
    summary: 'Say whose it is: the result comes into that chart with it, all of it or nothing',
    description:
      'One that names somebody else, another order or another’s report is answered unmatched-names-another with both sides; `confirmed` with a `reason` in words says that it is the patient’s all the same.',
    problems: [
      ...Object.values(unmatchedProblems),
      patientProblems.patientNotFound,
      ...Object.values(orderProblems),
      ...Object.values(resultProblems),
    ],
  })
  assign(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: AssignDto,
  ): Promise<UnmatchedResponse> {
    return this.unmatched.assign({ id, version }, input);
  }

  @Post(':id/dismiss')
  @Route({
    action: 'unmatched.settle',
    discloses: WRITTEN,
    creates: true,
    status: 200,
    versioned: true,
    summary: 'Say that it comes into no chart, and why; the message stays kept',
    problems: [unmatchedProblems.unmatchedNotFound, unmatchedProblems.unmatchedSettled],
  })
  dismiss(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: DismissDto,
  ): Promise<UnmatchedResponse> {
    return this.unmatched.dismiss({ id, version }, input);
  }
}
