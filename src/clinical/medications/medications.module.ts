import { Module } from '@nestjs/common';
import { PatientsModule } from '../patients/patients.module.js';
import { MedicationsController } from './medications.controller.js';
import { MedicationsQueries } from './medications.queries.js';
import { MedicationsService } from './medications.service.js';

@Module({
  imports: [PatientsModule],
  controllers: [MedicationsController],
  providers: [MedicationsService, MedicationsQueries],
  exports: [MedicationsService],
})
export class MedicationsModule {}
