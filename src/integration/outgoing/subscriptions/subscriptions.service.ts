import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { v7 as newId } from 'uuid';
import { EVERYTHING } from '../../../kernel/scope.js';
import { invalidField, Problem } from '../../../kernel/problem.js';
import { actingPerson, requestContext } from '../../../kernel/request-context.js';
import { SETTINGS_TOKEN, type Settings } from '../../../platform/config/settings.js';
import type { Holdable, VersionedRow, WantedVersion } from '../../../platform/database/held-row.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { inOrder, SealedPlaces, type SealedPlace } from '../../../platform/keys/sealed-places.js';
import { Vault } from '../../../platform/keys/vault.js';
import { covers, scopeText } from '../../../platform/routes/scope.rules.js';
import { destinationOf, isAllowed, type Channel } from '../hosts.rules.js';
import { outgoingWords } from '../outgoing.words.js';
import { needsOfTopics, TOPICS_OF, type Topic } from '../topics.rules.js';
import type { SubscribeDto, UpdateSubscriptionDto } from './dto/subscription.dto.js';
import type { NewSubscriptionResponse, ReplayedResponse, SubscriptionResponse } from './dto/subscription.response.js';
import { subscriptionProblems } from './subscriptions.errors.js';
import { SubscriptionsQueries } from './subscriptions.queries.js';

interface HeldSubscription extends VersionedRow {
  readonly clientId: string;
  readonly channel: Channel;
  readonly topics: readonly Topic[];
  readonly status: string;
  readonly approved: boolean;
  readonly proposedBy: string | null;
}

const SUBSCRIPTION: Holdable = {
  table: 'subscription',
  columns: `r.client_id AS "clientId", r.channel, r.topics, r.status, r.approved_at IS NOT NULL AS approved, r.proposed_by AS "proposedBy"`,
  notFound: subscriptionProblems.subscriptionNotFound,
};
/** As many as are sent again by one request. */
const MOST_REPLAYED = 5000;

/** Which systems are told what happens here. What is given to one waits for a second person (prisma/guards/74-subscription-approval.sql). */
@Injectable()
export class SubscriptionsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queries: SubscriptionsQueries,
    private readonly vault: Vault,
    sealed: SealedPlaces,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {
    sealed.add('subscriptions', SECRETS);
  }

  /** @throws Problem validation (address, topics), subscriptionClientUnknown, subscriptionBeyondScopes */
  async subscribe(input: SubscribeDto): Promise<NewSubscriptionResponse> {
    this.requireAddress(input.address, input.channel);
    requireTopics(input.topics, input.channel);
    const id = newId();
    const secret = `whsec_${randomBytes(32).toString('base64')}`;
    return this.unitOfWork.write(async (tx) => {
      await requireScopes(tx, input.clientId, input.topics);
      const data = { ...input, id, secret: this.vault.seal(secret, id) };
      await tx.subscription.create({ data, select: { id: true } });
      await tx.subscriptionState.create({ data: { subscriptionId: id }, select: { subscriptionId: true } });
      return { ...(await this.queries.getWithin(tx, id)), secret };
    });
  }

  /** @throws Problem as {@link subscribe}; subscriptionNotFound, subscriptionDisabled; StaleVersion */
  update(wanted: WantedVersion, input: UpdateSubscriptionDto): Promise<SubscriptionResponse> {
    return this.change(wanted, async (tx, { id, clientId, channel }) => {
      if (input.address !== undefined) this.requireAddress(input.address, channel);
      if (input.topics) {
        requireTopics(input.topics, channel);
        await requireScopes(tx, clientId, input.topics);
      }
      await tx.subscription.update({ where: { id }, data: input, select: { id: true } });
    });
  }

  /** From now on it is told; of what happened before, nothing. @throws Problem subscriptionApproved, subscriptionOwnApproval; as {@link update} */
  approve(wanted: WantedVersion): Promise<SubscriptionResponse> {
    const approvedBy = actingPerson();
    return this.change(wanted, async (tx, { id, approved, proposedBy, clientId, topics }) => {
      if (approved) throw new Problem(subscriptionProblems.subscriptionApproved);
      if (proposedBy === approvedBy) throw new Problem(subscriptionProblems.subscriptionOwnApproval);
      await requireScopes(tx, clientId, topics);
      // Nobody read the trail while nobody was to be told: reading begins here.
      await tx.$executeRawUnsafe(BEGIN_HERE);
      await tx.subscription.update({
        where: { id },
        data: { approvedBy, approvedAt: new Date() },
        select: { id: true },
      });
    });
  }

  /** @throws Problem subscriptionNotFound, subscriptionDisabled; StaleVersion */
  disable(wanted: WantedVersion): Promise<SubscriptionResponse> {
    return this.change(wanted, async (tx, { id }) => {
      await tx.subscription.update({ where: { id }, data: { status: 'disabled' }, select: { id: true } });
    });
  }

  /** Sends again what happened since a moment, in its order; at most so many at once. @throws Problem subscriptionNotFound, subscriptionDisabled */
  replay(wanted: WantedVersion, from: Date): Promise<ReplayedResponse> {
    seeAll();
    return this.unitOfWork.change<HeldSubscription, ReplayedResponse>(
      SUBSCRIPTION,
      wanted,
      async (tx, { id, status }) => {
        if (status === 'disabled') throw new Problem(subscriptionProblems.subscriptionDisabled);
        const rows = await tx.$queryRawUnsafe<{ occurredAt: Date }[]>(REPLAYED, id, from, MOST_REPLAYED + 1);
        const next = rows[MOST_REPLAYED]?.occurredAt ?? null;
        const count = await tx.$executeRawUnsafe(REPLAY, id, from, MOST_REPLAYED);
        await tx.$executeRawUnsafe(TRY_NOW, id);
        return { count, next };
      },
    );
  }

  /** Sends one again that was sent, or that is not tried any more. @throws Problem deliveryNotFound, deliveryWaiting */
  async retry(id: string): Promise<SubscriptionResponse> {
    seeAll();
    return this.unitOfWork.write(async (tx) => {
      const [row] = await tx.$queryRawUnsafe<{ subscriptionId: string; state: string }[]>(DELIVERY, id);
      if (!row) throw new Problem(subscriptionProblems.deliveryNotFound);
      if (row.state === 'waiting') throw new Problem(subscriptionProblems.deliveryWaiting);
      await tx.$executeRawUnsafe(RETRY, id);
      await tx.$executeRawUnsafe(TRY_NOW, row.subscriptionId);
      return this.queries.getWithin(tx, row.subscriptionId);
    });
  }

  private change(
    wanted: WantedVersion,
    work: (tx: Tx, held: HeldSubscription) => Promise<void>,
  ): Promise<SubscriptionResponse> {
    return this.unitOfWork.change<HeldSubscription, SubscriptionResponse>(SUBSCRIPTION, wanted, async (tx, held) => {
      if (held.status === 'disabled') throw new Problem(subscriptionProblems.subscriptionDisabled);
      await work(tx, held);
      return this.queries.getWithin(tx, held.id);
    });
  }

  private requireAddress(address: string, channel: Channel): void {
    const destination = destinationOf(address, channel);
    if (!destination || (destination.protocol === 'http:' && !this.settings.outgoingHttp)) {
      throw invalidField('/address', 'address', outgoingWords.address);
    }
    if (!isAllowed(destination, this.settings.outgoingHosts)) {
      throw invalidField('/address', 'host-allowed', outgoingWords.host);
    }
  }
}

