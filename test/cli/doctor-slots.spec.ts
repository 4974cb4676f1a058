import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { askStandby, askWarehouse } from '../../src/cli/doctor/database-checks.js';
import type { Settings } from '../../src/platform/config/settings.js';
import { forgetStandby, lostStandbys } from '../../src/platform/backup/standby.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/platform/database/embedded/start.js';
import { Session } from '../../src/platform/database/session.js';
import { until } from '../support/until.js';

/** A PostgreSQL of its own: slots and how much log is kept for them are of the whole server. */
const home = mkdtempSync(join(tmpdir(), 'benh-an-slots-'));
let postgres: EmbeddedPostgres;
let session: Session;
beforeAll(async () => {
  chmodSync(home, 0o755); // PostgreSQL's account enters it too, when the tests run as root
  const dataDir = join(home, 'data');
  const more = ['-c', 'wal_level=logical', '-c', 'max_slot_wal_keep_size=1MB'];
  postgres = await startEmbeddedPostgres({ dataDir, durable: false, removeOnExit: true, more, log: () => undefined });
  const url = new URL(postgres.superuserUrl);
  url.pathname = '/benh_an';
  session = await Session.open(url.href);
});
afterAll(async () => {
  await session?.close();
  await postgres?.stop();
  rmSync(home, { recursive: true, force: true });
});

const run = (text: string) => session.query({ name: '', text });
const warehouses = async () => {
  const found = await askWarehouse(session.query, {} as Settings);
  return found.map(({ says, values }) => [values?.['name'], says]);
};
const standbys = async () => {
  const found = await askStandby(undefined)(session.query, {} as Settings);
  return found.map(({ says, values }) => [values?.['name'], says]);
};

describe('What the log of the database is kept for', () => {
  it('is nobody at first', async () => {
    expect([await warehouses(), await standbys()]).toEqual([[[undefined, 'none']], [[undefined, 'none']]]);
  });

  it('is told by its name: a warehouse that is away, a slot that somebody else has made, a standby that is not connected', async () => {
    await run(`SELECT pg_create_logical_replication_slot('emr_warehouse_79016', 'pgoutput')`);
    await run(`SELECT pg_create_logical_replication_slot('debezium', 'pgoutput')`);
    await run(`SELECT pg_create_physical_replication_slot('emr_standby_0000aaaa', true)`);
    expect(await warehouses()).toEqual([
      ['debezium', 'foreign'],
      ['emr_warehouse_79016', 'away'],
    ]);
    expect(await standbys()).toEqual([['emr_standby_0000aaaa', 'lost']]);
  });

  it('is told before all else when every write waits for one that is away', async () => {
    await run(`ALTER SYSTEM SET synchronous_standby_names = 'emr_standby_0000bbbb'`);
    await run('SELECT pg_reload_conf()');
    await until(async () => (await standbys()).length === 2);
    expect(await standbys()).toEqual([
      ['emr_standby_0000bbbb', 'awaited'],
      ['emr_standby_0000aaaa', 'lost'],
    ]);
    // Nothing but its name is left, and that is forgotten too.
    expect(await lostStandbys(session.query)).toEqual(['emr_standby_0000aaaa', 'emr_standby_0000bbbb']);
    await forgetStandby(session.query, 'emr_standby_0000bbbb');
    await until(async () => (await standbys()).length === 1);
  });

  it('is told as left behind when the log that it needs is gone', async () => {
    for (let n = 0; n < 3; n++) await run('SELECT pg_switch_wal() FROM (SELECT txid_current()) written');
    await run('CHECKPOINT');
    const [foreign, left] = await warehouses();
    expect([foreign, left]).toEqual([
      ['debezium', 'foreign'],
      ['emr_warehouse_79016', 'lost'],
    ]);
  });
});
