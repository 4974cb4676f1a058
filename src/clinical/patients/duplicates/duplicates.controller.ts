import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { lists, writes } from '../../../platform/routes/disclosure.js';
import { PageQuery } from '../../../platform/routes/pagination.js';
import { Route } from '../../../platform/routes/route.decorator.js';
import { patientProblems } from '../patients.errors.js';
import { DismissalsService } from './dismissals.service.js';
import { duplicateProblems } from './duplicates.errors.js';
import { DuplicatesQueries } from './duplicates.queries.js';
import { DismissDuplicateDto } from './dto/dismissal.dto.js';
import {
  DismissalResponse,
  DuplicatesOfPatientResponse,
  SuspectedDuplicatesPage,
  type SuspectedDuplicateResponse,
} from './dto/duplicate.response.js';

const shown = (patientId: string) => ({ patientId, entityId: patientId });

const dismissed = ({ patientId, id }: DismissalResponse) => ({ patientId, entityId: id });
const other = ({ otherId }: DismissalResponse) => [otherId];

@ApiTags('patients')
@Controller('api/v1/patients')
export class DuplicatesController {
  constructor(
    private readonly duplicates: DuplicatesQueries,
    private readonly dismissals: DismissalsService,
  ) {}

  @Get('duplicates')
  @Route({
    action: 'patient.merge',
    scope: 'names',
    discloses: {
      ...lists('patient', ({ id }: { id: string }) => shown(id)),
      shown: ({ items }: { items: SuspectedDuplicateResponse[] }) =>
        items.flatMap(({ id, duplicates }) => [shown(id), ...duplicates.map((one) => shown(one.id))]),
    },
    summary: 'The work list of the records office: patients who may have been on record before, the latest first',
    description: '`limit` says how many patients are looked at; a page shows those of them who may be on record twice.',
  })
  suspected(@Query() page: PageQuery): Promise<SuspectedDuplicatesPage> {
    return this.duplicates.suspected(page);
  }

  @Get(':id/duplicates')
  @Route({
    action: 'patient.duplicates',
    scope: 'names',
    discloses: {
      ...lists('patient', ({ id }: { id: string }) => shown(id)),
      shown: ({ patientId, items, dismissed }: DuplicatesOfPatientResponse) => [
        shown(patientId),
        ...[...items, ...dismissed].map(({ id }) => shown(id)),
      ],
    },
    summary: 'Who may be the same person, and why',
    problems: [patientProblems.patientNotFound],
  })
  of(@Param('id', ParseUUIDPipe) id: string): Promise<DuplicatesOfPatientResponse> {
    return this.duplicates.of(id);
  }

  @Post(':id/duplicates/dismiss')
  @Route({
    action: 'patient.merge',
    discloses: writes('duplicate_dismissal', dismissed, other),
    creates: true,
    summary: 'Say that a record which looks alike is of another person: the pair is on no list any more',
    problems: [
      patientProblems.patientNotFound,
      duplicateProblems.duplicateDismissed,
      duplicateProblems.duplicateOfItself,
    ],
  })
  dismiss(@Param('id', ParseUUIDPipe) id: string, @Body() input: DismissDuplicateDto): Promise<DismissalResponse> {
    return this.dismissals.dismiss(id, input);
  }

  @Post(':id/duplicates/restore')
  @Route({
    action: 'patient.merge',
    discloses: writes('duplicate_dismissal', dismissed, other),
    summary: 'Take that back: the pair is looked at again',
    problems: [duplicateProblems.duplicateNotDismissed],
  })
  restore(@Param('id', ParseUUIDPipe) id: string, @Body() input: DismissDuplicateDto): Promise<DismissalResponse> {
    return this.dismissals.restore(id, input);
  }
}
