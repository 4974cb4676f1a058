import { Module } from '@nestjs/common';
import { KeysModule } from '../../platform/keys/keys.module.js';
import { OperationsModule } from '../../platform/operations/operations.module.js';
import { PatientsModule } from '../patients/patients.module.js';
import { FileAlarm } from './file-alarm.js';
import { FilesController } from './files.controller.js';
import { FilesQueries } from './files.queries.js';
import { FilesService } from './files.service.js';

/** Papers and pictures in records. */
@Module({
  imports: [PatientsModule, KeysModule, OperationsModule],
  controllers: [FilesController],
  providers: [FileAlarm, FilesQueries, FilesService],
})
export class FilesModule {}
