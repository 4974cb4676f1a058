import { Module } from '@nestjs/common';
import { CareModule } from '../../platform/care/care.module.js';
import { EncountersModule } from '../../clinical/encounters/encounters.module.js';
import { HistoryModule } from '../../clinical/history/history.module.js';
import { MedicationsModule } from '../../clinical/medications/medications.module.js';
import { ObservationsModule } from '../../clinical/observations/observations.module.js';
import { PatientsModule } from '../../clinical/patients/patients.module.js';
import { ResultsModule } from '../../clinical/results/results.module.js';
import { ToldPatients } from '../../platform/edge/told-patients.js';
import { KeysModule } from '../../platform/keys/keys.module.js';
import { ImportModule } from '../import/import.module.js';
import { OutgoingModule } from '../outgoing/outgoing.module.js';
import { AsideService } from './aside/aside.service.js';
import { DecidedBefore } from './aside/decided-before.js';
import { FhirSettler } from './aside/fhir-settler.js';
import { BatchService } from './batch.service.js';
import { Births } from './bundle/births.js';
import { ChartWriter } from './bundle/chart-writer.js';
import { FirstResult } from './bundle/first-result.js';
import { FhirSources } from './bundle/fhir-sources.js';
import { EntryReader } from './bundle/entry-reader.js';
import { ImportService } from './bundle/import.service.js';
import { NamedAsOurs } from './bundle/named-as-ours.js';
import { PatientWriter } from './bundle/patient-writer.js';
import { RecordWriters } from './bundle/record-writers.js';
import { ExportController, ExportFileController, PostedExportController } from './export/export.controller.js';
import { ExportQueries } from './export/export.queries.js';
import { ExportService } from './export/export.service.js';
import { ExportWorker } from './export/export.worker.js';
import { AuditEventsController } from './audit-events.controller.js';
import { AuditEventsService } from './audit-events.service.js';
import { CompartmentsController } from './compartments.controller.js';
import { FhirController } from './fhir.controller.js';
import { KeptController } from './kept.controller.js';
import { EverythingService } from './operations/everything.service.js';
import { LastnService } from './operations/lastn.service.js';
import { MatchService } from './operations/match.service.js';
import { OperationsController } from './operations/operations.controller.js';
import { PostedOperationsController } from './operations/posted-operations.controller.js';
import { SummaryService } from './operations/summary.service.js';
import { ValidateService } from './operations/validate.service.js';
import { OwnRecords } from './own-records.js';
import { ReadService } from './read.service.js';
import { ReceiveService } from './receive.service.js';
import { resourceControllers } from './resource.controllers.js';
import { SearchService } from './search.service.js';
import { ToldBySearch } from './told-by-search.js';
import { FhirQueries } from './search/fhir.queries.js';
import { HistoryQueries } from './search/history.queries.js';
import { SubscriptionFaceController } from './subscriptions/subscription-face.controller.js';
import { SubscriptionFace } from './subscriptions/subscription-face.service.js';
import { TransactionService } from './transaction.service.js';
import { UpdateService } from './update.service.js';
import { WriteController } from './write.controller.js';
import { UntiedController } from './untied/untied.controller.js';
import { UntiedService } from './untied/untied.service.js';
import { UntiedQueries } from './untied/untied.queries.js';
import { ContainedValues } from './search/contained-values.js';
import { IncludedResources } from './search/included-resources.js';
import { ShowResources } from './search/show-resources.js';

/** HL7 FHIR R4: what others send comes in through the domains' services, what they ask is read from their records. */
@Module({
  imports: [
    CareModule,
    KeysModule,
    ImportModule,
    OutgoingModule,
    PatientsModule,
    EncountersModule,
    ObservationsModule,
    ResultsModule,
    HistoryModule,
    MedicationsModule,
  ],
  controllers: [
    FhirController,
    OperationsController,
    PostedOperationsController,
    ExportController,
    PostedExportController,
    ExportFileController,
    SubscriptionFaceController,
    ...resourceControllers,
    CompartmentsController,
    AuditEventsController,
    UntiedController,
    KeptController,
    WriteController,
  ],
  providers: [
    ToldPatients,
    FhirQueries,
    HistoryQueries,
    SearchService,
    ToldBySearch,
    UpdateService,
    BatchService,
    TransactionService,
    EntryReader,
    OwnRecords,
    EverythingService,
    LastnService,
    MatchService,
    SummaryService,
    ValidateService,
    ExportQueries,
    ExportService,
    ExportWorker,
    SubscriptionFace,
    UntiedQueries,
    UntiedService,
    ShowResources,
    ContainedValues,
    IncludedResources,
    ReadService,
    ReceiveService,
    AuditEventsService,
    ImportService,
    FhirSources,
    Births,
    NamedAsOurs,
    FirstResult,
    ChartWriter,
    RecordWriters,
    PatientWriter,
    AsideService,
    DecidedBefore,
    FhirSettler,
  ],
})
export class FhirModule {}
