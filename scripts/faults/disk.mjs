// The disk that the data lies on fills up, and has room again.
import { spawnSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hospital } from './hospital.mjs';
import { register } from './load.mjs';
import { removeFolder, scratchFolder, whenTold } from '../scratch.mjs';

/** A disk of its own in memory is filled up; @returns undefined where none can be made. */
export async function fullDisk({ port }) {
  const place = scratchFolder('benh-an-faults-');
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=600m,mode=0755', 'tmpfs', place]).status !== 0) {
    removeFolder(place);
    return undefined;
  }
  const umount = () => spawnSync('umount', ['--lazy', place]);
  const callOff = whenTold(umount);
  const hospital = new Hospital(port + 1, {
    dataDir: join(place, 'data'),
    settings: { WORKERS: '1', DISK_LOW_MB: '300' },
  });
  try {
    await hospital.start();
    const kept = await register(hospital, 'Người Trước Khi Đầy', 'before');
    const { bavail, bsize } = statfsSync(place);
    writeFileSync(join(place, 'filler'), Buffer.alloc(bavail * bsize - 128 * 1024 * 1024));
    const { body } = await hospital.call('GET', '/health/ready');
    if (!(body.diskFreeMb < 300)) throw new Error(`readiness says nothing of low space: ${JSON.stringify(body)}`);
    const rest = statfsSync(place);
    writeFileSync(join(place, 'filler2'), Buffer.alloc(rest.bavail * rest.bsize));
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
    umount();
    removeFolder(place);
    callOff();
  }
}
