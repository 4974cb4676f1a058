import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { v7 as newId } from 'uuid';
import { runAsSystem } from '../../kernel/request-context.js';
import { EVERYTHING } from '../../kernel/scope.js';
import { ALONE } from '../../platform/database/advisory-locks.js';
import { SETTINGS_TOKEN, type Settings } from '../../platform/config/settings.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/prisma.js';
import { firstRow } from '../../platform/database/rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { covers } from '../../platform/routes/scope.rules.js';
import { CHANNELS, type Channel } from './hosts.rules.js';
import { factsOf } from './messages/facts.queries.js';
import { happenedAt } from './messages/happened-at.rules.js';
import { hl7Message } from './messages/hl7.writer.js';
import { RECEIVERS_NOW } from './receivers.sql.js';
import {
  became,
  hl7Of,
  needsOfTopics,
  TOLD_TABLES,
  webhookOf,
  type Told,
  type Topic,
  type TrailEvent,
} from './topics.rules.js';

const LOOK_EVERY_MS = 2000;
/** Events of the trail in one transaction. */
const AT_ONCE = 500;
const TIMEOUT_MS = 60_000;

/** Who is told, and may be. */
interface Receiver {
  readonly id: string;
  readonly channel: Channel;
  readonly topics: readonly Topic[];
  readonly scopes: readonly string[];
  readonly application: string | null;
  readonly facility: string | null;
  /** It was approved; of what happened before it is told nothing. */
  readonly since: Date;
}

interface Batch {
  readonly xid: bigint;
  readonly id: string;
  readonly events: number;
  readonly told: readonly TrailEvent[];
}

/**
 * Makes messages of what happened. The trail, which every write commits with, is the outbox: what has settled in it since the last look is read
 * in its order, by one process of all, and the messages commit together with how far it was read. So each event is told once, none is lost to a
 * killed process, and writers do nothing for it.
 */
@Injectable()
export class OutboxService implements OnModuleInit {
  private readonly logger = new Logger('outbox');

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: Jobs,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  onModuleInit(): void {
    this.jobs.schedule({ name: 'outbox', everyMs: LOOK_EVERY_MS, by: 'process', work: () => this.look() });
  }

  /** Reads the trail to its end, when anybody is to be told and something happened. */
  async look(): Promise<void> {
    const { waiting } = firstRow(await this.database.query<{ waiting: boolean }>(WAITING, [], EVERYTHING));
    if (!waiting) return;
    for (let events = AT_ONCE; events === AT_ONCE;) {
      events = await runAsSystem('outbox', () =>
        this.unitOfWork.write((tx) => this.step(tx), { timeoutMs: TIMEOUT_MS }),
      );
    }
  }

  private async step(tx: Tx): Promise<number> {
    const { free } = firstRow(await tx.$queryRawUnsafe<{ free: boolean }[]>(ALONE, 'outbox'));
    if (!free) return 0;
    const receivers = await tx.$queryRawUnsafe<Receiver[]>(RECEIVERS);
    const [batch] = await tx.$queryRawUnsafe<Batch[]>(BATCH, AT_ONCE, [...TOLD_TABLES]);
    if (!batch) return 0;
    for (const channel of CHANNELS) {
      const those = receivers.filter((receiver) => receiver.channel === channel);
      if (those.length > 0) await this.tell(tx, those, toldOf(batch.told, channel));
    }
    await tx.$executeRawUnsafe(ADVANCE, batch.xid, batch.id);
    return batch.events;
  }

  private async tell(tx: Tx, receivers: readonly Receiver[], all: readonly Told[]): Promise<void> {
    for (const told of all) {
      for (const receiver of receivers) {
        if (!isFor(receiver, told)) continue;
        const id = newId();
        const made = await this.contentOf(tx, receiver, told, id);
        if (!made) continue;
        const { patientId, resourceType, resourceId, event } = told;
        const values = [
          id,
          receiver.id,
          patientId,
          made.type,
          event.id,
          resourceType,
          resourceId,
          made.text,
          event.occurredAt,
        ];
        await tx.$executeRawUnsafe(DELIVER, ...values);
      }
    }
  }

  private async contentOf(
    tx: Tx,
    { channel, application, facility }: Receiver,
    told: Told,
    id: string,
  ): Promise<{ type: string; text: string } | undefined> {
    const { type, patientId, encounterId, resourceType, resourceId, event } = told;
    if (channel === 'webhook') return { type, text: notificationOf(told) };
    const orderId = resourceType === 'ServiceRequest' ? resourceId : null;
    // Of a transfer, places up to the one that it was to; of one that was taken back, where the patient is now.
    const stayId = event.entity === 'stay' && event.kind === 'create' ? event.entityId : null;
    const facts = await factsOf(tx, { patientId, encounterId, orderId, stayId });
    const { hospitalCode: hospital } = this.settings;
    try {
      const envelope = {
        ...{ type, id, hospital, application: application ?? '', facility: facility ?? '' },
        occurredAt: new Date(event.occurredAt),
        happenedAt: happenedAt(event, type),
        ...(type === 'ADT^A03' && { discharge: dischargeOf(event) }),
      };
      return facts && hl7Message(envelope, facts);
    } catch (error) {
      // One that cannot be written must not keep all others back.
      this.logger.error(`a message ${type} could not be written: ${(error as Error).name}`);
      return undefined;
    }
  }
}

