import { Module } from '@nestjs/common';
import { EncountersModule } from '../encounters/encounters.module.js';
import { PatientsModule } from '../patients/patients.module.js';
import { AllergiesService } from './allergies.service.js';
import { ProblemsService } from './problems.service.js';

/** Allergies and problems. */
@Module({
  imports: [PatientsModule, EncountersModule],
  providers: [AllergiesService, ProblemsService],
  exports: [AllergiesService, ProblemsService],
})
export class HistoryModule {}
