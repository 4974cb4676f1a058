import { Module } from '@nestjs/common';
import { BreakGlassService } from './break-glass.service.js';
import { CareController } from './care.controller.js';
import { CareQueries } from './care.queries.js';
import { CareRelationship } from './care-relationship.js';
import { CareService } from './care.service.js';
import { MergedPatient } from './merged-patient.js';
import { NamedPatient } from './named-patient.js';
import { ScopeOfOthers } from './scope-of-others.js';
import { StayRights } from './stay-rights.js';
import { WardEntries } from './ward-entries.js';

@Module({
  controllers: [CareController],
  providers: [
    CareRelationship,
    CareService,
    BreakGlassService,
    CareQueries,
    MergedPatient,
    NamedPatient,
    ScopeOfOthers,
    StayRights,
    WardEntries,
  ],
  exports: [CareRelationship, CareQueries, BreakGlassService, MergedPatient, NamedPatient, StayRights, WardEntries],
})
export class CareModule {}
