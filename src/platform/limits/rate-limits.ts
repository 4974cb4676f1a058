import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';
import { Jobs } from '../jobs/jobs.js';
import { Database } from '../database/database.js';
import { httpProblems, Problem } from '../../kernel/problem.js';
import type { Actor } from '../../kernel/request-context.js';
import { networkOf } from './network.rules.js';
import { firstRow } from '../database/rows.js';

const MINUTE_MS = 60_000;
const FLUSH_MS = 250;
const MOST_COUNTED = 50_000;
const MOST_IN_ONE_FLUSH = 5000;

/** Requests of one caller in this minute. */
interface Tally {
  /** Of all processes, as of the last flush. */
  known: number;
  /** Let in here since. */
  unreported: number;
  readonly limit: number;
}

/**
 * Keeps one caller from taking the service away from all others. Signing in and asking for tokens are counted in the
 * database, exactly and for all processes. Ordinary requests are counted in memory and reported to the database four times a
 * second, all in one statement, which answers what all processes have let in: a request costs a look-up and no more. A caller who
 * has asked for less than a hundredth of the limit since is not reported yet.
 *
 * So a caller may go beyond the limit by what the other processes let in between two flushes, and by a hundredth of the
 * limit for each of them. While the database is away, each process counts by itself. Beyond 50 000 callers a minute, who has
 * not asked for longest is forgotten first. The machine itself (loopback) is not counted: what a proxy on it passes on comes
 * with the caller's address.
 */
@Injectable()
export class RateLimits implements OnModuleInit, OnModuleDestroy {
  private minute = 0;
  /** In the order of their last request. */
  private tallies = new Map<string, Tally>();
  private flushing = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  onModuleInit(): void {
    this.jobs.schedule({ name: 'rate-limits', everyMs: FLUSH_MS, by: 'process', work: () => this.exchange(0.01) });
  }

  async onModuleDestroy(): Promise<void> {
    await this.flush(0);
  }

  /** Counts a request of an address. @throws Problem rateLimited */
  admitAddress(address: string | undefined): void {
    if (isCounted(address)) this.count(`address ${networkOf(address)}`, this.settings.rateLimitAddress);
  }

  /** Counts a request of a person or machine. @throws Problem rateLimited */
  admitActor({ kind, id }: Actor, address: string | undefined): void {
    const { rateLimitClient, rateLimitPerson } = this.settings;
    if (isCounted(address)) this.count(`${kind} ${id}`, kind === 'client' ? rateLimitClient : rateLimitPerson);
  }

  /** Counts an attempt to prove who someone is, from an address, in all processes. @throws Problem rateLimited */
  async admitSignIn(address: string | undefined): Promise<void> {
    if (isCounted(address)) await this.countExactly(`sign-in ${networkOf(address)}`, this.settings.rateLimitSignIn);
  }

  /** Counts a question about the code of a printed document, in all processes. @throws Problem rateLimited */
  async admitVerification(address: string | undefined): Promise<void> {
    if (isCounted(address)) await this.countExactly(`verify ${networkOf(address)}`, this.settings.rateLimitVerify);
  }

  /** Counts a token asked for by a client that proved itself, in all processes. @throws Problem rateLimited */
  async admitToken(clientId: string, address: string | undefined): Promise<void> {
    if (isCounted(address)) await this.countExactly(`token ${clientId}`, this.settings.rateLimitToken);
  }

  /** Forgets minutes that are over. */
  async forget(): Promise<void> {
    await this.database.query(FORGET, [minuteNow() - 1]);
  }

  /**
   * Tells the database what was let in here and learns what all processes have let in. Fails for nobody: what could not be
   * sent goes with the next flush.
   * @param share of its limit that a caller must have asked for to be reported
   */
  flush(share = 0.01): Promise<void> {
    return this.exchange(share).catch(() => undefined);
  }

  private exchange(share: number): Promise<void> {
    const own = this.flushing.then(() => this.tell(share));
    this.flushing = own.catch(() => undefined); // who comes next tries again
    return own;
  }

  private async tell(share: number): Promise<void> {
    if (this.minute !== minuteNow()) return;
    const reported = new Map<string, { tally: Tally; hits: number }>();
    for (const [what, tally] of this.tallies) {
      if (tally.unreported === 0 || tally.unreported < tally.limit * share) continue;
      reported.set(bucketOf(what), { tally, hits: tally.unreported });
      if (reported.size === MOST_IN_ONE_FLUSH) break;
    }
    if (reported.size === 0) return;
    const hits = [...reported.values()].map((one) => one.hits);
    const values = [[...reported.keys()], hits, this.minute];
    const rows = await this.database.queryWithoutScope<{ bucket: string; hits: number }>(TELL, values);
    for (const row of rows) {
      const { tally, hits } = reported.get(row.bucket)!;
      tally.known = row.hits;
      tally.unreported -= hits;
    }
  }

  private count(what: string, limit: number): void {
    if (limit === 0) return;
    const minute = minuteNow();
    if (minute !== this.minute) {
      this.minute = minute;
      this.tallies = new Map();
    }
    const tally = this.tallies.get(what) ?? { known: 0, unreported: 0, limit };
    this.tallies.delete(what);
    this.tallies.set(what, tally);
    if (this.tallies.size > MOST_COUNTED) this.tallies.delete(this.tallies.keys().next().value!);
    if (tally.known + tally.unreported >= limit) throw tooMany();
    tally.unreported++;
  }

  private async countExactly(what: string, limit: number): Promise<void> {
    if (limit === 0) return;
    const { hits } = firstRow(await this.database.query<{ hits: number }>(COUNT, [bucketOf(what), minuteNow()]));
    if (hits > limit) throw tooMany();
  }
}

/** What the database knows a caller by: who asked how often is nobody's business. */
const bucketOf = (what: string): string => createHash('sha256').update(what).digest('base64url');
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
// In one order, so that processes that tell of the same callers wait for each other and never in a circle.
const TELL = {
  name: 'rate.tell',
  text: `INSERT INTO rate_tally AS t (bucket, minute, hits)
         SELECT bucket, $3, hits FROM unnest($1::text[], $2::int[]) AS reported (bucket, hits) ORDER BY bucket
         ON CONFLICT (bucket, minute) DO UPDATE SET hits = t.hits + EXCLUDED.hits RETURNING bucket, hits`,
};
const FORGET = { name: 'rate.forget', text: 'DELETE FROM rate_tally WHERE minute < $1' };
