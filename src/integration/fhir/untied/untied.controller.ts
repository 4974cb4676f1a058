import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { careProblems } from '../../../platform/care/care.errors.js';
import { reads, writes, type Disclosure } from '../../../platform/routes/disclosure.js';
import { IfMatch } from '../../../platform/routes/entity-tag.js';
import { Route } from '../../../platform/routes/route.decorator.js';
import { patientProblems } from '../../../clinical/patients/patients.errors.js';
import { fhirProblems } from '../fhir.errors.js';
import { AssignUntiedDto, DismissUntiedDto, UntiedComparisonQuery, UntiedQuery } from './untied.dto.js';
import { UntiedQueries } from './untied.queries.js';
import {
  AssignedResourceResponse,
  DismissedResourceResponse,
  UntiedComparisonResponse,
  UntiedResourceContent,
  UntiedResourcePage,
} from './untied.response.js';
import { UntiedService } from './untied.service.js';

/** Whose they are is what nobody knows: the trail names the resource. */
const disclosesUntied = (kind: 'read' | 'list' | 'replay'): Disclosure => ({
  kind,
  entity: 'fhir_source',
  shown: () => [],
  ...(kind !== 'list' && { about: ({ id }: { id: string }) => id }),
});
const { resourceNotFound, namesAnother } = fhirProblems;
const { patientNotFound } = patientProblems;
const { ownRecord, confidentialNeedsOrder, confidentialNeedsReason } = careProblems;

@ApiTags('fhir')
@Controller('api/v1/untied-resources')
export class UntiedController {
  constructor(
    private readonly queries: UntiedQueries,
    private readonly untied: UntiedService,
  ) {}

  @Get()
  @Route({
    action: 'fhir.read-untied',
    discloses: disclosesUntied('list'),
    summary:
      'Resources from elsewhere of which nobody could tell whose they are, oldest first; nothing of what they say',
  })
  list(@Query() query: UntiedQuery): Promise<UntiedResourcePage> {
    return this.queries.list(query);
  }

  @Get(':id')
  @Route({
    action: 'fhir.read-untied',
    discloses: disclosesUntied('read'),
    summary: 'One of them, as it was sent',
    problems: [resourceNotFound],
  })
  read(@Param('id', ParseUUIDPipe) id: string): Promise<UntiedResourceContent> {
    return this.queries.one(id);
  }

  @Get(':id/comparison')
  @Route({
    action: 'fhir.read-untied',
    discloses: reads('patient', ({ patient }: UntiedComparisonResponse) => ({
      patientId: patient.id,
      entityId: patient.id,
    })),
    summary: 'Whom it names, beside the patient it is taken for',
    problems: [resourceNotFound, patientNotFound],
  })
  async compare(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { patientId }: UntiedComparisonQuery,
  ): Promise<UntiedComparisonResponse> {
    return this.queries.compared(await this.queries.one(id), patientId);
  }

  @Post(':id/assign')
  @Route({
    action: 'fhir.read-untied',
    discloses: writes('fhir_source', ({ id, patientId }: AssignedResourceResponse) => ({ patientId, entityId: id })),
    versioned: true,
    summary: 'Say whose it is, and why: from then on it is part of the patient’s record',
    description:
      'One that names somebody of another name, birth date or number is answered names-another with both; `confirmed` says that it is the patient’s all the same.',
    problems: [
      resourceNotFound,
      patientNotFound,
      namesAnother,
      ownRecord,
      confidentialNeedsOrder,
      confidentialNeedsReason,
    ],
  })
  assign(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: AssignUntiedDto,
  ): Promise<AssignedResourceResponse> {
    return this.untied.assign(id, version, input);
  }

  @Post(':id/dismiss')
  @Route({
    action: 'fhir.read-untied',
    discloses: disclosesUntied('replay'),
    versioned: true,
    summary: 'Say that it is nobody’s here, and why; it is kept and may still be assigned',
    problems: [resourceNotFound],
  })
  dismiss(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: DismissUntiedDto,
  ): Promise<DismissedResourceResponse> {
    return this.untied.dismiss(id, version, input);
  }
}
