import { Module } from '@nestjs/common';
import { CareModule } from '../../platform/care/care.module.js';
import { PatientsModule } from '../patients/patients.module.js';
import { WardsModule } from '../../hospital/wards/wards.module.js';
import { EncountersController } from './encounters.controller.js';
import { EncountersQueries } from './encounters.queries.js';
import { ArrivalController } from './arrival.controller.js';
import { ArrivalService } from './arrival.service.js';
import { MovementsController } from './movements.controller.js';
import { MovementsQueries } from './movements.queries.js';
import { QueueQueries } from './queue.queries.js';
import { CourseController } from './course.controller.js';
import { CourseService } from './course.service.js';
import { DischargeController } from './discharge.controller.js';
import { DischargeService } from './discharge.service.js';
import { EncounterChanges } from './encounter-changes.service.js';
import { ReopenService } from './reopen.service.js';
import { RevokedDeathController } from './revoked-death.controller.js';
import { RevokedDeathService } from './revoked-death.service.js';
import { EncountersService } from './encounters.service.js';
import { SwapBedsService } from './swap-beds.service.js';
import { TakeTransferBackService } from './take-transfer-back.service.js';

@Module({
  imports: [CareModule, PatientsModule, WardsModule],
  controllers: [
    EncountersController,
    DischargeController,
    CourseController,
    ArrivalController,
    MovementsController,
    RevokedDeathController,
  ],
  providers: [
    EncountersService,
    EncounterChanges,
    DischargeService,
    ReopenService,
    RevokedDeathService,
    TakeTransferBackService,
    SwapBedsService,
    CourseService,
    ArrivalService,
    QueueQueries,
    MovementsQueries,
    EncountersQueries,
  ],
  exports: [EncountersService, EncountersQueries, EncounterChanges],
})
export class EncountersModule {}
