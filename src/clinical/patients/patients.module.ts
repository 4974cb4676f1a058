import { Module } from '@nestjs/common';
import { ConfidentialityController } from './confidentiality.controller.js';
import { ConfidentialityService } from './confidentiality.service.js';
import { PatientsController } from './patients.controller.js';
import { PatientsQueries } from './patients.queries.js';
import { PatientsService } from './patients.service.js';

@Module({
  controllers: [PatientsController, ConfidentialityController],
  providers: [PatientsService, PatientsQueries, ConfidentialityService],
  exports: [PatientsService],
})
export class PatientsModule {}
