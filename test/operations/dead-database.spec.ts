import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { aPatient } from '../support/builders.js';
import { until } from '../support/until.js';
import { PASSWORD, startWorld, type World } from '../support/world.js';

let world: World;
let superuser: pg.Client;
let database: string;
beforeAll(async () => {
  world = await startWorld();
  const url = new URL(world.database.superuserUrl);
  database = url.pathname.slice(1);
  url.pathname = '/postgres';
  superuser = new pg.Client({ connectionString: url.href });
  await superuser.connect();
});
afterAll(async () => {
  await superuser.end();
  await world.close();
});

/** For the service the database is gone: every connection is cut (and seen to be, which may take seconds), new ones are refused. */
async function cut(): Promise<void> {
  await superuser.query(`ALTER DATABASE ${database} WITH CONNECTION LIMIT 0`);
  // One that ended by itself meanwhile is not ended by us: what counts is that none is left.
  await until(async () => {
    const { rows } = await superuser.query(
      'SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity WHERE datname = $1',
      [database],
    );
    return rows.length === 0;
  });
}
const mend = () => superuser.query(`ALTER DATABASE ${database} WITH CONNECTION LIMIT -1`);

describe('While the database is away', () => {
  it('every request is told so with 503, the process is alive but not ready, and all goes on when it returns', async () => {
    const patient = await aPatient(world);
    const input = { fullName: 'Trần Văn Đợi', sex: 'male' };
    const key = { 'Idempotency-Key': 'waits-for-the-database' };
    await cut();
    try {
      const [read, search, written, ready, live] = await Promise.all([
        world.as('doctor').get(`/api/v1/patients/${patient.id}`),
        world.as('nurse').get('/api/v1/patients?name=tran'),
        world.as('registrar').post('/api/v1/patients', input, key),
        world.anonymous.get('/health/ready'),
        world.anonymous.get('/health/live'),
      ]);
      for (const answer of [read, search, written, ready]) {
        expect(answer.status).toBe(503);
        expect(answer.headers['content-type']).toContain('application/problem+json');
        expect(answer.body.type).toContain('database-unavailable');
      }
      expect(live.status).toBe(200);
    } finally {
      await mend();
    }
    const again = await world.as('registrar').post('/api/v1/patients', input, key);
    expect(again.status).toBe(201);
    expect((await world.anonymous.get('/health/ready')).status).toBe(200);
    expect(await world.sql(`SELECT FROM patient WHERE full_name = $1`, [input.fullName])).toHaveLength(1);
  });

  it('a session that ends is still noticed once it is back', async () => {
    await cut();
    await mend();
    const signedIn = await world.anonymous.post('/api/v1/auth/login', {
      username: 'nurse',
      password: PASSWORD,
    });
    expect(signedIn.status).toBe(200);
    const token = { Authorization: `Bearer ${signedIn.body.accessToken}` };
    expect((await world.anonymous.get('/api/v1/auth/me', token)).status).toBe(200);
    expect((await world.anonymous.post('/api/v1/auth/logout', {}, token)).status).toBe(204);
    expect((await world.anonymous.get('/api/v1/auth/me', token)).status).toBe(401);
  });
});
