import { Injectable } from '@nestjs/common';
import { Problem } from '../../../kernel/problem.js';
import { accountSql } from '../../../platform/clients/clients.queries.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { instantSql } from '../../../platform/database/rows.js';
import type { PageQuery } from '../../../platform/routes/pagination.js';
import { newestFirst, readPage, type KeysetList } from '../../../platform/routes/keyset.js';
import type { DeliveryQuery, SubscriptionQuery } from './dto/subscription.dto.js';
import type {
  DeliveryPage,
  DeliveryResponse,
  SubscriptionPage,
  SubscriptionResponse,
} from './dto/subscription.response.js';
import { subscriptionProblems } from './subscriptions.errors.js';

/** Reads who is told what, and how it goes; of nobody in particular. */
@Injectable()
export class SubscriptionsQueries {
  constructor(private readonly database: Database) {}

  /** @throws Problem subscriptionNotFound */
  async get(id: string): Promise<SubscriptionResponse> {
    return oneOf(await this.database.query<Item>(ONE, [id]));
  }

  /** As {@link get}, inside a transaction that has just written it. */
  async getWithin(tx: Tx, id: string): Promise<SubscriptionResponse> {
    return oneOf(await tx.$queryRawUnsafe<Item[]>(ONE.text, id));
  }

  /** Webhooks of a machine, newest first. */
  ofClient(clientId: string, query: PageQuery): Promise<SubscriptionPage> {
    return readPage(this.database, OF_CLIENT, query, [clientId], ({ item }: Item) => item);
  }

  /** A webhook of a machine, however old. @returns undefined also for one of another */
  async oneOfClient(clientId: string, id: string): Promise<SubscriptionResponse | undefined> {
    const [row] = await this.database.query<Item>(ONE_OF_CLIENT, [clientId, id]);
    return row?.item;
  }

  list(query: SubscriptionQuery): Promise<SubscriptionPage> {
    return readPage(this.database, LIST, query, [], ({ item }: Item) => item);
  }

  /** Newest first. @throws Problem subscriptionNotFound */
  async deliveries(id: string, query: DeliveryQuery): Promise<DeliveryPage> {
    await this.get(id);
    return readPage(this.database, DELIVERIES, query, [id], (row: DeliveryResponse) => row);
  }
}

interface Item {
  readonly id: string;
  readonly item: SubscriptionResponse;
}

function oneOf([row]: readonly Item[]): SubscriptionResponse {
  if (!row) throw new Problem(subscriptionProblems.subscriptionNotFound);
  return row.item;
}

const SUBSCRIPTION = `SELECT s.id, jsonb_build_object('id', s.id, 'clientId', s.client_id, 'name', s.name, 'channel', s.channel, 'address', s.address,
    'topics', s.topics, 'application', s.application, 'facility', s.facility, 'status', s.status,
    'approval', CASE WHEN s.approved_at IS NULL THEN 'waiting' ELSE 'approved' END, 'proposedBy', ${accountSql('s.proposed_by')},
    'approvedBy', ${accountSql('s.approved_by')}, 'approvedAt', ${instantSql('s.approved_at')}, 'failures', t.failures,
    'pausedUntil', CASE WHEN t.open_until > now() THEN ${instantSql('t.open_until')} END, 'lastFailure', t.last_failure,
    'lastSentAt', ${instantSql('t.last_sent_at')}, 'version', s.version, 'createdAt', ${instantSql('s.created_at')}) AS item
  FROM subscription s JOIN subscription_state t ON t.subscription_id = s.id`;
const ONE = { name: 'subscriptions.one', text: `${SUBSCRIPTION} WHERE s.id = $1::uuid` };
const OF_CLIENT: KeysetList = {
  name: 'subscriptions.of-client',
  select: SUBSCRIPTION,
  where: `s.client_id = $1::uuid AND s.channel = 'webhook'`,
  ...newestFirst('s'),
};
const ONE_OF_CLIENT = {
  name: 'subscriptions.one-of-client',
  text: `${SUBSCRIPTION} WHERE s.id = $2::uuid AND s.client_id = $1::uuid AND s.channel = 'webhook'`,
};
const LIST: KeysetList = {
  name: 'subscriptions.list',
  select: SUBSCRIPTION,
  filters: { status: (value) => `s.status = ${value}` },
  ...newestFirst('s'),
};
const DELIVERIES: KeysetList = {
  name: 'subscriptions.deliveries',
  select: `SELECT d.id, d.type, d.state, d.attempts, d.failure, d.occurred_at AS "occurredAt", d.sent_at AS "sentAt",
    CASE d.state WHEN 'waiting' THEN d.next_at END AS "nextAt" FROM delivery_log d`,
  where: 'd.subscription_id = $1::uuid',
  filters: { state: (value) => `d.state = ${value}` },
  ...newestFirst('d'),
};
