import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { listsOf, writes } from '../../platform/routes/disclosure.js';
import { IfMatch } from '../../platform/routes/entity-tag.js';
import { PageQuery } from '../../platform/routes/pagination.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { ASKED_OF_WITNESS } from '../../platform/security/security.errors.js';
import { encounterProblems } from '../encounters/encounters.errors.js';
import { orderProblems } from '../orders/orders.errors.js';
import { BeginTransfusionDto, EndTransfusionDto } from './dto/transfusion.dto.js';
import { TransfusionPage, TransfusionResponse } from './dto/transfusion.response.js';
import { transfusionProblems } from './transfusions.errors.js';
import { TransfusionsQueries } from './transfusions.queries.js';
import { TransfusionsService } from './transfusions.service.js';

const theirs = ({ id, patientId, encounterId }: TransfusionResponse) => ({ patientId, encounterId, entityId: id });

@ApiTags('doses')
@Controller('api/v1')
export class TransfusionsController {
  constructor(
    private readonly transfusions: TransfusionsService,
    private readonly queries: TransfusionsQueries,
  ) {}

  @Post('orders/:id/transfusions')
  @Route({
    action: 'blood.transfuse',
    discloses: writes('transfusion', theirs),
    creates: true,
    summary: 'Begin a unit of blood, after two people compared patient, unit, groups and expiry at the bedside',
    problems: [
      orderProblems.orderNotFound,
      encounterProblems.encounterClosed,
      encounterProblems.afterDeath,
      ...Object.values(transfusionProblems),
      ...ASKED_OF_WITNESS,
    ],
  })
  begin(@Param('id', ParseUUIDPipe) orderId: string, @Body() input: BeginTransfusionDto): Promise<TransfusionResponse> {
    return this.transfusions.begin(orderId, input);
  }

  @Post('transfusions/:id/end')
  @Route({
    action: 'blood.transfuse',
    discloses: writes('transfusion', theirs),
    versioned: true,
    summary: 'End a unit of blood: it is in, or it was stopped',
    problems: [transfusionProblems.transfusionNotFound, transfusionProblems.transfusionOver],
  })
  end(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: EndTransfusionDto,
  ): Promise<TransfusionResponse> {
    return this.transfusions.end(id, version, input);
  }

  @Get('encounters/:id/transfusions')
  @Route({
    action: 'chart.read',
    discloses: listsOf('transfusion'),
    summary: 'The units of blood of an encounter, newest first',
    problems: [encounterProblems.encounterNotFound],
  })
  list(@Param('id', ParseUUIDPipe) encounterId: string, @Query() query: PageQuery): Promise<TransfusionPage> {
    return this.queries.ofEncounter(encounterId, query);
  }
}
