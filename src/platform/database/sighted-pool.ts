import pg from 'pg';
import { SightedClient } from './sighted-client.js';
import { JoinedQuery, type JoinedResult, prepareStanding, SightedQuery } from './sighted-query.js';
import type { Standing } from './standing.js';

const NO_SCOPE =
  'A statement ran without saying what it may see. Use Database.query, or the transaction of a unit of work for models.';

/** A pool that runs nothing without being told, statement by statement, what it may see. */
export class SightedPool extends pg.Pool {
  private readonly plain: (...given: unknown[]) => unknown;

  constructor(config: pg.PoolConfig) {
    super({ ...config, Client: SightedClient, verify: prepareStanding });
    this.plain = super.query.bind(this);
    // Prisma's statements outside of a transaction come here, those of several requests as one.
    this.query = () => Promise.reject(new Error(NO_SCOPE));
  }

  /** Runs one statement with this standing; without one it sees nobody. */
  seeing<Row extends object>(standing: Standing | undefined, config: pg.QueryConfig): Promise<{ rows: Row[] }> {
    const query = standing === undefined ? config : new SightedQuery(config, undefined, standing);
    return this.plain(query) as Promise<{ rows: Row[] }>;
  }

  /** Runs statements in one round trip and one transaction, each with a standing of its own. @returns their results, in order */
  joined<Row extends object>(
    statements: readonly (pg.QueryConfig & { standing: Standing })[],
  ): Promise<JoinedResult<Row>[]> {
    return this.plain(new JoinedQuery(statements)) as Promise<JoinedResult<Row>[]>;
  }
}
