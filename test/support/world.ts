import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { JwtService } from '@nestjs/jwt';
import { decodeJwt } from 'jose';
import pg from 'pg';
import { pino, type Logger } from 'pino';
import request, { type Response } from 'supertest';
import { createApplication } from '../../src/application.js';
import { loadSettings } from '../../src/platform/config/load-settings.js';
import { SETTINGS_TOKEN, type Settings } from '../../src/platform/config/settings.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { runAsSystem } from '../../src/kernel/request-context.js';
import { type AccessTokenClaims, TOKEN_ISSUER } from '../../src/platform/keys/access-token.strategy.js';
import { Passwords } from '../../src/platform/security/passwords.js';
import { isDoctor, ROLES, type Role } from '../../src/platform/routes/policy.js';
import { entranceOf, openDoor, shutDoor } from './door.js';
import { copyOf, createTestDatabase, type TestDatabase } from './test-database.js';

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
  put(path: string, body: object, headers?: Record<string, string>): Promise<Response>;
  patch(path: string, body: object, headers?: Record<string, string>): Promise<Response>;
  delete(path: string, headers?: Record<string, string>): Promise<Response>;
}

/** A small hospital of its own database: one person for each role, two wards with beds, and the real service. */
export interface World {
  readonly app: NestFastifyApplication;
  readonly database: TestDatabase;
  readonly staff: Readonly<Record<Role, { id: string; username: string }>>;
  readonly wards: readonly [Ward, Ward];
  /** Calls as a person of this role, who is signed in. */
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
  // Many at once on a slow machine wait their turn, who are told at a hospital to come again.
  STATEMENT_TIMEOUT_MS: '20000',
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
  const { database: template, sessions, staff, wards } = await (furnished ??= furnishTemplate());
  const database = await copyOf(template);
  const opened: (() => Promise<unknown>)[] = [() => database.drop()];
  const close = async () => {
    for (const end of opened.splice(0).reverse()) await end();
  };
  try {
    const app = await startService({ ...settingsOfWorld(database), ...settings }, logger);
    opened.push(() => app.close());
    await openDoor(app);
    opened.push(() => shutDoor(app));
    const [owner, asApp] = [database.ownerUrl, database.appUrl].map((connectionString) => {
      const pool = new pg.Pool({ connectionString, max: 2 });
      pool.on('error', () => undefined); // tests cut connections; the next question gets a new one
      opened.splice(1, 0, () => pool.end());
      return pool;
    });
    const tokens = await tokensFor(app, sessions);
    return {
      app,
      database,
      staff,
      wards,
      as: (role) => clientOf(app, tokens.get(role)),
      anonymous: clientOf(app),
      sql: async (text, values) => (await owner!.query(text, values)).rows as never,
      appSql: async (text, values) => (await asApp!.query(text, values)).rows as never,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startService(environment: Record<string, string>, logger: Logger): Promise<NestFastifyApplication> {
  const app = await createApplication(loadSettings(environment), logger);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}

/** Access tokens that this service signs for sessions which are open already. */
async function tokensFor(app: NestFastifyApplication, sessions: Furnished['sessions']): Promise<Map<Role, string>> {
  const { accessTokenMinutes } = app.get<Settings>(SETTINGS_TOKEN, { strict: false });
  const options = { issuer: TOKEN_ISSUER, audience: TOKEN_ISSUER, expiresIn: accessTokenMinutes * 60 };
  const jwt = app.get(JwtService, { strict: false });
  return new Map(
    await Promise.all(
      sessions.map(async (claims) => [claims.role as Role, await jwt.signAsync(claims, options)] as const),
    ),
  );
}

export function clientOf(app: NestFastifyApplication, token?: string): Client {
  const server = entranceOf(app);
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
    put: (path, body, headers = {}) =>
      request(server)
        .put(path)
        .set({ ...own, ...headers })
        .send(body),
    patch: (path, body, headers = {}) =>
      request(server)
        .patch(path)
        .set({ ...own, ...headers })
        .send(body),
    delete: (path, headers = {}) =>
      request(server)
        .delete(path)
        .set({ ...own, ...headers }),
  };
}

/** What every world of this process begins with. */
interface Furnished {
  /** The database that each is a copy of. It goes with its server. */
  readonly database: TestDatabase;
  readonly staff: World['staff'];
  readonly wards: World['wards'];
  /** What the tokens of the sessions say that everybody opened there. */
  readonly sessions: readonly AccessTokenClaims[];
}

let furnished: Promise<Furnished> | undefined;

async function furnishTemplate(): Promise<Furnished> {
  const database = await createTestDatabase();
  const silent = pino({ level: 'silent' });
  const app = await startService({ ...settingsOfWorld(database), RADAR_EVERY_MINUTES: '0' }, silent);
  try {
    const { staff, wards } = await furnish(app);
    const sessions: AccessTokenClaims[] = [];
    for (const username of ROLES) sessions.push(await sessionOf(app, username));
    return { database, staff, wards, sessions };
  } finally {
    await app.close();
  }
}

/** Signs somebody in. */
async function sessionOf(app: NestFastifyApplication, username: Role): Promise<AccessTokenClaims> {
  const { body } = await clientOf(app).post('/api/v1/auth/login', { username, password: PASSWORD });
  const { sub, sid, name, role } = decodeJwt<AccessTokenClaims>((body as { accessToken: string }).accessToken);
  return { sub: sub, sid, name, role };
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
