import pg from 'pg';
import { ScopedClient } from './scoped-client.js';
import { JoinedQuery, type JoinedResult } from './joined-query.js';
import { prepareSessionSettings, ScopedQuery } from './scoped-query.js';
import type { SessionSettings } from './session-settings.js';
import { statements, telling } from './statement-channel.js';

const NO_SCOPE =
  'A statement ran without saying what it may see. Use Database.query, or the transaction of a unit of work for models.';

/** A pool that runs nothing without being told, statement by statement, what it may see. */
export class ScopedPool extends pg.Pool {
  private readonly plain: (...given: unknown[]) => unknown;

  constructor(config: pg.PoolConfig) {
    super({ ...config, Client: ScopedClient, verify: prepareSessionSettings });
    this.plain = super.query.bind(this);
    // Prisma's statements outside of a transaction come here, those of several requests as one.
    this.query = () => Promise.reject(new Error(NO_SCOPE));
  }

  /** Runs one statement with these session settings; without one it sees nobody. */
  seeing<Row extends object>(settings: SessionSettings | undefined, config: pg.QueryConfig): Promise<{ rows: Row[] }> {
    const run = () => this.alone<Row>(settings, config);
    return statements.hasSubscribers ? telling(config.name, run) : run();
  }

  /** What has a name and sees nobody is asked again and again, mostly for several requests together. */
  private async alone<Row extends object>(
    settings: SessionSettings | undefined,
    config: pg.QueryConfig,
  ): Promise<{ rows: Row[] }> {
    if (settings) return this.plain(new ScopedQuery(config, undefined, settings)) as Promise<{ rows: Row[] }>;
    if (config.name === undefined) return this.plain(config) as Promise<{ rows: Row[] }>;
    const joined = this.plain(new JoinedQuery([{ ...config, settings }])) as Promise<[JoinedResult<Row>]>;
    const [{ rows }] = await joined;
    return { rows };
  }

  /** Runs statements in one round trip and one transaction, each with session settings of its own. @returns their results, in order */
  joined<Row extends object>(
    statements: readonly (pg.QueryConfig & { settings: SessionSettings })[],
    lockTimeoutMs?: number,
  ): Promise<JoinedResult<Row>[]> {
    return this.plain(new JoinedQuery(statements, lockTimeoutMs)) as Promise<JoinedResult<Row>[]>;
  }
}
