#!/usr/bin/env node
// Prisma's own schema engine as WebAssembly, in two guises:
//   openSchemaEngine(url, { datamodels })   inside our process (migrate, schema check)
//   run as a program                        the native engine's command line and JSON-RPC over stdio, named by
//                                           PRISMA_SCHEMA_ENGINE_BINARY, so that every `prisma` command works
//                                           where the native binary cannot be downloaded
import { randomBytes } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import pg from 'pg';

const require = createRequire(import.meta.url);
const CHAR = 18; // PostgreSQL's one-byte "char", which the catalogue is full of
const TEXT = 25;
const SHADOW = 'prisma_migrate_shadow_db_';
const SHADOW_LIFE_MS = 3_600_000;
/** How often a database is dropped that PostgreSQL itself looks at, and the pause between. */
const [TRIES, PAUSE_MS, NOT_PERMITTED] = [20, 100, '42501'];

/**
 * Fields, not a connection string: pg lets a connection string override `database`, and the shadow database would then
 * be the real one.
 */
function connectionOf(url) {
  const { parse } = createRequire(require.resolve('pg'))('pg-connection-string');
  const { host, port, user, password, database, ssl } = parse(url);
  return { host, port: Number(port ?? 5432), user, password, database, ...(ssl === undefined ? {} : { ssl }) };
}

/** The engine leaves the timer of its 10 s lock limit behind, which would keep the process alive that long. */
function timersThatLetGo() {
  const name = Object.keys(bindings).find((key) => key.startsWith('__wbg_setTimeout_'));
  return name ? { [name]: (callback, ms) => setTimeout(callback, ms >>> 0).unref() } : {};
}

let instantiated;
function loadEngine() {
  instantiated ??= (async () => {
    globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => process.stderr.write(`${message}\n`) };
    const file = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg').replace(/\.js$/, '.wasm');
    const imports = { './schema_engine_bg.js': { ...bindings, ...timersThatLetGo() } };
    const { instance } = await WebAssembly.instantiate(readFileSync(file), imports);
    bindings.__wbg_set_wasm(instance.exports);
    instance.exports.__wbindgen_start();
  })();
  return instantiated;
}

/**
 * Repairs what the stock adapter does to a connection; `failures` collects what PostgreSQL answered to scripts, and `before` says what a
 * script begins with, in its own transaction.
 */
function repaired(adapter, failures, before) {
  const { performIO, queryRaw, startTransaction } = adapter;
  return Object.assign(adapter, {
    // The stock adapter refuses "char"; the engine reads it as a character.
    async queryRaw(query) {
      let isChar = [];
      const once = Object.create(adapter, {
        performIO: {
          value: async (sent) => {
            const result = await performIO.call(adapter, sent);
            isChar = result.fields.map((field) => field.dataTypeID === CHAR);
            for (const field of result.fields) if (field.dataTypeID === CHAR) field.dataTypeID = TEXT;
            return result;
          },
        },
      });
      const result = await queryRaw.call(once, query);
      const columnTypes = result.columnTypes.map((type, at) => (isChar[at] ? ColumnTypeEnum.Character : type));
      return { ...result, columnTypes };
    },
    // The stock adapter splits scripts at every ';', which breaks function bodies.
    async executeScript(sql) {
      const first = before(sql);
      try {
        await adapter.client.query(first + sql);
      } catch (error) {
        if (error.position) error.position = String(Math.max(1, Number(error.position) - first.length));
        failures.push(error);
        adapter.onError(error);
      }
    },
    ...(startTransaction && {
      startTransaction: async (level) => repaired(await startTransaction.call(adapter, level), failures, before),
    }),
  });
}

/** Databases that exist only while the engine compares; dropped when it is done, and when the process is told to end. */
class ShadowDatabases {
  #connection;
  #names = new Set();

  constructor(connection) {
    this.#connection = connection;
  }