const isFor = ({ topics, scopes, since }: Receiver, { topic, event }: Told): boolean =>
  topics.includes(topic) && covers(scopes, needsOfTopics([topic])) && new Date(event.occurredAt) >= since;

/** What an event said of a discharge. */
const dischargeOf = (event: TrailEvent) => ({
  disposition: textOf(became(event, 'discharge_disposition')),
  endedAt: textOf(became(event, 'ended_at')),
});
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** What a webhook says (Standard Webhooks): what happened to which resource, to be read again by whoever may. */
const notificationOf = ({ type, patientId, resourceType, resourceId, event }: Told): string =>
  JSON.stringify({
    type,
    timestamp: new Date(event.occurredAt).toISOString(),
    data: { patient: `Patient/${patientId}`, resource: `${resourceType}/${resourceId}` },
  });

/** What is told of some events, each thing of one transaction once: what changes together is one message. */
function toldOf(events: readonly TrailEvent[], channel: Channel): Told[] {
  const all = new Map<string, Told>();
  const reopened = new Set(events.filter(isReopening).map(({ xid, entityId }) => `${xid} ${entityId}`));
  const registered = new Set(events.filter(isRegistration).map(({ xid, patientId }) => `${xid} ${patientId}`));
  for (const event of events) {
    // The numbers and places that come with a registration or an admission are part of it.
    if (event.entity === 'patient_identifier' && registered.has(`${event.xid} ${event.patientId}`)) continue;
    for (const what of channel === 'webhook' ? webhookOf(event) : hl7Of(event)) {
      const patientId = what.patientId ?? event.patientId;
      const encounterId = what.resourceType === 'Encounter' ? what.resourceId : event.encounterId;
      // A discharge that is taken back gives the place back with it: A13 says all.
      if (what.type === 'ADT^A12' && reopened.has(`${event.xid} ${encounterId}`)) continue;
      const told: Told = { ...what, patientId, encounterId, event };
      const key = [event.xid, what.type, what.resourceId, patientId].join(' ');
      if (!all.has(key)) all.set(key, told);
    }
  }
  return [...all.values()];
}
const isReopening = (event: TrailEvent): boolean =>
  event.entity === 'encounter' && hl7Of(event).some(({ type }) => type === 'ADT^A13');
const isRegistration = ({ entity, kind }: TrailEvent): boolean => entity === 'patient' && kind === 'create';

const SETTLED = `(e.xid, e.id) > (at.xid::text::xid8, at.event_id) AND e.xid < pg_snapshot_xmin(pg_current_snapshot())`;
const WAITING = {
  name: 'outbox.waiting',
  text: `SELECT EXISTS (SELECT FROM ${RECEIVERS_NOW}) AND EXISTS (SELECT FROM outbox_position at CROSS JOIN LATERAL (
      SELECT e.xid FROM audit.event e WHERE ${SETTLED} ORDER BY e.xid, e.id LIMIT 1) next) AS waiting`,
};
const RECEIVERS = `SELECT s.id, s.channel, s.topics, s.application, s.facility, c.scopes, s.approved_at AS since FROM ${RECEIVERS_NOW} ORDER BY s.id`;
const BATCH = `
  WITH batch AS MATERIALIZED (
    SELECT e.* FROM outbox_position at, LATERAL (
      SELECT e.xid, e.id, e.kind, e.entity, e.entity_id, e.patient_id, e.encounter_id, e.changes, e.occurred_at
      FROM audit.trail e WHERE ${SETTLED} ORDER BY e.xid, e.id LIMIT $1::int) e)
  SELECT last.xid::text::bigint AS xid, last.id, (SELECT count(*)::int FROM batch) AS events,
    (SELECT coalesce(json_agg(json_build_object('xid', xid::text, 'id', id, 'kind', kind, 'entity', entity, 'entityId', entity_id,
        'patientId', patient_id, 'encounterId', encounter_id, 'changes', changes, 'occurredAt', occurred_at,
        'mergedId', CASE entity WHEN 'patient_merge' THEN (SELECT merged_id FROM patient_merge WHERE patient_merge.id = batch.entity_id) END)
        ORDER BY xid, id), '[]')
      FROM batch WHERE kind IN ('create', 'update') AND entity = ANY ($2::text[]) AND patient_id IS NOT NULL) AS told
  FROM (SELECT xid, id FROM batch ORDER BY xid DESC, id DESC LIMIT 1) last`;
const ADVANCE = 'UPDATE outbox_position SET xid = $1::bigint, event_id = $2::uuid';
const DELIVER = `INSERT INTO delivery (id, subscription_id, patient_id, type, event_id, resource_type, resource_id, content, occurred_at)
  VALUES ($1::uuid, $2::uuid, $3::uuid, $4, $5::uuid, $6, $7::uuid, $8, $9::timestamptz) ON CONFLICT DO NOTHING`;
