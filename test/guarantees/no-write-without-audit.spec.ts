import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

const AS_TEST = `SELECT set_config('emr.context', '{"actorKind":"system","username":"system:test"}', true)`;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe('No write escapes the trail', () => {
  it('every table captures writes, or is exempt for a written reason', async () => {
    const uncovered = await world.sql('SELECT name FROM audit.uncovered_table');
    expect(uncovered).toEqual([]);
    const exempt = await world.sql<{ name: string }>('SELECT name FROM audit.exempt_table ORDER BY name');
    expect(exempt.map(({ name }) => name)).toEqual([
      '_guards_applied',
      '_prisma_migrations',
      'bulk_export_part',
      'client_assertion',
      'idempotency_key',
      'name_word',
      'number_counter',
      'outbox_position',
      'patient_name_word',
      'radar_position',
      'rate_tally',
      'sign_in_tally',
      'subscription_state',
    ]);
  });

  it('every table of the schema stands in the catalogue the walk reads', async () => {
    const walked = await world.sql<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r','p')
         AND EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'audit_capture')`,
    );
    expect(walked.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['patient', 'encounter', 'stay', 'vital_signs', 'note', 'service_order', 'observation']),
    );
  });

  it.each(['owner', 'app'] as const)('a write without a context is refused, from psql as %s too', async (role) => {
    const run = (text: string) => (role === 'owner' ? world.sql(text) : world.appSql(text));
    await expect(run(`INSERT INTO ward (code, name) VALUES ('X', 'X')`)).rejects.toMatchObject({ code: 'EM001' });
    await expect(run(`UPDATE ward SET name = 'X'`)).rejects.toMatchObject({ code: 'EM001' });
    await expect(world.sql(`DELETE FROM bed`)).rejects.toMatchObject({ code: 'EM001' });
  });

  it('a context that names nobody is refused', async () => {
    const write = `SELECT set_config('emr.context', '{"purpose":"TREAT"}', true); UPDATE ward SET name = 'X'`;
    await expect(world.appSql(write)).rejects.toMatchObject({ code: 'EM001' });
  });

  it('TRUNCATE, which row triggers do not see, is refused of every table, and so is removing rows for nobody', async () => {
    const tables = await world.sql<{ name: string }>(
      `SELECT tgrelid::regclass::text AS name FROM pg_trigger WHERE tgname = 'audit_capture' ORDER BY 1`,
    );
    expect(tables.length).toBeGreaterThan(60);
    for (const { name } of tables) {
      const refused = await world.sql(`TRUNCATE ${name} CASCADE`).then(
        () => 'nothing',
        (error: unknown) => (error as { code: string }).code,
      );
      expect([name, refused]).toEqual([name, 'EM003']);
      const [{ there } = { there: 0 }] = await world.sql<{ there: number }>(
        `SELECT count(*)::int AS there FROM ${name}`,
      );
      const removed = await world.sql(`DELETE FROM ${name}`).then(
        () => (there === 0 ? 'refused' : 'removed'),
        (error: unknown) => {
          const { code } = error as { code: string };
          return /^(EM00\d|23503|23001)$/.test(code) ? 'refused' : code;
        },
      );
      expect([name, removed]).toEqual([name, 'refused']);
    }
  });

  it('the event commits and rolls back with the row', async () => {
    const client = new pg.Client({ connectionString: world.database.appUrl });
    await client.connect();
    const countOf = async () =>
      elementAt(
        await world.sql(
          `SELECT count(*)::int AS n FROM audit.event WHERE entity = 'ward' AND changes->>'code' = 'TAM'`,
        ),
        0,
      ).n;
    try {
      await client.query('BEGIN');
      await client.query(AS_TEST);
      await client.query(`INSERT INTO ward (code, name) VALUES ('TAM', 'Khoa tạm')`);
      expect(await countOf()).toBe(0);
      await client.query('ROLLBACK');
      expect(await countOf()).toBe(0);
      await client.query(`BEGIN; ${AS_TEST}; INSERT INTO ward (code, name) VALUES ('TAM', 'Khoa tạm'); COMMIT`);
      expect(await countOf()).toBe(1);
    } finally {
      await client.end();
    }
  });

  it('the context ends with its transaction: the next one on the same connection is nobody', async () => {
    const client = new pg.Client({ connectionString: world.database.appUrl });
    await client.connect();
    try {
      await client.query(`BEGIN; ${AS_TEST}; UPDATE ward SET name = name || ' '; COMMIT`);
      await expect(client.query(`UPDATE ward SET name = 'X'`)).rejects.toMatchObject({ code: 'EM001' });
    } finally {
      await client.end();
    }
  });

  it('an update keeps old and new value of what changed and nothing else', async () => {
    const patient = await aPatient(world, { fullName: 'Lê Thị Cũ' });
    await world
      .as('registrar')
      .patch(`/api/v1/patients/${patient.id}`, { fullName: 'Lê Thị Mới' }, { 'If-Match': '"1"' });
    const event = elementAt(
      await world.sql(
        `SELECT username, role, patient_id, changes FROM audit.event WHERE entity_id = $1 AND kind = 'update'`,
        [patient.id],
      ),
      0,
    );
    expect(event).toMatchObject({ username: 'registrar', role: 'registrar', patient_id: patient.id });
    expect(event.changes).toEqual({ full_name: ['Lê Thị Cũ', 'Lê Thị Mới'], version: [1, 2] });
  });

  it('secrets never stand in the trail', async () => {
    const staff = elementAt(
      await world.sql(`SELECT changes FROM audit.event WHERE entity = 'staff_member' LIMIT 1`),
      0,
    );
    expect(staff.changes.password_hash).toMatch(/^sha256:[0-9a-f]{64}$/);
    const session = elementAt(
      await world.sql(`SELECT changes FROM audit.event WHERE entity = 'session' AND kind = 'create' LIMIT 1`),
      0,
    );
    expect(session.changes.refresh_hash).toMatch(/^sha256:[0-9a-f]{64}$/);
    const leaks = await world.sql(`SELECT FROM audit.event WHERE event::text LIKE '%$argon2%'`);
    expect(leaks).toHaveLength(0);
  });

  it('parallel requests of different people are each attributed to the right one', async () => {
    const roles = ['registrar', 'doctor', 'nurse'] as const;
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) => {
        const role = elementAt(roles, index % roles.length);
        return world.as(role).post('/api/v1/patients', { fullName: `Người ${index} của ${role}`, sex: 'other' });
      }),
    );
    for (const [index, { body }] of answers.entries()) {
      const event = elementAt(
        await world.sql(
          `SELECT username FROM audit.event WHERE entity = 'patient' AND kind = 'create' AND entity_id = $1`,
          [body.id],
        ),
        0,
      );
      expect(event.username).toBe(roles[index % roles.length]);
    }
  });

  it('the service is not ready while a table is outside of the trail', async () => {
    await world.sql('CREATE TABLE forgotten (id uuid PRIMARY KEY)');
    const answer = await world.anonymous.get('/health/ready');
    expect(answer.status).toBe(503);
    expect(answer.body.detail).toContain('forgotten');
    await world.sql('DROP TABLE forgotten');
    expect((await world.anonymous.get('/health/ready')).status).toBe(200);
  });
});
