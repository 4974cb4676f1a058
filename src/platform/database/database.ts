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

  async onModuleDestroy(): Promise<void> {
    await this.prisma.$disconnect();
    await this.pool.end();
  }
}
