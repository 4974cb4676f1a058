import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { listsOf, writes } from '../../platform/routes/disclosure.js';
import { IfMatch } from '../../platform/routes/entity-tag.js';
import { PageQuery } from '../../platform/routes/pagination.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { encounterProblems } from '../encounters/encounters.errors.js';
import { AddMedicinesDto, DecideMedicinesDto, OpenReconciliationDto } from './dto/reconciliation.dto.js';
import { ReconciliationPage, ReconciliationResponse } from './dto/reconciliation.response.js';
import { reconciliationProblems } from './reconciliation.errors.js';
import { ReconciliationQueries } from './reconciliation.queries.js';
import { ReconciliationService } from './reconciliation.service.js';

const theirs = ({ id, patientId, encounterId }: ReconciliationResponse) => ({ patientId, encounterId, entityId: id });
const PROBLEMS = [...Object.values(reconciliationProblems), encounterProblems.encounterClosed];

@ApiTags('reconciliation')
@Controller('api/v1')
export class ReconciliationController {
  constructor(
    private readonly reconciliations: ReconciliationService,
    private readonly queries: ReconciliationQueries,
  ) {}

  @Post('encounters/:id/reconciliations')
  @Route({
    action: 'reconciliation.write',
    discloses: writes('medicine_reconciliation', theirs),
    creates: true,
    summary: 'List the medicines that a patient takes, at an admission, a transfer or a discharge',
    description: 'At a transfer and a discharge the medicines in force are on the list by themselves.',
    problems: [encounterProblems.encounterNotFound, ...PROBLEMS],
  })
  open(
    @Param('id', ParseUUIDPipe) encounterId: string,
    @Body() input: OpenReconciliationDto,
  ): Promise<ReconciliationResponse> {
    return this.reconciliations.open(encounterId, input);
  }

  @Get('encounters/:id/reconciliations')
  @Route({
    action: 'chart.read',
    discloses: listsOf('medicine_reconciliation'),
    summary: 'The reconciliations of an encounter, newest first',
    problems: [encounterProblems.encounterNotFound],
  })
  list(@Param('id', ParseUUIDPipe) encounterId: string, @Query() query: PageQuery): Promise<ReconciliationPage> {
    return this.queries.ofEncounter(encounterId, query);
  }

  @Post('reconciliations/:id/items')
  @Route({
    action: 'reconciliation.write',
    discloses: writes('medicine_reconciliation', theirs),
    versioned: true,
    summary: 'Add medicines to an open reconciliation',
    problems: PROBLEMS,
  })
  add(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: AddMedicinesDto,
  ): Promise<ReconciliationResponse> {
    return this.reconciliations.add(id, version, input);
  }

  @Post('reconciliations/:id/decide')
  @Route({
    action: 'reconciliation.decide',
    discloses: writes('medicine_reconciliation', theirs),
    versioned: true,
    summary: 'Continue, change or stop medicines of the list; when all are decided it is completed',
    problems: PROBLEMS,
  })
  decide(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: DecideMedicinesDto,
  ): Promise<ReconciliationResponse> {
    return this.reconciliations.decide(id, version, input);
  }
}
