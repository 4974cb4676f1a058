import { Module } from '@nestjs/common';
import { SecurityModule } from '../../platform/security/security.module.js';
import { ChangesQueries } from './changes.queries.js';
import { LiveController } from './live.controller.js';
import { LiveService } from './live.service.js';

/** Tells terminals what changed, while they listen. */
@Module({ imports: [SecurityModule], controllers: [LiveController], providers: [LiveService, ChangesQueries] })
export class LiveModule {}
