import { Module } from '@nestjs/common';
import { SensitiveCodesController } from './sensitive-codes.controller.js';
import { SensitiveCodesQueries } from './sensitive-codes.queries.js';
import { SensitiveCodesService } from './sensitive-codes.service.js';

/** The list of codes that make a record confidential; the database acts on it (prisma/guards/77-confidentiality.sql). */
@Module({
  controllers: [SensitiveCodesController],
  providers: [SensitiveCodesService, SensitiveCodesQueries],
})
export class SensitivityModule {}
