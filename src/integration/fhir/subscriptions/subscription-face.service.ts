import { Injectable } from '@nestjs/common';
import { httpProblems, Problem } from '../../../kernel/problem.js';
import { requestContext } from '../../../kernel/request-context.js';
import { isUuid } from '../../../kernel/uuid.js';
import { versionsIn } from '../bundle/read-bundle.js';
import { FhirAnswer } from '../fhir-answer.js';
import { fhirProblems, notTaken } from '../fhir.errors.js';
import type { SubscriptionResponse } from '../../outgoing/subscriptions/dto/subscription.response.js';
import { SubscriptionsQueries } from '../../outgoing/subscriptions/subscriptions.queries.js';
import { SubscriptionsService } from '../../outgoing/subscriptions/subscriptions.service.js';
import type { Topic } from '../../outgoing/topics.rules.js';

/** What a machine can be told of, by the type of FHIR that it names as its criteria. */
const TOPIC_OF: Readonly<Record<string, Topic>> = {
  Patient: 'patient',
  Encounter: 'encounter',
  ServiceRequest: 'order',
  DiagnosticReport: 'result',
};
const TYPE_OF = Object.fromEntries(Object.entries(TOPIC_OF).map(([type, topic]) => [topic, type]));
/** So many on a page: more receivers than a usual system has. */
const MOST = 100;
const OURS = 'https://benhan.vn/fhir/StructureDefinition';

interface Sent {
  readonly resourceType?: unknown;
  readonly id?: unknown;
  readonly status?: unknown;
  readonly reason?: unknown;
  readonly criteria?: unknown;
  readonly channel?: {
    readonly type?: unknown;
    readonly endpoint?: unknown;
    readonly payload?: unknown;
    readonly header?: unknown;
  };
}

/** The webhooks of a machine as Subscriptions of FHIR R4 (rest-hook): the same receivers, the same rules. */
@Injectable()
export class SubscriptionFace {
  constructor(
    private readonly subscriptions: SubscriptionsService,
    private readonly queries: SubscriptionsQueries,
  ) {}

  /** @throws Problem notImportable; as {@link SubscriptionsService.subscribe} */
  async create(body: unknown, base: string): Promise<FhirAnswer> {
    const { topic, endpoint, name } = read(body);
    const clientId = asking();
    const made = await this.subscriptions.subscribe({
      clientId,
      name,
      channel: 'webhook',
      address: endpoint,
      topics: [topic],
    });
    const secret = { url: `${OURS}/webhook-secret`, valueString: made.secret };
    const resource = { ...show(made), extension: [secret] };
    const Location = `${base}/Subscription/${made.id}/_history/${made.version}`;
    return new FhirAnswer(resource, [], { ...headersOf(made), Location }, 201, DONE);
  }

  /** @throws Problem resourceNotFound, also for one of another machine */
  async one(id: string): Promise<FhirAnswer> {
    const found = await this.own(id);
    return new FhirAnswer(show(found), [], headersOf(found));
  }

  /** Newest first; a page tells where the next goes on. @throws Problem validation for a cursor of another list */
  async list(base: string, cursor: string | undefined): Promise<FhirAnswer> {
    const { items: found, next } = await this.queries.ofClient(asking(), { limit: MOST, cursor });
    const entry = found.map((one) => ({
      fullUrl: `${base}/Subscription/${one.id}`,
      resource: show(one),
      search: { mode: 'match' },
    }));
    const url = `${base}/Subscription`;
    const link = [{ relation: 'self', url: cursor ? `${url}?_cursor=${encodeURIComponent(cursor)}` : url }];
    const onward = next === null ? null : new URL(next, base).searchParams.get('cursor');
    if (onward) link.push({ relation: 'next', url: `${url}?_cursor=${encodeURIComponent(onward)}` });
    return new FhirAnswer({ resourceType: 'Bundle', type: 'searchset', link, entry }, []);
  }

  /** @throws Problem resourceNotFound, preconditionRequired, notImportable for any other change; StaleVersion */
  async end(id: string, body: unknown, ifMatch: string | undefined): Promise<FhirAnswer> {
    const found = await this.own(id);
    const { status, id: said } = (body ?? {}) as Sent;
    if (status !== 'off' || said !== id) throw notTaken('Subscription.status', 'only-off');
    if (ifMatch === undefined) {
      throw new Problem(httpProblems.preconditionRequired, { errors: [{ pointer: 'If-Match', rule: 'required' }] });
    }
    const [version, named] = [found.version, versionsIn(ifMatch)];
    if (!named.includes('*') && !named.includes(String(version))) {
      throw new Problem(fhirProblems.versionOvertaken, { headers: { ETag: `W/"${found.version}"` } });
    }
    const ended = await this.subscriptions.disable({ id, version });
    return new FhirAnswer(show(ended), [], headersOf(ended), 200, DONE);
  }

  private async own(id: string): Promise<SubscriptionResponse> {
    const found = isUuid(id) ? await this.queries.oneOfClient(asking(), id) : undefined;
    if (!found) throw new Problem(fhirProblems.resourceNotFound);
    return found;
  }
}

const asking = (): string => requestContext().actor.id!;
const DONE = { resourceType: 'OperationOutcome', issue: [{ severity: 'information', code: 'informational' }] };

function read(body: unknown): { topic: Topic; endpoint: string; name: string } {
  const { resourceType, criteria, channel, reason } = (body ?? {}) as Sent;
  if (resourceType !== 'Subscription') throw notTaken('Subscription', 'resource-type', { expected: 'Subscription' });
  const type = typeof criteria === 'string' ? criteria.replace(/\?$/, '') : '';
  const topic = Object.hasOwn(TOPIC_OF, type) ? TOPIC_OF[type] : undefined;
  if (!topic) {
    throw notTaken('Subscription.criteria', 'criteria-not-taken', { known: Object.keys(TOPIC_OF).join(', ') });
  }
  const isPlain = channel?.type === 'rest-hook' && channel.payload === undefined && channel.header === undefined;
  if (!isPlain) throw notTaken('Subscription.channel', 'channel-not-taken');
  const { endpoint } = channel;
  if (typeof endpoint !== 'string' || endpoint.length > 500) {
    throw notTaken('Subscription.channel.endpoint', 'required');
  }
  if (typeof reason !== 'string' || reason.trim() === '') throw notTaken('Subscription.reason', 'required');
  if (reason.length > 200) throw notTaken('Subscription.reason', 'too-long', { max: 200 });
  return { topic, endpoint, name: reason };
}

/** As FHIR says it; where it is told of several things, the first is the criteria and an extension names the others. */
function show({
  id,
  version,
  createdAt,
  name,
  status,
  approval,
  topics,
  address,
  lastFailure,
}: SubscriptionResponse): object {
  const [criteria, ...others] = topics.map((topic) => `${TYPE_OF[topic]}?`);
  const more = others.map((valueString) => ({ url: `${OURS}/subscription-criteria`, valueString }));
  return {
    resourceType: 'Subscription',
    id,
    meta: { versionId: String(version), lastUpdated: new Date(createdAt).toISOString() },
    ...(more.length > 0 && { extension: more }),
    status: status === 'disabled' ? 'off' : approval === 'waiting' ? 'requested' : lastFailure ? 'error' : 'active',
    reason: name,
    criteria,
    ...(lastFailure && { error: lastFailure }),
    channel: { type: 'rest-hook', endpoint: address },
  };
}

const headersOf = ({ version, createdAt }: SubscriptionResponse): Record<string, string> => ({
  ETag: `W/"${version}"`,
  'Last-Modified': new Date(createdAt).toUTCString(),
});
