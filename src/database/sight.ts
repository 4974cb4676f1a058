import pg from 'pg';
import { currentContext } from '../http/request-context.js';

/**
 * Whose data the statements of a request see, as the setting `emr.sight` that the policies of prisma/guards/80-sight.sql
 * read. Without one, tables of patients are empty.
 */
export type Sight = string;

/** For roles whose work is with all patients, and for the service itself. */
export const EVERYONE: Sight = '*';
export const NOBODY: Sight = '';

/** These patients and no other. */
export const onlyPatients = (ids: readonly string[]): Sight => `{${ids.join(',')}}`;

/** As much as before, and who everyone is by name: for search and registration. */
export const withNames = (sight: Sight): Sight => (sight.startsWith('{') ? `+${sight}` : sight || '+{}');

/** What several requests may see together, when they share a statement. */
export function joined(sights: readonly (Sight | undefined)[]): Sight {
  const given = sights.filter((sight) => sight !== undefined);
  if (given.includes(EVERYONE)) return EVERYONE;
  const both = onlyPatients(given.flatMap((sight) => sight.replace(/[+{}]/g, '').split(',').filter(Boolean)));
  return given.some((sight) => sight.startsWith('+')) ? withNames(both) : both;
}

const STATEMENT = { name: 'emr.sight', text: `SELECT set_config('emr.sight', $1, true)` };

/** Those of pg's inner parts that a query of our own needs; the version of pg is pinned. */
interface Connection {
  bind(message: { statement: string; values: unknown[] }): void;
  execute(message: object): void;
}
interface InnerQuery {
  prepare(connection: Connection): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: Connection): void;
  requiresPreparation(): boolean;
}
const InnerQuery = pg.Query as unknown as new (config: unknown, values: unknown) => InnerQuery;

/**
 * A statement with its sight set just before it, in the same round trip and the same implicit transaction: with that the
 * setting ends, and the connection goes back to the pool seeing nobody.
 */
class SightedQuery extends InnerQuery {
  private isSightSet = false;

  constructor(
    config: unknown,
    values: unknown,
    private readonly sight: Sight,
  ) {
    super(config, values);
  }

  override requiresPreparation(): boolean {
    return true;
  }

  override prepare(connection: Connection): void {
    connection.bind({ statement: STATEMENT.name, values: [this.sight] });
    connection.execute({});
    super.prepare(connection);
  }

  override handleDataRow(message: unknown): void {
    if (this.isSightSet) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: Connection): void {
    if (this.isSightSet) super.handleCommandComplete(message, connection);
    this.isSightSet = true;
  }
}

/** Parsed once a connection, before anything else runs on it. */
const prepareSight = (client: pg.ClientBase, done: (error?: Error) => void): void => {
  client.query({ ...STATEMENT, values: [NOBODY] }).then(() => done(), done);
};

/** A pool whose single statements see what the request being served may see. */
export class SightedPool extends pg.Pool {
  private readonly plain: (...given: unknown[]) => unknown;

  constructor(config: pg.PoolConfig) {
    super({ ...config, verify: prepareSight });
    this.plain = super.query.bind(this);
    const sighted = (config: unknown, values?: unknown, callback?: unknown): unknown => {
      const sight = currentContext()?.sight;
      if (sight === undefined) return this.plain(config, values, callback);
      if (typeof values === 'function') return this.plain(new SightedQuery(config, undefined, sight), values);
      return this.plain(new SightedQuery(config, values, sight), callback);
    };
    this.query = sighted as typeof this.query;
  }

  /** Runs one statement that sees this much, whatever the request may see. */
  seeing<Row extends object>(sight: Sight | undefined, config: pg.QueryConfig): Promise<{ rows: Row[] }> {
    const query = sight === undefined ? config : new SightedQuery(config, undefined, sight);
    return this.plain(query) as Promise<{ rows: Row[] }>;
  }
}
