import { Module } from '@nestjs/common';
import { AuditModule } from '../../platform/audit/audit.module.js';
import { ClientsModule } from '../../platform/clients/clients.module.js';
import { RateLimitsModule } from '../../platform/limits/rate-limits.module.js';
import { ImportModule } from '../import/import.module.js';
import { Hl7v2Controller } from './hl7v2.controller.js';
import { Hl7v2Service } from './hl7v2.service.js';
import { MllpListener } from './mllp/mllp.listener.js';
import { MllpService } from './mllp/mllp.service.js';
import { RevokedCertificates } from './mllp/revoked-certificates.js';

/** HL7 v2: what laboratories send as messages, and how each is acknowledged. */
@Module({
  imports: [AuditModule, ClientsModule, ImportModule, RateLimitsModule],
  controllers: [Hl7v2Controller],
  providers: [Hl7v2Service, MllpService, MllpListener, RevokedCertificates],
  exports: [Hl7v2Service],
})
export class Hl7v2Module {}
