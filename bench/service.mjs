// A service of the benchmark's own: the built program on a temporary data folder, with the safety of a hospital (fsync on).
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../test/support/free-port.ts';
import { cpuOf } from './processes.mjs';

/** Of the demo accounts; a hospital generated before may have another. */
const PASSWORD = process.env.DEMO_PASSWORD ?? 'benchmark only';

/** How to stop each service that runs, for a benchmark that ends before its time. */
const running = new Set();
const leave = () => Promise.all([...running].map((stop) => stop())).finally(() => process.exit(1));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void leave());
process.once('uncaughtException', (error) => {
  process.stderr.write(`The benchmark failed: ${error.stack}\n`);
  void leave();
});

/**
 * @param settings environment variables of the service beyond the usual
 * @param options.dataDir a folder that stays, in place of a temporary one
 * @param options.before words of an `emr` command that makes the database
 * @param options.minutes how long a start may take
 */
export async function startService(root, settings = {}, { dataDir, before, minutes = 2 } = {}) {
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), '--if-stale'], { stdio: 'inherit' });
  const folder = mkdtempSync(join(tmpdir(), 'benh-an-bench-'));
  chmodSync(folder, 0o755); // PostgreSQL's account enters it too, when root runs this
  const port = await freePort();
  const env = {
    ...process.env,
    DATA_DIR: dataDir ?? join(folder, 'data'),
    PORT: String(port),
    LOG_LEVEL: 'warn',
    LOG_FORMAT: 'json',
    DEMO_PASSWORD: PASSWORD,
    ACCESS_TOKEN_MINUTES: '60',
    DATABASE_URL: '',
    BENCH_HEAP_FOLDER: folder,
    // A hospital's hour of opened records comes in seconds here: the radar behind it would be measured with every act.
    RADAR_EVERY_MINUTES: '0',
    DATABASE_OWNER_URL: '',
    ...settings,
  };
  const base = `http://127.0.0.1:${port}`;
  const urlOf = (role) =>
    execFileSync(process.execPath, [join(root, 'dist/cli/main.js'), 'db', 'url', '--role', role], {
      env,
      encoding: 'utf8',
    }).trim();
  let service;
  const start = async () => {
    const since = performance.now();
    service = spawn(process.execPath, [join(root, 'dist/main.js')], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    await ready(base, service, minutes);
    const { node, postgres } = cpuOf(service.pid);
    const round = (value) => Number(value.toFixed(2));
    return { seconds: round((performance.now() - since) / 1000), cpu: round(node + postgres) };
  };
  const end = async () => {
    if (!service || service.exitCode !== null) return;
    service.kill('SIGTERM');
    await new Promise((ended) => service.once('exit', ended));
  };
  const stop = async () => {
    running.delete(stop);
    await end();
    rmSync(folder, { recursive: true, force: true });
  };
  running.add(stop);
  try {
    const since = performance.now();
    if (before) execFileSync(process.execPath, [join(root, 'dist/cli/main.js'), ...before], { env, stdio: 'inherit' });
    const made = Number(((performance.now() - since) / 1000).toFixed(1));
    const startAgain = async () => {
      await end();
      return start();
    };
    const startedIn = { ...(before && { made }), first: (await start()).seconds };
    startedIn.later = (await startAgain()).seconds;
    const { pid } = service;
    return { base, folder, pid, startedIn, startAgain, urlOf, stop, tokenOf: (role) => signIn(base, role) };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @throws Error when the service ends, or takes longer than that */
async function ready(base, service, minutes) {
  for (const since = performance.now(); performance.now() - since < minutes * 60_000;) {
    const answers = await fetch(`${base}/health/ready`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (answers) return;
    if (service.exitCode !== null) break;
    await sleep(50);
  }
  throw new Error('the service did not start');
}

async function signIn(base, username) {
  const answer = await fetch(`${base}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: PASSWORD }),
  });
  if (!answer.ok) throw new Error(`${username} cannot sign in: ${answer.status}`);
  return (await answer.json()).accessToken;
}
