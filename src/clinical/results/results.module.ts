import { Module } from '@nestjs/common';
import { ReferenceModule } from '../../platform/reference/reference.module.js';
import { EncountersModule } from '../encounters/encounters.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { PatientsModule } from '../patients/patients.module.js';
import { TasksModule } from '../tasks/tasks.module.js';
import { AcknowledgeResultsService } from './acknowledgement/acknowledge-results.service.js';
import { CriticalResultsController } from './acknowledgement/critical-results.controller.js';
import { CriticalResultsQueries } from './acknowledgement/critical-results.queries.js';
import { LoadedDeltaLimits } from './judging/loaded-deltas.js';
import { RejudgeService } from './rejudge.service.js';
import { ResultsController } from './results.controller.js';
import { ResultsQueries } from './results.queries.js';
import { ResultsService } from './results.service.js';
import { ReviewsController } from './reviews/reviews.controller.js';
import { ReviewsService } from './reviews/reviews.service.js';

@Module({
  imports: [EncountersModule, OrdersModule, PatientsModule, ReferenceModule, TasksModule],
  controllers: [CriticalResultsController, ResultsController, ReviewsController],
  providers: [
    ResultsService,
    RejudgeService,
    ResultsQueries,
    AcknowledgeResultsService,
    CriticalResultsQueries,
    ReviewsService,
    LoadedDeltaLimits,
  ],
  exports: [ResultsService, RejudgeService],
})
export class ResultsModule {}
