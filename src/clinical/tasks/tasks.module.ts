import { Module } from '@nestjs/common';
import { CareModule } from '../../platform/care/care.module.js';
import { OverdueSteps } from './overdue-steps.js';
import { TasksController } from './tasks.controller.js';
import { TasksQueries } from './tasks.queries.js';
import { TasksService } from './tasks.service.js';
import { WaitingReviews } from './waiting-reviews.js';

@Module({
  imports: [CareModule],
  controllers: [TasksController],
  providers: [TasksService, TasksQueries, OverdueSteps, WaitingReviews],
  exports: [TasksService, TasksQueries],
})
export class TasksModule {}
