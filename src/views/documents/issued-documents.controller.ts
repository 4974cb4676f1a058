import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { patientProblems } from '../../clinical/patients/patients.errors.js';
import { listsOf, writes } from '../../platform/routes/disclosure.js';
import { IfMatch } from '../../platform/routes/entity-tag.js';
import { PageQuery } from '../../platform/routes/pagination.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { documentProblems } from './documents.errors.js';
import { IssuedDocumentPage, IssuedDocumentResponse } from './dto/issued-document.response.js';
import { WithdrawDocumentDto } from './dto/withdraw-document.dto.js';
import { IssuedDocumentsQueries } from './issued-documents.queries.js';
import { IssuedDocumentsService } from './issued-documents.service.js';

const theirs = ({ id, patientId, encounterId }: IssuedDocumentResponse) => ({ patientId, encounterId, entityId: id });

/** Which papers were printed of a patient, and how one is taken back that should not have been given. */
@ApiTags('documents')
@Controller('api/v1')
export class IssuedDocumentsController {
  constructor(
    private readonly documents: IssuedDocumentsService,
    private readonly queries: IssuedDocumentsQueries,
  ) {}

  @Get('patients/:id/documents')
  @Route({
    action: 'chart.read',
    discloses: listsOf('issued_document'),
    summary: 'Papers that were printed of a patient, the latest first',
    problems: [patientProblems.patientNotFound],
  })
  list(@Param('id', ParseUUIDPipe) id: string, @Query() query: PageQuery): Promise<IssuedDocumentPage> {
    return this.queries.list(id, query);
  }

  @Post('documents/:id/withdraw')
  @Route({
    action: 'document.withdraw',
    discloses: writes('issued_document', theirs),
    versioned: true,
    summary: 'Take a printed paper back',
    description: 'From then on the code on it says that it is not valid, and when it was taken back; not why.',
    problems: [
      documentProblems.documentNotFound,
      documentProblems.documentNotYours,
      documentProblems.documentWithdrawn,
    ],
  })
  withdraw(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { reason }: WithdrawDocumentDto,
  ): Promise<IssuedDocumentResponse> {
    return this.documents.withdraw(id, version, reason);
  }
}
