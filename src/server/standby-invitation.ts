import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import { type Carried, type Invitation, writeInvitation } from '../platform/backup/invitation.js';
import { StandbyError } from '../platform/backup/standby.js';
import { admitStandby, dropStandbyRole } from '../platform/backup/standby-role.js';
import { readCredentials, urlFor } from '../platform/database/embedded/credentials.js';
import { clusterOf } from '../platform/database/embedded/first-start.js';
import { letIn, listenOn, replaceFile, shutOut } from '../platform/database/embedded/network.js';
import { runningPostmaster } from '../platform/database/embedded/postmaster-file.js';
import { eventually, signal } from '../platform/database/embedded/processes.js';
import type { EmbeddedPostgres } from '../platform/database/embedded/start.js';
import { forgetElsewhere, rememberElsewhere } from '../platform/database/embedded/superseded-elsewhere.js';
import { supervisorOf } from '../platform/database/embedded/supervisor.js';
import { firstRow } from '../platform/database/rows.js';
import { Session } from '../platform/database/session.js';
import { issuedCertificate } from '../platform/keys/certificates/issued-certificate.js';
import { KEYS } from './standby.js';

/** How long an invitation is good. */
const GOOD_MS = 24 * 3_600_000;
const RESTART_MS = 60_000;
const [CERTIFICATE, KEY, AUTHORITY] = ['server.crt', 'server.key', 'server-authority.crt'];

export interface Inviting {
  readonly primary: Pick<EmbeddedPostgres, 'dataDir' | 'port'>;
  readonly hospitalCode: string;
  /** Where keys, secrets and the witness of the primary lie. */
  readonly keysIn: string;
  readonly witnessFolder: string;
  /** This machine's address, and that of the standby's machine. */
  readonly here: string;
  readonly there: string;
  /** Where the standby is to listen there: the port of the primary when not given. */
  readonly port?: number;
  readonly synchronous: boolean;
  /** The new file. */
  readonly file: string;
}

export interface Invited {
  readonly name: string;
  /** Opens the file. */
  readonly code: string;
  readonly until: Date;
  readonly port: number;
  readonly carried: readonly string[];
  /** Whether the database was restarted to listen on the network. */
  readonly restarted: boolean;
}

/**
 * Lets a machine become the standby of the running embedded database: the database listens on the network, over TLS and for that machine alone,
 * and all that the other must know goes into a sealed file.
 * @throws StandbyError
 */
export async function inviteStandby(asked: Inviting): Promise<Invited> {
  const { primary, here, there, synchronous, file, hospitalCode } = asked;
  const { dataDir } = primary;
  requirePossible(asked);
  const name = `emr_standby_${randomBytes(4).toString('hex')}`;
  const credentials = readCredentials(dataDir);
  const [password, until] = [randomBytes(24).toString('base64url'), new Date(Date.now() + GOOD_MS)];
  const authority = certified(dataDir, hospitalCode);
  const atThePort = urlFor('postgres', credentials, primary.port, 'postgres');
  const session = await Session.open(atThePort, { statementTimeoutMs: 0 });
  try {
    letIn(dataDir, { name, there, here });
    await session.query({ name: '', text: 'ALTER SYSTEM SET ssl = on' });
    await session.query({ name: '', text: 'SELECT pg_reload_conf()' });
    await admitStandby(session.query, { name, password, until, synchronous });
  } finally {
    await session.close();
  }
  try {
    const restarted = await listening(primary, here, atThePort);
    const [at, carried] = [{ host: there, port: asked.port ?? primary.port }, carriedFiles(asked)];
    const invitation: Invitation = {
      ...{ format: 1, hospitalCode, there: at, password, until: until.toISOString(), synchronous, credentials },
      primary: { name, host: here, port: primary.port, authority },
    };
    const code = await writeInvitation(file, invitation, carried);
    rememberElsewhere(dataDir, { name, ...at, authority });
    return { name, code, until, port: at.port, carried: carried.map((one) => one.name), restarted };
  } catch (error) {
    await takeBack(dataDir, name, atThePort);
    throw error;
  }
}

