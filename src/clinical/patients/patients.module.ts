import { Module } from '@nestjs/common';
import { AuditedPatientsController } from './audited-patients.controller.js';
import { ConfidentialityController } from './confidentiality.controller.js';
import { ConfidentialityService } from './confidentiality.service.js';
import { DuplicatesController } from './duplicates/duplicates.controller.js';
import { DuplicatesQueries } from './duplicates/duplicates.queries.js';
import { PatientBoxQueries } from './patient-box.queries.js';
import { PatientsController } from './patients.controller.js';
import { PatientsQueries } from './patients.queries.js';
import { PatientsService } from './patients.service.js';

@Module({
  controllers: [AuditedPatientsController, DuplicatesController, PatientsController, ConfidentialityController],
  providers: [DuplicatesQueries, PatientsService, PatientBoxQueries, PatientsQueries, ConfidentialityService],
  exports: [PatientsService],
})
export class PatientsModule {}
