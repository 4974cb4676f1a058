// The machine is lost while people write: a standby takes over, or a backup is restored on another. What was acknowledged and is gone is counted.
import { once } from 'node:events';
import { cpSync, existsSync, globSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, Hospital } from './hospital.mjs';
import { account, Load } from './load.mjs';

/** The log is handed over at the latest after a minute, and taken some seconds later. */
const MOST_LOST_S = 70;

/** Nothing acknowledged is lost. */
export const synchronousStandby = ({ port }) => takenOver(port + 8, ['--synchronous']);
/** What the standby had not received is lost, and counted. */
export const asynchronousStandby = ({ port }) => takenOver(port + 9, []);

/** One that shares an address of the network with the primary, and nothing else. */
export const standbyElsewhere = ({ port }) =>
  takenOver(port + 10, ['--synchronous'], async (hospital, second, how) => {
    const file = join(hospital.home, 'invitation');
    const [here, there] = ['127.0.0.2', '127.0.0.3'];
    const words = ['--here', here, '--there', there, '--port', String(port + 11), '--file', file, ...how];
    const output = await done(hospital, 'standby', 'invite', ...words);
    [hospital.environment.STANDBY_CODE] = /AGE-SECRET-KEY-\S+/.exec(output);
    await done(hospital, 'standby', '--from', file, '--to', second);
  });

const onThisMachine = (hospital, second, how) => done(hospital, 'standby', '--to', second, ...how);

async function takenOver(port, how, made = onThisMachine) {
  const hospital = new Hospital(port, { settings: { WORKERS: '1', HL7_MLLP_PORT: '' } });
  const second = join(hospital.home, 'second');
  try {
    await hospital.start();
    await made(hospital, second, how);
    const load = new Load(hospital, 8);
    await eventually(() => load.done > 50, 60_000);
    const began = performance.now();
    await killed(hospital);
    await done(hospital, 'promote', '--data', second);
    use(hospital, second);
    const seconds = await startedAnew(hospital, began);
    await load.stop();
    const { acknowledged, lost, doubled } = await account(hospital);
    if (doubled > 0 || (how.length > 0 && lost > 0))
      throw new Error(`lost ${lost}, doubled ${doubled} of ${acknowledged}`);
    await proven(hospital);
    return `${acknowledged} acknowledged, lost ${lost}; answers again ${seconds.toFixed(1)} s after the kill`;
  } finally {
    // A standby lives on by itself.
    use(hospital, second);
    for (const pid of existsSync(hospital.cluster) ? hospital.postgresProcesses() : []) end(pid, 'SIGQUIT');
    await hospital.close();
  }
}

/** The disk of the data is gone: what the backup's folder has is all there is. */
export async function restored({ port }) {
  const hospital = new Hospital(port + 18, { settings: { WORKERS: '1', HL7_MLLP_PORT: '' } });
  const place = (name) => join(hospital.home, name);
  try {
    const { output } = await hospital.emr('backup', 'key');
    writeFileSync(place('identity'), `${/AGE-SECRET-KEY-\S+/.exec(output)[0]}\n`, { mode: 0o600 });
    Object.assign(hospital.environment, {
      ...{ BACKUP_DIR: place('backup'), BACKUP_RECIPIENT: /age1\w+/.exec(output)[0] },
      BACKUP_IDENTITY_FILE: place('identity'),
    });
    await hospital.start();
    await eventually(() => globSync(join(place('backup'), 'base', '*', 'manifest.json')).length > 0, 120_000);
    await done(hospital, 'backup', '--keys-to', place('keys'));
    const load = new Load(hospital, 2);
    await sleep((MOST_LOST_S + 10) * 1000);
    await killed(hospital);
    const began = performance.now();
    const lastAt = new Date();
    cpSync(place('backup'), place('backup-kept'), { recursive: true });
    await done(
      hospital,
      'restore',
      '--from',
      place('backup-kept'),
      '--to',
      place('restored'),
      '--keys-from',
      place('keys'),
    );
    const restoredIn = (performance.now() - began) / 1000;
    use(hospital, place('restored'));
    hospital.environment.BACKUP_DIR = place('backup-anew');
    const seconds = await startedAnew(hospital, began);
    const newest = await hospital.sql(
      async (client) =>
        (
          await client.query(
            `SELECT max(created_at) AS at FROM patient WHERE full_name LIKE 'Bệnh Nhân Thử %' AND created_at < $1`,
            [lastAt],
          )
        ).rows[0].at,
    );
    await load.stop();
    const { acknowledged, doubled } = await account(hospital);
    const lostSeconds = (lastAt - newest) / 1000;
    if (doubled > 0 || lostSeconds > MOST_LOST_S)
      throw new Error(`lost ${lostSeconds} s of writing, doubled ${doubled}`);
    return `${acknowledged} acknowledged; the last ${lostSeconds.toFixed(0)} s of writing were lost (${MOST_LOST_S} at most); restored in ${restoredIn.toFixed(1)} s, answers ${seconds.toFixed(1)} s after it began`;
  } finally {
    await hospital.close();
  }
}

/** Service and PostgreSQL at once, as when a machine loses its power. */
async function killed(hospital) {
  const ended = once(hospital.service, 'exit');
  for (const pid of [hospital.postmaster(), hospital.service.pid]) end(pid, 'SIGKILL');
  await ended;
  await eventually(() => hospital.postgresProcesses().length === 0, 20_000);
}

function end(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended.
  }
}

function use(hospital, folder) {
  hospital.dataDir = folder;
  hospital.environment.DATA_DIR = folder;
}

async function startedAnew(hospital, began) {
  await hospital.start();
  return (performance.now() - began) / 1000;
}

async function proven(hospital) {
  const { status, output } = await hospital.emr('audit', 'verify');
  if (status !== 0) throw new Error(output);
}

async function done(hospital, ...words) {
  const { status, output } = await hospital.emr(...words);
  if (status !== 0) throw new Error(`emr ${words[0]}: ${output.slice(-800)}`);
  return output;
}
