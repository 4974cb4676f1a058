import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { DATABASE, readCredentials } from './credentials.js';
import { clusterOf, isStandby } from './first-start.js';
import { replaceFile } from './network.js';
import { refuseSuperseded, supersededBy } from './superseded.js';

/** Beside the cluster of a primary: its standbys on other machines; beside that of such a standby: its primary. */
const FILE = 'elsewhere.json';
const ASK_MS = 3000;

/** A database on another machine. */
export interface Elsewhere {
  /** Of the standby among the two: its role, its slot, its name in pg_stat_replication. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** PEM of the authority that both show to be who they are: made for these two, and its key is kept nowhere. */
  readonly authority: string;
}

/** The databases on other machines that a folder's database knows: its standbys, or, of a standby, its primary. */
export function knownElsewhere(dataDir: string): Elsewhere[] {
  try {
    const said = JSON.parse(readFileSync(join(dataDir, FILE), 'utf8')) as unknown;
    return Array.isArray(said) ? (said as Elsewhere[]) : [];
  } catch {
    return [];
  }
}

/** Keeps one more in mind, or the same anew. */
export const rememberElsewhere = (dataDir: string, known: Elsewhere): void =>
  keep(dataDir, [...knownElsewhere(dataDir).filter(({ name }) => name !== known.name), known]);

/** Those that were given up, or that are followed no more. */
export function forgetElsewhere(dataDir: string, isForgotten: (name: string) => boolean): void {
  const known = knownElsewhere(dataDir);
  const kept = known.filter(({ name }) => !isForgotten(name));
  if (kept.length < known.length) keep(dataDir, kept);
}

const keep = (dataDir: string, known: readonly Elsewhere[]): void =>
  replaceFile(join(dataDir, FILE), `${JSON.stringify(known)}\n`, clusterOf(dataDir));

/** Whom a standby on this machine follows on another; undefined where it follows a folder here. */
export const followedElsewhere = (dataDir: string): Elsewhere | undefined =>
  isStandby(dataDir) ? knownElsewhere(dataDir)[0] : undefined;

/**
 * A standby on another machine was promoted while this one was away: two primaries would each take what the other lacks, so each standby is
 * asked before this one starts. One that is not reached says nothing, and cannot hold a hospital up: it is told of.
 * @throws PrimarySuperseded
 */
export async function refuseSupersededElsewhere(dataDir: string, log: (line: string) => void): Promise<void> {
  if (isStandby(dataDir) || !existsSync(join(dataDir, FILE))) return;
  for (const one of knownElsewhere(dataDir)) {
    const at = `${one.host}:${one.port}`;
    const answer = await isPrimary(dataDir, one);
    if (answer === undefined) {
      log(`The standby at ${at} is not reached: should it have been promoted, stop this service at once.`);
    } else if (answer) {
      supersededBy(dataDir, at, new Date());
      refuseSuperseded(dataDir);
    }
  }
}

/** The first standby elsewhere that is a primary now, as it says itself; for the doctor of a primary that lives on beside it. */
export async function promotedElsewhere(dataDir: string): Promise<Elsewhere | undefined> {
  for (const one of knownElsewhere(dataDir)) if (await isPrimary(dataDir, one)) return one;
  return undefined;
}

/** @returns undefined where it does not answer */
async function isPrimary(dataDir: string, one: Elsewhere): Promise<boolean | undefined> {
  const password = readCredentials(dataDir).emr_app;
  const client = clientElsewhere(one, { user: 'emr_app', password, database: DATABASE, patienceMs: ASK_MS });
  try {
    await client.connect();
    const { rows } = await client.query<{ follows: boolean }>('SELECT pg_is_in_recovery() AS follows');
    return rows[0]?.follows === false;
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** As whom to speak to a database on another machine: in one of its databases, or in the replication protocol. */
interface Speaking {
  readonly user: string;
  readonly password: string;
  readonly database?: string;
  /** How long a connection, and an answer where there is a database, may take. */
  readonly patienceMs: number;
}

/** A connection to be opened, over TLS. Who shows a certificate of the authority is who it says: it was made for these two alone, names say nothing. */
export function clientElsewhere({ host, port, authority }: Elsewhere, as: Speaking): pg.Client {
  const { database, patienceMs, user, password } = as;
  const options = {
    ...{ host, port, user, password, application_name: user, keepAlive: true },
    ...(database === undefined ? { replication: 'true' } : { database, query_timeout: patienceMs }),
    ...{ connectionTimeoutMillis: patienceMs, ssl: { ca: authority, checkServerIdentity: () => undefined } },
  };
  const client = new pg.Client(options);
  client.on('error', () => undefined); // the next statement says so
  return client;
}
