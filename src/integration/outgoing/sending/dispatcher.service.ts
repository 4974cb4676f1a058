import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { requestContext, runAsSystem } from '../../../kernel/request-context.js';
import { EVERYTHING } from '../../../kernel/scope.js';
import { SETTINGS_TOKEN, type Settings } from '../../../platform/config/settings.js';
import { recordedWith } from '../../../platform/audit/recorded-with.js';
import { Database } from '../../../platform/database/database.js';
import { firstRow } from '../../../platform/database/rows.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { Jobs } from '../../../platform/jobs/jobs.js';
import { Vault } from '../../../platform/keys/vault.js';
import { destinationOf, type Channel } from '../hosts.rules.js';
import { RECEIVERS_NOW } from '../receivers.sql.js';
import { afterFailure, backOffMs, isOver } from './back-off.rules.js';
import type { Attempt, Failure, SendingLine } from './attempt.js';
import { Hl7HttpLine } from './hl7-http.line.js';
import { MllpLine } from './mllp.line.js';
import { reached } from './reached.js';
import { WebhookLine } from './webhook.line.js';

const LOOK_EVERY_MS = 2000;
/** Messages of one receiver that are looked at together. */
const AT_ONCE = 100;
/** A receiver is one process's for so long; it stops sending well before. */
const [LEASE_SECONDS, WORK_MS] = [60, 30_000];
/** What is under way when the process stops may end within this; the primary kills a worker four times as late. */
const STOP_MS = 5000;

interface Claimed {
  readonly id: string;
  readonly name: string;
  readonly channel: Channel;
  readonly address: string;
  readonly secret: string;
  readonly failures: number;
}

interface Waiting {
  readonly id: string;
  readonly patientId: string;
  readonly content: string;
  readonly attempts: number;
}

/**
 * Sends what waits. A receiver is served by one process at a time, its messages in the order in which they happened: while one waits to be tried again, the
 * later ones of the same patient wait behind it. A receiver that does not answer is left alone for longer and longer, with everything of it.
 */
@Injectable()
export class Dispatcher implements OnModuleInit, OnModuleDestroy {
  private readonly serving = new Set<Promise<void>>();
  private readonly lines = new Set<SendingLine>();
  private isStopping = false;

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly vault: Vault,
    private readonly jobs: Jobs,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  onModuleInit(): void {
    this.jobs.schedule({ name: 'dispatcher', everyMs: LOOK_EVERY_MS, by: 'process', work: () => this.look() });
  }

  /** What goes out ends before the database goes, or is cut off and stays to be sent: whoever hangs holds no stop up. */
  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    await Promise.race([Promise.allSettled(this.serving), sleep(STOP_MS, undefined, { ref: false })]);
    for (const line of this.lines) line.close();
    await Promise.allSettled(this.serving);
  }

  /** Sends what is due, as far as no other process does, and waits until it is sent. */
  async run(): Promise<void> {
    await Promise.all(await this.begin());
  }

  /** The same, and waits for those alone that are soon done: a receiver that hangs keeps nobody else's messages back. */
  private async look(): Promise<void> {
    const begun = await this.begin();
    await Promise.race([Promise.all(begun), new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS).unref())]);
  }

  private async begin(): Promise<Promise<void>[]> {
    if (this.isStopping) return [];
    const { due } = firstRow(await this.database.query<{ due: boolean }>(DUE, [], EVERYTHING));
    if (!due) return [];
    return runAsSystem('dispatcher', async () => {
      const claimed = await this.unitOfWork.write((tx) => tx.$queryRawUnsafe<Claimed[]>(CLAIM, LEASE_SECONDS));
      return claimed.map((one) => this.track(this.serve(one)));
    });
  }

  /** What fails after the look that began it is nobody's to catch. */
  private track(serving: Promise<void>): Promise<void> {
    this.serving.add(serving);
    serving.catch(() => undefined).finally(() => this.serving.delete(serving));
    return serving;
  }

  private async serve(receiver: Claimed): Promise<void> {
    let line: SendingLine | undefined;
    try {
      line = await this.lineTo(receiver);
      this.lines.add(line);
      await this.sendAll(receiver, line);
    } finally {
      line?.close();
      if (line) this.lines.delete(line);
      await this.unitOfWork.write((tx) => tx.$executeRawUnsafe(RELEASE, receiver.id));
    }
  }

  private async sendAll(receiver: Claimed, line: SendingLine): Promise<void> {
    const deadline = performance.now() + WORK_MS;
    let { failures } = receiver;
    for (let sent = AT_ONCE; sent > 0;) {
      sent = 0;
      const held = new Set<string>();
      for (const message of await this.database.query<Waiting>(NEXT, [receiver.id, AT_ONCE])) {
        if (this.isStopping || performance.now() > deadline) return;
        if (held.has(message.patientId)) continue;
        const attempt = await this.sendOne(receiver, line, message, failures);
        if (attempt.kind === 'sent') {
          [failures, sent] = [0, sent + 1];
          continue;
        }
        held.add(message.patientId);
        failures += 1;
        if (isOver(failures)) return;
      }
    }
  }

  private async sendOne(receiver: Claimed, line: SendingLine, message: Waiting, failures: number): Promise<Attempt> {
    await this.record(receiver, message);
    const attempt = await line.send(message);
    // Cut off by us: no failure of the receiver, and the next process sends it at once.
    if (this.isStopping && attempt.kind === 'unreached') return attempt;
    await this.unitOfWork.write(async (tx) => {
      if (attempt.kind === 'sent') {
        await tx.$executeRawUnsafe(SENT, message.id);
        await tx.$executeRawUnsafe(WORKS, receiver.id);
        return;
      }
      const { state, afterMs } = afterFailure(attempt, message.attempts + 1);
      await tx.$executeRawUnsafe(FAILED, message.id, state, afterMs / 1000, attempt.why);
      await tx.$executeRawUnsafe(FAILING, receiver.id, backOffMs(failures + 1) / 1000, attempt.why);
    });
    return attempt;
  }

  /** What leaves is on the trail before it does, each time. */
  private async record({ id: receiverId, name, channel, address }: Claimed, { id, patientId }: Waiting): Promise<void> {
    const { host } = new URL(address);
    const detail = { route: 'outgoing', channel, receiver: receiverId, name, host };
    const event = {
      kind: 'told',
      entity: 'delivery',
      entityId: id,
      patientId,
      patientIds: [patientId],
      detail,
    } as const;
    await this.unitOfWork.write((tx) => tx.$executeRaw(recordedWith(requestContext(), event)));
  }

  /** The address is asked again each time whether it may be reached: the operator may have changed their mind. */
  private async lineTo({ channel, address, secret, id }: Claimed): Promise<SendingLine> {
    const destination = destinationOf(address, channel);
    const isOpen = destination && (destination.protocol !== 'http:' || this.settings.outgoingHttp);
    if (!destination || !isOpen) return closedLine('host-not-allowed');
    try {
      const lookup = await reached(destination, this.settings.outgoingHosts);
      if (!lookup) return closedLine('host-not-allowed');
      if (channel === 'mllp') return new MllpLine(destination, lookup);
      const Posting = channel === 'webhook' ? WebhookLine : Hl7HttpLine;
      return new Posting(address, this.vault.open(secret, id), lookup);
    } catch {
      return closedLine('unreachable');
    }
  }
}

