import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.js';
import { until } from './until.js';

const PASSWORD = 'BenhAn-2026';

/** Whom a process belongs to: for root, another machine is another account as well. */
export type Account = { uid?: number; gid?: number };

/** The folder in which the database lies below a data folder. */
export const databaseIn = (dataDir: string): string => join(dataDir, process.getuid?.() === 0 ? 'postgres' : '');
/** The process of PostgreSQL in a folder of a database, and of a data folder. */
export const postmasterIn = (folder: string): number =>
  Number(readFileSync(join(folder, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
export const postgresOf = (dataDir: string): number => postmasterIn(databaseIn(dataDir));

/** The built service with an embedded database of its own, as `npm start` runs it, and the commands of its machine; folders go with it. */
export class OwnService {
  private readonly home = mkdtempSync(join(tmpdir(), 'benh-an-standby-'));
  private token = '';
  private base = '';
  env: NodeJS.ProcessEnv = {};
  process!: ChildProcess;

  readonly place = (name: string): string => join(this.home, name);

  /** Starts it in `data`, and signs a registrar in. */
  async open(): Promise<void> {
    chmodSync(this.home, 0o755); // PostgreSQL's account enters it too, when the tests run as root
    const port = await freePort();
    const { PATH, HOME } = process.env;
    this.env = {
      ...{ PATH, HOME, DATA_DIR: this.place('data'), PORT: String(port), WORKERS: '1', DEMO_PASSWORD: PASSWORD },
      ...{ PASSWORD_MEMORY_KIB: '1024', LOG_LEVEL: 'silent', LOG_FORMAT: 'json' },
      AUDIT_WITNESS_FOLDER: this.place('witness'),
    };
    this.base = `http://127.0.0.1:${port}`;
    await this.serve(this.place('data'));
    const signedIn = await this.call('POST', '/api/v1/auth/login', { username: 'registrar', password: PASSWORD });
    this.token = ((await signedIn.json()) as { accessToken: string }).accessToken;
  }

  /** Ends it, and the standbys that a case that failed left in these folders: they live on by themselves. */
  async close(standbys: readonly string[]): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      this.process.kill('SIGTERM');
      await once(this.process, 'exit');
    }
    for (const folder of standbys) {
      if (!existsSync(join(folder, 'cluster', 'standby.signal'))) continue;
      try {
        process.kill(postmasterIn(folder), 'SIGINT');
      } catch {
        // has ended
      }
    }
    rmSync(this.home, { recursive: true, force: true });
  }

  async serve(dataDir: string, as: Account = {}): Promise<void> {
    const env = { ...this.env, DATA_DIR: dataDir };
    this.process = spawn(process.execPath, ['dist/main.js'], { env, stdio: 'ignore', ...as });
    await until(() =>
      fetch(`${this.base}/health/ready`)
        .then(({ ok }) => ok)
        .catch(() => false),
    );
  }

  readonly call = (method: string, path: string, body?: object): Promise<Response> => {
    const headers = {
      'Content-Type': 'application/json',
      ...(this.token && { Authorization: `Bearer ${this.token}` }),
    };
    return fetch(this.base + path, { method, headers, body: body && JSON.stringify(body) });
  };

  /** Many register patients at once. @returns the ids that were acknowledged so far, and what ends when all were answered or cut off */
  writing(name: string, writes: number): { acknowledged: string[]; over: Promise<unknown> } {
    const acknowledged: string[] = [];
    const each = Array.from({ length: writes }, async (_, number) => {
      const body = { fullName: `${name} ${number}`, sex: 'female' };
      const answer = await this.call('POST', '/api/v1/patients', body).catch(() => undefined);
      if (answer?.status === 201) acknowledged.push(((await answer.json()) as { id: string }).id);
    });
    return { acknowledged, over: Promise.all(each) };
  }

  readonly emr = (words: readonly string[], more: NodeJS.ProcessEnv = {}, as: Account = {}) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/cli/main.js', ...words], {
      env: { ...this.env, ...more },
      encoding: 'utf8',
      ...as,
    });
    return { status, out: stdout, err: stderr };
  };

  /** The same, while this process goes on. */
  readonly emrBeside = async (words: readonly string[]) => {
    const running = spawn(process.execPath, ['dist/cli/main.js', ...words], { env: this.env });
    const said = { out: '', err: '' };
    running.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
    running.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
    const [status] = (await once(running, 'close')) as [number];
    return { status, ...said };
  };
}
