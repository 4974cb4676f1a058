import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { archiveMonth } from '../../src/platform/audit/verification/archive-month.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { Session } from '../../src/platform/database/session.js';
import { startWorld, type World } from '../support/world.js';
import { withoutTriggers } from '../support/without-triggers.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const ready = () => world.anonymous.get('/health/ready');
const stateNow = async () => {
  const { body } = await ready();
  return [body.status, body.differs];
};
const write = () => world.as('registrar').post('/api/v1/patients', { fullName: 'Trần Thị Ghi', sex: 'female' });
const repair = async () => {
  const lines: string[] = [];
  const done = await migrate({ ownerUrl: world.database.ownerUrl, log: (line) => void lines.push(line) });
  return { ...done, lines };
};
/** Who owns the tables writes in a name of their own; within one transaction. */
const AS_OWNER = `SELECT set_config('emr.context', '{"actorKind":"system","username":"system:test"}', true);`;

describe('What says which rows there can be comes back when it was dropped', () => {
  it.each([
    ['a CHECK', 'ALTER TABLE vital_signs DROP CONSTRAINT %', `contype = 'c' AND conrelid = 'vital_signs'::regclass`],
    ['a foreign key', 'ALTER TABLE note DROP CONSTRAINT %', `contype = 'f' AND conrelid = 'note'::regclass`],
    ['what excludes', 'ALTER TABLE stay DROP CONSTRAINT %', `contype = 'x' AND conrelid = 'stay'::regclass`],
  ])('%s that was dropped is told, stops nobody, and emr migrate puts it back', async (_, drop, which) => {
    const all = `SELECT conname AS name, pg_get_constraintdef(oid) AS text, convalidated FROM pg_constraint WHERE ${which} ORDER BY conname`;
    const before = await world.sql<{ name: string }>(all);
    const { name } = elementAt(before, 0);
    await world.sql(drop.replace('%', `"${name}"`));
    const told = await ready();
    expect([told.status, told.body.differs]).toEqual([200, expect.stringContaining(`.${name} (missing)`)]);
    expect((await write()).status).toBe(201);
    expect((await repair()).repaired).toMatchObject([{ kind: 'constraint', how: 'missing' }]);
    expect(await world.sql(all)).toEqual(before);
    expect(await stateNow()).toEqual(['ok', undefined]);
  });

  it('a unique index that was dropped comes back, and so does one that was made anew without its condition', async () => {
    const index = `SELECT indexdef FROM pg_indexes WHERE indexname = 'allergy_active_once'`;
    const before = await world.sql(index);
    expect(before).toHaveLength(1);
    for (const attack of [
      'DROP INDEX allergy_active_once',
      'DROP INDEX allergy_active_once; CREATE UNIQUE INDEX allergy_active_once ON allergy (id)',
    ]) {
      await world.sql(attack);
      expect((await ready()).body.differs).toMatch(/unique index public\.allergy\.allergy_active_once/);
      await repair();
      expect(await world.sql(index)).toEqual(before);
    }
    expect(await stateNow()).toEqual(['ok', undefined]);
  });

  it('a CHECK that rows break meanwhile holds for what is written from now on, and is left for a person', async () => {
    const check = `SELECT conname AS name FROM pg_constraint WHERE contype = 'c' AND conrelid = 'ward'::regclass AND pg_get_constraintdef(oid) ~ 'kind'`;
    const { name } = elementAt(await world.sql<{ name: string }>(check), 0);
    const wrong = `${AS_OWNER} UPDATE ward SET kind = 'x' WHERE id = '${world.wards[0].id}'`;
    await world.sql(`ALTER TABLE ward DROP CONSTRAINT "${name}"`);
    const { kind } = elementAt(
      await world.sql<{ kind: string }>(`SELECT kind FROM ward WHERE id = $1`, [world.wards[0].id]),
      0,
    );
    await world.sql(wrong);
    const { left, lines } = await repair();
    expect(left).toMatchObject([{ kind: 'constraint', how: 'changed', escapes: false }]);
    expect(lines.join('\n')).toContain(`Could not put back constraint public.ward.${name} for all rows`);
    await expect(world.sql(wrong.replace(/WHERE.*$/, `WHERE id = '${world.wards[1].id}'`))).rejects.toThrow(name);
    await world.sql(wrong.replace(`'x'`, `'${kind}'`));
    await repair();
    expect(await stateNow()).toEqual(['ok', undefined]);
  });

  it('a migration that somebody only wrote into the list does not keep emr migrate from putting things right', async () => {
    const [{ name } = { name: '' }] = await world.sql<{ name: string }>(
      `SELECT conname AS name FROM pg_constraint WHERE contype = 'c' AND conrelid = 'vital_signs'::regclass LIMIT 1`,
    );
    await world.sql(`INSERT INTO public._prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
      VALUES ('forged', 'x', now(), '29990101000000_newer', 1)`);
    await world.sql(`ALTER TABLE vital_signs DROP CONSTRAINT "${name}"`);
    try {
      expect((await repair()).left).toEqual([]);
    } finally {
      await world.sql(`DELETE FROM public._prisma_migrations WHERE id = 'forged'`);
      await repair();
    }
  });

  it('a text that somebody altered puts nothing back', async () => {
    const [{ name } = { name: '' }] = await world.sql<{ name: string }>(
      `SELECT conname AS name FROM pg_constraint WHERE contype = 'c' AND conrelid = 'vital_signs'::regclass LIMIT 1`,
    );
    const kept = `definition = pg_get_constraintdef((SELECT oid FROM pg_constraint WHERE conname = '${name}'))`;
    const [was] = await world.sql<{ definition: string; hash: string }>(
      `SELECT * FROM audit.definition_text WHERE ${kept}`,
    );
    await world.sql(`UPDATE audit.definition_text SET definition = 'CHECK (true)' WHERE hash = $1`, [was?.hash]);
    await world.sql(`ALTER TABLE vital_signs DROP CONSTRAINT "${name}"`);
    expect((await repair()).left).toMatchObject([{ kind: 'constraint', how: 'missing' }]);
    await world.sql(`UPDATE audit.definition_text SET definition = $2 WHERE hash = $1`, [was?.hash, was?.definition]);
    expect((await repair()).left).toEqual([]);
  });
});

