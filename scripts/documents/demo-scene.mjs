// A demo hospital to which a document's reader comes, with its keys, a copy of its witness, and a few records to ask for.
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runningEmbeddedPostgres } from '../../dist/platform/database/embedded/start.js';
import { eventually, Hospital } from '../faults/hospital.mjs';
import { asker, PASSWORD } from './places.mjs';

/** @param settings beside those of a scratch hospital */
export async function demoScene(port, settings = {}) {
  const hospital = new Hospital(port, { settings: { WORKERS: '1', ...settings } });
  try {
    await hospital.start();
    const folder = join(hospital.home, 'reader');
    mkdirSync(folder);
    const ask = asker(port);
    await eventually(() => isSealed(hospital), 20_000);
    cpSync(join(hospital.home, 'witness'), join(folder, 'witness-copy'), { recursive: true });
    const { body: keys } = await ask('auditor', 'GET', '/api/v1/audit/keys');
    const key = /benh-an\/\d+\/audit\+[^"\s]+/.exec(JSON.stringify(keys))[0];
    const postgres = runningEmbeddedPostgres(join(hospital.cluster, '..'));
    return {
      ...{ hospital, folder, ask, key, database: 'benh_an', superuserUrl: postgres.superuserUrl },
      environment: { ...hospital.environment, KEY: key },
      /** What stands for something in every document. */
      filled: (text) =>
        text
          .replaceAll(/:…@db\/benh_an/g, `:${PASSWORD}@127.0.0.1:${postgres.port}/benh_an`)
          .replaceAll("PASSWORD '…'", `PASSWORD '${PASSWORD}'`)
          .replaceAll(/--key (benh-an\S+|…|KEY)/g, `--key ${key}`)
          .replaceAll(/--witness (\/mnt\/witness|…)/g, `--witness ${join(hospital.home, 'witness')}`)
          .replaceAll('localhost:3000', `localhost:${port}`),
      close: () => hospital.close(),
    };
  } catch (error) {
    await hospital.close();
    throw error;
  }
}

const isSealed = (hospital) =>
  hospital.sql(async (client) => {
    const { rows } = await client.query(
      `SELECT (SELECT count(*) FROM audit.event) = (SELECT size FROM audit.checkpoint ORDER BY size DESC LIMIT 1) AS sealed`,
    );
    return rows[0].sealed;
  });
