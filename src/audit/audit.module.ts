import { Global, Module } from '@nestjs/common';
import { AccessRecorder } from './access-recorder.js';
import { AuditController } from './audit.controller.js';
import { AuditQueries } from './questions/audit.queries.js';
import { ProofsController } from './proofs/proofs.controller.js';
import { ProofQueries } from './proofs/proofs.queries.js';
import { VersionHistory } from './version-history.js';

@Global()
@Module({
  controllers: [AuditController, ProofsController],
  providers: [AccessRecorder, AuditQueries, ProofQueries, VersionHistory],
  exports: [AccessRecorder, VersionHistory],
})
export class AuditModule {}
