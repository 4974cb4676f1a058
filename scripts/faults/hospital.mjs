// A scratch hospital to break: the built service as `npm start` runs it, with its own embedded PostgreSQL.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, openSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { runningEmbeddedPostgres } from '../../dist/platform/database/embedded/start.js';
import { removeFolder, scratchFolder, whenTold } from '../scratch.mjs';

export const root = join(import.meta.dirname, '..', '..');
const PASSWORD = 'Bars-Demo-2026!x';
/** The longest that a call may take before it counts as one that nobody answers, in ms. */
const ANSWER_MS = 15_000;
/** Whether it is ready is asked again and again. */
const READY_MS = 5_000;

/**
 * How many times longer things may take here than on a machine that does nothing else: by what others gave it to do before this program
 * began. Workers load for seconds of the processor's time, and are not back before.
 */
export const SLOWNESS = Math.max(1, loadavg()[0] / availableParallelism());

/** Told to end in the middle, this program leaves no service behind. */
const running = new Set();
whenTold(() => {
  for (const service of running) service.kill('SIGKILL');
});

export class Hospital {
  #tokens = new Map();

  /** @param program where the built service lies, by default this one */
  constructor(port, { dataDir, settings = {}, program = root, origin = `http://127.0.0.1:${port}` } = {}) {
    this.port = port;
    this.origin = origin;
    this.program = program;
    this.mllpPort = port + 2;
    this.home = scratchFolder('faults-');
    this.dataDir = dataDir ?? join(this.home, 'data');
    mkdirSync(this.dataDir, { recursive: true });
    this.environment = {
      ...{ PATH: process.env.PATH, HOME: process.env.HOME, PORT: String(port), WORKERS: '2', DATA_DIR: this.dataDir },
      ...{ LOG_LEVEL: 'silent', LOG_FORMAT: 'json', DEMO_PASSWORD: PASSWORD, PASSWORD_MEMORY_KIB: '1024' },
      ...{
        AUDIT_SEAL_SECONDS: '1',
        RADAR_EVERY_MINUTES: '0',
        HL7_MLLP_PORT: String(this.mllpPort),
        OUTGOING_HOSTS: '127.0.0.1',
        WORKER_STUCK_SECONDS: '5',
        AUDIT_WITNESS_FOLDER: join(this.home, 'witness'),
        ...settings,
      },
    };
  }

  async start() {
    this.service = spawn(process.execPath, [join(this.program, 'dist', 'main.js')], {
      cwd: this.program,
      env: this.environment,
      stdio: ['ignore', 'ignore', openSync(join(this.home, 'stderr'), 'a')],
    });
    const { service } = this;
    running.add(service);
    service.once('exit', () => running.delete(service));
    await eventually(() => {
      if (this.service.exitCode !== null) throw new Error(`The service did not start: ${this.lastWords()}`);
      return this.isReady();
    }, 90_000 * SLOWNESS);
  }

  async stop(signal = 'SIGTERM') {
    if (!this.service || this.service.exitCode !== null || this.service.signalCode !== null) return;
    this.service.kill(signal);
    await once(this.service, 'exit');
  }

  async close() {
    this.isClosed = true;
    await this.stop();
    removeFolder(this.home);
  }

  get cluster() {
    const below = join(this.dataDir, 'postgres', 'cluster');
    return existsSync(below) ? below : join(this.dataDir, 'cluster');
  }

  postmaster() {
    return Number(readFileSync(join(this.cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
  }

  /** Every process that works in the cluster, the postmaster among them. */
  postgresProcesses() {
    const cwd = (pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`);
      } catch {
        return '';
      }
    };
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && cwd(name) === this.cluster)
      .map(Number);
  }

  workers() {
    const { pid } = this.service;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(/\s+/).filter(Boolean);
    return children.map(Number).filter((child) => {
      try {
        return readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('main.js');
      } catch {
        return false;
      }
    });
  }

  async isReady() {
    return (await this.call('GET', '/health/ready', { ms: READY_MS }).catch(() => undefined))?.status === 200;
  }

  /** Waits until the service is ready by itself. @returns in how many seconds */
  async back(mostMs = 10_000) {
    const began = performance.now();
    await eventually(() => this.isReady(), mostMs);
    return (performance.now() - began) / 1000;
  }

  /** Waits until as many workers serve as should: each listens for what others tell by a connection of its own, the last thing it opens. */
  async whole(mostMs) {
    await eventually(
      () =>
        this.sql(async (client) => {
          const { rows } = await client.query(
            `SELECT count(*)::int AS serving FROM pg_stat_activity WHERE application_name = 'benh-an notices'`,
          );
          return rows[0].serving >= Number(this.environment.WORKERS);
        }).catch(() => false),
      mostMs,
    );
  }

  /** @returns status and body; rejects when the connection breaks or nobody answers */
  async call(method, path, options = {}) {
    const answer = await this.#ask(method, path, options);
    // The token's time may be over: by a clock that jumped, say. Who works signs in again.
    if (answer.status !== 401 || !options.role) return answer;
    this.#tokens.delete(options.role);
    return this.#ask(method, path, options);
  }

  async #ask(method, path, { role, body, headers = {}, ms = ANSWER_MS * SLOWNESS }) {
    const authorization = role && { Authorization: `Bearer ${await this.token(role)}` };
    // A signal of AbortSignal.timeout may be collected while fetch waits, and then nobody ends the call.
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(new Error(`no answer within ${Math.round(ms / 1000)} s`)), ms);
    try {
      const answer = await fetch(`${this.origin}${path}`, {
        method,
        headers: { 'Content-Type': 'application/json', ...authorization, ...headers },
        body: body && JSON.stringify(body),
        signal: patience.signal,
      });
      const text = await answer.text();
      return { status: answer.status, headers: answer.headers, body: text.startsWith('{') ? JSON.parse(text) : text };
    } finally {
      clearTimeout(timer);
    }
  }

  /** Kept for some minutes: a token lives for ten. */
  async token(role) {
    const kept = this.#tokens.get(role);
    if (kept && performance.now() - kept.at < 300_000) return kept.token;
    const { status, body } = await this.call('POST', '/api/v1/auth/login', {
      body: { username: role, password: PASSWORD },
    });
    if (status !== 200) throw new Error(`sign-in was answered with ${status}`);
    this.#tokens.set(role, { token: body.accessToken, at: performance.now() });
    return body.accessToken;
  }

  /** Runs work on a connection of its own, as the superuser. */
  async sql(work) {
    const { superuserUrl } = runningEmbeddedPostgres(join(this.cluster, '..'));
    const client = new pg.Client(superuserUrl);
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  /** Why it ended, when it did. */
  lastWords() {
    if (this.service.exitCode === null && this.service.signalCode === null) return '';
    return readFileSync(join(this.home, 'stderr'), 'utf8').trim().split('\n').slice(-12).join('\n');
  }

  /** Runs a command of `emr`, of another program where one is named last. @returns its exit code and all it said */
  emr(...words) {
    const { program = this.program } = typeof words.at(-1) === 'object' ? words.pop() : {};
    const child = spawn(process.execPath, [join(program, 'dist', 'cli', 'main.js'), ...words], {
      env: this.environment,
      cwd: program,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    return new Promise((resolve) => {
      child.on('close', (status) => resolve({ status, output: output.trim() }));
    });
  }
}

/** Waits until it holds. @throws Error after `ms` */
export async function eventually(holds, ms) {
  const deadline = performance.now() + ms;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`Not so within ${ms / 1000} s.`);
    await sleep(50);
  }
}
