// docs/operators.md: a PostgreSQL of the hospital's own, with nothing in it, and beside it an embedded one with the demo hospital.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../dist/platform/database/embedded/start.js';
import { removeFolder, scratchFolder, whenTold } from '../scratch.mjs';
import { endService, FILES, PASSWORD, tellService } from './places.mjs';

export async function operatorsScene(port) {
  const folder = scratchFolder('documents-');
  whenTold(() => tellService(folder));
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'own'), durable: false, log: () => undefined });
  await emptied(postgres.superuserUrl);
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
  const own = (role) => `postgresql://${role}:${PASSWORD}@127.0.0.1:${postgres.port}/benh_an`;
  const shared = {
    ...{
      PATH: process.env.PATH,
      HOME: folder,
      PORT: String(port),
      WORKERS: '1',
      LOG_FORMAT: 'json',
      LOG_LEVEL: 'warn',
    },
    ...{ PASSWORD_MEMORY_KIB: '1024', RADAR_EVERY_MINUTES: '0', AUDIT_SEAL_SECONDS: '1' },
  };
  const ofOwn = {
    ...{ HOSPITAL_CODE: '79016', HOSPITAL_NAME: 'Bệnh viện Thử', DATA_DIR: join(folder, 'data') },
    AUDIT_WITNESS_FOLDER: join(folder, 'witness'),
  };
  const ofEmbedded = {
    ...{ DATA_DIR: join(folder, 'embedded'), BACKUP_DIR: join(folder, 'backups') },
    AUDIT_WITNESS_FOLDER: join(folder, 'witness-of-embedded'),
  };
  const scene = {
    folder,
    superuserUrl: postgres.superuserUrl,
    database: undefined,
    environment: { ...shared, ...ofOwn },
    filled: (text) =>
      text
        .replaceAll(/:…@db\/benh_an/g, `:${PASSWORD}@127.0.0.1:${postgres.port}/benh_an`)
        .replaceAll("PASSWORD '…'", `PASSWORD '${PASSWORD}'`)
        .replaceAll('127.0.0.1:3000', `127.0.0.1:${port}`)
        .replaceAll('data/metrics-token', join(folder, 'data', 'metrics-token'))
        .replaceAll('BACKUP_IDENTITY_FILE=…', `BACKUP_IDENTITY_FILE=${join(folder, 'identity')}`)
        .replaceAll('--from BACKUP_DIR', `--from ${ofEmbedded.BACKUP_DIR}`)
        .replaceAll('FOLDER', join(folder, 'keys'))
        .replaceAll('/srv/benh-an', join(folder, 'restored'))
        // Two machines with an address each; here they share the ports of one.
        .replaceAll('--here 10.1.4.2 --there 10.1.4.3', `--here 127.0.0.2 --there 127.0.0.3 --port ${port + 7}`)
        .replaceAll('/root/invitation.emrb', join(folder, 'invitation.emrb'))
        .replaceAll('/srv/standby', join(folder, 'elsewhere'))
        .replaceAll('/mnt/second/benh-an', join(folder, 'second')),
    async before(text, [place]) {
      if (place === 'embedded' && scene.environment.BACKUP_DIR === undefined) {
        await endService(folder);
        scene.environment = { ...shared, ...ofEmbedded };
        delete scene.environment.BACKUP_DIR; // until there is a key for it
      }
      if (text.includes('emr -- promote')) await endService(folder); // "stop its service for good"
    },
    async after(text, output) {
      if (text.includes('-- restore')) {
        Object.assign(scene.environment, {
          DATA_DIR: join(folder, 'restored'),
          BACKUP_DIR: join(folder, 'backups-again'),
        });
      }
      // What the document says to do between its blocks.
      if (text.includes('-- migrate')) {
        Object.assign(scene.environment, {
          ...{
            DATABASE_URL: own('emr_app'),
            DATABASE_SEALER_URL: own('emr_sealer'),
            DATABASE_OWNER_URL: own('emr_owner'),
          },
          TOKEN_SECRET: 'x'.repeat(64),
        });
      }
      if (text.includes('emr -- promote')) scene.environment.DATA_DIR = join(folder, 'second');
      if (text.includes('standby invite')) [scene.environment.STANDBY_CODE] = /AGE-SECRET-KEY-\S+/.exec(output);
      if (text.includes('backup key')) {
        const [identity] = /AGE-SECRET-KEY-\S+/.exec(output);
        writeFileSync(join(folder, 'identity'), `${identity}\n`, { mode: 0o600 });
        Object.assign(scene.environment, {
          ...{ BACKUP_DIR: ofEmbedded.BACKUP_DIR, BACKUP_RECIPIENT: /age1\S+/.exec(output)[0] },
          BACKUP_IDENTITY_FILE: join(folder, 'identity'),
        });
      }
    },
    async close() {
      await endService(folder);
      for (const name of STANDBYS) await endStandby(join(folder, name));
      await postgres.stop();
      removeFolder(folder);
    },
  };
  mkdirSync(join(folder, 'keys'));
  // Told to end in the middle, this program leaves nothing running.
  process.once('exit', () => {
    signal(join(folder, 'service.pid'), 'SIGTERM');
    for (const file of STANDBYS.flatMap((name) => postmastersOf(join(folder, name)))) signal(file, 'SIGINT');
  });
  return scene;
}

/** As a server is on which nobody has worked yet. */
async function emptied(superuserUrl) {
  const url = new URL(superuserUrl);
  url.pathname = '/postgres';
  const client = new pg.Client(url.href);
  await client.connect();
  await client.query('DROP DATABASE benh_an WITH (FORCE)');
  for (const role of ['emr_app', 'emr_sealer', 'emr_owner'])
    await client.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  await client.end();
}

const STANDBYS = ['elsewhere', 'second'];

/** A standby outlives the command that made it. */
async function endStandby(folder) {
  for (const file of postmastersOf(folder)) if (signal(file, 'SIGINT')) await sleep(1000);
}

const postmastersOf = (folder) =>
  [join(folder, 'cluster'), join(folder, 'postgres', 'cluster')].map((cluster) => join(cluster, 'postmaster.pid'));

/** @returns whether the process that a file names was there to be told */
function signal(file, name) {
  try {
    return process.kill(Number(readFileSync(file, 'utf8').split('\n')[0]), name);
  } catch {
    return false; // there is none
  }
}
