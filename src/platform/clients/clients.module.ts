import { Module } from '@nestjs/common';
import { KeysModule } from '../keys/keys.module.js';
import { RateLimitsModule } from '../limits/rate-limits.module.js';
import { Assertions } from './assertions.js';
import { ClientsController } from './clients.controller.js';
import { ClientsQueries } from './clients.queries.js';
import { ClientsService } from './clients.service.js';
import { KeySets } from './key-sets.js';
import { TokenController } from './token.controller.js';
import { TokenService } from './token.service.js';

/** Machines that call by themselves (HL7 SMART Backend Services). */
@Module({
  imports: [KeysModule, RateLimitsModule],
  controllers: [ClientsController, TokenController],
  providers: [ClientsService, ClientsQueries, Assertions, KeySets, TokenService],
  exports: [ClientsQueries],
})
export class ClientsModule {}