/** What nothing can be sent on. */
const closedLine = (why: Failure): SendingLine => ({
  send: () => Promise.resolve({ kind: 'unreached', why }),
  close: () => undefined,
});

const SERVED = `${RECEIVERS_NOW} JOIN subscription_state t ON t.subscription_id = s.id
  WHERE t.open_until <= now() AND t.lease_until <= now()
    AND EXISTS (SELECT FROM delivery d WHERE d.subscription_id = s.id AND d.state = 'waiting' AND d.next_at <= now())`;
const DUE = { name: 'outgoing.due', text: `SELECT EXISTS (SELECT FROM ${SERVED}) AS due` };
const CLAIM = `WITH free AS (SELECT t.subscription_id FROM ${SERVED} FOR NO KEY UPDATE OF t SKIP LOCKED)
  UPDATE subscription_state t SET lease_until = now() + make_interval(secs => $1::int) FROM free, subscription s
   WHERE t.subscription_id = free.subscription_id AND s.id = free.subscription_id
   RETURNING s.id, s.name, s.channel, s.address, s.secret, t.failures`;
const RELEASE = `UPDATE subscription_state SET lease_until = '-infinity' WHERE subscription_id = $1::uuid`;
/** What is due and waits behind no other of its patient; so many that wait behind one keep nobody else's back. */
const NEXT = {
  name: 'outgoing.next',
  text: `SELECT d.id, d.patient_id AS "patientId", d.content, d.attempts FROM delivery d
    WHERE d.subscription_id = $1::uuid AND d.state = 'waiting' AND d.next_at <= now() AND NOT EXISTS (SELECT FROM delivery e
      WHERE e.subscription_id = $1::uuid AND e.state = 'waiting' AND e.next_at > now() AND e.patient_id = d.patient_id AND e.id < d.id)
    ORDER BY d.id LIMIT $2`,
};
const SENT = `UPDATE delivery SET state = 'sent', sent_at = now(), attempts = attempts + 1, failure = NULL WHERE id = $1::uuid`;
const FAILED = `UPDATE delivery SET state = $2, attempts = attempts + 1, next_at = now() + make_interval(secs => $3::float8), failure = $4
  WHERE id = $1::uuid`;
const WORKS = `UPDATE subscription_state SET failures = 0, open_until = '-infinity', last_sent_at = now() WHERE subscription_id = $1::uuid`;
const FAILING = `UPDATE subscription_state SET failures = failures + 1, open_until = now() + make_interval(secs => $2::float8), last_failure = $3
  WHERE subscription_id = $1::uuid`;
