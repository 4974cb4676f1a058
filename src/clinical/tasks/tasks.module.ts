import { Module } from '@nestjs/common';
import { OverdueSteps } from './overdue-steps.js';
import { TasksController } from './tasks.controller.js';
import { TasksQueries } from './tasks.queries.js';
import { TasksService } from './tasks.service.js';

@Module({
  controllers: [TasksController],
  providers: [TasksService, TasksQueries, OverdueSteps],
  exports: [TasksService, TasksQueries],
})
export class TasksModule {}
