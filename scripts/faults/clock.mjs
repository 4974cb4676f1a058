// The clock of the whole machine jumps, for the service and its database, by a library in the way of the system's; needs a C compiler.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Hospital } from './hospital.mjs';
import { accounted, Load } from './load.mjs';
import { ownPostgres } from './own-postgres.mjs';
import { removeFolder, scratchFolder } from '../scratch.mjs';

const AN_HOUR = 3600;
/** Ahead, back to what is right, behind, and right again: each jump comes in the middle of work. */
const JUMPS = [AN_HOUR, 0, -AN_HOUR, 0];
/** The verifier's word for a trail in which nothing is wrong but times. */
const NOT_PROVEN = 3;

/** @returns undefined where nothing compiles */
export async function jumpingClock({ port }) {
  const place = scratchFolder('benh-an-clock-');
  const [library, offset] = [join(place, 'clock.so'), join(place, 'offset')];
  const source = join(import.meta.dirname, 'clock.c');
  if (spawnSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl']).status !== 0) {
    removeFolder(place);
    return undefined;
  }
  const set = (seconds) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(seconds));
    writeFileSync(offset, bytes, { flag: 'r+' });
  };
  writeFileSync(offset, Buffer.alloc(8));
  const hospital = new Hospital(port + 4, { settings: { WORKERS: '1' } });
  let database;
  try {
    await hospital.start();
    await hospital.stop();
    const inTheWay = { LD_PRELOAD: library, CLOCK_OFFSET_FILE: offset };
    database = await ownPostgres(hospital.cluster, port + 14, inTheWay);
    Object.assign(hospital.environment, inTheWay, {
      ...{
        DATABASE_URL: database.appUrl,
        DATABASE_SEALER_URL: database.sealerUrl,
        DATABASE_OWNER_URL: database.ownerUrl,
      },
      ...{ SECOND_FACTOR: 'optional', TOKEN_SECRET_FILE: join(hospital.dataDir, 'token-secret') },
    });
    await hospital.start();
    return await jump(hospital, set);
  } finally {
    await hospital.close();
    await database?.stop();
    removeFolder(place);
  }
}

async function jump(hospital, set) {
  const load = new Load(hospital);
  await sleep(500);
  const done = [];
  for (const seconds of JUMPS) {
    const before = load.done;
    set(seconds);
    const { rows } = await hospital.sql((client) =>
      client.query('SELECT round(extract(epoch FROM clock_timestamp()))::float8 - $1::float8 AS off', [
        Date.now() / 1000,
      ]),
    );
    if (Math.abs(rows[0].off - seconds) > 5) throw new Error(`the database's clock did not jump: ${rows[0].off} s`);
    await sleep(2000);
    done.push(load.done - before);
  }
  const { wrong } = await load.stop();
  if (wrong.length > 0) throw new Error(`answered ${JSON.stringify(wrong)}`);
  if (done.some((writes) => writes < 5)) throw new Error(`writes after each jump: ${done.join(', ')}`);
  const lost = await accounted(hospital);
  const verified = await hospital.emr('audit', 'verify');
  const first = verified.output.split('\n')[0];
  const isTold = verified.status === NOT_PROVEN && /clock|time/i.test(verified.output);
  if (verified.status !== 0 && !isTold) throw new Error(verified.output);
  const cut = await cutByJumps(hospital);
  return `writes in 2 s after each jump: ${done.join(', ')}; ${lost}; ${first}; ${cut} rows told whose transaction was open at a jump`;
}

/** A row says when its transaction began, its event when it was written: between them the clock may have jumped, and such rows are told. */
async function cutByJumps(hospital) {
  const { output } = await hospital.emr('audit', 'reconcile');
  const told = output.split('\n').filter((line) => /has other values|without|gone/.test(line));
  const other = told.filter((line) => !/has other values than its events say: created_at(, updated_at)?$/.test(line));
  if (other.length > 0 || told.length > JUMPS.length * 4) throw new Error(output);
  return told.length;
}
