import { Module } from '@nestjs/common';
import { KeysModule } from '../../platform/keys/keys.module.js';
import { RosterModule } from '../roster/roster.module.js';
import { SecurityModule } from '../../platform/security/security.module.js';
import { AccessReviewController } from './access-review.controller.js';
import { AccessReviewQueries } from './access-review.queries.js';
import { StaffSessionsController } from './staff-sessions.controller.js';
import { StaffSessions } from './staff-sessions.service.js';
import { StaffSigningKeysController } from './staff-signing-keys.controller.js';
import { StaffSigningKeys } from './staff-signing-keys.service.js';
import { SigningCertificatesController } from './signing-certificates.controller.js';
import { SigningCertificates } from './signing-certificates.service.js';
import { StaffController } from './staff.controller.js';
import { StaffQueries } from './staff.queries.js';
import { StaffService } from './staff.service.js';

@Module({
  imports: [KeysModule, SecurityModule, RosterModule],
  controllers: [
    ...[AccessReviewController, SigningCertificatesController, StaffController, StaffSessionsController],
    StaffSigningKeysController,
  ],
  providers: [AccessReviewQueries, SigningCertificates, StaffService, StaffQueries, StaffSessions, StaffSigningKeys],
})
export class StaffModule {}