function requirePossible({ primary, here, there, file }: Inviting): void {
  const mine = Object.values(networkInterfaces()).flatMap((of) => (of ?? []).map(({ address }) => address));
  for (const address of [here, there]) {
    if (!isIP(address)) throw new StandbyError(`${address} is no IP address: name the machine by its number.`);
  }
  if (!mine.includes(here) && !here.startsWith('127.')) {
    throw new StandbyError(`${here} is no address of this machine: it has ${mine.join(', ')}.`);
  }
  if (existsSync(file)) throw new StandbyError(`${resolve(file)} is there already: name a new file.`);
  if (!supervisorOf(primary.dataDir)) {
    throw new StandbyError(
      'The service does not run: start it first, it restarts the database so that it listens there.',
    );
  }
}

/** Makes the certificate by which the two know each other, unless it is there. @returns PEM of its authority */
function certified(dataDir: string, hospitalCode: string): string {
  const cluster = clusterOf(dataDir);
  const place = (name: string) => join(cluster, name);
  if ([CERTIFICATE, KEY, AUTHORITY].every((name) => existsSync(place(name)))) {
    return readFileSync(place(AUTHORITY), 'utf8');
  }
  const [above, own] = [newKey(), newKey()];
  const [issuer, subject] = [`Bệnh Án ${hospitalCode}: CSDL`, `Bệnh Án ${hospitalCode}`];
  const times = { from: Date.now() - 3_600_000, to: Date.now() + YEARS_MS };
  const root = issuedCertificate(above, { of: above, subject: issuer, issuer, isAuthority: true, ...times });
  const certificate = issuedCertificate(above, { of: own, subject, issuer, isAuthority: false, ...times });
  replaceFile(place(KEY), own.export({ type: 'pkcs8', format: 'pem' }) as string, cluster);
  replaceFile(place(AUTHORITY), root.toString(), cluster);
  replaceFile(place(CERTIFICATE), certificate.toString(), cluster);
  return root.toString();
}

const YEARS_MS = 20 * 31_557_600_000;
const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

/** Where it does not listen yet the database is restarted, by the service that watches over it: requests of that moment are answered 503 or wait. */
async function listening({ dataDir }: Inviting['primary'], here: string, url: string): Promise<boolean> {
  const session = await Session.open(url);
  const { addresses } = firstRow(
    await session
      .query<{ addresses: string }>({ name: '', text: `SELECT current_setting('listen_addresses') AS addresses` })
      .finally(() => session.close()),
  );
  listenOn(dataDir, here);
  if (addresses.split(',').includes(here)) return false;
  const before = runningPostmaster(clusterOf(dataDir));
  if (before) signal(before.pid, 'SIGINT');
  const isBack = () => {
    const now = runningPostmaster(clusterOf(dataDir));
    return now?.isReady === true && now.pid !== before?.pid;
  };
  if (await eventually(isBack, RESTART_MS)) return true;
  throw new StandbyError('The database did not come back after its restart: see its log.');
}

/** Keys and secrets, and what the witness has until now. */
function carriedFiles({ keysIn, witnessFolder }: Inviting): Carried[] {
  const files = (folder: string, under: string, form: RegExp) =>
    (existsSync(folder) ? readdirSync(folder) : [])
      .filter((name) => form.test(name))
      .map((name) => ({ name: `${under}/${name}`, content: readFileSync(join(folder, name)) }));
  return [...files(keysIn, 'keys', KEYS), ...files(witnessFolder, 'witness', /^checkpoints-[\d-]+\.ndjson$/)];
}

async function takeBack(dataDir: string, name: string, url: string): Promise<void> {
  shutOut(dataDir, name);
  forgetElsewhere(dataDir, (one) => one === name);
  const session = await Session.open(url);
  try {
    await dropStandbyRole(session.query, name);
  } finally {
    await session.close();
  }
}
