import pg from 'pg';
import { takingLead, waitingForLead } from './advisory-locks.js';
import { begunBefore, forgetUnbegun, noteBegun } from './begun-upgrade.js';
import { adviceOn, namesOf } from './definitions/advice.js';
import { isPutBack, type Difference } from './definitions/compare-definitions.js';
import { putBack, putBackAhead } from './definitions/put-back.js';
import { inventoryOf, needsRepair, type Inventory } from './definitions/seal-definitions.js';
import { shippedDefinitions } from './definitions/shipped-definitions.js';
import { applyGuards, areGuardsCurrent } from './guards.js';
import { buildAside, builtAside, LARGE } from './index-migrations.js';
import { insisting } from './insisting.js';
import { isThere } from './is-there.js';
import { isWhole, marksItself, settleInterrupted } from './interrupted-migration.js';
import { MigrationFailed, refusal } from './migration-errors.js';
import { prismaFolder, readGuards, readMigrations, type Script } from './migration-files.js';
import { FILTERS, migrationList, openSchemaEngine } from './schema-engine.js';

export interface MigrateOptions {
  /** URL of the role that owns the tables. */
  ownerUrl: string;
  /** The application's role, which must exist; `emr_app` when not given. */
  appRole?: string;
  /** Where schema/, migrations/ and guards/ lie; the project's prisma/ when not given. */
  folder?: string;
  /** From which size of a table on its indexes are built beside the work of others, in bytes. */
  largeTable?: number;
  /** How long a script waits for a lock at a time, in ms: whoever waits for a table holds up all who come after it. */
  lockTimeoutMs?: number;
  log: (line: string) => void;
}

interface Files {
  readonly migrations: Script[];
  readonly guards: Script[];
}

export interface Migrated {
  /** Names of the migrations applied now. */
  readonly applied: string[];
  /** What was not as it had been sealed, and was put back. */
  readonly repaired: readonly Difference[];
  /** What still is not as it was sealed: that a person must decide about. */
  readonly left: readonly Difference[];
}

/**
 * Brings the database up to date: pending migrations, then the guards if a migration ran, they changed, or what is defined is not what
 * they left. Processes that start at once wait for each other. Takes some 100 ms when there is nothing to do.
 * @throws {MigrationFailed} with the script's name and PostgreSQL's message
 */
export async function migrate(options: MigrateOptions): Promise<Migrated> {
  const {
    ownerUrl,
    appRole = 'emr_app',
    folder = prismaFolder(),
    largeTable = LARGE,
    lockTimeoutMs = 3000,
    log,
  } = options;
  if (!/^[a-z_][a-z0-9_]*$/.test(appRole)) throw new Error(`"${appRole}" is not a plain role name.`);
  const files = { migrations: readMigrations(folder), guards: readGuards(folder, appRole) };
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'benh-an migrate' });
  client.on('error', () => undefined); // the query in flight fails with the same error
  await client.connect();
  try {
    const current = await insisting(log, () => upToDate(client, files, log));
    if (current) return nothingDone(current, log);
    if (await isOfNewer(client, files.migrations)) {
      log('A newer version of the program has upgraded this database: what guards it stays as that version made it');
      return nothingDone(await inventoryOf(client), log);
    }
    await waitForTurn(client, log);
    const [applied, found] = [[] as string[], new Map<string, Difference>()];
    const isLeftWhole = (error: unknown) =>
      !(error instanceof MigrationFailed) ||
      !files.migrations.some((one) => one.name === error.script && !isWhole(one));
    return await insisting(
      log,
      () => upgrade(client, files, { ownerUrl, folder, largeTable, lockTimeoutMs, log, applied, found }),
      isLeftWhole,
    );
  } finally {
    await client.end();
  }
}

interface Upgrading {
  readonly ownerUrl: string;
  readonly folder: string;
  readonly largeTable: number;
  readonly lockTimeoutMs: number;
  readonly log: (line: string) => void;
  /** The names of what was applied come here, also by an attempt that somebody was in the way of. */
  readonly applied: string[];
  /** So does what was not as it had been sealed, by kind and name. */
  readonly found: Map<string, Difference>;
}

