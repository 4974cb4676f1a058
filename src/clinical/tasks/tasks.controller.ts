import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { lists } from '../../platform/routes/disclosure.js';
import { PageQuery } from '../../platform/routes/pagination.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { AcknowledgeTaskDto } from './dto/task.dto.js';
import { TaskPage, TaskResponse } from './dto/task.response.js';
import { taskProblems } from './tasks.errors.js';
import { patientOfTask, WRITES_TASK } from './task.mapper.js';
import { TasksQueries } from './tasks.queries.js';
import { TasksService } from './tasks.service.js';

@ApiTags('tasks')
@Controller('api/v1/tasks')
export class TasksController {
  constructor(
    private readonly tasks: TasksService,
    private readonly queries: TasksQueries,
  ) {}

  @Get('mine')
  @Route({
    action: 'task.read',
    scope: 'mine',
    discloses: lists('task', patientOfTask),
    summary:
      'What is waiting for me: tasks of my wards, my orders, my duties and my office, critical results first, then the oldest',
  })
  mine(@Query() query: PageQuery): Promise<TaskPage> {
    return this.queries.mine(query);
  }

  @Post(':id/acknowledge')
  @Route({
    action: 'task.acknowledge',
    discloses: WRITES_TASK,
    summary: 'Acknowledge a task: whoever is first has it, others are told who',
    problems: Object.values(taskProblems),
  })
  acknowledge(@Param('id', ParseUUIDPipe) id: string, @Body() input: AcknowledgeTaskDto): Promise<TaskResponse> {
    return this.tasks.acknowledge(id, input.readBack);
  }
}
