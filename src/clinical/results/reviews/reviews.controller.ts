import { Controller, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { writes } from '../../../platform/routes/disclosure.js';
import { IfMatch } from '../../../platform/routes/entity-tag.js';
import { Route } from '../../../platform/routes/route.decorator.js';
import { ReportResponse } from '../dto/result.response.js';
import { resultProblems } from '../results.errors.js';
import { ReviewsService } from './reviews.service.js';

const theirs = ({ id, patientId, encounterId }: ReportResponse) => ({ patientId, encounterId, entityId: id });

@ApiTags('results')
@Controller('api/v1/results')
export class ReviewsController {
  constructor(private readonly reviews: ReviewsService) {}

  @Post(':id/review')
  @Route({
    action: 'result.review',
    discloses: writes('diagnostic_report', theirs),
    versioned: true,
    summary: 'Say that you have looked at a result, in the version that you read',
    problems: [resultProblems.resultNotFound],
  })
  review(@Param('id', ParseUUIDPipe) id: string, @IfMatch() version: number): Promise<ReportResponse> {
    return this.reviews.review(id, version);
  }
}
