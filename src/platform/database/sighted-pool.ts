import pg from 'pg';
import { currentContext } from '../../kernel/request-context.js';
import { SightedClient } from './sighted-client.js';
import { JoinedQuery, type JoinedResult, prepareStanding, SightedQuery } from './sighted-query.js';
import type { Standing } from './standing.js';

/** A pool whose single statements see what the request being served may see. */
export class SightedPool extends pg.Pool {
  private readonly plain: (...given: unknown[]) => unknown;

  constructor(config: pg.PoolConfig) {
    super({ ...config, Client: SightedClient, verify: prepareStanding });
    this.plain = super.query.bind(this);
    const sighted = (config: unknown, values?: unknown, callback?: unknown): unknown => {
      const sight = currentContext()?.sight;
      if (sight === undefined) return this.plain(config, values, callback);
      if (typeof values === 'function') return this.plain(new SightedQuery(config, undefined, { sight }), values);
      return this.plain(new SightedQuery(config, values, { sight }), callback);
    };
    this.query = sighted as typeof this.query;
  }

  /** Runs one statement with this standing, whatever the request's is. */
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
