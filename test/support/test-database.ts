import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { withoutTriggers } from './without-triggers.js';
import { elementAt } from '../../src/kernel/list.js';

/** A database of one test file, migrated and guarded, with nothing in it. */
export interface TestDatabase {
  readonly name: string;
  /** As the role that owns the tables. */
  ownerUrl: string;
  /** As the role the service runs with. */
  appUrl: string;
  /** As the role that seals. */
  sealerUrl: string;
  /** As the superuser, for what no hospital does. */
  superuserUrl: string;
  /** Ends its connections and removes it. */
  drop(): Promise<void>;
}

interface Server {
  ownerUrl: string;
  appUrl: string;
  sealerUrl: string;
  superuserUrl: string;
  dataDir: string;
  template: string;
}

/** The temporary PostgreSQL of this worker of jest's. */
export function testServer(): Server {
  const coordinates = process.env['EMR_TEST_DATABASE'];
  if (!coordinates) throw new Error('PostgreSQL was not started: specs that need it lie below test/.');
  return elementAt(JSON.parse(coordinates) as Server[], Number(process.env['JEST_WORKER_ID']) - 1);
}

/**
 * Copies the template database; takes some 100 ms. `empty` gives one before any migration, `emptyTrail` one without the events
 * of the migration itself.
 */
export async function createTestDatabase(
  options: { empty?: boolean; emptyTrail?: boolean } = {},
): Promise<TestDatabase> {
  const database = await copyOf({ name: options.empty ? 'benh_an' : testServer().template });
  if (options.emptyTrail) {
    const superuser = new pg.Client(database.superuserUrl);
    await superuser.connect();
    await withoutTriggers(superuser, 'DELETE FROM audit.event');
    await superuser.end();
  }
  return database;
}

/** A database like another of this worker's, which nobody may be connected to. */
export async function copyOf(template: Pick<TestDatabase, 'name'>): Promise<TestDatabase> {
  const server = testServer();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asSuperuser(server, [
    `CREATE DATABASE ${name} OWNER emr_owner TEMPLATE ${template.name} STRATEGY FILE_COPY`,
    `REVOKE ALL ON DATABASE ${name} FROM PUBLIC`,
    `GRANT CONNECT ON DATABASE ${name} TO emr_app, emr_sealer`,
  ]);
  const at = (url: string) => url.replace(/\/[^/]*$/, `/${name}`);
  return {
    name,
    ownerUrl: at(server.ownerUrl),
    appUrl: at(server.appUrl),
    sealerUrl: at(server.sealerUrl),
    superuserUrl: at(server.superuserUrl),
    drop: () => asSuperuser(server, [`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`]),
  };
}

async function asSuperuser(server: Server, statements: string[]): Promise<void> {
  const client = new pg.Client(server.superuserUrl.replace(/\/[^/]*$/, '/postgres'));
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
