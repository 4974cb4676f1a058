import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';
import { currentContext } from '../../kernel/request-context.js';
import { createPool } from './pool.js';
import { createPrismaClient, type PrismaClient } from './prisma.js';
import type { Sight } from '../../kernel/sight.js';
import type { SightedPool } from './sighted-pool.js';

/** A named SQL text; the name makes it a prepared statement on each connection. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/**
 * The connections. Reads go through {@link query} or {@link reader}; writes only through the unit of work,
 * because the database refuses a write that names nobody.
 */
@Injectable()
export class Database implements OnModuleDestroy {
  readonly pool: SightedPool;
  readonly prisma: PrismaClient;

  constructor(@Inject(SETTINGS_TOKEN) settings: Settings) {
    if (!settings.databaseUrl) throw new Error('DATABASE_URL is not set');
    this.pool = createPool(settings.databaseUrl, settings);
    this.prisma = createPrismaClient(this.pool);
  }

  /** Runs one prepared read, which sees what the request being served may see. @returns its rows */
  async query<Row extends object>(
    statement: Statement,
    values: readonly unknown[] = [],
    sight: Sight | undefined = currentContext()?.sight,
  ): Promise<Row[]> {
    const { rows } = await this.pool.seeing<Row>(sight === undefined ? undefined : { sight }, {
      ...statement,
      values: values as unknown[],
    });
    return rows;
  }

  /**
   * Runs `work` unless another process is at the same: then at once nothing. The lock is that of a transaction, so that it goes with the
   * connection, and also holds behind a pool that shares connections by transaction.
   */
  async alone(name: string, work: () => Promise<void>): Promise<void> {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN; SET LOCAL idle_in_transaction_session_timeout = 0');
      const { rows } = await client.query<{ free: boolean }>(ALONE, [name]);
      if (rows[0]?.free) await work();
      await client.query('COMMIT');
      client.release();
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  async onModuleDestroy(): Promise<void> {
    await this.prisma.$disconnect();
    await this.pool.end();
  }
}

const ALONE = `SELECT pg_try_advisory_xact_lock(hashtext('emr ' || $1)) AS free`;
