import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { Prisma, PrismaClient } from '../../generated/prisma/client.js';

export type Tx = Prisma.TransactionClient;

/** Statement names from statement texts: PostgreSQL then parses and plans each text once a connection. */
const statementNames = new Map<string, string>();
function nameOf(sql: string): string {
  let name = statementNames.get(sql);
  if (!name) {
    // Lists of changing length make new texts without end; past this many, a text runs unnamed.
    if (statementNames.size >= 1000) return '';
    name = `p${statementNames.size}`;
    statementNames.set(sql, name);
  }
  return name;
}

/**
 * For {@link Database} alone, which lends its transactions and nothing else. They know from their BEGIN on who acts:
 * src/platform/database/scoped-client.ts.
 */
export function createPrismaClient(pool: pg.Pool): PrismaClient {
  return new PrismaClient({
    adapter: new PrismaPg(pool, {
      disposeExternalPool: false,
      statementNameGenerator: ({ sql }) => nameOf(sql),
    }),
    transactionOptions: { maxWait: 5000, timeout: 15_000 },
  });
}

export { Prisma };
