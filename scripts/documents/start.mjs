// What `npm start` does, and goes on as soon as the service is ready. It ends the one that was started before in this folder.
import { spawn } from 'node:child_process';
import { existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const [FILE, LOG, MOST_MS] = ['service.pid', 'service.log', 90_000];
await stopped();
const log = openSync(LOG, 'a');
const service = spawn(process.execPath, [join(process.env.ROOT, 'dist', 'main.js')], {
  detached: true,
  stdio: ['ignore', log, log],
});
writeFileSync(FILE, String(service.pid));
const deadline = performance.now() + MOST_MS;
while (!(await isReady())) {
  if (service.exitCode !== null || performance.now() > deadline) {
    console.error(readFileSync(LOG, 'utf8').slice(-1500));
    process.exit(1);
  }
  await sleep(100);
}
service.unref();
process.exit(0);

async function isReady() {
  const answer = await fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).catch(() => undefined);
  return answer?.status === 200;
}

async function stopped() {
  const pid = existsSync(FILE) && Number(readFileSync(FILE, 'utf8'));
  if (!pid) return;
  try {
    process.kill(pid, 'SIGTERM');
    for (;;) {
      process.kill(pid, 0);
      await sleep(50);
    }
  } catch {
    // It has ended.
  }
}
