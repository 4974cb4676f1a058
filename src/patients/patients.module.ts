import { Module } from '@nestjs/common';
import { PatientsController } from './patients.controller.js';
import { PatientsQueries } from './patients.queries.js';
import { PatientsService } from './patients.service.js';

@Module({
  controllers: [PatientsController],
  providers: [PatientsService, PatientsQueries],
  exports: [PatientsService],
})
export class PatientsModule {}
