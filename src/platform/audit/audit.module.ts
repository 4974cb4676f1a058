import { Global, Module } from '@nestjs/common';
import { AccessRecorder } from './access-recorder.js';
import { ArchivedEvents } from './archived/archived-events.js';
import { AuditController } from './audit.controller.js';
import { AuditQueries } from './questions/audit.queries.js';
import { ExportController } from './exports/export.controller.js';
import { ExportService } from './exports/export.service.js';
import { ProofsController } from './proofs/proofs.controller.js';
import { ProofQueries } from './proofs/proofs.queries.js';
import { RecordedParts } from './recorded-parts.js';
import { Refusals } from './refusals.js';
import { ReconciliationsController } from './reconciliation/reconciliations.controller.js';
import { reportControllers, reportProviders } from './reports/reports.parts.js';
import { VersionHistory } from './version-history.js';

@Global()
@Module({
  controllers: [AuditController, ExportController, ProofsController, ReconciliationsController, ...reportControllers],
  providers: [
    AccessRecorder,
    ArchivedEvents,
    AuditQueries,
    ExportService,
    ProofQueries,
    RecordedParts,
    Refusals,
    ...reportProviders,
    VersionHistory,
  ],
  exports: [AccessRecorder, ArchivedEvents, AuditQueries, ProofQueries, RecordedParts, Refusals, VersionHistory],
})
export class AuditModule {}
