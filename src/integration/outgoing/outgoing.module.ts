import { Module } from '@nestjs/common';
import { KeysModule } from '../../platform/keys/keys.module.js';
import { OutboxService } from './outbox.service.js';
import { Dispatcher } from './sending/dispatcher.service.js';
import { SubscriptionsController } from './subscriptions/subscriptions.controller.js';
import { SubscriptionsQueries } from './subscriptions/subscriptions.queries.js';
import { SubscriptionsService } from './subscriptions/subscriptions.service.js';

/** What other systems are told of what happens here: by signed webhooks, and by HL7 v2. */
@Module({
  imports: [KeysModule],
  controllers: [SubscriptionsController],
  providers: [SubscriptionsService, SubscriptionsQueries, OutboxService, Dispatcher],
  exports: [SubscriptionsService, SubscriptionsQueries],
})
export class OutgoingModule {}
