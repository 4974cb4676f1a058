import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { lists } from '../../../platform/routes/disclosure.js';
import { PageQuery } from '../../../platform/routes/pagination.js';
import { Route } from '../../../platform/routes/route.decorator.js';
import { patientProblems } from '../patients.errors.js';
import { DuplicatesQueries } from './duplicates.queries.js';
import {
  DuplicatesOfPatientResponse,
  SuspectedDuplicatesPage,
  type SuspectedDuplicateResponse,
} from './dto/duplicate.response.js';

const shown = (patientId: string) => ({ patientId, entityId: patientId });

@ApiTags('patients')
@Controller('api/v1/patients')
export class DuplicatesController {
  constructor(private readonly duplicates: DuplicatesQueries) {}

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
      shown: ({ patientId, items }: DuplicatesOfPatientResponse) => [
        shown(patientId),
        ...items.map(({ id }) => shown(id)),
      ],
    },
    summary: 'Who may be the same person, and why',
    problems: [patientProblems.patientNotFound],
  })
  of(@Param('id', ParseUUIDPipe) id: string): Promise<DuplicatesOfPatientResponse> {
    return this.duplicates.of(id);
  }
}
