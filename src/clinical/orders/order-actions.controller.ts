import { Body, Controller, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { writes } from '../../platform/routes/disclosure.js';
import { encounterProblems } from '../encounters/encounters.errors.js';
import { IfMatch } from '../../platform/routes/entity-tag.js';
import { Route } from '../../platform/routes/route.decorator.js';
import type { Action } from '../../platform/routes/policy.js';
import { ReviseOrderDto } from './dto/order.dto.js';
import { SignOrderDto } from './dto/signing.dto.js';
import { CollectOrderDto, EndOrderDto, HoldOrderDto, RejectSpecimenDto } from './dto/order-step.dto.js';
import { OrderResponse } from './dto/order.response.js';
import { theirs } from './orders.controller.js';
import { orderProblems } from './orders.errors.js';
import { saidIn } from './said.js';
import { OrdersService } from './orders.service.js';
import { SpecimensService } from './specimens/specimens.service.js';

/** Every action is one route; what it does to the order stands in order-state.rules. */
const OrderRoute = (action: Action, summary: string) =>
  Route({
    action,
    discloses: writes('service_order', theirs),
    versioned: true,
    summary,
    problems: [...Object.values(orderProblems), encounterProblems.encounterClosed, encounterProblems.afterDeath],
  });

@ApiTags('orders')
@Controller('api/v1/orders/:id')
export class OrderActionsController {
  constructor(
    private readonly orders: OrdersService,
    private readonly specimens: SpecimensService,
  ) {}

  @Post('sign')
  @OrderRoute('order.write', 'Sign a draft of my own, or on behalf of its author: the order takes effect')
  sign(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { onBehalfOf, overrides }: SignOrderDto,
  ): Promise<OrderResponse> {
    return this.orders.act(id, version, 'sign', { onBehalfOf, overrides });
  }

  @Post('revise')
  @OrderRoute('order.write', 'Replace an order by a new one, which is signed with it')
  revise(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: ReviseOrderDto,
  ): Promise<OrderResponse> {
    const { reason, overrides } = input;
    return this.orders.revise(id, version, saidIn(input), { reason, overrides });
  }

  @Post('collect')
  @OrderRoute('order.collect', 'Say that the specimen was taken; again when it had to be taken again')
  collect(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { collectedAt }: CollectOrderDto,
  ): Promise<OrderResponse> {
    return this.specimens.collect(id, version, collectedAt);
  }

  @Post('reject-specimen')
  @OrderRoute(
    'specimen.reject',
    'Say why the laboratory rejected the specimen: the order waits for another one, and the ward is told',
  )
  rejectSpecimen(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() rejected: RejectSpecimenDto,
  ): Promise<OrderResponse> {
    return this.specimens.reject(id, version, rejected);
  }

  @Post('start')
  @OrderRoute('order.fulfil', 'Begin work on an order')
  start(@Param('id', ParseUUIDPipe) id: string, @IfMatch() version: number): Promise<OrderResponse> {
    return this.orders.act(id, version, 'start');
  }

  @Post('complete')
  @OrderRoute('order.fulfil', 'Complete an order; a final report does this by itself')
  complete(@Param('id', ParseUUIDPipe) id: string, @IfMatch() version: number): Promise<OrderResponse> {
    return this.orders.act(id, version, 'complete');
  }

  @Post('hold')
  @OrderRoute('order.write', 'Hold an order for now')
  hold(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { reason }: HoldOrderDto,
  ): Promise<OrderResponse> {
    return this.orders.act(id, version, 'hold', { reason });
  }

  @Post('resume')
  @OrderRoute('order.write', 'Let a held order go on')
  resume(@Param('id', ParseUUIDPipe) id: string, @IfMatch() version: number): Promise<OrderResponse> {
    return this.orders.act(id, version, 'resume');
  }

  @Post('cancel')
  @OrderRoute('order.write', 'Cancel an order on which no work has begun')
  cancel(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { reason }: EndOrderDto,
  ): Promise<OrderResponse> {
    return this.orders.act(id, version, 'cancel', { reason });
  }

  @Post('discontinue')
  @OrderRoute('order.write', 'Stop an order, also when work on it has begun')
  discontinue(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { reason }: EndOrderDto,
  ): Promise<OrderResponse> {
    return this.orders.act(id, version, 'discontinue', { reason });
  }
}
