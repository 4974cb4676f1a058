import { Module } from '@nestjs/common';
import { AuditedPatientsController } from './audited-patients.controller.js';
import { ConfidentialityController } from './confidentiality.controller.js';
import { ConfidentialityService } from './confidentiality.service.js';
import { DeathController } from './death/death.controller.js';
import { DeathService } from './death/death.service.js';
import { AlikeQueries } from './duplicates/alike.queries.js';
import { DuplicatesController } from './duplicates/duplicates.controller.js';
import { DuplicatesQueries } from './duplicates/duplicates.queries.js';
import { DismissalsService } from './duplicates/dismissals.service.js';
import { InsuranceController } from './insurance/insurance.controller.js';
import { InsuranceQueries } from './insurance/insurance.queries.js';
import { InsuranceService } from './insurance/insurance.service.js';
import { MergingController } from './merging/merging.controller.js';
import { MergingQueries } from './merging/merging.queries.js';
import { MergingService } from './merging/merging.service.js';
import { PatientBoxQueries } from './patient-box.queries.js';
import { PatientsController } from './patients.controller.js';
import { PatientsQueries } from './patients.queries.js';
import { PatientsService } from './patients.service.js';
import { PersonFollowers } from './person-followers.service.js';
import { PregnancyFollowers } from './pregnancy-followers.service.js';
import { SafetyFollowers } from './safety-followers.service.js';

@Module({
  controllers: [
    AuditedPatientsController,
    DeathController,
    DuplicatesController,
    InsuranceController,
    MergingController,
    PatientsController,
    ConfidentialityController,
  ],
  providers: [
    AlikeQueries,
    DeathService,
    DismissalsService,
    DuplicatesQueries,
    InsuranceQueries,
    InsuranceService,
    MergingQueries,
    MergingService,
    PatientsService,
    PatientBoxQueries,
    PatientsQueries,
    ConfidentialityService,
    PersonFollowers,
    PregnancyFollowers,
    SafetyFollowers,
  ],
  exports: [PatientsService, DeathService, AlikeQueries, PersonFollowers, PregnancyFollowers, SafetyFollowers],
})
export class PatientsModule {}
