import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';
import { Database } from '../database/database.js';
import { httpProblems, Problem } from '../http/problem.js';
import type { Actor } from '../http/request-context.js';

const MINUTE_MS = 60_000;
const MOST_COUNTED = 50_000;

/**
 * Keeps one caller from taking the service away from all others. Ordinary requests are counted in memory, each process for
 * its share of the limit, so that charting costs a look-up and no more; signing in and asking for tokens are counted in
 * the database, exactly and for all processes. The machine itself (loopback) is not counted: what a proxy on it passes on
 * comes with the caller's address.
 */
@Injectable()
export class RateLimits {
  private minute = 0;
  private readonly hits = new Map<string, number>();

  constructor(
    private readonly database: Database,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /** Counts a request of an address. @throws Problem rateLimited */
  admitAddress(address: string | undefined): void {
    if (isCounted(address)) this.count(`address ${address}`, this.settings.rateLimitAddress);
  }

  /** Counts a request of a person or machine. @throws Problem rateLimited */
  admitActor({ kind, id }: Actor, address: string | undefined): void {
    const { rateLimitClient, rateLimitPerson } = this.settings;
    if (isCounted(address)) this.count(`${kind} ${id}`, kind === 'client' ? rateLimitClient : rateLimitPerson);
  }

  /** Counts an attempt to prove who someone is, from an address, in all processes. @throws Problem rateLimited */
  async admitSignIn(address: string | undefined): Promise<void> {
    if (isCounted(address)) await this.countExactly(`sign-in ${address}`, this.settings.rateLimitSignIn);
  }

  /** Counts a token asked for by a client that proved itself, in all processes. @throws Problem rateLimited */
  async admitToken(clientId: string, address: string | undefined): Promise<void> {
    if (isCounted(address)) await this.countExactly(`token ${clientId}`, this.settings.rateLimitToken);
  }

  /** Forgets minutes that are over. */
  async forget(): Promise<void> {
    await this.database.query(FORGET, [minuteNow() - 1]);
  }

  private count(bucket: string, limit: number): void {
    if (limit === 0) return;
    const minute = minuteNow();
    if (minute !== this.minute || this.hits.size >= MOST_COUNTED) {
      this.minute = minute;
      this.hits.clear();
    }
    const hits = (this.hits.get(bucket) ?? 0) + 1;
    this.hits.set(bucket, hits);
    if (hits > Math.ceil(limit / this.settings.workers)) throw tooMany();
  }

  private async countExactly(what: string, limit: number): Promise<void> {
    if (limit === 0) return;
    const bucket = createHash('sha256').update(what).digest('base64url');
    const [row] = await this.database.query<{ hits: number }>(COUNT, [bucket, minuteNow()]);
    if (row.hits > limit) throw tooMany();
  }
}

const minuteNow = () => Math.floor(Date.now() / MINUTE_MS);
const isCounted = (address: string | undefined) => !/^(127\.|::1$|::ffff:127\.)/.test(address ?? 'unknown');

function tooMany(): Problem {
  const seconds = Math.max(1, Math.ceil((MINUTE_MS - (Date.now() % MINUTE_MS)) / 1000));
  return new Problem(httpProblems.rateLimited, { headers: { 'Retry-After': String(seconds) } });
}

const COUNT = {
  name: 'rate.count',
  text: `INSERT INTO rate_tally AS t (bucket, minute) VALUES ($1, $2)
         ON CONFLICT (bucket, minute) DO UPDATE SET hits = t.hits + 1 RETURNING hits`,
};
const FORGET = { name: 'rate.forget', text: 'DELETE FROM rate_tally WHERE minute < $1' };
