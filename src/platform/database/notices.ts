import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import pg from 'pg';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';
import { Database } from './database.js';

const AGAIN_MS = 1000;
/** How long a notice of our own may take, and how long more: what came while this process was busy is read only after its timers. */
const [TEST_MS, READING_MS] = [2000, 250];
/** On which notices of our own come. */
const TESTED = 'session_notice_test';

/**
 * Hears at once what the database and other processes say by NOTIFY, on one connection of its own for all channels. Behind a pooler LISTEN is taken
 * and nothing ever comes, so nothing is believed until a notice of our own was heard, sent the way in which others are, and as long as each next
 * one is.
 */
@Injectable()
export class Notices implements OnModuleDestroy {
  private readonly heard = new Map([[TESTED, (word: string) => this.come(word)]]);
  private readonly beginnings: (() => void)[] = [];
  private client: pg.Client | undefined;
  private closing = false;
  /** A notice of our own came the whole way, and none was missed since. */
  areHeard = false;
  private awaited: { readonly word: string; readonly came: () => void } | undefined;

  constructor(
    private readonly database: Database,
    @Inject(SETTINGS_TOKEN) private readonly settings: Pick<Settings, 'databaseUrl' | 'databaseDirectUrl'>,
  ) {}

  /** Calls with what is said on a channel; to be told before {@link listen}. */
  on(channel: string, heard: (payload: string) => void): void {
    this.heard.set(channel, heard);
  }

  /** Calls whenever notices are heard from now on, and what was said before was not. */
  whenBegun(begun: () => void): void {
    this.beginnings.push(begun);
  }

  /** Listens, and goes on trying while it cannot. */
  async listen(): Promise<void> {
    if (this.closing) return;
    const connectionString = this.settings.databaseDirectUrl ?? this.settings.databaseUrl;
    const client = new pg.Client({
      connectionString,
      application_name: 'benh-an notices',
      connectionTimeoutMillis: 5000,
      keepAlive: true,
    });
    client.on('error', () => this.lost(client));
    client.on('end', () => this.lost(client));
    client.on('notification', ({ channel, payload = '' }) => this.heard.get(channel)?.(payload));
    this.client = client;
    try {
      await client.connect();
      await client.query([...this.heard.keys()].map((channel) => `LISTEN ${channel}`).join('; '));
      this.begin();
      await this.test();
    } catch {
      this.lost(client);
    }
  }

  /** Sends a notice of our own and waits for it. */
  async test(): Promise<void> {
    const { client } = this;
    if (!client) return;
    const wasHeard = this.areHeard;
    const isHeard = await this.sendAndHear().catch(() => wasHeard && client === this.client);
    if (this.closing || client !== this.client) return;
    if (isHeard && !wasHeard) this.begin();
    this.areHeard = isHeard;
    // A connection that carried notices and carries none any more may be dead without a word.
    if (wasHeard && !isHeard) this.lost(client);
  }

  private begin(): void {
    for (const begun of this.beginnings) begun();
  }

  /** The time counts from when it was sent: while the database is slow, it is not the notice that is missing. */
  private async sendAndHear(): Promise<boolean> {
    const word = randomUUID();
    const { promise: came, resolve } = Promise.withResolvers<boolean>();
    this.awaited = { word, came: () => resolve(true) };
    try {
      await this.database.queryWithoutScope(SAY, [word]);
      const notInTime = sleep(TEST_MS, false, { ref: false }).then(() => sleep(READING_MS, false, { ref: false }));
      return await Promise.race([came, notInTime]);
    } finally {
      this.awaited = undefined;
    }
  }

  private come(word: string): void {
    if (word === this.awaited?.word) this.awaited.came();
  }

  private lost(client: pg.Client): void {
    if (this.client !== client) return;
    this.client = undefined;
    this.areHeard = false;
    client.end().catch(() => undefined);
    if (!this.closing) setTimeout(() => void this.listen(), AGAIN_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    this.closing = true;
    this.areHeard = false;
    await this.client?.end().catch(() => undefined);
  }
}

const SAY = { name: 'session.notice-test', text: `SELECT pg_notify('${TESTED}', $1)` };
