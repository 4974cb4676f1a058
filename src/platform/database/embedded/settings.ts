import { existsSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import type { Binaries } from './binaries.js';
import { memorySettings } from './memory.rules.js';

/**
 * What a first start appends to postgresql.conf, where an operator may change it. Patients' data stays out of the log:
 * neither statements nor the details of an error are written.
 */
export function settingsFile(binaries: Binaries, { durable }: { durable: boolean }): string {
  const hasStatistics = existsSync(join(binaries.folder, 'lib', 'postgresql', 'pg_stat_statements.so'));
  const settings = {
    ...(durable ? ofMemory() : { shared_buffers: '256MB' }),
    max_connections: '200',
    max_locks_per_transaction: '128',
    max_wal_size: '2GB',
    // Files of the log that a busy morning filled are kept for the next: to make a new one holds all who commit for some 40 ms.
    min_wal_size: '1GB',
    wal_compression: 'on',
    random_page_cost: '1.1',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    logging_collector: 'on',
    log_directory: '../log',
    log_filename: 'postgresql-%a.log',
    log_rotation_age: '1d',
    log_rotation_size: '0',
    log_truncate_on_rotation: 'on',
    log_line_prefix: '%m [%p] %u@%d ',
    log_checkpoints: 'off',
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: '0',
    ...(hasStatistics && { shared_preload_libraries: 'pg_stat_statements' }),
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'`);
  return `\n# Bệnh Án\n${lines.join('\n')}\n`;
}

/** By the memory of this machine, or of the container around us; the service works beside it. */
function ofMemory() {
  const memoryMb = Math.min(totalmem(), process.constrainedMemory() || Infinity) / 1024 ** 2;
  const { shared_buffers, effective_cache_size, maintenance_work_mem } = memorySettings(memoryMb, false);
  const settings = { shared_buffers, effective_cache_size, maintenance_work_mem };
  return Object.fromEntries(Object.entries(settings).map(([name, mb]) => [name, `${mb}MB`]));
}

export interface StartSettings {
  readonly durable: boolean;
  readonly socket?: string;
  /** A folder that finished files of the write-ahead log are handed over in, at the latest a minute after a change. */
  readonly archiveTo?: string;
  /** Addresses of this machine on which it listens beside 127.0.0.1. */
  readonly listen?: readonly string[];
  /** Further arguments, such as those of a recovery. */
  readonly more?: readonly string[];
}

/** What each start decides: where the server listens, and whether a power cut may lose data (tests only). */
export function startArguments(
  cluster: string,
  port: number,
  { durable, socket, archiveTo, listen = [], more = [] }: StartSettings,
): string[] {
  const settings = [
    `port=${port}`,
    `listen_addresses=${['127.0.0.1', ...listen].join(',')}`,
    `unix_socket_directories=${socket ? `"${socket}"` : ''}`,
    'unix_socket_permissions=0700',
    // After a crash everything is brought to disk first: at once for the whole file system, instead of file by file.
    ...(process.platform === 'linux' ? ['recovery_init_sync_method=syncfs'] : []),
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'logging_collector=off']),
  ];
  const archiving = archiveTo
    ? [
        ...['archive_mode=on', 'archive_library=basic_archive', `archive_timeout=${ARCHIVE_SECONDS}`],
        `basic_archive.archive_directory=${archiveTo}`,
      ]
    : [];
  return ['-D', cluster, ...[...settings, ...archiving].flatMap((setting) => ['-c', setting]), ...more];
}

/** The most that is lost when the disk of the data is: what was committed since the last file was handed over. */
const ARCHIVE_SECONDS = 60;
