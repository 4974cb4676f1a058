import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IfMatch } from '../../../platform/routes/entity-tag.js';
import { Route } from '../../../platform/routes/route.decorator.js';
import {
  DeliveryQuery,
  ReplayDto,
  SubscribeDto,
  SubscriptionQuery,
  UpdateSubscriptionDto,
} from './dto/subscription.dto.js';
import {
  DeliveryPage,
  NewSubscriptionResponse,
  ReplayedResponse,
  SubscriptionPage,
  SubscriptionResponse,
} from './dto/subscription.response.js';
import { subscriptionProblems } from './subscriptions.errors.js';
import { SubscriptionsQueries } from './subscriptions.queries.js';
import { SubscriptionsService } from './subscriptions.service.js';

const {
  subscriptionNotFound,
  subscriptionDisabled,
  subscriptionApproved,
  subscriptionOwnApproval,
  subscriptionClientUnknown,
  subscriptionBeyondScopes,
  deliveryNotFound,
  deliveryWaiting,
} = subscriptionProblems;
const OF_A_CLIENT = [subscriptionClientUnknown, subscriptionBeyondScopes];

@ApiTags('subscriptions')
@Controller('api/v1')
export class SubscriptionsController {
  constructor(
    private readonly subscriptions: SubscriptionsService,
    private readonly queries: SubscriptionsQueries,
  ) {}

  @Post('subscriptions')
  @Route({
    action: 'subscription.manage',
    discloses: 'nothing',
    creates: true,
    summary:
      'Have another system told what happens here, once a second person approved it; its secret is shown only here',
    problems: OF_A_CLIENT,
  })
  subscribe(@Body() input: SubscribeDto): Promise<NewSubscriptionResponse> {
    return this.subscriptions.subscribe(input);
  }

  @Get('subscriptions')
  @Route({
    action: 'subscription.read',
    discloses: 'nothing',
    summary: 'Which systems are told what happens here, and how it goes',
  })
  list(@Query() query: SubscriptionQuery): Promise<SubscriptionPage> {
    return this.queries.list(query);
  }

  @Get('subscriptions/:id')
  @Route({
    action: 'subscription.read',
    discloses: 'nothing',
    summary: 'One subscription',
    problems: [subscriptionNotFound],
  })
  get(@Param('id', ParseUUIDPipe) id: string): Promise<SubscriptionResponse> {
    return this.queries.get(id);
  }

  @Patch('subscriptions/:id')
  @Route({
    action: 'subscription.manage',
    discloses: 'nothing',
    versioned: true,
    summary: 'Change its name, address or topics (merge patch); another address and more topics wait for approval',
    problems: [subscriptionNotFound, subscriptionDisabled, ...OF_A_CLIENT],
  })
  update(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: UpdateSubscriptionDto,
  ): Promise<SubscriptionResponse> {
    return this.subscriptions.update({ id, version }, input);
  }

  @Post('subscriptions/:id/approve')
  @Route({
    action: 'subscription.approve',
    discloses: 'nothing',
    versioned: true,
    summary: 'The second person lets it be told; of what happens from then on',
    problems: [
      subscriptionNotFound,
      subscriptionDisabled,
      subscriptionApproved,
      subscriptionOwnApproval,
      ...OF_A_CLIENT,
    ],
  })
  approve(@Param('id', ParseUUIDPipe) id: string, @IfMatch() version: number): Promise<SubscriptionResponse> {
    return this.subscriptions.approve({ id, version });
  }

  @Post('subscriptions/:id/disable')
  @Route({
    action: 'subscription.manage',
    discloses: 'nothing',
    versioned: true,
    summary: 'Tell it nothing any more',
    problems: [subscriptionNotFound, subscriptionDisabled],
  })
  disable(@Param('id', ParseUUIDPipe) id: string, @IfMatch() version: number): Promise<SubscriptionResponse> {
    return this.subscriptions.disable({ id, version });
  }

  @Post('subscriptions/:id/replay')
  @Route({
    action: 'subscription.manage',
    discloses: 'nothing',
    versioned: true,
    summary: 'Send again what happened since a moment, at most 5,000 messages at once',
    problems: [subscriptionNotFound, subscriptionDisabled],
  })
  replay(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { from }: ReplayDto,
  ): Promise<ReplayedResponse> {
    return this.subscriptions.replay({ id, version }, new Date(from));
  }

  @Get('subscriptions/:id/deliveries')
  @Route({
    action: 'subscription.read',
    discloses: 'nothing',
    summary: 'What it was told or waits to be told, newest first; dead ones are not tried any more',
    problems: [subscriptionNotFound],
  })
  deliveries(@Param('id', ParseUUIDPipe) id: string, @Query() query: DeliveryQuery): Promise<DeliveryPage> {
    return this.queries.deliveries(id, query);
  }

  @Post('deliveries/:id/retry')
  @Route({
    action: 'subscription.manage',
    discloses: 'nothing',
    creates: true,
    status: 200,
    summary: 'Send one message again',
    problems: [deliveryNotFound, deliveryWaiting],
  })
  retry(@Param('id', ParseUUIDPipe) id: string): Promise<SubscriptionResponse> {
    return this.subscriptions.retry(id);
  }
}
