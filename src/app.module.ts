import { Module, type DynamicModule } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { AuditModule } from './audit/audit.module.js';
import { ConfigModule } from './config/config.module.js';
import type { Settings } from './config/settings.js';
import { DatabaseModule } from './database/database.module.js';
import { RouteInterceptor } from './http/route.interceptor.js';
import { OperationsModule } from './operations/operations.module.js';
import { PatientsModule } from './patients/patients.module.js';
import { SecurityModule } from './security/security.module.js';

const platform = [DatabaseModule, AuditModule, SecurityModule, OperationsModule];
const domains = [PatientsModule];

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
