import { Injectable } from '@nestjs/common';
import { Database } from './database.js';
import { Notices } from './notices.js';

const CHANNEL = 'passing_news';
/** What nothing was heard of for so long is over, or its process is gone. */
const FORGOTTEN_MS = 60_000;

interface Heard {
  readonly news: unknown;
  readonly at: number;
}

/**
 * News that every process of the hospital may hear while it is so, and that nobody keeps: how far something is. Said by NOTIFY, which every
 * process hears at once. Behind a pooler without a direct address only this process's own news is heard: who asks is told nothing then, and
 * nothing depends on it.
 */
@Injectable()
export class PassingNews {
  private readonly heard = new Map<string, Heard>();

  constructor(
    private readonly database: Database,
    notices: Notices,
  ) {
    notices.on(CHANNEL, (payload) => this.take(payload));
  }

  /** Tells it here and, as far as they can be reached, in the other processes; it never fails. @param news null when it is over */
  async say(key: string, news: object | null): Promise<void> {
    this.keep(key, news);
    await this.database.queryWithoutScope(SAY, [CHANNEL, JSON.stringify({ key, news })]).catch(() => undefined);
  }

  /** What was said last; null where nothing was, or it is over. */
  latest(key: string): unknown {
    const known = this.heard.get(key);
    return known && Date.now() - known.at < FORGOTTEN_MS ? known.news : null;
  }

  private keep(key: string, news: unknown): void {
    const now = Date.now();
    for (const [one, { at }] of this.heard) if (now - at >= FORGOTTEN_MS) this.heard.delete(one);
    if (news === null) this.heard.delete(key);
    else this.heard.set(key, { news, at: now });
  }

  private take(payload: string): void {
    try {
      const { key, news } = JSON.parse(payload) as { key: string; news: unknown };
      this.keep(key, news);
    } catch {
      // Said by nobody of ours.
    }
  }
}

const SAY = { name: 'passing-news.say', text: 'SELECT pg_notify($1, $2)' };
