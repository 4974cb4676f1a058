// The warehouse of the city: its PostgreSQL, what stands in it, and `emr warehouse` with the environment that it needs.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../dist/platform/database/embedded/start.js';
import { eventually, root } from '../faults/hospital.mjs';
import { freePorts } from '../free-ports.mjs';
import { within } from './reading.mjs';

export class City {
  #place;
  #postgres;

  /** @param home a folder for it and for what commands are told */
  constructor(home) {
    this.home = home;
  }

  async start() {
    this.#place ??= { dataDir: join(this.home, 'city'), port: await freePorts(1), log: () => undefined };
    this.#postgres = await startEmbeddedPostgres(this.#place);
  }

  async stop() {
    await this.#postgres?.stop();
    this.#postgres = undefined;
  }

  get superuserUrl() {
    return this.#postgres.superuserUrl;
  }

  /** Works in the copy of a hospital as the superuser. */
  within(hospital, work) {
    return within(this, `hospital_${hospital.code}`, work);
  }

  /** @returns rows of the copy of a hospital */
  inCopy(hospital, text, given = []) {
    return this.within(hospital, async (client) => (await client.query(text, given)).rows);
  }

  /** `emr warehouse`, of another program where one is named last. @returns its exit code and all it said */
  emr(...words) {
    const child = this.#begun(...words);
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    return new Promise((resolve) => child.on('close', (status) => resolve({ status, output: output.trim() })));
  }

  /** The address reaches the command by a file, and no process list. */
  #begun(...words) {
    const { program = root, ...more } = typeof words.at(-1) === 'object' ? words.pop() : {};
    const url = new URL(this.superuserUrl);
    url.pathname = '/city';
    const file = join(this.home, 'warehouse-url');
    writeFileSync(file, url.href, { mode: 0o600 });
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, WAREHOUSE_URL_FILE: file, ...more };
    return spawn(process.execPath, [join(program, 'dist', 'cli', 'main.js'), 'warehouse', ...words], {
      env,
      cwd: program,
    });
  }

  /** Kills `emr warehouse migrate` of a program while something is so. */
  async killedWhile(program, isSo) {
    const child = this.#begun('migrate', '--language', 'en', { program });
    child.stdout.resume();
    child.stderr.resume();
    await eventually(isSo, 30_000);
    child.kill('SIGKILL');
    return new Promise((resolve) => child.on('close', (_, signal) => resolve(signal)));
  }
}

/** @throws Error where it failed, or did not say so `times` times */
export function says({ status, output }, wanted, times) {
  if (status !== 0) throw new Error(`exit code ${status}: ${output.slice(-1500)}`);
  if (wanted && (output.match(wanted) ?? []).length < times) throw new Error(`it said: ${output.slice(-1500)}`);
  return output;
}
