import pg from 'pg';
import type { Settings } from '../platform/config/settings.js';
import { startEmbeddedPostgres } from '../platform/database/embedded/start.js';
import { migrate } from '../platform/database/migrate.js';
import type { BackedUp } from './backups.js';
import { HANDED_OVER } from '../platform/backup/wal-archive.js';
import { dataDirOf } from './environment.js';
import { databaseFolderOf, ownFolderOf, separateOwnFiles } from './own-files.js';
import { withSecrets, withSecretsThere } from './secrets.js';
import { requireDirect } from './pooler.js';
import { requireSameHospital } from './same-hospital.js';
import { StartError } from './start-error.js';
import { firstRow } from '../platform/database/rows.js';

/** A migrated database, and how to leave it. */
export interface PreparedDatabase {
  readonly settings: Settings;
  /** Where the data lies, in words for the banner. */
  readonly place: string;
  /** Folder of generated keys and files beside the data. */
  readonly dataDir: string;
  /** What a backup needs of the embedded database; undefined of another's, which its own tools back up. */
  readonly embedded?: BackedUp;
  stop(): Promise<void>;
}

/**
 * The hospital's PostgreSQL when DATABASE_URL names one, else the embedded one; migrated as the owner.
 * @throws StartError, EmbeddedPostgresError, MigrationFailed: each with one sentence
 */
export async function prepareDatabase(settings: Settings, log: (line: string) => void): Promise<PreparedDatabase> {
  return settings.databaseUrl ? prepareServer(settings, settings.databaseUrl, log) : prepareEmbedded(settings, log);
}

async function prepareEmbedded(settings: Settings, log: (line: string) => void): Promise<PreparedDatabase> {
  const asked = dataDirOf(settings);
  separateOwnFiles(asked);
  const archiveIn = settings.backupDir ? HANDED_OVER : undefined;
  const postgres = await startEmbeddedPostgres({ dataDir: databaseFolderOf(asked), archiveIn, log });
  try {
    await migrate({ ownerUrl: postgres.ownerUrl, log });
    await requireSameHospital(postgres.ownerUrl, settings);
    const { dataDir: place, appUrl, sealerUrl, socketUrl = appUrl } = postgres;
    const dataDir = ownFolderOf(asked, place);
    return {
      settings: completed(settings, dataDir, {
        databaseUrl: socketUrl,
        databaseSealerUrl: sealerUrl,
        seedDemo: true,
        folder: place,
      }),
      place,
      dataDir,
      embedded: { superuserUrl: postgres.superuserUrl, databaseFolder: place, dataDir },
      stop: () => postgres.stop(),
    };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

async function prepareServer(settings: Settings, url: string, log: (line: string) => void): Promise<PreparedDatabase> {
  if (settings.backupDir) log('BACKUP_DIR is for the embedded database: back this one up with its own tools.');
  const { hostname, port, pathname } = new URL(url);
  const place = `${hostname}:${port || '5432'}${pathname}`;
  if (settings.databaseOwnerUrl) {
    await requireReachable(settings.databaseOwnerUrl, 'DATABASE_OWNER_URL');
    await migrate({ ownerUrl: settings.databaseOwnerUrl, log });
  }
  await requireReachable(url, 'DATABASE_URL', `SELECT FROM audit.event LIMIT 0`);
  await requireLeastRights(url);
  if (settings.databaseDirectUrl) await requireDirect(settings.databaseDirectUrl, url);
  await requireSameHospital(url, settings);
  await tellWhoSeals(settings, url, log);
  return {
    settings: completed(settings, dataDirOf(settings), { databaseUrl: url, seedDemo: false }),
    place,
    dataDir: dataDirOf(settings),
    stop: () => Promise.resolve(),
  };
}

interface FoundHere {
  readonly databaseUrl: string;
  readonly databaseSealerUrl?: string;
  readonly seedDemo: boolean;
  /** Where the database lies, when it is the embedded one. */
  readonly folder?: string;
}

/**
 * The settings with what only this machine knows: where its database is and the secrets kept in its data folder. The demo
 * hospital is for trying: its accounts need no authenticator by default.
 * @throws SettingsError
 */
export const completed = (settings: Settings, dataDir: string, found: FoundHere): Settings =>
  withSecrets(placed(settings, dataDir, found), dataDir);

/** The same for a command, which leaves nothing behind in the data folder. @throws SettingsError as {@link withSecretsThere} */
export const completedForCommand = (
  settings: Settings,
  dataDir: string,
  found: FoundHere,
  { needsKeys = false } = {},
): Settings => withSecretsThere(placed(settings, dataDir, found), dataDir, needsKeys);

function placed(settings: Settings, dataDir: string, found: FoundHere): Settings {
  const seedDemo = settings.seedDemo ?? found.seedDemo;
  const secondFactor = settings.secondFactor ?? (seedDemo ? 'optional' : 'required');
  return {
    ...settings,
    dataDir: found.folder ?? dataDir,
    databaseUrl: settings.databaseUrl ?? found.databaseUrl,
    databaseSealerUrl: settings.databaseSealerUrl ?? found.databaseSealerUrl,
    seedDemo,
    secondFactor,
  };
}

/** The owner of the tables, and a superuser, are held by no policy: a service that runs as one would show what it should not. */
async function requireLeastRights(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; too_strong: boolean }>(
      `SELECT rolname AS name, rolsuper OR rolbypassrls OR EXISTS (
           SELECT FROM pg_class c JOIN pg_roles owner ON owner.oid = c.relowner
            WHERE c.relnamespace IN ('public'::regnamespace, 'audit'::regnamespace) AND pg_has_role(r.oid, owner.oid, 'USAGE')) AS too_strong
         FROM pg_roles r WHERE rolname = current_user`,
    );
    const role = firstRow(rows);
    if (!role.too_strong) return;
    throw new StartError(
      `DATABASE_URL names the role ${role.name}, which no rule of the database holds back: name the application's role (emr_app).`,
    );
  } finally {
    await client.end();
  }
}

/** @throws StartError when the database has a role that seals and nobody says how to be it */
async function tellWhoSeals(settings: Settings, url: string, log: (line: string) => void): Promise<void> {
  if (settings.auditSealSeconds === 0) return;
  if (settings.databaseSealerUrl) {
    return requireReachable(settings.databaseSealerUrl, 'DATABASE_SEALER_URL', SEALER_MAY);
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ may: boolean }>(MAY_SEAL);
    if (!firstRow(rows).may) {
      throw new StartError(
        'This database has a role that seals the audit trail: set DATABASE_SEALER_URL, or AUDIT_SEAL_SECONDS=0 where another machine seals.',
      );
    }
    log(
      'The application role seals the audit trail: create the role emr_sealer and set DATABASE_SEALER_URL, so that who',
    );
    log('steals the one cannot touch the other (docs/operators.md).');
  } finally {
    await client.end();
  }
}

const MAY_SEAL = `SELECT has_function_privilege('audit.seal(int)', 'EXECUTE') AS may`;
const SEALER_MAY = 'SELECT FROM audit.seal_position LIMIT 0';

async function requireReachable(url: string, setting: string, question = 'SELECT 1'): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  try {
    await client.connect();
    await client.query(question);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code === '42501') {
      throw new StartError(`The role of ${setting} has no right to do its work: run "emr migrate".`);
    }
    if (code === '42P01' || code === '3F000') {
      throw new StartError(`The database of ${setting} is not migrated: set DATABASE_OWNER_URL or run "emr migrate".`);
    }
    throw new StartError(`The database of ${setting} cannot be reached: ${message || code}.`);
  } finally {
    await client.end().catch(() => undefined);
  }
}
