import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';
import { currentContext } from '../../kernel/request-context.js';
import { opened } from './opening.js';
import { createPool, lockTimeoutOf } from './pool.js';
import { createPrismaClient, type Tx } from './prisma.js';
import type { Scope } from '../../kernel/scope.js';
import type { ScopedPool } from './scoped-pool.js';
import type { SessionSettings } from './session-settings.js';

/** A named SQL text; the name makes it a prepared statement on each connection. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** A SQL text that differs too much from call to call to be prepared. */
export interface UnpreparedStatement {
  readonly name?: undefined;
  readonly text: string;
}

/**
 * The connections. Reads go through {@link query}; writes only through the unit of work, because the database refuses a write
 * that names nobody.
 *
 * Models exist inside a transaction only. Outside of one, Prisma answers the `findUnique` calls of one turn of the event loop with one
 * statement, which would run with the row-level-security scope of whichever request came first.
 */
@Injectable()
export class Database implements OnModuleDestroy {
  readonly pool: ScopedPool;
  readonly #models: ReturnType<typeof createPrismaClient>;

  readonly #patienceMs: number;

  constructor(@Inject(SETTINGS_TOKEN) settings: Settings) {
    if (!settings.databaseUrl) throw new Error('DATABASE_URL is not set');
    this.pool = createPool(settings.databaseUrl, settings);
    this.#patienceMs = lockTimeoutOf(settings);
    this.#models = createPrismaClient(this.pool);
  }

  /** How long one waits for what others hold, in milliseconds. */
  get patienceMs(): number {
    return this.#patienceMs;
  }

  /** Runs one prepared read, which sees what the request being served may see. @returns its rows */
  async query<Row extends object>(
    statement: Statement | UnpreparedStatement,
    values: readonly unknown[] = [],
    scope: Scope | undefined = currentContext()?.scope,
  ): Promise<Row[]> {
    const { rows } = await this.pool.seeing<Row>(scope === undefined ? undefined : { scope }, {
      ...statement,
      values: values as unknown[],
    });
    return rows;
  }

  /** Runs one prepared statement that sees nobody's rows, for what is not about patients and for what requests share. @returns its rows */
  async queryWithoutScope<Row extends object>(statement: Statement, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.pool.seeing<Row>(undefined, { ...statement, values: values as unknown[] })).rows;
  }

  /** Runs `work` in one transaction with this scope, whoever's request is being served; for the unit of work. */
  transaction<T>(
    settings: SessionSettings,
    work: (tx: Tx) => Promise<T>,
    options: { timeout?: number } = {},
  ): Promise<T> {
    return opened(settings, (check) =>
      this.#models.$transaction((tx) => {
        check();
        return work(tx);
      }, options),
    );
  }

  async onModuleDestroy(): Promise<void> {
    await this.#models.$disconnect();
    await this.pool.end();
  }
}
