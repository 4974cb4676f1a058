// Before all tests: one temporary PostgreSQL, and a template database with all migrations and guards in it.
// EMR_TEST_DATABASE=none leaves it out, for tests of rules alone.
import './typescript-hooks.mjs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

const TEMPLATE = 'template_emr';

export default async function globalSetup() {
  if (process.env.EMR_TEST_DATABASE === 'none') return;
  const { startEmbeddedPostgres } = await import('../../src/database/embedded/start.ts');
  const { migrate } = await import('../../src/database/migrate.ts');
  const postgres = await startEmbeddedPostgres({
    dataDir: mkdtempSync(join(tmpdir(), 'benh-an-test-')),
    durable: false,
    removeOnExit: true,
    log: () => undefined,
  });
  globalThis.__EMBEDDED_POSTGRES__ = postgres;
  try {
    const client = new pg.Client(postgres.ownerUrl.replace(/\/[^/]*$/, '/postgres'));
    await client.connect();
    await client.query(`CREATE DATABASE ${TEMPLATE} TEMPLATE benh_an`);
    await client.end();
    await migrate({ ownerUrl: postgres.ownerUrl.replace(/\/[^/]*$/, `/${TEMPLATE}`), log: () => undefined });
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  const { ownerUrl, appUrl, superuserUrl, dataDir } = postgres;
  process.env.EMR_TEST_DATABASE = JSON.stringify({ ownerUrl, appUrl, superuserUrl, dataDir, template: TEMPLATE });
}
