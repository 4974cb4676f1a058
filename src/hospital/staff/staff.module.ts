import { Module } from '@nestjs/common';
import { SecurityModule } from '../../platform/security/security.module.js';
import { StaffSessionsController } from './staff-sessions.controller.js';
import { StaffSessions } from './staff-sessions.service.js';
import { StaffController } from './staff.controller.js';
import { StaffQueries } from './staff.queries.js';
import { StaffService } from './staff.service.js';

@Module({
  imports: [SecurityModule],
  controllers: [StaffController, StaffSessionsController],
  providers: [StaffService, StaffQueries, StaffSessions],
})
export class StaffModule {}
