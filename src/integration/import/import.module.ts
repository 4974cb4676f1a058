import { Module } from '@nestjs/common';
import { CareModule } from '../../platform/care/care.module.js';
import { OrdersModule } from '../../clinical/orders/orders.module.js';
import { ResultsModule } from '../../clinical/results/results.module.js';
import { FirstFiling } from './first-filing.service.js';
import { FilingService } from './filing.service.js';
import { IncomingMessages } from './incoming-messages.service.js';
import { MessageLogController } from './log/message-log.controller.js';
import { MessageLogQueries } from './log/message-log.queries.js';
import { ApplyingService } from './mapping/applying.service.js';
import { FiledValues } from './mapping/filed-values.service.js';
import { LocalCodes } from './mapping/local-codes.service.js';
import { MappingController } from './mapping/mapping.controller.js';
import { MappingQueries } from './mapping/mapping.queries.js';
import { MappingService } from './mapping/mapping.service.js';
import { OrderingService } from './ordering/ordering.service.js';
import { Reprocessing } from './unmatched/reprocessing.js';
import { SettlersService } from './unmatched/settlers.service.js';
import { UnmatchedController } from './unmatched/unmatched.controller.js';
import { UnmatchedQueries } from './unmatched/unmatched.queries.js';
import { UnmatchedService } from './unmatched/unmatched.service.js';
import { WaitingEntries } from './unmatched/waiting-entries.js';
import { TasksModule } from '../../clinical/tasks/tasks.module.js';

/** What other systems send, as facts in no language of messages: kept, placed, or put before a person. */
@Module({
  imports: [CareModule, OrdersModule, ResultsModule, TasksModule],
  controllers: [UnmatchedController, MappingController, MessageLogController],
  providers: [
    IncomingMessages,
    FirstFiling,
    FilingService,
    OrderingService,
    UnmatchedService,
    UnmatchedQueries,
    MappingService,
    MappingQueries,
    LocalCodes,
    FiledValues,
    ApplyingService,
    MessageLogQueries,
    Reprocessing,
    SettlersService,
    WaitingEntries,
  ],
  exports: [IncomingMessages, FilingService, OrderingService, SettlersService, LocalCodes, FiledValues],
})
export class ImportModule {}