/** By who has the turn. One that ended half way is taken up where it was, when this is called again, by whichever process. */
async function upgrade(client: pg.Client, files: Files, upgrading: Upgrading): Promise<Migrated> {
  const { log, applied, found, lockTimeoutMs } = upgrading;
  await settleInterrupted(client, files.migrations, log);
  await forgetUnbegun(client);
  const now = await inventoryOf(client);
  if (await upToDate(client, files, () => undefined, now)) return whatWasDone(now, upgrading);
  const begun = await begunBefore(client, now);
  const before = begun ?? now;
  for (const one of before.differences) found.set(keyOf(one), one);
  const isNew = !(await areGuardsCurrent(client, files.guards)) || (await isRoleNew(client));
  const pending = await pendingMigrations(client, files.migrations, () => undefined);
  if (pending.length > 0 && !begun) await noteBegun(client, before);
  await applyPending(client, files.migrations, pending, upgrading);
  const shipped = shippedDefinitions(upgrading.folder);
  await putBackAhead(client, before, shipped, log);
  const ahead = await applyGuards(client, files.guards, before, {
    repair: !before.isSealed || needsRepair(before),
    seal: applied.length > 0 || isNew || !before.isSealed,
    shipped,
    lockTimeoutMs,
  }).catch((error: unknown) => {
    // What was done to the database by hand may be why.
    for (const line of adviceOn(before.differences)) log(line);
    throw error;
  });
  log(`Applied the guards (${files.guards.length} files)`);
  for (const { kind, name } of ahead) {
    found.delete(`${kind} ${name}`);
    log(`Was changed by hand to what this version brings, and is sealed so: ${kind} ${name}`);
  }
  const guarded = await inventoryOf(client);
  await putBack(client, guarded, shipped, log);
  return whatWasDone(guarded.differences.some(isPutBack) ? await inventoryOf(client) : guarded, upgrading);
}

const keyOf = ({ kind, name }: Difference): string => `${kind} ${name}`;

/** What the attempts found and is in order now was put back; the last of them may have found all in order. */
function whatWasDone({ differences: left }: Inventory, { applied, found, log }: Upgrading): Migrated {
  const stays = new Set(left.map(keyOf));
  const repaired = [...found.values()].filter((one) => !stays.has(keyOf(one)));
  if (repaired.length > 0) log(`Put back as it was installed: ${namesOf(repaired)}`);
  for (const line of adviceOn(left)) log(line);
  return { applied, repaired, left };
}

/**
 * Whether the database has all that this version brings, and more: who goes back to the version before must not put its older guards over
 * tables that they do not know. What was sealed vouches for it: a migration that somebody only wrote into the list would keep `emr migrate`
 * from putting anything right.
 */
async function isOfNewer(client: pg.Client, migrations: readonly Script[]): Promise<boolean> {
  const rows = await history(client);
  const names = new Set(migrations.map(({ name }) => name));
  const applied = new Set(rows.filter(({ finished }) => finished).map(({ name }) => name));
  const further = [...applied].filter((name) => !names.has(name));
  if (further.length === 0 || [...names].some((name) => !applied.has(name))) return false;
  const sealed = await inventoryOf(client);
  return !sealed.isSealed || further.some((name) => sealed.migrations.includes(name));
}

/** @param known what is there, where that was looked at already. @returns it, when all of it is as this version brings it */
async function upToDate(
  client: pg.Client,
  files: Files,
  log: (line: string) => void,
  known?: Inventory,
): Promise<Inventory | undefined> {
  const pending = await pendingMigrations(client, files.migrations, log);
  if (pending.length > 0 || !(await areGuardsCurrent(client, files.guards))) return undefined;
  const now = known ?? (await inventoryOf(client));
  return needsRepair(now) || (await isRoleNew(client)) ? undefined : now;
}

/** Whether the hospital has made the role that seals, the auditor's or the warehouse's, since the rights were given. */
async function isRoleNew(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ isNew: boolean }>(
    `SELECT EXISTS (SELECT FROM (VALUES ('emr_sealer', to_regprocedure('audit.seal(int)')),
         ('emr_auditor', to_regprocedure('audit.keep_reconciliation(jsonb)')),
         ('emr_warehouse', to_regprocedure('audit.published_columns()'))) given (role, act)
       JOIN pg_roles ON rolname = role WHERE act IS NOT NULL AND NOT has_function_privilege(oid, act, 'EXECUTE')) AS "isNew"`,
  );
  return rows[0]?.isNew ?? false;
}

