import { Module } from '@nestjs/common';
import { RosterController } from './roster.controller.js';
import { RosterQueries } from './roster.queries.js';
import { RosterService } from './roster.service.js';

/** Who is on duty where, and when. */
@Module({ controllers: [RosterController], providers: [RosterService, RosterQueries] })
export class RosterModule {}
