// The disk that the data lies on fills up, or that of its backups, and has room again.
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, Hospital, SLOWNESS } from './hospital.mjs';
import { register } from './load.mjs';
import { removeFolder, scratchFolder, whenTold } from '../scratch.mjs';

/** Works on a disk of its own in memory. @returns undefined where none can be made */
async function onOwnDisk(size, work) {
  const place = scratchFolder('benh-an-faults-');
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=0755`, 'tmpfs', place]).status !== 0) {
    removeFolder(place);
    return undefined;
  }
  const umount = () => spawnSync('umount', ['--lazy', place]);
  const callOff = whenTold(umount);
  try {
    return await work(place);
  } finally {
    umount();
    removeFolder(place);
    callOff();
  }
}

/** A disk of its own in memory is filled up; @returns undefined where none can be made. */
export const fullDisk = ({ port }) => onOwnDisk('600m', (place) => fillData(port, place));

async function fillData(port, place) {
  const hospital = new Hospital(port + 1, {
    dataDir: join(place, 'data'),
    settings: { WORKERS: '1', DISK_LOW_MB: '300' },
  });
  try {
    await hospital.start();
    const kept = await register(hospital, 'Người Trước Khi Đầy', 'before');
    const { bavail, bsize } = statfsSync(place);
    fillUp(join(place, 'filler'), bavail * bsize - 128 * 1024 * 1024);
    const { body } = await hospital.call('GET', '/health/ready');
    if (!(body.diskFreeMb < 300)) throw new Error(`readiness says nothing of low space: ${JSON.stringify(body)}`);
    const rest = statfsSync(place);
    fillUp(join(place, 'filler2'), rest.bavail * rest.bsize);
    const answers = [];
    for (let n = 0; n < 400 && !answers.some((status) => status === 503); n++) {
      answers.push((await register(hospital, `Người Khi Đầy ${n}`, `full-${n}`)).status);
    }
    const ready = await hospital.call('GET', '/health/ready');
    const wrong = answers.filter((status) => ![201, 503].includes(status));
    if (wrong.length > 0 || ready.status !== 503) throw new Error(`answered ${answers.at(-1)}, ready ${ready.status}`);
    rmSync(join(place, 'filler'));
    rmSync(join(place, 'filler2'));
    const seconds = await hospital.back(15_000);
    const again = await register(hospital, 'Người Trước Khi Đầy', 'before');
    if (again.body.id !== kept.body.id) throw new Error('what was written before is not there');
    const verified = await hospital.emr('audit', 'verify');
    if (verified.status !== 0) throw new Error(verified.output);
    return `warned, refused with 503, back ${seconds.toFixed(1)} s after there was room`;
  } finally {
    await hospital.close();
  }
}

/** The disk of the backups is full while everything is copied: people go on, nothing half counts, and it is whole again by itself. */
export const fullBackupDisk = ({ port }) => onOwnDisk('96m', (place) => fillBackups(port, place));

async function fillBackups(port, place) {
  const hospital = new Hospital(port + 21, { settings: { WORKERS: '1', HL7_MLLP_PORT: '' } });
  const folder = join(place, 'backup');
  const whole = () => globSync(join(folder, 'base', '*', 'manifest.json')).length;
  try {
    const { output: key } = await hospital.emr('backup', 'key');
    writeFileSync(join(hospital.home, 'identity'), `${/AGE-SECRET-KEY-\S+/.exec(key)[0]}\n`, { mode: 0o600 });
    Object.assign(hospital.environment, { BACKUP_DIR: folder, BACKUP_RECIPIENT: /age1\w+/.exec(key)[0] });
    hospital.environment.BACKUP_IDENTITY_FILE = join(hospital.home, 'identity');
    await hospital.start();
    await eventually(() => existsSync(join(folder, 'drill.json')), 60_000 * SLOWNESS);
    const before = whole();
    fillUp(join(place, 'filler'), statfsSync(place).bavail * statfsSync(place).bsize);
    const refused = await hospital.emr('backup');
    if (refused.status === 0 || !/ENOSPC|no space/i.test(refused.output)) throw new Error(`it said: ${refused.output}`);
    const left = readdirSync(join(folder, 'base')).length;
    if (whole() !== before || left !== before) throw new Error(`${left} folders, ${whole()} whole, ${before} before`);
    for (let n = 0; n < 10; n++) {
      const { status } = await register(hospital, `Người Khi Đĩa Sao Lưu Đầy ${n}`, `backups-full-${n}`);
      if (status !== 201) throw new Error(`a write was answered with ${status}`);
      await hospital.sql((client) => client.query('SELECT pg_switch_wal()'));
    }
    const archive = async () =>
      JSON.parse((await hospital.emr('doctor', '--json')).output).checks.find(({ check }) => check === 'archive');
    await eventually(async () => (await archive()).level === 'fault', 30_000 * SLOWNESS);
    rmSync(join(place, 'filler'));
    await eventually(async () => (await archive()).level === 'ok', 30_000 * SLOWNESS);
    const drilled = await hospital.emr('backup', 'drill');
    if (drilled.status !== 0) throw new Error(drilled.output);
    return `people went on, nothing half was kept, the doctor said so; then ${drilled.output.split('\n')[0]}`;
  } finally {
    await hospital.close();
  }
}

/** Others may have taken some of it since it was asked for. */
function fillUp(file, bytes) {
  try {
    writeFileSync(file, Buffer.alloc(bytes));
  } catch (error) {
    if (error.code !== 'ENOSPC') throw error;
  }
}
