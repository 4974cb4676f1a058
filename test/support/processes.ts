import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { createApplication } from '../../src/application.js';
import { loadSettings } from '../../src/platform/config/load-settings.js';
import { LiveSessions } from '../../src/platform/security/live-sessions.js';
import { settingsOfWorld, type World } from './world.js';

/** A second service on the database of a world, as a further worker or machine is; `settings` as of startWorld. */
export async function startBeside(
  world: World,
  settings: Record<string, string> = {},
): Promise<NestFastifyApplication> {
  const loaded = loadSettings({ ...settingsOfWorld(world.database), DATABASE_POOL_SIZE: '4', ...settings });
  const app = await createApplication(loaded, pino({ level: 'silent' }));
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}

/** Resolves when the services heard all ends of sessions that were announced before: NOTIFY keeps its order. */
export async function heardBy(world: World, ...apps: readonly NestFastifyApplication[]): Promise<void> {
  const marker = '01900000-0000-7000-8000-00000000ffff';
  type Remembering = { remembered: Map<string, object> };
  const remembered = apps.map((app) => app.get<LiveSessions, Remembering>(LiveSessions, { strict: false }).remembered);
  for (const sessions of remembered) sessions.set(marker, {});
  await world.sql(`SELECT pg_notify('session_revoked', '${marker}')`);
  while (remembered.some((sessions) => sessions.has(marker))) await new Promise((resolve) => setImmediate(resolve));
}

/** Changes rows behind the service, as the owner; the trail names a test. */
export const changeBehind = (world: World, sql: string) =>
  world.sql(
    `BEGIN; SELECT set_config('emr.context', '{"actorKind":"system","username":"system:test"}', true); ${sql}; COMMIT`,
  );
