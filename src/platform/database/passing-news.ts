import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import pg from 'pg';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';
import { Database } from './database.js';

const CHANNEL = 'passing_news';
/** Nobody here has asked for so long: the connection is given back. */
const UNASKED_MS = 30_000;
/** What nothing was heard of for so long is over, or its process is gone. */
const FORGOTTEN_MS = 60_000;

interface Heard {
  readonly news: unknown;
  readonly at: number;
}

/**
 * News that every process of the hospital may hear while it is so, and that nobody keeps: how far something is. Said by NOTIFY, which any process
 * that listens hears at once; heard on a connection that is there only while somebody here asks. Behind a pooler without a direct address only
 * this process's own news is heard: who asks is told nothing then, and nothing depends on it.
 */
@Injectable()
export class PassingNews implements OnModuleDestroy {
  private readonly heard = new Map<string, Heard>();
  private client: pg.Client | undefined;
  private unasked: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /** Tells it here and, as far as they can be reached, in the other processes; it never fails. @param news null when it is over */
  async say(key: string, news: object | null): Promise<void> {
    this.keep(key, news);
    await this.database.queryWithoutScope(SAY, [CHANNEL, JSON.stringify({ key, news })]).catch(() => undefined);
  }

  /** What was said last; null where nothing was, or it is over. */
  latest(key: string): unknown {
    this.listen();
    const known = this.heard.get(key);
    return known && Date.now() - known.at < FORGOTTEN_MS ? known.news : null;
  }

  async onModuleDestroy(): Promise<void> {
    await this.end();
  }

  private keep(key: string, news: unknown): void {
    const now = Date.now();
    for (const [one, { at }] of this.heard) if (now - at >= FORGOTTEN_MS) this.heard.delete(one);
    if (news === null) this.heard.delete(key);
    else this.heard.set(key, { news, at: now });
  }

  private listen(): void {
    clearTimeout(this.unasked);
    this.unasked = setTimeout(() => void this.end(), UNASKED_MS).unref();
    if (this.client) return;
    const connectionString = this.settings.databaseDirectUrl ?? this.settings.databaseUrl;
    const client = new pg.Client({ connectionString, application_name: 'benh-an news', connectionTimeoutMillis: 5000 });
    this.client = client;
    const lost = () => {
      if (this.client === client) this.client = undefined;
      client.end().catch(() => undefined);
    };
    client.on('error', lost).on('end', lost);
    client.on('notification', ({ payload = '' }) => this.take(payload));
    client
      .connect()
      .then(() => client.query(`LISTEN ${CHANNEL}`))
      .catch(lost);
  }

  private take(payload: string): void {
    try {
      const { key, news } = JSON.parse(payload) as { key: string; news: unknown };
      this.keep(key, news);
    } catch {
      // Said by nobody of ours.
    }
  }

  private async end(): Promise<void> {
    clearTimeout(this.unasked);
    const { client } = this;
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }
}

const SAY = { name: 'passing-news.say', text: 'SELECT pg_notify($1, $2)' };
