// Before all tests: a temporary PostgreSQL for each of jest's workers, each with a template database that has all migrations
// and guards. Files that run at once share none, as a transaction in one database keeps events in every other from being settled.
// None starts for a run of specs that lie beside the rules they test, as `npm run test:rules` is.
import './typescript-hooks.mjs';
import { accessSync, constants, mkdtempSync, readdirSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

const TEMPLATE = 'template_emr';
const MEMORY = '/dev/shm';
const ROOM_IN_MEMORY = 4 * 1024 ** 3;

/** Where the temporary databases lie: in memory where there is plenty, as copying them is mostly making files. */
function folderForDatabases() {
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    if (bavail * bsize >= ROOM_IN_MEMORY) return MEMORY;
  } catch {
    // No such folder on this machine.
  }
  return tmpdir();
}

/** Whether a spec is asked for that may need PostgreSQL: those below src/ are about pure functions. */
function needsDatabase({ rootDir, testPathPatterns }) {
  const asked = testPathPatterns.toExecutor({ rootDir });
  return readdirSync(join(rootDir, 'test'), { recursive: true }).some(
    (file) => file.endsWith('.spec.ts') && asked.isMatch(join(rootDir, 'test', file)),
  );
}

export default async function globalSetup(globalConfig) {
  if (!needsDatabase(globalConfig)) return;
  const { maxWorkers } = globalConfig;
  globalThis.__EMBEDDED_POSTGRES__ = [];
  const starting = await Promise.allSettled(Array.from({ length: maxWorkers }, startWithTemplate));
  const failed = starting.find(({ status }) => status === 'rejected');
  if (failed) {
    await Promise.all(globalThis.__EMBEDDED_POSTGRES__.map((postgres) => postgres.stop()));
    throw failed.reason;
  }
  process.env.EMR_TEST_DATABASE = JSON.stringify(starting.map(({ value }) => value));
}

/** Answers what a worker must know of its PostgreSQL. */
async function startWithTemplate() {
  const { startEmbeddedPostgres } = await import('../../src/platform/database/embedded/start.ts');
  const { migrate } = await import('../../src/platform/database/migrate.ts');
  const postgres = await startEmbeddedPostgres({
    dataDir: mkdtempSync(join(folderForDatabases(), 'benh-an-test-')),
    durable: false,
    removeOnExit: true,
    log: () => undefined,
  });
  globalThis.__EMBEDDED_POSTGRES__.push(postgres);
  const { ownerUrl, appUrl, sealerUrl, superuserUrl, dataDir } = postgres;
  const client = new pg.Client(ownerUrl.replace(/\/[^/]*$/, '/postgres'));
  await client.connect();
  await client.query(`CREATE DATABASE ${TEMPLATE} TEMPLATE benh_an`);
  await client.end();
  await migrate({ ownerUrl: ownerUrl.replace(/\/[^/]*$/, `/${TEMPLATE}`), log: () => undefined });
  return { ownerUrl, appUrl, sealerUrl, superuserUrl, dataDir, template: TEMPLATE };
}
