import { Body, Controller, Get, Headers, Param, Post, Put, Query, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { httpProblems } from '../../../kernel/problem.js';
import { Route } from '../../../platform/routes/route.decorator.js';
import { BaseUrl } from '../base-url.js';
import { EXAMPLES } from '../examples.js';
import { answersFhir, takesFhir, type FhirAnswer } from '../fhir-answer.js';
import { fhirProblems } from '../fhir.errors.js';
import { FhirInterceptor } from '../fhir.interceptor.js';
import { subscriptionProblems } from '../../outgoing/subscriptions/subscriptions.errors.js';
import { SubscriptionFace } from './subscription-face.service.js';

const own = { action: 'fhir.subscribe', scope: 'nobody', discloses: 'nothing' } as const;
const { notImportable, resourceNotFound, versionOvertaken } = fhirProblems;

/** Webhooks as FHIR R4 has them: Subscription of type rest-hook. */
@ApiTags('fhir')
@Controller('fhir/R4/Subscription')
@UseInterceptors(FhirInterceptor)
export class SubscriptionFaceController {
  constructor(private readonly face: SubscriptionFace) {}

  @Post()
  @takesFhir('Subscription', EXAMPLES.Subscription!)
  @Route({
    ...own,
    scopes: [{ type: 'Subscription', right: 'c' }],
    creates: true,
    summary:
      'Ask to be told by webhook of one type of resource; a person has to approve it. Its secret is shown only here',
    answer: answersFhir('Subscription'),
    problems: [notImportable, subscriptionProblems.subscriptionBeyondScopes],
  })
  create(@Body() body: object, @BaseUrl() base: string): Promise<FhirAnswer> {
    return this.face.create(body, base);
  }

  @Get()
  @Route({
    ...own,
    scopes: [{ type: 'Subscription', right: 's' }],
    summary: 'The Subscriptions of the machine that asks, newest first',
    answer: answersFhir('Bundle'),
  })
  list(@BaseUrl() base: string, @Query('_cursor') cursor: string | undefined): Promise<FhirAnswer> {
    return this.face.list(base, cursor);
  }

  @Get(':id')
  @Route({
    ...own,
    scopes: [{ type: 'Subscription', right: 'r' }],
    summary: 'One Subscription of the machine that asks',
    answer: answersFhir('Subscription'),
    problems: [resourceNotFound],
  })
  one(@Param('id') id: string): Promise<FhirAnswer> {
    return this.face.one(id);
  }

  @Put(':id')
  @takesFhir('Subscription', { ...EXAMPLES.Subscription, status: 'off' })
  @Route({
    ...own,
    scopes: [{ type: 'Subscription', right: 'u' }],
    summary: 'End a Subscription: status off is the one change there is',
    answer: answersFhir('Subscription'),
    problems: [notImportable, resourceNotFound, versionOvertaken, httpProblems.preconditionRequired],
  })
  end(
    @Param('id') id: string,
    @Body() body: object,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<FhirAnswer> {
    return this.face.end(id, body, ifMatch);
  }
}