function nothingDone({ differences: left }: Inventory, log: (line: string) => void): Migrated {
  for (const line of adviceOn(left)) log(line);
  return { applied: [], repaired: [], left };
}

/** Holds until the connection ends. */
async function waitForTurn(client: pg.Client, log: (line: string) => void): Promise<void> {
  const { rows } = await client.query<{ free: boolean }>(takingLead('migrating'));
  if (rows[0]?.free) return;
  log('Waiting for another process that migrates this database');
  await client.query(waitingForLead('migrating'));
}

async function pendingMigrations(
  client: pg.Client,
  migrations: Script[],
  log: (line: string) => void,
): Promise<string[]> {
  const known = new Map(migrations.map(({ name, checksum }) => [name, checksum]));
  const applied = new Set<string>();
  for (const row of await history(client)) {
    // Another process may be at it just now; who has the turn settles what nobody is at any more.
    if (!row.finished) continue;
    applied.add(row.name);
    if (!known.has(row.name)) log(`The database has migration ${row.name}, which this version does not know`);
    else if (known.get(row.name) !== row.checksum) log(`Migration ${row.name} was edited after it was applied`);
  }
  return [...known.keys()].filter((name) => !applied.has(name));
}

async function history(client: pg.Client): Promise<{ name: string; checksum: string; finished: boolean }[]> {
  if (!(await isThere(client, 'public._prisma_migrations'))) return [];
  const { rows } = await client.query<{ name: string; checksum: string; finished: boolean }>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
       FROM public._prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name`,
  );
  return rows;
}

/** What is one transaction leaves nothing when it may not wait any longer, and is tried again; the rest waits. */
const beginning = (script: Script | undefined, lockTimeoutMs: number): string =>
  script && isWhole(script) ? `SET LOCAL lock_timeout = ${lockTimeoutMs}; ${marksItself(script)}` : '';

async function applyPending(
  client: pg.Client,
  migrations: Script[],
  pending: readonly string[],
  { ownerUrl, folder, largeTable, lockTimeoutMs, log, applied }: Upgrading,
): Promise<void> {
  if (!pending.length) return;
  const aside = await builtAside(client, migrations, pending, largeTable);
  const { engine, failures, close } = await openSchemaEngine(ownerUrl, {
    before: (sql) =>
      beginning(
        migrations.find((one) => one.sql === sql),
        lockTimeoutMs,
      ),
  });
  const list = (until?: string) => migrationList(folder, until);
  try {
    for (const name of aside) {
      // Those before it come first, as each may stand on what they made.
      await engine.applyMigrations({
        migrationsList: list(migrations[migrations.findIndex((one) => one.name === name) - 1]?.name ?? ''),
        filters: FILTERS,
      });
      await buildAside(
        ownerUrl,
        migrations.find((one) => one.name === name)!,
        log,
      );
      await engine.markMigrationApplied({ migrationName: name, migrationsList: list() });
    }
    await engine.applyMigrations({ migrationsList: list(), filters: FILTERS });
  } catch (cause) {
    const failed = migrations.find(({ name }) => String(cause).includes(`migration_name="${name}"`));
    const reason = failures.at(-1);
    if (!failed || !reason) throw cause;
    // A script without COMMIT is one transaction: it left nothing, and may run again once it is corrected.
    if (isWhole(failed)) await engine.markMigrationRolledBack({ migrationName: failed.name });
    const extent = isWhole(failed) ? 'and was rolled back' : 'and may have left a part of its changes';
    const message = `Migration ${failed.name} failed ${extent}: ${refusal(reason, failed.sql)}`;
    throw new MigrationFailed(message, failed.name, { cause: reason });
  } finally {
    await close();
    const left = await pendingMigrations(client, migrations, () => undefined).catch(() => pending);
    for (const name of pending.filter((one) => !left.includes(one))) {
      log(`Applied migration ${name}`);
      applied.push(name);
    }
  }
}
