import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { program } from './binaries.js';
import { PostgresDidNotStart } from './errors.js';
import { clusterOf, type Site } from './first-start.js';
import { lastWords, openOutput } from './last-words.js';
import { listensOn } from './network.js';
import { choosePort } from './port.js';
import { readPostmaster } from './postmaster-file.js';
import { eventually } from './processes.js';
import { startArguments } from './settings.js';
import { clearSockets, socketFolder } from './socket.js';

const READY_LIMIT_MS = 60_000; // recovery after a power cut reads the log of up to max_wal_size
const FAST_SHUTDOWN_MS = 10_000;
const MOST_PORTS = 3;

/** A PostgreSQL that accepts connections. */
export interface Server {
  pid: number;
  port: number;
  /** The folder of its Unix socket. */
  socket?: string;
  /** Resolves when it has ended, for whatever reason: whether somebody shut it down, so that all was in order. */
  ended: Promise<boolean>;
  /** Fast shutdown, immediate after 10 s; resolves when it has ended. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL on the port asked for, else on the last start's or a free one, and on another where somebody took that between choosing and listening.
 * @throws {PortInUse} @throws {PostgresDidNotStart}
 */
export async function startOnPort(site: Site, requested?: number): Promise<Server> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await choosePort(site.dataDir, requested);
    try {
      return await startServer(site, port);
    } catch (error) {
      const isTaken = error instanceof PostgresDidNotStart && /could not (bind|create any TCP)/.test(error.message);
      if (!isTaken || attempt === MOST_PORTS) throw error;
    }
  }
}

/**
 * Starts PostgreSQL in a process group of its own, so that a Ctrl-C at the terminal reaches us and not it.
 * @throws {PostgresDidNotStart} with its last words
 */
export async function startServer(site: Site, port: number): Promise<Server> {
  const cluster = clusterOf(site.dataDir);
  const output = openOutput();
  clearSockets(site.dataDir);
  const socket = socketFolder(site.dataDir, port);
  const settings = startArguments(cluster, port, { ...site, socket, listen: listensOn(site.dataDir) });
  const child = spawn(program(site.binaries, 'postgres'), settings, {
    cwd: '/',
    detached: true,
    stdio: ['ignore', output, output],
    env: { PATH: process.env['PATH'], TZ: 'UTC', LC_ALL: 'C' },
    ...site.account.ids,
  });
  let isOver = false;
  const ended = new Promise<boolean>((resolve) => {
    const over = (code: unknown) => {
      isOver = true;
      resolve(code === 0);
    };
    child.once('exit', over).once('error', over);
  });
  const isReady = () => {
    const postmaster = readPostmaster(cluster);
    return postmaster?.pid === child.pid && postmaster?.isReady === true;
  };
  await eventually(() => isOver || isReady(), site.readyMs ?? READY_LIMIT_MS);
  if (isOver || !isReady() || child.pid === undefined) {
    child.kill('SIGKILL');
    const said = lastWords(output, site);
    closeSync(output);
    throw new PostgresDidNotStart(`PostgreSQL did not start: ${said}`);
  }
  closeSync(output);
  child.unref();
  return { pid: child.pid, port, socket, ended, stop: () => stop(child, ended) };
}

async function stop(child: ChildProcess, ended: Promise<boolean>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  child.kill('SIGINT');
  const isLate = setTimeout(() => child.kill('SIGQUIT'), FAST_SHUTDOWN_MS);
  const isHung = setTimeout(() => child.kill('SIGKILL'), 2 * FAST_SHUTDOWN_MS);
  await ended;
  clearTimeout(isLate);
  clearTimeout(isHung);
}
