import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapter, SqlDriverAdapterFactory, Transaction } from '@prisma/driver-adapter-utils';
import type pg from 'pg';
import { auditContextJson, requestContext } from '../http/request-context.js';
import { Prisma, PrismaClient } from '../generated/prisma/client.js';
import { NOBODY } from './sight.js';

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

const TEXT = { scalarType: 'string', arity: 'scalar' } as const;

/**
 * A Prisma adapter on our pool whose transactions know who acts: every BEGIN is followed, before anything else,
 * by the audit context of the request being served and by whom it may see, local to that transaction.
 */
class AttributedAdapterFactory implements SqlDriverAdapterFactory {
  readonly provider = 'postgres';
  readonly adapterName = 'benh-an-pg';
  private readonly inner: PrismaPg;

  constructor(pool: pg.Pool) {
    this.inner = new PrismaPg(pool, {
      disposeExternalPool: false,
      statementNameGenerator: ({ sql }) => nameOf(sql),
    });
  }

  async connect(): Promise<SqlDriverAdapter> {
    const adapter = await this.inner.connect();
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (isolation): Promise<Transaction> => {
      const context = requestContext();
      const transaction = await start(isolation);
      await transaction.queryRaw({
        sql: `SELECT set_config('emr.context', $1, true), set_config('emr.sight', $2, true)`,
        args: [auditContextJson(context), context.sight ?? NOBODY],
        argTypes: [TEXT, TEXT],
      });
      return transaction;
    };
    return adapter;
  }
}

export function createPrismaClient(pool: pg.Pool): PrismaClient {
  return new PrismaClient({
    adapter: new AttributedAdapterFactory(pool),
    transactionOptions: { maxWait: 5000, timeout: 15_000 },
  });
}

export { Prisma, PrismaClient };
