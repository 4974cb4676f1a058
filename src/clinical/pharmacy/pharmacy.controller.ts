import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { lists, reads, writes } from '../../platform/routes/disclosure.js';
import { IfMatch } from '../../platform/routes/entity-tag.js';
import type { Action } from '../../platform/routes/policy.js';
import { Route } from '../../platform/routes/route.decorator.js';
import { encounterProblems } from '../encounters/encounters.errors.js';
import { orderProblems } from '../orders/orders.errors.js';
import { DispensingService } from './dispensing.service.js';
import {
  AnswerDto,
  DispenseDto,
  PharmacyQuery,
  QuestionDto,
  ReturnDto,
  SubstituteDto,
  VerifyDto,
} from './dto/pharmacy.dto.js';
import {
  DispensingResponse,
  PharmacyOrderResponse,
  PharmacyPage,
  ReviewedOrderResponse,
  type PharmacyItemResponse,
} from './dto/pharmacy.response.js';
import { pharmacyProblems } from './pharmacy.errors.js';
import { PharmacyQueries } from './pharmacy.queries.js';
import { ReviewsService } from './reviews.service.js';

const ofOrder = ({ id, patientId, encounterId }: PharmacyItemResponse | PharmacyOrderResponse) => ({
  patientId,
  encounterId,
  entityId: id,
});
const dispensed = ({ id, patientId, encounterId }: DispensingResponse) => ({ patientId, encounterId, entityId: id });

/** Every step is one route; what it does to the review stands in review.rules. */
const Step = (action: Action, summary: string, description?: string) =>
  Route({
    action,
    discloses: writes('pharmacy_review', ({ patientId, encounterId }: ReviewedOrderResponse) => ({
      patientId,
      encounterId,
    })),
    versioned: true,
    summary,
    description,
    problems: [orderProblems.orderNotFound, ...Object.values(pharmacyProblems)],
  });

@ApiTags('pharmacy')
@Controller('api/v1')
export class PharmacyController {
  constructor(
    private readonly reviews: ReviewsService,
    private readonly dispensing: DispensingService,
    private readonly queries: PharmacyQueries,
  ) {}

  @Get('pharmacy/orders')
  @Route({
    action: 'pharmacy.read',
    scope: 'mine',
    discloses: lists('service_order', ofOrder),
    summary:
      "The pharmacy's work list: medicine orders in force by what the pharmacy has said of them, the most urgent first",
  })
  worklist(@Query() query: PharmacyQuery): Promise<PharmacyPage> {
    return this.queries.worklist(query);
  }

  @Get('orders/:id/pharmacy')
  @Route({
    action: 'chart.read',
    discloses: reads('service_order', ofOrder),
    summary:
      'An order of a medicine as the pharmacy sees it: checks as of now, both versions of a substitution, what was given out',
    problems: [orderProblems.orderNotFound, pharmacyProblems.pharmacyNoMedicine],
  })
  get(@Param('id', ParseUUIDPipe) id: string): Promise<PharmacyOrderResponse> {
    return this.queries.get(id);
  }

  @Post('orders/:id/pharmacy/verify')
  @Step('pharmacy.review', 'Verify an order of a medicine')
  verify(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: VerifyDto,
  ): Promise<ReviewedOrderResponse> {
    return this.reviews.verify(id, version, input);
  }

  @Post('orders/:id/pharmacy/question')
  @Step(
    'pharmacy.review',
    'Question an order of a medicine: its doctor is asked, and may be proposed another substance',
  )
  question(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: QuestionDto,
  ): Promise<ReviewedOrderResponse> {
    return this.reviews.question(id, version, input);
  }

  @Post('orders/:id/pharmacy/answer')
  @Step(
    'pharmacy.answer',
    'Answer a question of the pharmacy: the order stays as it is, for a reason',
    'A doctor who agrees replaces the order instead (revise).',
  )
  answer(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: AnswerDto,
  ): Promise<ReviewedOrderResponse> {
    return this.reviews.answer(id, version, input);
  }

  @Post('orders/:id/pharmacy/substitute')
  @Step(
    'pharmacy.review',
    'Put another product in the place of the ordered one; its doctor is told',
    'Another product of the same substance is given out at once; another substance is proposed to the doctor as a question.',
  )
  substitute(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: SubstituteDto,
  ): Promise<ReviewedOrderResponse> {
    return this.reviews.substitute(id, version, input);
  }

  @Post('orders/:id/dispensings')
  @Route({
    action: 'pharmacy.dispense',
    discloses: writes('dispensing', dispensed),
    creates: true,
    summary: 'Give out a medicine for a verified order, all of it or a part',
    problems: [orderProblems.orderNotFound, encounterProblems.afterDeath, ...Object.values(pharmacyProblems)],
  })
  dispense(@Param('id', ParseUUIDPipe) id: string, @Body() input: DispenseDto): Promise<DispensingResponse> {
    return this.dispensing.dispense(id, input);
  }

  @Post('dispensings/:id/return')
  @Route({
    action: 'pharmacy.dispense',
    discloses: writes('dispensing', dispensed),
    versioned: true,
    summary: 'Take back some or all of a medicine that was given out',
    problems: [
      pharmacyProblems.dispensingNotFound,
      pharmacyProblems.dispensingReturned,
      pharmacyProblems.dispensingReturnTooMuch,
    ],
  })
  takeBack(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: ReturnDto,
  ): Promise<DispensingResponse> {
    return this.dispensing.takeBack(id, version, input);
  }
}
