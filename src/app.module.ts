import { Module, type DynamicModule } from '@nestjs/common';
import './operations.js';
import './records.js';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { AuditModule } from './platform/audit/audit.module.js';
import { BoardModule } from './views/board/board.module.js';
import { CareModule } from './platform/care/care.module.js';
import { ChartModule } from './views/chart/chart.module.js';
import { ClientsModule } from './platform/clients/clients.module.js';
import { ConsoleModule } from './platform/console/console.module.js';
import { ConfigModule } from './platform/config/config.module.js';
import type { Settings } from './platform/config/settings.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { DocumentsModule } from './views/documents/documents.module.js';
import { EncountersModule } from './clinical/encounters/encounters.module.js';
import { Hl7v2Module } from './integration/hl7v2/hl7v2.module.js';
import { OutgoingModule } from './integration/outgoing/outgoing.module.js';
import { ImportModule } from './integration/import/import.module.js';
import { FilesModule } from './clinical/files/files.module.js';
import { FhirModule } from './integration/fhir/fhir.module.js';
import { HistoryModule } from './clinical/history/history.module.js';
import { RouteInterceptor } from './platform/edge/route.interceptor.js';
import { JobsModule } from './platform/jobs/jobs.module.js';
import { LiveModule } from './views/live/live.module.js';
import { MedicationsModule } from './clinical/medications/medications.module.js';
import { NotesModule } from './clinical/notes/notes.module.js';
import { ObservationsModule } from './clinical/observations/observations.module.js';
import { OperationsModule } from './platform/operations/operations.module.js';
import { TelemetryModule } from './platform/telemetry/telemetry.module.js';
import { DosesModule } from './clinical/doses/doses.module.js';
import { LateEntriesModule } from './clinical/late-entries/late-entries.module.js';
import { NewbornsModule } from './clinical/newborns/newborns.module.js';
import { OrdersModule } from './clinical/orders/orders.module.js';
import { PatientsModule } from './clinical/patients/patients.module.js';
import { RadarModule } from './views/radar/radar.module.js';
import { ReconciliationModule } from './clinical/reconciliation/reconciliation.module.js';
import { PharmacyModule } from './clinical/pharmacy/pharmacy.module.js';
import { TransfusionsModule } from './clinical/transfusions/transfusions.module.js';
import { VisitsModule } from './clinical/visits/visits.module.js';
import { ClosingModule } from './clinical/closing/closing.module.js';
import { ResultsModule } from './clinical/results/results.module.js';
import { RosterModule } from './hospital/roster/roster.module.js';
import { TasksModule } from './clinical/tasks/tasks.module.js';
import { ToldPatients } from './platform/edge/told-patients.js';
import { SecurityModule } from './platform/security/security.module.js';
import { SensitivityModule } from './clinical/sensitivity/sensitivity.module.js';
import { StaffModule } from './hospital/staff/staff.module.js';
import { TerminologyModule } from './clinical/terminology/terminology.module.js';
import { WardsModule } from './hospital/wards/wards.module.js';

const platform = [
  DatabaseModule,
  AuditModule,
  JobsModule,
  ClientsModule,
  CareModule,
  SecurityModule,
  OperationsModule,
  TelemetryModule,
  ConsoleModule,
];
const hospital = [WardsModule, RosterModule, StaffModule];
const clinical = [
  TerminologyModule,
  PatientsModule,
  SensitivityModule,
  EncountersModule,
  FilesModule,
  TasksModule,
  HistoryModule,
  ObservationsModule,
  NotesModule,
  MedicationsModule,
  OrdersModule,
  DosesModule,
  PharmacyModule,
  ReconciliationModule,
  LateEntriesModule,
  NewbornsModule,
  TransfusionsModule,
  ResultsModule,
  ClosingModule,
  VisitsModule,
];
const views = [BoardModule, ChartModule, DocumentsModule, LiveModule, RadarModule];
const integration = [ImportModule, FhirModule, Hl7v2Module, OutgoingModule];

/** The table of contents: what the hospital can do. */
@Module({})
export class AppModule {
  static with(settings: Settings): DynamicModule {
    return {
      module: AppModule,
      imports: [ConfigModule.with(settings), ...platform, ...hospital, ...clinical, ...views, ...integration],
      providers: [ToldPatients, { provide: APP_INTERCEPTOR, useClass: RouteInterceptor }],
    };
  }
}
