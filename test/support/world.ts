import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { pino } from 'pino';
import request, { type Response } from 'supertest';
import { createApplication } from '../../src/application.js';
import { loadSettings } from '../../src/platform/config/load-settings.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { runAsSystem } from '../../src/kernel/request-context.js';
import { Passwords } from '../../src/platform/security/passwords.js';
import { isDoctor, ROLES, type Role } from '../../src/platform/routes/policy.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

export const SECOND_FACTOR_KEYS = `1:${Buffer.alloc(32, 'k').toString('base64')}`;
export const TOKEN_SECRET = 'a secret of tests that is long enough';
export const PASSWORD = 'Thuyền giấy qua cầu 7';

export interface Ward {
  readonly id: string;
  readonly code: string;
  readonly beds: readonly { readonly id: string; readonly code: string }[];
}

/** One role's calls to the service, with its token. Bodies go as JSON; headers are added as given. */
export interface Client {
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(path: string, body?: object, headers?: Record<string, string>): Promise<Response>;
  patch(path: string, body: object, headers?: Record<string, string>): Promise<Response>;
}

/** A small hospital of its own database: one person for each role, two wards with beds, and the real service. */
export interface World {
  readonly app: NestFastifyApplication;
  readonly database: TestDatabase;
  readonly staff: Readonly<Record<Role, { id: string; username: string }>>;
  readonly wards: readonly [Ward, Ward];
  /** Calls as a person of this role. */
  as(role: Role): Client;
  /** Calls without a token. */
  readonly anonymous: Client;
  /** SQL as the owner role, the strongest that works here: for looking behind the service, and for attacking it. */
  sql<Row extends pg.QueryResultRow = pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /** SQL as the application's role. */
  appSql<Row extends pg.QueryResultRow = pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** The environment of a service on a world's database. */
export const settingsOfWorld = (database: TestDatabase): Record<string, string> => ({
  DATABASE_URL: database.appUrl,
  DATABASE_POOL_SIZE: '6',
  TOKEN_SECRET,
  PASSWORD_MEMORY_KIB: '1024',
  SECOND_FACTOR: 'optional',
  SECOND_FACTOR_KEYS,
});

/** Starts a world; `settings` are environment variables that differ from the defaults. */
export async function startWorld(
  settings: Record<string, string> = {},
  logger = pino({ level: 'silent' }),
): Promise<World> {
  const database = await createTestDatabase();
  const loaded = loadSettings({ ...settingsOfWorld(database), ...settings });
  const app = await createApplication(loaded, logger);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const { staff, wards } = await furnish(app);
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  const asApp = new pg.Pool({ connectionString: database.appUrl, max: 2 });
  // Tests cut connections; the next question gets a new one.
  for (const pool of [owner, asApp]) pool.on('error', () => undefined);
  const tokens = new Map<Role, string>();
  for (const role of ROLES) {
    const answer = await clientOf(app).post('/api/v1/auth/login', { username: role, password: PASSWORD });
    tokens.set(role, (answer.body as { accessToken: string }).accessToken);
  }
  return {
    app,
    database,
    staff,
    wards,
    as: (role) => clientOf(app, tokens.get(role)),
    anonymous: clientOf(app),
    sql: async (text, values) => (await owner.query(text, values)).rows as never,
    appSql: async (text, values) => (await asApp.query(text, values)).rows as never,
    close: async () => {
      await app.close();
      await owner.end();
      await asApp.end();
      await database.drop();
    },
  };
}

export function clientOf(app: NestFastifyApplication, token?: string): Client {
  const server = app.getHttpServer();
  const own: Record<string, string> = token ? { Authorization: `Bearer ${token}` } : {};
  return {
    get: (path, headers = {}) =>
      request(server)
        .get(path)
        .set({ ...own, ...headers }),
    post: (path, body = {}, headers = {}) =>
      request(server)
        .post(path)
        .set({ ...own, ...headers })
        .send(body),
    patch: (path, body, headers = {}) =>
      request(server)
        .patch(path)
        .set({ ...own, ...headers })
        .send(body),
  };
}

async function furnish(app: NestFastifyApplication) {
  const passwordHash = await app.get(Passwords, { strict: false }).hash(PASSWORD);
  return runAsSystem('furnish', () =>
    app.get(UnitOfWork, { strict: false }).write(async (tx) => {
      const staff = {} as Record<Role, { id: string; username: string }>;
      // On call everywhere, so that what a test is about is not which ward its people work in; test/care is about that.
      for (const role of ROLES) {
        const practisingCertificate = isDoctor(role) ? `${role}/CCHN` : null;
        const shared = { passwordHash, hospitalWide: true, practisingCertificate };
        const person = { username: role, fullName: `Người thử ${role}`, ...shared };
        const { id } = await tx.staffMember.create({ data: { ...person, roles: { create: [{ role }] } } });
        staff[role] = { id, username: role };
      }
      const wards: Ward[] = [];
      for (const code of ['NOI', 'NGOAI']) {
        const ward = await tx.ward.create({ data: { code, name: `Khoa ${code}` } });
        const room = await tx.room.create({ data: { wardId: ward.id, code: 'P1' } });
        const beds: Ward['beds'][number][] = [];
        for (const bed of ['G1', 'G2', 'G3']) {
          beds.push(await tx.bed.create({ data: { wardId: ward.id, roomId: room.id, code: bed } }));
        }
        wards.push({ id: ward.id, code, beds });
      }
      return { staff, wards: wards as [Ward, Ward] };
    }),
  );
}
