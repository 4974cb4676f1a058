// The clock of the whole machine jumps, for the service and its database, by a library in the way of the system's; needs a C compiler.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, Hospital, SLOWNESS } from './hospital.mjs';
import { accounted, Load } from './load.mjs';
import { ownPostgres } from './own-postgres.mjs';
import { removeFolder, scratchFolder } from '../scratch.mjs';

const AN_HOUR = 3600;
/** Ahead, back to what is right, behind, and right again: each jump comes in the middle of work. */
const JUMPS = [AN_HOUR, 0, -AN_HOUR, 0];
/** The verifier's word for a trail in which nothing is wrong but times. */
const NOT_PROVEN = 3;

/** The clock of service and database alike. @returns undefined where nothing compiles */
export const jumpingClock = ({ port }) => withClock(port + 4, jump, { isBoth: true });

/** The database's clock alone: machines whose clocks nobody keeps. @returns undefined where nothing compiles */
export const differingClocks = ({ port }) => withClock(port + 7, differ, { isBoth: false });

async function withClock(port, work, { isBoth }) {
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
  const hospital = new Hospital(port, { settings: { WORKERS: '1' } });
  let database;
  try {
    await hospital.start();
    await hospital.stop();
    const inTheWay = { LD_PRELOAD: library, CLOCK_OFFSET_FILE: offset };
    database = await ownPostgres(hospital.cluster, port + 10, inTheWay);
    Object.assign(hospital.environment, isBoth && inTheWay, {
      ...{
        DATABASE_URL: database.appUrl,
        DATABASE_SEALER_URL: database.sealerUrl,
        DATABASE_OWNER_URL: database.ownerUrl,
      },
      ...{ SECOND_FACTOR: 'optional', TOKEN_SECRET_FILE: join(hospital.dataDir, 'token-secret') },
    });
    await hospital.start();
    return await work(hospital, set);
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
    const inTwo = load.done - before;
    await goesOn(load, before);
    done.push(inTwo);
  }
  const { wrong } = await load.stop();
  if (wrong.length > 0) throw new Error(`answered ${JSON.stringify(wrong)}`);
  const lost = await accounted(hospital);
  const verified = await hospital.emr('audit', 'verify');
  const first = verified.output.split('\n')[0];
  const isTold = verified.status === NOT_PROVEN && /clock|time/i.test(verified.output);
  if (verified.status !== 0 && !isTold) throw new Error(verified.output);
  const cut = await cutByJumps(hospital);
  return `writes in 2 s after each jump: ${done.join(', ')}; ${lost}; ${first}; ${cut} rows told whose transaction was open at a jump`;
}

/** Waits until some writes more were answered: seconds on a machine that does nothing else. */
const goesOn = (load, before = 0) => eventually(() => load.done >= before + 5, 5000 * SLOWNESS);

/** Ahead and behind by what an unkept clock gains in a year, and by what somebody sets wrongly. */
const A_SHIFT = AN_HOUR * 12;
const DIFFERENCES = [300, -300, AN_HOUR * 24, -AN_HOUR * 24];

/**
 * The service goes by its own clock for tokens and what is charted, the trail by the database's. Each difference is told by the doctor; what is
 * acknowledged is there, and whoever signs in anew works.
 */
async function differ(hospital, set) {
  const told = [];
  for (const seconds of DIFFERENCES) {
    set(seconds);
    const load = new Load(hospital);
    await goesOn(load).catch(() => undefined);
    const { wrong } = await load.stop();
    const { output } = await hospital.emr('doctor', '--json');
    const { level } = JSON.parse(output.slice(output.indexOf('{'))).checks.find(({ check }) => check === 'clock');
    const { status, body } = await hospital.call('GET', '/health/ready');
    const signedIn = await hospital.call('POST', '/api/v1/auth/login', {
      body: { username: 'nurse', password: hospital.environment.DEMO_PASSWORD },
    });
    const mine = await hospital.call('GET', '/api/v1/auth/me', {
      headers: { Authorization: `Bearer ${signedIn.body.accessToken}` },
    });
    const isTold = level === 'fault' && Math.abs(body.clockDiffersSeconds - Math.abs(seconds)) < 10;
    if (wrong.length > 0 || load.done < 5 || status !== 200 || !isTold) {
      throw new Error(
        `${seconds} s apart: ${load.done} writes, ${JSON.stringify(wrong)}; ready ${status} ${JSON.stringify(body)}, doctor ${level}`,
      );
    }
    // A sign-in is good until a moment of the service's clock, which the database's has passed when it is a day ahead.
    if (signedIn.status !== 200 || mine.status !== (seconds > A_SHIFT ? 401 : 200)) {
      throw new Error(`${seconds} s apart: signing in was answered with ${signedIn.status}, then ${mine.status}`);
    }
    told.push(`${seconds} s: ${load.done} writes${mine.status === 401 ? ', sign-ins end at once' : ''}`);
  }
  set(0);
  const load = new Load(hospital);
  await goesOn(load).catch(() => undefined);
  await load.stop();
  if (load.wrong.length > 0 || load.done < 5) {
    throw new Error(`right again, ${load.done} writes: ${JSON.stringify(load.wrong)}`);
  }
  const lost = await accounted(hospital);
  const verified = await hospital.emr('audit', 'verify');
  if (verified.status !== NOT_PROVEN || !/clock|later than/i.test(verified.output)) throw new Error(verified.output);
  const cut = await cutByJumps(hospital);
  return `${told.join(', ')}; told by readiness and doctor; ${lost}; the trail says which events (NOT PROVEN), ${cut} rows told`;
}

/** A row says when its transaction began, its event when it was written: between them the clock may have jumped, and such rows are told. */
async function cutByJumps(hospital) {
  const { output } = await hospital.emr('audit', 'reconcile');
  const told = output.split('\n').filter((line) => /has other values|without|gone/.test(line));
  const other = told.filter((line) => !/has other values than its events say: created_at(, updated_at)?$/.test(line));
  if (other.length > 0 || told.length > JUMPS.length * 4) throw new Error(output);
  return told.length;
}
