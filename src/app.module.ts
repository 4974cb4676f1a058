import { Module, type DynamicModule } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { AuditModule } from './audit/audit.module.js';
import { CareModule } from './care/care.module.js';
import { ChartModule } from './chart/chart.module.js';
import { ClientsModule } from './clients/clients.module.js';
import { ConfigModule } from './config/config.module.js';
import type { Settings } from './config/settings.js';
import { DatabaseModule } from './database/database.module.js';
import { EncountersModule } from './encounters/encounters.module.js';
import { FhirModule } from './fhir/fhir.module.js';
import { HistoryModule } from './history/history.module.js';
import { RouteInterceptor } from './http/route.interceptor.js';
import { MedicationsModule } from './medications/medications.module.js';
import { NotesModule } from './notes/notes.module.js';
import { ObservationsModule } from './observations/observations.module.js';
import { OperationsModule } from './operations/operations.module.js';
import { OrdersModule } from './orders/orders.module.js';
import { PatientsModule } from './patients/patients.module.js';
import { RadarModule } from './radar/radar.module.js';
import { ResultsModule } from './results/results.module.js';
import { RosterModule } from './roster/roster.module.js';
import { SecurityModule } from './security/security.module.js';
import { SensitivityModule } from './sensitivity/sensitivity.module.js';
import { StaffModule } from './staff/staff.module.js';
import { WardsModule } from './wards/wards.module.js';

const platform = [DatabaseModule, AuditModule, SecurityModule, ClientsModule, OperationsModule];
const domains = [
  StaffModule,
  CareModule,
  WardsModule,
  RosterModule,
  PatientsModule,
  SensitivityModule,
  HistoryModule,
  EncountersModule,
  ObservationsModule,
  NotesModule,
  MedicationsModule,
  OrdersModule,
  ResultsModule,
  ChartModule,
  RadarModule,
  FhirModule,
];

/** The table of contents: what the hospital can do. */
@Module({})
export class AppModule {
  static with(settings: Settings): DynamicModule {
    return {
      module: AppModule,
      imports: [ConfigModule.with(settings), ...platform, ...domains],
      providers: [{ provide: APP_INTERCEPTOR, useClass: RouteInterceptor }],
    };
  }
}
