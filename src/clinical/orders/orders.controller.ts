import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiExtraModels, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { lists, listsOf, reads, writes } from '../../platform/routes/disclosure.js';
import { encounterProblems } from '../encounters/encounters.errors.js';
import { PageQuery } from '../../platform/routes/pagination.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { WriteOrdersDto } from './dto/order.dto.js';
import { WorklistQuery } from './dto/worklist.dto.js';
import { SignOrdersDto } from './dto/signing.dto.js';
import {
  CreatedOrderResponse,
  CreatedOrdersResponse,
  OrderDetailResponse,
  OrderHistoryResponse,
  OrderPage,
  OrderResponse,
  SignedOrdersResponse,
} from './dto/order.response.js';
import { WorklistPage } from './dto/order.response.js';
import { OrderEntryService } from './order-entry.service.js';
import { orderProblems } from './orders.errors.js';
import { OrdersQueries } from './orders.queries.js';
import { OrdersService } from './orders.service.js';

/** Whose order an answer shows. */
export const theirs = ({
  id,
  patientId,
  encounterId,
}: Partial<Pick<OrderResponse, 'id'>> & Pick<OrderResponse, 'patientId' | 'encounterId'>) => ({
  patientId,
  encounterId,
  entityId: id,
});

@ApiTags('orders')
@Controller('api/v1')
export class OrdersController {
  constructor(
    private readonly entry: OrderEntryService,
    private readonly queries: OrdersQueries,
    private readonly orders: OrdersService,
  ) {}

  @Post('encounters/:id/orders')
  @ApiExtraModels(CreatedOrderResponse, CreatedOrdersResponse)
  @Route({
    action: 'order.enter',
    discloses: writes('service_order', theirs),
    creates: true,
    summary: 'Write an order, or several all or none; they take effect when they are signed, which may be at once',
    description: 'What is ordered already and still open is answered with a warning, not refused.',
    answer: {
      mediaType: 'application/json',
      schema: {
        oneOf: [{ $ref: getSchemaPath(CreatedOrderResponse) }, { $ref: getSchemaPath(CreatedOrdersResponse) }],
      },
    },
    problems: [
      encounterProblems.encounterNotFound,
      encounterProblems.encounterClosed,
      orderProblems.checkFailed,
      orderProblems.orderNotForRole,
      orderProblems.verbalNotYours,
    ],
  })
  write(
    @Param('id', ParseUUIDPipe) encounterId: string,
    @Body() input: WriteOrdersDto,
  ): Promise<CreatedOrderResponse | CreatedOrdersResponse> {
    return this.entry.write(encounterId, input);
  }

  @Post('encounters/:id/orders/sign')
  @Route({
    action: 'order.enter',
    discloses: writes('service_order', theirs),
    summary: 'Sign several drafts of my own, all or none; verbal orders that I gave among them',
    problems: [
      encounterProblems.encounterNotFound,
      encounterProblems.encounterClosed,
      ...['orderNotFound', 'orderAlreadySigned', 'orderOfAnother', 'orderNotForRole', 'checkFailed'].map(
        (name) => orderProblems[name as keyof typeof orderProblems],
      ),
    ],
  })
  signAll(
    @Param('id', ParseUUIDPipe) encounterId: string,
    @Body() { ids, overrides }: SignOrdersDto,
  ): Promise<SignedOrdersResponse> {
    return this.orders.signAll(encounterId, ids, overrides);
  }

  @Get('encounters/:id/orders')
  @Route({
    action: 'order.read',
    discloses: listsOf('service_order'),
    summary: 'The orders of an encounter, newest first',
    problems: [encounterProblems.encounterNotFound],
  })
  ofEncounter(@Param('id', ParseUUIDPipe) encounterId: string, @Query() query: PageQuery): Promise<OrderPage> {
    return this.queries.ofEncounter(encounterId, query);
  }

  @Get('orders')
  @Route({
    action: 'order.read',
    scope: 'mine',
    discloses: lists('service_order', theirs),
    summary: 'The worklist: orders of all wards in one state, the most urgent first; or the one of a number',
  })
  worklist(@Query() query: WorklistQuery): Promise<WorklistPage> {
    return this.queries.worklist(query);
  }

  @Get('orders/:id')
  @Route({
    action: 'order.read',
    discloses: reads('service_order', theirs),
    decides: 'inline',
    summary: 'One order, with the clinical question and the allergies of the patient',
    problems: [orderProblems.orderNotFound],
  })
  get(@Param('id', ParseUUIDPipe) id: string): Promise<OrderDetailResponse> {
    return this.queries.get(id);
  }

  @Get('orders/:id/history')
  @Route({
    action: 'order.read',
    discloses: reads('service_order', theirs),
    summary: 'Who changed an order, when, and which fields',
    problems: [orderProblems.orderNotFound],
  })
  history(@Param('id', ParseUUIDPipe) id: string): Promise<OrderHistoryResponse> {
    return this.queries.history(id);
  }
}