  /** Creates an empty database and returns its name; removes those an earlier, killed process left. */
  async create() {
    const database = `${SHADOW}${Date.now().toString(36)}_${randomBytes(6).toString('hex')}`;
    await this.#asAdministrator(async (client) => {
      await this.#dropAbandoned(client);
      this.#names.add(database);
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)} TEMPLATE template0`);
    });
    return database;
  }

  async drop(database) {
    if (!this.#names.has(database)) return;
    await this.#asAdministrator((client) => this.#drop(client, database));
    this.#names.delete(database);
  }

  async dropAll() {
    for (const database of [...this.#names]) await this.drop(database);
  }

  /** A worker of PostgreSQL's own that looks at it, whom only a superuser may end, is gone in a moment. */
  async #drop(client, database) {
    const drop = `DROP DATABASE IF EXISTS ${client.escapeIdentifier(database)} WITH (FORCE)`;
    for (let left = TRIES; ; left--) {
      try {
        return await client.query(drop);
      } catch (error) {
        if (error.code !== NOT_PERMITTED || left === 1) throw error;
        await pause(PAUSE_MS);
      }
    }
  }

  async #dropAbandoned(client) {
    const { rows } = await client.query(
      `SELECT datname FROM pg_database d WHERE datname LIKE $1 AND pg_has_role(datdba, 'USAGE')
          AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.datid = d.oid)`,
      [`${SHADOW.replaceAll('_', '\\_')}%`],
    );
    for (const { datname } of rows) {
      const born = parseInt(datname.slice(SHADOW.length).split('_')[0], 36);
      if (!(Date.now() - born < SHADOW_LIFE_MS)) await this.#drop(client, datname);
    }
  }

  async #asAdministrator(work) {
    const client = new pg.Client(this.#connection);
    client.on('error', () => {});
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }
}

/** The adapter factory the engine connects through. */
function adaptersFor(connection, shadows, failures, before) {
  const pool = { ...connection, idleTimeoutMillis: 0 }; // the engine holds its advisory lock on a pooled connection
  const adapters = new PrismaPg(pool);
  const connect = adapters.connect.bind(adapters);
  adapters.connect = async () => repaired(await connect(), failures, before);
  adapters.connectToShadowDb = async () => {
    const database = await shadows.create();
    const shadow = await new PrismaPg({ ...pool, database }).connect();
    const dispose = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await dispose();
      await shadows.drop(database);
    };
    return repaired(shadow, failures, () => '');
  };
  return adapters;
}

/**
 * Opens the engine on one database.
 * @param {string} connectionUrl postgresql:// URL of a role that may migrate (and create databases, to compare)
 * @param {{ datamodels?: [path: string, text: string][], before?: (sql: string) => string }} options the schema files; what a migration's
 *   script begins with, in the same transaction
 * @returns {Promise<{ engine: import('@prisma/schema-engine-wasm/schema_engine_bg').SchemaEngine,
 *   failures: Error[], close: () => Promise<void>, abandon: () => Promise<void> }>} `failures` are PostgreSQL's own
 *   errors from scripts, in order; `close` when done; `abandon` drops shadow databases when there is no time for more
 */
export async function openSchemaEngine(connectionUrl, { datamodels, before = () => '' } = {}) {
  const connection = connectionOf(connectionUrl);
  const shadows = new ShadowDatabases(connection);
  const failures = [];
  await loadEngine();
  const adapters = bindMigrationAwareSqlAdapterFactory(adaptersFor(connection, shadows, failures, before));
  const disposers = [];
  for (const name of ['connect', 'connectToShadowDb']) {
    const open = adapters[name].bind(adapters);
    adapters[name] = async () => {
      const opened = await open();
      if (opened.ok) disposers.push(() => opened.value.dispose());
      return opened;
    };
  }
  const engine = await bindings.SchemaEngine.new({ datamodels }, () => {}, adapters);
  const close = async () => {
    await shadows.dropAll(); // first: it also ends a script that still runs there
    await Promise.allSettled(disposers.map((dispose) => dispose()));
    engine.free();
  };
  return { engine, failures, close, abandon: () => shadows.dropAll().catch(() => undefined) };
}

/** The native engine's log line for an error: the Prisma command line takes its code and message from it. */
function reportError(code, message) {
  const fields = { error_code: code, message, is_panic: false, meta: null, backtrace: null };
  const line = { timestamp: new Date().toISOString(), target: 'schema_engine::logger' };
  process.stderr.write(
    `${JSON.stringify({ ...line, level: 'INFO', fields: { message: 'Starting schema engine' } })}\n`,
  );
  process.stderr.write(JSON.stringify({ ...line, level: 'ERROR', fields }));
}

const CODES = { '3D000': 'P1003', '42P04': 'P1009', '28P01': 'P1000', 28000: 'P1010', 42501: 'P1010' };

/** `cli can-connect-to-database` and `cli create-database`; returns the exit code. */
async function runCommand(command, url) {
  try {
    const connection = connectionOf(url);
    const creates = command === 'create-database';
    const client = new pg.Client(creates ? { ...connection, database: 'postgres' } : connection);
    await client.connect();
    if (creates) await client.query(`CREATE DATABASE ${client.escapeIdentifier(connection.database)}`);
    await client.end();
    return 0;
  } catch (error) {
    const target = (({ host, port, pathname }) => `${host}${port ? '' : ':5432'}${pathname}`)(new URL(url));
    const reason = error.message || error.code || error.errors?.[0]?.message;
    const verb = command === 'create-database' ? 'Cannot create' : 'Cannot reach';
    reportError(CODES[error.code] ?? 'P1001', `${verb} the database at ${target}: ${reason}`);
    return 1;
  }
}

function argumentsNamed(name) {
  return process.argv.filter((_, at) => process.argv[at - 1] === name);
}

/** The engine's message without its stack, with PostgreSQL's own words when a migration's script failed. */
function explained(error, scriptFailures) {
  const text = String(error.message ?? error);
  const message = text.split(/\n\s+0: /)[0];
  const migration = /migration_name="([^"]+)"/.exec(text)?.[1];
  const reason = scriptFailures.at(-1);
  if (!migration || !reason) return { message, error_code: error.code ?? null };
  return { message: `Migration ${migration} failed: ${reason.message} (${reason.code})`, error_code: 'P3018' };
}

/** Answers JSON-RPC on stdin until it closes. */
async function serve(url) {
  const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const files = argumentsNamed('--datamodels').flatMap((paths) => paths.split(','));
  const datamodels = files.length ? files.map((path) => [path, readFileSync(path, 'utf8')]) : undefined;
  const { engine, failures, abandon } = await openSchemaEngine(url, { datamodels });
  let ending;
  const end = () => (ending ??= abandon().finally(() => process.exit(0)));
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, end);
  process.stdout.on('error', end);
  const lines = createInterface({ input: process.stdin });
  lines.on('close', end);
  lines.on('line', async (line) => {
    const { id, method, params } = JSON.parse(line);
    if (!method) return; // the answer to our `print`
    try {
      const result = (await engine[method](params)) ?? {};
      if (result.stdout) send({ id: 0, method: 'print', params: { content: result.stdout } });
      send({ id, result });
    } catch (error) {
      const data = { is_panic: false, meta: error.meta ?? null, ...explained(error, failures.splice(0)) };
      const { message } = data;
      send({ id, error: { code: 4466, message, data } });
    }
  });
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  // Without a datasource (comparing two files) the engine never connects; the address only has to be one.
  const url =
    JSON.parse(argumentsNamed('--datasource')[0] ?? '{}').url ||
    process.env.DATABASE_URL ||
    'postgresql://127.0.0.1/none';
  const command = process.argv[process.argv.indexOf('cli') + 1];
  if (process.argv.includes('cli')) process.exitCode = await runCommand(command, url);
  else await serve(url);
}
