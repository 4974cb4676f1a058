import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { anAdmission } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const AS_NURSE = () =>
  `SELECT set_config('emr.context', '${JSON.stringify({ actorKind: 'staff', actorId: world.staff.nurse.id, username: 'nurse', role: 'nurse' })}', true),
    set_config('emr.scope', '*', true)`;

describe('What the database itself asks is asked of our tables, whoever made others of their name', () => {
  it('each function of ours names tables with their schema, or looks nowhere else for them', async () => {
    const relations = await world.sql<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v')`,
    );
    const functions = await world.sql<{ name: string; body: string }>(
      `SELECT p.oid::regprocedure::text AS name, p.prosrc AS body FROM pg_proc p
        WHERE p.pronamespace IN ('public'::regnamespace, 'audit'::regnamespace) AND p.prokind = 'f'
          AND NOT EXISTS (SELECT FROM unnest(p.proconfig) one WHERE one LIKE 'search_path=%')
          AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')`,
    );
    expect(functions.length).toBeGreaterThan(50);
    const bare = new RegExp(
      `\\b(?:FROM|JOIN|INTO|UPDATE|ONLY|TABLE)\\s+(?:${relations.map(({ name }) => name).join('|')})\\b(?!\\s*[.(])`,
      'i',
    );
    const found = functions.flatMap(({ name, body }) => (bare.test(body) ? [`${name}: ${bare.exec(body)?.[0]}`] : []));
    expect(found).toEqual([]);
  });

  it('a temporary table of the application’s role stands before none of them: what is over stays over', async () => {
    const { id, patientId } = await anAdmission(world);
    const done = await world
      .as('doctor')
      .post(`/api/v1/encounters/${id}/discharge`, { disposition: 'home' }, { 'If-Match': '"1"' });
    expect(done.status).toBe(200);
    const charting = `INSERT INTO public.vital_signs (patient_id, encounter_id, heart_rate, effective_at, recorded_by)
      VALUES ('${patientId}', '${id}', 80, now(), '${world.staff.nurse.id}')`;
    await world.sql(`GRANT TEMPORARY ON DATABASE ${world.database.name} TO emr_app`);
    const app = new pg.Client(world.database.appUrl);
    await app.connect();
    try {
      await app.query(`BEGIN; CREATE TEMP TABLE encounter AS SELECT '${id}'::uuid AS id, '${patientId}'::uuid AS patient_id, 'in-progress'::text AS status,
        now() - interval '1 day' AS started_at, NULL::timestamptz AS ended_at, NULL::timestamptz AS closed_at`);
      expect((await app.query('SELECT status FROM encounter')).rows).toEqual([{ status: 'in-progress' }]);
      await app.query(AS_NURSE());
      await expect(app.query(charting)).rejects.toMatchObject({ code: 'EM006' });
    } finally {
      await app.end();
    }
    expect((await world.anonymous.get('/health/ready')).body.differs).toMatch(/right to temporary tables emr_app/);
    await world.sql(`REVOKE TEMPORARY ON DATABASE ${world.database.name} FROM emr_app`);
    const { body } = await world.anonymous.get('/health/ready');
    expect([body.status, body.differs]).toEqual(['ok', undefined]);
  });

  it('nobody who serves, seals or proves makes any', async () => {
    const held = await world.sql(
      `SELECT rolname FROM pg_roles WHERE rolname IN ('emr_app', 'emr_sealer', 'emr_auditor') AND has_database_privilege(oid, current_database(), 'TEMP')`,
    );
    expect(held).toEqual([]);
    expect(
      elementAt(await world.sql(`SELECT has_database_privilege('emr_owner', current_database(), 'TEMP') AS owner`), 0),
    ).toEqual({ owner: true });
  });
});
