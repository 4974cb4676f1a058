import { Module } from '@nestjs/common';
import { KeysModule } from '../../platform/keys/keys.module.js';
import { RateLimitsModule } from '../../platform/limits/rate-limits.module.js';
import { DocumentsController } from './documents.controller.js';
import { DocumentsQueries } from './documents.queries.js';
import { DocumentsService } from './documents.service.js';
import { DowntimeSheets } from './downtime/downtime.service.js';
import { IssuedDocumentsController } from './issued-documents.controller.js';
import { IssuedDocumentsQueries } from './issued-documents.queries.js';
import { IssuedDocumentsService } from './issued-documents.service.js';
import { PassingNews } from '../../platform/database/passing-news.js';
import { RecordProgress } from './record-progress.js';
import { HospitalSeal } from './seal/hospital-seal.js';
import { Typesetter } from './typesetter.js';
import { VerifyController } from './verify.controller.js';

/** The record on paper, and the page that says whether a paper is genuine. */
@Module({
  imports: [KeysModule, RateLimitsModule],
  controllers: [DocumentsController, IssuedDocumentsController, VerifyController],
  providers: [
    ...[DocumentsQueries, DocumentsService, DowntimeSheets, HospitalSeal, Typesetter],
    ...[IssuedDocumentsQueries, IssuedDocumentsService, PassingNews, RecordProgress],
  ],
})
export class DocumentsModule {}
