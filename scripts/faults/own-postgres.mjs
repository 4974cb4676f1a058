// The database of a stopped hospital, served as one of the hospital's own would be: by no supervisor of the service.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { accountForPostgres } from '../../dist/platform/database/embedded/account.js';
import { findBinaries, program } from '../../dist/platform/database/embedded/binaries.js';
import { CACHE_ROOT, runningEmbeddedPostgres } from '../../dist/platform/database/embedded/start.js';
import { eventually } from './hospital.mjs';

/** @returns the addresses for each role, and how to stop it */
export async function ownPostgres(cluster, port, environment = {}) {
  const account = accountForPostgres();
  const words = [
    '-D',
    cluster,
    '-p',
    String(port),
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    'unix_socket_directories=',
  ];
  const server = spawn(program(findBinaries(account, CACHE_ROOT), 'postgres'), words, {
    ...{ cwd: '/', stdio: 'ignore', env: { PATH: process.env.PATH, TZ: 'UTC', LC_ALL: 'C', ...environment } },
    ...account.ids,
  });
  const stop = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.kill('SIGINT');
    await once(server, 'exit');
  };
  const running = () => runningEmbeddedPostgres(join(cluster, '..'));
  try {
    await eventually(() => server.exitCode !== null || running(), 20_000);
    if (!running()) throw new Error(`PostgreSQL ended with ${server.exitCode}`);
    return { ...running(), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
