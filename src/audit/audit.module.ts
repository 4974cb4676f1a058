import { Global, Module } from '@nestjs/common';
import { AccessRecorder } from './access-recorder.js';
import { AuditController } from './audit.controller.js';
import { AuditQueries } from './audit.queries.js';
import { VersionHistory } from './version-history.js';

@Global()
@Module({
  controllers: [AuditController],
  providers: [AccessRecorder, AuditQueries, VersionHistory],
  exports: [AccessRecorder, VersionHistory],
})
export class AuditModule {}