/** Messages are of patients whom administrators do not see; nothing of them is answered. */
function seeAll(): void {
  requestContext().scope = EVERYTHING;
}

function requireTopics(topics: readonly Topic[], channel: Channel): void {
  if (topics.some((topic) => !TOPICS_OF[channel].includes(topic))) {
    throw invalidField('/topics', 'topics', outgoingWords.topics);
  }
}

/** @throws Problem subscriptionClientUnknown, subscriptionBeyondScopes */
async function requireScopes(tx: Tx, clientId: string, topics: readonly Topic[]): Promise<void> {
  const client = await tx.machineClient.findUnique({ where: { id: clientId }, select: { scopes: true, status: true } });
  if (client?.status !== 'active') throw new Problem(subscriptionProblems.subscriptionClientUnknown);
  const missing = needsOfTopics(topics).filter((need) => !covers(client.scopes, [need]));
  if (missing.length === 0) return;
  const scopes = missing.map(scopeText).join(' ');
  throw new Problem(subscriptionProblems.subscriptionBeyondScopes, { params: { scopes } });
}

const SECRETS: SealedPlace = {
  rows: async (tx, after) => {
    const rows = await tx.subscription.findMany({ ...inOrder(after), select: { id: true, secret: true } });
    return rows.map(({ id, secret }) => ({ id, owner: id, sealed: secret }));
  },
  replace: (tx, { id, sealed }, secret) =>
    tx.subscription.updateMany({ where: { id, secret: sealed ?? '' }, data: { secret } }),
};

const BEGIN_HERE = `UPDATE outbox_position SET xid = pg_current_xact_id()::text::bigint, event_id = '00000000-0000-0000-0000-000000000000'
  WHERE NOT EXISTS (SELECT FROM subscription WHERE status = 'active' AND approved_at IS NOT NULL)`;
const AGAIN = `state = 'waiting', sent_at = NULL, attempts = 0, failure = NULL, next_at = now()`;
const SINCE = `subscription_id = $1::uuid AND occurred_at >= $2::timestamptz AND state <> 'waiting' ORDER BY occurred_at, id LIMIT $3`;
const REPLAYED = `SELECT occurred_at AS "occurredAt" FROM delivery WHERE ${SINCE}`;
const REPLAY = `UPDATE delivery SET ${AGAIN} WHERE id IN (SELECT id FROM delivery WHERE ${SINCE})`;
const DELIVERY = `SELECT subscription_id AS "subscriptionId", state FROM delivery WHERE id = $1::uuid FOR NO KEY UPDATE`;
const RETRY = `UPDATE delivery SET ${AGAIN} WHERE id = $1::uuid`;
const TRY_NOW = `UPDATE subscription_state SET failures = 0, open_until = '-infinity' WHERE subscription_id = $1::uuid`;
