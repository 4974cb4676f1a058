import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { lists, writes } from '../../../platform/routes/disclosure.js';
import { IfMatch } from '../../../platform/routes/entity-tag.js';
import { Route } from '../../../platform/routes/route.decorator.js';
import { patientProblems } from '../patients.errors.js';
import { MergeDto, MergePreviewQuery, UnmergeDto } from './dto/merge.dto.js';
import { MergedResponse, MergePreviewResponse, UnmergedResponse } from './dto/merge.response.js';
import { mergingProblems } from './merging.errors.js';
import { MergingQueries } from './merging.queries.js';
import { MergingService } from './merging.service.js';

const { patientNotFound } = patientProblems;
const shown = (patientId: string) => ({ patientId, entityId: patientId });
const theirs = ({ patientId, mergeId }: MergedResponse) => ({ patientId, entityId: mergeId });
const merged = ({ mergedId }: MergedResponse) => [mergedId];

@ApiTags('patients')
@Controller('api/v1/patients/:id')
export class MergingController {
  constructor(
    private readonly merging: MergingService,
    private readonly queries: MergingQueries,
  ) {}

  @Get('merge-preview')
  @Route({
    action: 'patient.merge',
    discloses: {
      ...lists('patient', ({ id }: { id: string }) => shown(id)),
      shown: ({ survivor, other }: MergePreviewResponse) => [shown(survivor.id), shown(other.id)],
    },
    summary: 'What merging another record into this one would do: what differs, what moves, what stops it',
    problems: [patientNotFound],
  })
  preview(@Param('id', ParseUUIDPipe) id: string, @Query() query: MergePreviewQuery): Promise<MergePreviewResponse> {
    return this.queries.preview(id, query.with);
  }

  @Post('merge')
  @Route({
    action: 'patient.merge',
    discloses: writes('patient_merge', theirs, merged),
    creates: true,
    versioned: true,
    summary: 'Merge another record of the same person into this one; this one stays',
    description:
      'Everything charted under the other moves here, each row on the trail of both. The fields of the record in the address stand; the ' +
      'MRN of the other finds it. Reading the other answers 308 with the address here, writing to it 409.',
    problems: [
      patientNotFound,
      mergingProblems.mergedAlready,
      mergingProblems.mergeStopped,
      mergingProblems.mergeIntoUnknown,
      mergingProblems.mergeOwnRecord,
    ],
  })
  merge(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: MergeDto,
  ): Promise<MergedResponse> {
    return this.merging.merge(id, version, input);
  }

  @Post('unmerge')
  @Route({
    action: 'patient.merge',
    discloses: writes('patient_merge', theirs, merged),
    versioned: true,
    summary:
      'Take a merge back: both records are as before, and what was charted since in the encounters of the other is theirs',
    problems: [
      patientNotFound,
      mergingProblems.mergeNotFound,
      mergingProblems.mergeUndone,
      mergingProblems.mergeLaterFirst,
      mergingProblems.mergeOwnRecord,
    ],
  })
  unmerge(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: UnmergeDto,
  ): Promise<UnmergedResponse> {
    return this.merging.unmerge(id, version, input);
  }
}
