import { Module } from '@nestjs/common';
import { CareController } from './care.controller.js';
import { CareQueries } from './care.queries.js';
import { CareRelationship } from './care-relationship.js';
import { CareService } from './care.service.js';
import { ScopeOfOthers } from './scope-of-others.js';
import { WardEntries } from './ward-entries.js';

@Module({
  controllers: [CareController],
  providers: [CareRelationship, CareService, CareQueries, ScopeOfOthers, WardEntries],
  exports: [CareRelationship, WardEntries],
})
export class CareModule {}
