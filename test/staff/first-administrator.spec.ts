import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { pino } from 'pino';
import { createApplication } from '../../src/application.js';
import { runHospital } from '../../src/cli/hospital.js';
import { loadSettings } from '../../src/platform/config/load-settings.js';
import { expectProblem } from '../support/problems.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { clientOf, settingsOfWorld } from '../support/world.js';

let database: TestDatabase;
let folder: string;
let app: NestFastifyApplication;
let owner: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'hospital-'));
  app = await createApplication(loadSettings(settingsOfWorld(database)), pino({ level: 'silent' }));
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  owner = new pg.Client(database.ownerUrl);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await app.close();
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** Runs `emr hospital …` with the environment of an operator. @returns what it printed; throws what the command ends with */
async function hospital(...words: string[]): Promise<{ said: string; password?: string }> {
  return hospitalAs({}, ...words);
}

async function hospitalAs(
  environment: Record<string, string>,
  ...words: string[]
): Promise<{ said: string; password?: string }> {
  const before = { ...process.env };
  const printed = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  Object.assign(process.env, settingsOfWorld(database), {
    DATA_DIR: folder,
    DATABASE_OWNER_URL: database.ownerUrl,
    HOSPITAL_CODE: '79016',
    ...environment,
  });
  try {
    await runHospital(words);
    const said = printed.mock.calls.flat().join('\n');
    return { said, password: /^Password +(\S+)$/m.exec(said)?.[1] };
  } finally {
    process.env = before;
    printed.mockRestore();
  }
}
const login = (password: string) => clientOf(app).post('/api/v1/auth/login', { username: 'quan.tri', password });
const create = ['create', '--username', 'quan.tri', '--name', 'Nguyễn Văn Quản'];

describe('The first administrator', () => {
  it('is made for a hospital whose code was said, and for no other afterwards', async () => {
    await expect(hospitalAs({ HOSPITAL_CODE: '' }, ...create)).rejects.toThrow(/^Set HOSPITAL_CODE .+ for ever\.$/);
  });

  it('gets a password that must be changed at the first sign-in, within the time that is printed', async () => {
    const { said, password: first } = await hospital(...create);
    expect(said).toContain('To be changed at the first sign-in, within 72 hours');
    const { body } = await login(first!);
    expect(body).toMatchObject({ mustChangePassword: true });
    const admin = clientOf(app, body.accessToken as string);
    expectProblem(await admin.get('/api/v1/staff'), 403, 'password-change-due');
    const chosen = { currentPassword: first, newPassword: 'sông hồng chảy chậm' };
    expect((await admin.post('/api/v1/auth/password', chosen)).status).toBe(204);
    expect((await admin.get('/api/v1/staff')).body.items).toEqual([
      expect.objectContaining({ username: 'quan.tri', roles: ['admin'], passwordGoodUntil: null }),
    ]);
  });

  it('is made once only', async () => {
    await expect(hospital(...create)).rejects.toThrow('already has people');
  });

  it('gets another password from who runs the service, when nobody else can help; the trail says so', async () => {
    const { body: before } = await login('sông hồng chảy chậm');
    const { password } = await hospital('password', '--username', 'quan.tri');
    expect((await clientOf(app, before.accessToken as string).get('/api/v1/auth/me')).status).toBe(401);
    expectProblem(await login('sông hồng chảy chậm'), 401, 'sign-in-failed');
    expect((await login(password!)).body.mustChangePassword).toBe(true);
    const { rows } = await owner.query(
      `SELECT username, changes FROM audit.event WHERE entity = 'staff_member' AND kind = 'update' ORDER BY id DESC LIMIT 1`,
    );
    expect(rows[0]).toMatchObject({ username: 'system:emr', changes: { must_change_password: [false, true] } });
  });

  it.each([
    [['password', '--username', 'khong.co'], 'No administrator who works here'],
    [['password', '--username', 'quan.tri', '--name', 'x'], 'Usage'],
    [['create', '--username', 'quan.tri'], 'Usage'],
    [['password'], 'Usage'],
    [[], 'Usage'],
  ])('%j is refused in a sentence', async (words, sentence) => {
    await expect(hospital(...words)).rejects.toThrow(sentence);
  });
});