describe('What vouches for the definitions', () => {
  it('a month that leaves with the event of the newest set takes nothing of what is defined along', async () => {
    for (const kind of ['event', 'shown']) {
      await world.sql(`CREATE TABLE audit.${kind}_2025_10 PARTITION OF audit.${kind}
        FOR VALUES FROM (audit.uuid_floor('2025-10-01Z')) TO (audit.uuid_floor('2025-11-01Z'))`);
    }
    const superuser = new pg.Client(world.database.superuserUrl);
    await superuser.connect();
    // As on a hospital that was upgraded in October: nothing is sealed yet.
    await withoutTriggers(
      superuser,
      `WITH moved AS (UPDATE audit.event SET occurred_at = '2025-10-10Z', id = uuidv7('2025-10-10Z' - now())
         WHERE id = (SELECT event_id FROM audit.definition_set ORDER BY number DESC LIMIT 1) RETURNING id)
       UPDATE audit.definition_set SET event_id = moved.id FROM moved WHERE number = (SELECT max(number) FROM audit.definition_set)`,
    );
    await superuser.end();
    await repair();
    expect((await ready()).body).toMatchObject({ status: 'ok' });
    const sets = `SELECT count(*)::int AS n FROM audit.definition_set`;
    const { n } = elementAt(await world.sql<{ n: number }>(sets), 0);
    const folder = mkdtempSync(join(tmpdir(), 'archive-'));
    const owner = await Session.open(world.database.ownerUrl);
    while (elementAt(await owner.query<{ n: number }>({ name: '', text: 'SELECT audit.seal(100000) AS n' }), 0).n > 0);
    expect(await archiveMonth(owner, '2025-10', folder)).toMatchObject({ events: 1 });
    await owner.query({ name: '', text: 'DROP TABLE audit.event_2025_10, audit.shown_2025_10' });
    await owner.close();
    rmSync(folder, { recursive: true });
    expect(await world.sql(sets)).toEqual([{ n: n + 1 }]);
    expect((await ready()).status).toBe(200);
    expect((await write()).status).toBe(201);
    // What somebody did before is measured as ever.
    await world.sql('ALTER TABLE patient DISABLE TRIGGER audit_capture');
    expect((await ready()).status).toBe(503);
    await repair();
  });

  it('a scope or a person that sessions have before any request is seen', async () => {
    const superuser = new pg.Client(world.database.superuserUrl);
    await superuser.connect();
    for (const place of [`DATABASE ${world.database.name}`, `ROLE emr_app IN DATABASE ${world.database.name}`]) {
      for (const [setting, value] of [
        ['emr.scope', '**'],
        ['emr.context', '{"actorKind":"system","username":"x"}'],
      ]) {
        await superuser.query(`ALTER ${place} SET ${setting} = '${value}'`);
        expect([place, setting, (await ready()).status, (await write()).status]).toEqual([place, setting, 503, 503]);
        await superuser.query(`ALTER ${place} RESET ${setting}`);
        expect((await ready()).status).toBe(200);
      }
    }
    await superuser.end();
  });
});
