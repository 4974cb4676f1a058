import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { elementAt } from '../../../kernel/list.js';
import { invalidField, Problem } from '../../../kernel/problem.js';
import { requestContext } from '../../../kernel/request-context.js';
import { writes } from '../../../platform/routes/disclosure.js';
import { Route } from '../../../platform/routes/route.decorator.js';
import { encounterProblems } from '../../encounters/encounters.errors.js';
import { CreatedOrdersResponse } from '../dto/order.response.js';
import { OrderEntryService } from '../order-entry.service.js';
import { theirs } from '../orders.controller.js';
import { orderProblems } from '../orders.errors.js';
import { orderWords } from '../orders.words.js';
import { saidInAll } from '../said.js';
import type { OrderSet } from './set.js';
import { OrderFromSetDto, OrderSetsResponse } from './set.dto.js';
import { ordersOf, shownSet } from './set.rules.js';
import { ORDER_SETS } from './sets.words.js';

@ApiTags('orders')
@Controller('api/v1')
export class OrderSetsController {
  constructor(private readonly entry: OrderEntryService) {}

  @Get('order-sets')
  @Route({ action: 'order.read', discloses: 'nothing', summary: 'The order sets of the hospital' })
  list(): OrderSetsResponse {
    const { language } = requestContext();
    return { items: ORDER_SETS.map((set) => shownSet(set, language)), next: null };
  }

  @Post('encounters/:id/order-sets/:code')
  @Route({
    action: 'order.write',
    discloses: writes('service_order', theirs),
    creates: true,
    summary: 'Order the lines of a set at once, each as it is or adjusted',
    problems: [
      encounterProblems.encounterNotFound,
      encounterProblems.encounterClosed,
      orderProblems.orderSetNotFound,
      orderProblems.checkFailed,
    ],
  })
  order(
    @Param('id', ParseUUIDPipe) encounterId: string,
    @Param('code') code: string,
    @Body() { lines = [], sign, overrides }: OrderFromSetDto,
  ): Promise<CreatedOrdersResponse> {
    const set = setOf(code);
    const unknown = lines.findIndex(({ key }) => !set.lines.some((line) => line.key === key));
    if (unknown !== -1) throw invalidField(`/lines/${unknown}/key`, 'known-line', orderWords.setLine);
    const wanted = ordersOf(set, lines, requestContext().language);
    const said = saidInAll(
      wanted.map(({ order }) => order),
      (place) => elementAt(wanted, place).at,
    );
    return this.entry.enter(encounterId, said, { sign, overrides, set: { code: set.code, version: set.version } });
  }
}

/** @throws Problem orderSetNotFound */
function setOf(code: string): OrderSet {
  const set = ORDER_SETS.find((one) => one.code === code);
  if (!set) throw new Problem(orderProblems.orderSetNotFound);
  return set;
}
