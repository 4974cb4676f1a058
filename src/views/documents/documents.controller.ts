import { Controller, Get, Param, ParseUUIDPipe, Query, Req } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { encounterProblems } from '../../clinical/encounters/encounters.errors.js';
import { patientProblems } from '../../clinical/patients/patients.errors.js';
import { ReachedAt } from '../../platform/clients/service-origin.js';
import { reads } from '../../platform/routes/disclosure.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { documentProblems } from './documents.errors.js';
import { DocumentsService } from './documents.service.js';
import { PaperQuery, ProgressQuery, RecordQuery } from './dto/documents.dto.js';
import { RecordProgressResponse } from './dto/record-progress.response.js';
import { FORM_NAMES, LABEL_NAMES } from './forms.js';
import type { PrintedDocument } from './printed-document.js';
import { RecordProgress } from './record-progress.js';
import { LONGEST_MS } from './typesetter.js';

const PDF = { mediaType: 'application/pdf', schema: { type: 'string', format: 'binary' } } as const;
const theirs = ({ shown: { patientId, encounterId, id } }: PrintedDocument) => ({
  patientId,
  encounterId,
  entityId: id,
});
const { formNotFound, documentTooLong, copyNeedsReason, documentOnlyVietnamese, documentNotPrinted } = documentProblems;
const NOT_SET = [documentTooLong, documentOnlyVietnamese, documentNotPrinted];

/** Papers. They show what is in the chart, to those who may open it, and each print is on the trail. */
@ApiTags('documents')
@Controller('api/v1')
export class DocumentsController {
  constructor(
    private readonly documents: DocumentsService,
    private readonly records: RecordProgress,
  ) {}

  @Get('encounters/:id/documents/:form.pdf')
  @ApiParam({ name: 'form', enum: [...FORM_NAMES, ...LABEL_NAMES], description: 'Which form.' })
  @Route({
    action: 'chart.read',
    discloses: { ...reads('issued_document', theirs), also: ({ alsoShown }: PrintedDocument) => alsoShown },
    summary: 'A form of an encounter on paper, as PDF',
    description:
      'PDF/A-3b, in Vietnamese or, by `language`, in English with the Vietnamese title below. Only what is signed is printed; what is not final yet is marked as a draft on every page.',
    answer: PDF,
    problems: [encounterProblems.encounterNotFound, formNotFound, ...NOT_SET],
  })
  form(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('form') form: string,
    @Query() query: PaperQuery,
    @ReachedAt() reachedAt: string,
  ): Promise<PrintedDocument> {
    return this.documents.form(id, form, query, reachedAt);
  }

  @Get('patients/:id/documents/record.pdf')
  @Route({
    action: 'chart.read',
    discloses: reads('issued_document', theirs),
    summary: 'The whole record of a patient as one document, as PDF',
    description:
      'A complete copy that leaves the hospital names its `recipient` and why; both are kept with the document and printed on it.',
    answer: PDF,
    problems: [patientProblems.patientNotFound, copyNeedsReason, ...NOT_SET],
  })
  record(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: RecordQuery,
    @ReachedAt() reachedAt: string,
    @Req() { raw }: FastifyRequest,
  ): Promise<PrintedDocument> {
    const { socket } = raw;
    // Nothing is sent while hundreds of pages are set: that is not a caller who has gone.
    const isAwaited = (): boolean => {
      socket.setTimeout(LONGEST_MS);
      return !socket.destroyed;
    };
    isAwaited();
    return this.documents.record(id, query, reachedAt, isAwaited);
  }

  @Get('documents/record/progress')
  @Route({
    action: 'chart.read',
    discloses: 'nothing',
    summary: 'How far a whole record is that the caller waits for',
    description:
      'A record of hundreds of stays takes minutes: stays that are read, then volumes that are set, of how many. `none` while nothing is put together for this session.',
  })
  progress(@Query() { patientId }: ProgressQuery): RecordProgressResponse {
    return this.records.of(patientId);
  }
}
