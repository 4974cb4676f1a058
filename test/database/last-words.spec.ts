import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { accountForPostgres } from '../../src/platform/database/embedded/account.js';
import { findBinaries } from '../../src/platform/database/embedded/binaries.js';
import { startServer } from '../../src/platform/database/embedded/server.js';
import { CACHE_ROOT, startEmbeddedPostgres } from '../../src/platform/database/embedded/start.js';
import { testServer } from '../support/test-database.js';

const folder = mkdtempSync(join(testServer().dataDir, 'spec-'));
const dataDir = join(folder, 'data');
const log = () => undefined;

beforeAll(() => chmodSync(folder, 0o755));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('a PostgreSQL that ends after its own log is open says why', async () => {
  await (await startEmbeddedPostgres({ dataDir, log })).stop();
  const other = createServer().listen({ host: '127.0.0.1', port: 0, exclusive: true });
  await once(other, 'listening');
  try {
    const account = accountForPostgres();
    const site = { dataDir, account, binaries: findBinaries(account, CACHE_ROOT), durable: true };
    await expect(startServer(site, (other.address() as AddressInfo).port)).rejects.toThrow(
      /could not bind IPv4 address "127\.0\.0\.1"/,
    );
  } finally {
    other.close();
  }
});
