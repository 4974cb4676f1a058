import { Module } from '@nestjs/common';
import { ReferenceModule } from '../../platform/reference/reference.module.js';
import { EncountersModule } from '../encounters/encounters.module.js';
import { PatientsModule } from '../patients/patients.module.js';
import { TasksModule } from '../tasks/tasks.module.js';
import { FormularyController } from './formulary.controller.js';
import { JudgedAnewService } from './judged-anew.service.js';
import { LoadedFormulary } from './loaded-formulary.js';
import { OrderActionsController } from './order-actions.controller.js';
import { OrderEntryService } from './order-entry.service.js';
import { OrderPreviewController } from './order-preview.controller.js';
import { OrderPreviewQueries } from './order-preview.queries.js';
import { OrdersController } from './orders.controller.js';
import { OrdersQueries } from './orders.queries.js';
import { OrdersService } from './orders.service.js';
import { SentOrdersService } from './sent-orders.service.js';
import { SpecimensService } from './specimens/specimens.service.js';
import { OrderSetsController } from './sets/sets.controller.js';

@Module({
  imports: [EncountersModule, PatientsModule, ReferenceModule, TasksModule],
  controllers: [
    OrdersController,
    OrderPreviewController,
    OrderActionsController,
    OrderSetsController,
    FormularyController,
  ],
  providers: [
    OrdersService,
    OrderEntryService,
    OrderPreviewQueries,
    OrdersQueries,
    SentOrdersService,
    LoadedFormulary,
    SpecimensService,
    JudgedAnewService,
  ],
  exports: [OrdersService, SentOrdersService],
})
export class OrdersModule {}
