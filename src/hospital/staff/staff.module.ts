import { Module } from '@nestjs/common';
import { RosterModule } from '../roster/roster.module.js';
import { SecurityModule } from '../../platform/security/security.module.js';
import { AccessReviewController } from './access-review.controller.js';
import { AccessReviewQueries } from './access-review.queries.js';
import { StaffSessionsController } from './staff-sessions.controller.js';
import { StaffSessions } from './staff-sessions.service.js';
import { StaffController } from './staff.controller.js';
import { StaffQueries } from './staff.queries.js';
import { StaffService } from './staff.service.js';

@Module({
  imports: [SecurityModule, RosterModule],
  controllers: [AccessReviewController, StaffController, StaffSessionsController],
  providers: [AccessReviewQueries, StaffService, StaffQueries, StaffSessions],
})
export class StaffModule {}
