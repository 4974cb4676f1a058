import { Body, Controller, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { reads } from '../../platform/routes/disclosure.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { encounterProblems } from '../encounters/encounters.errors.js';
import { PreviewOrdersDto } from './dto/preview.dto.js';
import { OrdersPreviewResponse } from './dto/preview.response.js';
import { OrderPreviewQueries } from './order-preview.queries.js';

@ApiTags('orders')
@Controller('api/v1/encounters/:id/orders')
export class OrderPreviewController {
  constructor(private readonly previews: OrderPreviewQueries) {}

  @Post('preview')
  @Route({
    action: 'order.enter',
    discloses: reads('service_order', ({ patientId, encounterId }: OrdersPreviewResponse) => ({
      patientId,
      encounterId,
    })),
    summary: 'What the checks would find of orders that are being written; nothing is signed or stored',
    description: 'The same checks as at signing, by what is known of the patient now. It is recorded as a read.',
    problems: [encounterProblems.encounterNotFound],
  })
  preview(
    @Param('id', ParseUUIDPipe) encounterId: string,
    @Body() input: PreviewOrdersDto,
  ): Promise<OrdersPreviewResponse> {
    return this.previews.of(encounterId, input);
  }
}
