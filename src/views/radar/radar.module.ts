import { Module } from '@nestjs/common';
import { RadarController } from './radar.controller.js';
import { RadarQueries } from './radar.queries.js';
import { RadarRunner } from './radar.runner.js';
import { RadarSchedule } from './radar.schedule.js';
import { RadarService } from './radar.service.js';

/** Looks for snooping in the audit trail, and keeps what reviewers found. */
@Module({
  controllers: [RadarController],
  providers: [RadarQueries, RadarRunner, RadarSchedule, RadarService],
})
export class RadarModule {}
