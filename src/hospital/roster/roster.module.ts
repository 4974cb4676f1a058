import { Module } from '@nestjs/common';
import { RosterController } from './roster.controller.js';
import { RosterQueries } from './roster.queries.js';
import { RosterService } from './roster.service.js';
import { StaffDirectoryController } from './staff-directory.controller.js';
import { StaffDirectory } from './staff-directory.queries.js';

/** Who is on duty where, and when; and who there is to choose from. */
@Module({
  controllers: [RosterController, StaffDirectoryController],
  providers: [RosterService, RosterQueries, StaffDirectory],
  exports: [RosterService],
})
export class RosterModule {}
