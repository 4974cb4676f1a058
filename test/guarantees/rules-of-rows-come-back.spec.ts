import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { archiveMonth } from '../../src/platform/audit/verification/archive-month.js';
import {
  definitionsJson,
  fingerprintOf,
  type DefinitionSetRow,
} from '../../src/platform/database/definitions/definition-set.js';
import {
  definitionsFile,
  isDefinitionsFileCurrent,
} from '../../src/platform/database/definitions/shipped-definitions.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { prismaFolder } from '../../src/platform/database/migration-files.js';
import { Session } from '../../src/platform/database/session.js';
import { startWorld, type World } from '../support/world.js';
import { until } from '../support/until.js';
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
let written = 0;
const write = () =>
  world
    .as('registrar')
    .post('/api/v1/patients', { fullName: `Trần Thị Ghi ${'ABCDEGHIKLMNOPQRSTUVXY'[written++ % 22]}`, sex: 'female' });
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

  it('indexes that were dropped, or made anew otherwise, are told, stop nobody and come back, in every month of events too', async () => {
    const lost = ['patient_initials', 'session_address_created_at_idx', 'event_actor', 'event_told'];
    // By what they are and not by their names: those of months have others.
    const all = `SELECT x.indrelid::regclass::text AS of, x.indisvalid AS valid, regexp_replace(pg_get_indexdef(x.indexrelid), 'INDEX \\S+ ON', 'INDEX ON') AS text
      FROM pg_class c CROSS JOIN LATERAL (SELECT c.oid AS relid UNION SELECT p.relid FROM pg_partition_tree(c.oid) p) part JOIN pg_index x ON x.indexrelid = part.relid
      WHERE c.relname = ANY ($1) ORDER BY 1, 3`;
    const before = await world.sql(all, [lost]);
    expect(before.length).toBeGreaterThan(lost.length + 4);
    await world.sql(`DROP INDEX patient_initials; DROP INDEX session_address_created_at_idx;
      CREATE INDEX session_address_created_at_idx ON session (created_at);
      DROP INDEX audit.event_actor; DROP INDEX audit.event_told; CREATE INDEX event_told ON ONLY audit.event (id)`);
    const told = await ready();
    expect(told.status).toBe(200);
    for (const name of lost) expect(told.body.differs).toMatch(new RegExp(`index (public|audit)\\.\\w+\\.${name} \\(`));
    expect((await write()).status).toBe(201);
    const { repaired, lines } = await repair();
    expect(lines.filter((line) => line.startsWith('Could not'))).toEqual([]);
    expect(repaired.map(({ kind }) => kind)).toEqual(lost.map(() => 'index'));
    expect(await world.sql(all, [lost])).toEqual(before);
    expect(await stateNow()).toEqual(['ok', undefined]);
  });

  it('an index that was lost while no program looked at indexes comes back with the upgrade to one that does', async () => {
    const [newest] = await world.sql<DefinitionSetRow & { number: number }>(
      'SELECT number, guards, migrations, definitions FROM audit.definition_set ORDER BY number DESC LIMIT 1',
    );
    const definitions = newest!.definitions
      .filter(([kind]) => kind !== 'index' && kind !== 'storage')
      .map(([kind, name, hash]) => ({ kind, name, hash }));
    const set = { ...newest!, number: newest!.number + 1, definitions };
    await world.sql(
      `WITH event AS (INSERT INTO audit.event (kind, actor_kind, username, entity, detail)
         VALUES ('create', 'system', 'system:migrate', 'definition_set', jsonb_build_object('fingerprint', $4::text)) RETURNING id)
       INSERT INTO audit.definition_set (number, event_id, guards, migrations, definitions, fingerprint)
         SELECT $1, id, $2, $3, $5::jsonb, $4 FROM event`,
      [set.number, set.guards, set.migrations, fingerprintOf(set), definitionsJson(set)],
    );
    await world.sql('DROP INDEX patient_initials, audit.event_actor');
    expect(await stateNow()).toEqual(['ok', undefined]);
    await world.sql(`INSERT INTO public._guards_applied (hash) VALUES ('older')`);
    expect((await repair()).left).toEqual([]);
    const back = `SELECT FROM pg_index WHERE indexrelid::regclass::text IN ('patient_initials', 'audit.event_actor') AND indisvalid`;
    expect(await world.sql(back)).toHaveLength(2);
    expect(await stateNow()).toEqual(['ok', undefined]);
  });

  it('how tables are stored and counted is told when it was changed, stops nobody, and comes back', async () => {
    const attacks = {
      'public.note': 'note SET (autovacuum_enabled = false, toast.autovacuum_enabled = false)',
      'audit.leaf': 'audit.leaf SET (fillfactor = 10)',
      'audit.event_*': 'audit.event_default SET (autovacuum_enabled = false)',
      'public.session': 'session ALTER COLUMN address SET STATISTICS 0, ALTER COLUMN address SET (n_distinct = 1)',
      'public.stored_file_content': 'stored_file_content ALTER COLUMN content SET STORAGE EXTENDED',
      'public.note_signature': 'note_signature ALTER COLUMN jws SET COMPRESSION pglz',
      'public.bed': 'bed REPLICA IDENTITY NOTHING',
    };
    const all = `SELECT c.oid::regclass::text AS of, c.reloptions, t.reloptions AS aside, c.relreplident, array_agg(concat_ws(' ', a.attname, a.attstorage, a.attcompression,
        a.attstattarget, a.attoptions) ORDER BY a.attnum) AS columns FROM pg_class c LEFT JOIN pg_class t ON t.oid = c.reltoastrelid JOIN pg_attribute a ON a.attrelid = c.oid
      AND a.attnum > 0 WHERE c.relnamespace IN ('public'::regnamespace, 'audit'::regnamespace) AND c.relkind IN ('r', 'p') GROUP BY c.oid, t.oid, t.reloptions ORDER BY 1`;
    const before = await world.sql(all);
    await world.sql(
      Object.values(attacks)
        .map((one) => `ALTER TABLE ${one}`)
        .join(';'),
    );
    const told = await ready();
    expect(told.status).toBe(200);
    for (const name of Object.keys(attacks)) expect(told.body.differs).toContain(`storage ${name} (changed)`);
    expect((await write()).status).toBe(201);
    expect((await repair()).repaired.map(({ kind }) => kind)).toEqual(Object.keys(attacks).map(() => 'storage'));
    expect(await world.sql(all)).toEqual(before);
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

  it('the program ships the texts of all that its migrations leave', async () => {
    const isCurrent = isDefinitionsFileCurrent(prismaFolder(), await definitionsFile(world.database.ownerUrl));
    // Else: npm run db:migrate
    expect(isCurrent).toBe(true);
  });

  it('comes back from what the program ships when the owner takes away its text in the database first', async () => {
    const checks = `SELECT conrelid::regclass::text AS of, conname AS name, pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE contype = 'c'
      AND conrelid IN ('vital_signs'::regclass, 'dose'::regclass, 'audit.checkpoint'::regclass) ORDER BY 1, 2`;
    const before = await world.sql<{ of: string; name: string }>(checks);
    await world.sql('DELETE FROM audit.definition_text');
    for (const { of, name } of before) await world.sql(`ALTER TABLE ${of} DROP CONSTRAINT "${name}"`);
    // One of the trail itself stops what is written, another one stops nobody.
    expect(before.map(({ of }) => of)).toContain('audit.checkpoint');
    expect([(await ready()).status, (await write()).status]).toEqual([503, 503]);
    expect((await repair()).left).toEqual([]);
    expect(await world.sql(checks)).toEqual(before);
    expect(await stateNow()).toEqual(['ok', undefined]);
    expect((await write()).status).toBe(201);
  });

  it('comes back also where no event vouches for what was sealed', async () => {
    const check = `SELECT conname AS name, pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE contype = 'c' AND conrelid = 'dose'::regclass ORDER BY 1`;
    const before = await world.sql<{ name: string }>(check);
    await world.sql(`DELETE FROM audit.definition_text; ALTER TABLE dose DROP CONSTRAINT "${elementAt(before, 0).name}";
      ALTER TABLE dose ALTER COLUMN version DROP NOT NULL;
      ALTER TABLE audit.definition_set DISABLE TRIGGER ALL; UPDATE audit.definition_set SET guards = repeat('0', 64); ALTER TABLE audit.definition_set ENABLE TRIGGER ALL`);
    expect((await ready()).status).toBe(503);
    await repair();
    expect(await world.sql(check)).toEqual(before);
    expect(
      await world.sql(
        `SELECT is_nullable FROM information_schema.columns WHERE table_name = 'dose' AND column_name = 'version'`,
      ),
    ).toEqual([{ is_nullable: 'NO' }]);
    expect(await stateNow()).toEqual(['ok', undefined]);
  });

  it('a text that was kept and that somebody altered puts nothing back where the program ships none', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'unshipped-'));
    cpSync(prismaFolder(), folder, { recursive: true });
    rmSync(join(folder, 'definitions.ndjson'));
    const repairBy = (from: string) =>
      migrate({ ownerUrl: world.database.ownerUrl, folder: from, log: () => undefined });
    const [{ name, hash } = { name: '', hash: '' }] = await world.sql<{ name: string; hash: string }>(
      `SELECT conname AS name, encode(sha256(convert_to(pg_get_constraintdef(oid), 'UTF8')), 'hex') AS hash FROM pg_constraint
        WHERE contype = 'c' AND conrelid = 'vital_signs'::regclass LIMIT 1`,
    );
    const keep = (definition: string) =>
      world.sql(
        `INSERT INTO audit.definition_text VALUES ($1, $2) ON CONFLICT (hash) DO UPDATE SET definition = EXCLUDED.definition`,
        [hash, definition],
      );
    const [{ text } = { text: '' }] = await world.sql<{ text: string }>(
      `SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE conname = $1`,
      [name],
    );
    await keep('CHECK (true)');
    await world.sql(`ALTER TABLE vital_signs DROP CONSTRAINT "${name}"`);
    expect((await repairBy(folder)).left).toMatchObject([{ kind: 'constraint', how: 'missing' }]);
    await keep(text);
    expect((await repairBy(folder)).left).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});

/** What the owner does to a column, and how it is told. */
const COLUMNS: Record<string, readonly [attack: string, name: string]> = {
  'NOT NULL of a chart': ['ALTER TABLE vital_signs ALTER COLUMN patient_id DROP NOT NULL', 'vital_signs.patient_id'],
  'NOT NULL of a record that is only added to': [
    'ALTER TABLE note_signature ALTER COLUMN jws DROP NOT NULL',
    'note_signature.jws',
  ],
  'a default': ['ALTER TABLE ward ALTER COLUMN version DROP DEFAULT', 'ward.version'],
  'a default that lies': [
    `ALTER TABLE sign_in_tally ALTER COLUMN last_failed_at SET DEFAULT '2020-01-01Z'`,
    'sign_in_tally.last_failed_at',
  ],
  'a type that takes more': ['ALTER TABLE bed ALTER COLUMN version TYPE bigint', 'bed.version'],
  'a type that takes less': ['ALTER TABLE ward ALTER COLUMN kind TYPE varchar(80)', 'ward.kind'],
  'a type of the time': ['ALTER TABLE allergy ALTER COLUMN recorded_at TYPE timestamptz(0)', 'allergy.recorded_at'],
  'a column that counts by itself': [
    'ALTER TABLE bed ALTER COLUMN version DROP DEFAULT, ALTER COLUMN version ADD GENERATED BY DEFAULT AS IDENTITY',
    'bed.version',
  ],
};

/** The same on the trail, where writes stop meanwhile. */
const OF_THE_TRAIL: Record<string, string> = {
  'NOT NULL of events': 'ALTER TABLE audit.event ALTER COLUMN kind DROP NOT NULL',
  'the moment of events': 'ALTER TABLE audit.event ALTER COLUMN occurred_at DROP DEFAULT',
  'the moment of events, which is another': `ALTER TABLE audit.event ALTER COLUMN occurred_at SET DEFAULT '2020-01-01Z'`,
  'the transaction of events': `ALTER TABLE audit.event ALTER COLUMN xid SET DEFAULT '1'`,
  'the hash of a leaf': 'ALTER TABLE audit.leaf ALTER COLUMN hash DROP NOT NULL',
};

describe('What a column can hold comes back when somebody changed it:', () => {
  const columns = `SELECT c.oid::regclass::text AS of, a.attname, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull, a.attidentity, a.attgenerated,
      pg_get_expr(d.adbin, d.adrelid) AS "default",
      (SELECT bool_and(convalidated) FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'n' AND k.conkey = ARRAY[a.attnum]) AS checked
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
   WHERE c.relnamespace IN ('public'::regnamespace, 'audit'::regnamespace) AND c.relkind IN ('r', 'p') ORDER BY 1, 2`;

  it.each(Object.entries(COLUMNS))('%s', async (_, [attack, name]) => {
    const before = await world.sql(columns);
    await world.sql(attack);
    const told = await ready();
    expect([told.status, told.body.differs]).toEqual([200, expect.stringContaining(`column public.${name} (changed)`)]);
    expect((await write()).status).toBe(201);
    const { repaired, lines } = await repair();
    expect(repaired).toContainEqual(expect.objectContaining({ kind: 'column', how: 'changed' }));
    expect(lines.filter((line) => line.startsWith('Could not'))).toEqual([]);
    expect(await world.sql(columns)).toEqual(before);
    expect(await stateNow()).toEqual(['ok', undefined]);
  });

  it.each(Object.entries(OF_THE_TRAIL))('%s', async (_, attack) => {
    const before = await world.sql(columns);
    await world.sql(attack);
    // Nobody asks whether it is ready: the service looks by itself.
    await until(async () => (await write()).status === 503);
    expect((await ready()).status).toBe(503);
    expect((await repair()).left).toEqual([]);
    expect(await world.sql(columns)).toEqual(before);
    expect((await ready()).status).toBe(200);
    expect((await write()).status).toBe(201);
  });

  it('NOT NULL that rows break meanwhile holds for what is written from now on, and is left for a person', async () => {
    await world.sql('ALTER TABLE ward ALTER COLUMN name DROP NOT NULL');
    const [was] = await world.sql<{ name: string }>('SELECT name FROM ward WHERE id = $1', [world.wards[0].id]);
    const empty = (id: string) => world.sql(`${AS_OWNER} UPDATE ward SET name = NULL WHERE id = '${id}'`);
    await empty(world.wards[0].id);
    const { left, lines } = await repair();
    expect(left).toMatchObject([{ kind: 'column', name: 'public.ward.name', how: 'changed' }]);
    expect(lines.join('\n')).toMatch(/Could not put back column public\.ward\.name for all rows: .*null values/);
    await expect(empty(world.wards[1].id)).rejects.toThrow('name');
    await world.sql(`${AS_OWNER} UPDATE ward SET name = '${was?.name}' WHERE id = '${world.wards[0].id}'`);
    expect((await repair()).left).toEqual([]);
    expect(await stateNow()).toEqual(['ok', undefined]);
  });

  it('a type whose rows hold more by now is not narrowed over them', async () => {
    await world.sql('ALTER TABLE session ALTER COLUMN expires_at TYPE timestamptz(6)');
    const superuser = new pg.Client(world.database.superuserUrl);
    await superuser.connect();
    const one = `WHERE id = (SELECT min(id::text)::uuid FROM session)`;
    await withoutTriggers(superuser, `UPDATE session SET expires_at = expires_at + interval '1 microsecond' ${one}`);
    const { left, lines } = await repair();
    expect(left).toMatchObject([{ kind: 'column', name: 'public.session.expires_at' }]);
    expect(lines.join('\n')).toContain('1 rows of session would be changed by the type timestamp(3) with time zone');
    await withoutTriggers(superuser, `UPDATE session SET expires_at = expires_at - interval '1 microsecond' ${one}`);
    await superuser.end();
    expect((await repair()).left).toEqual([]);
    expect(await stateNow()).toEqual(['ok', undefined]);
  });

  it('a column that is gone has taken its data along, and is named for a person', async () => {
    await world.sql('ALTER TABLE recovery_code DROP COLUMN used_at');
    const { left } = await repair();
    expect(left).toContainEqual(
      expect.objectContaining({ kind: 'column', name: 'public.recovery_code.used_at', how: 'missing' }),
    );
    await world.sql('ALTER TABLE recovery_code ADD COLUMN used_at timestamptz(3)');
    await repair();
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
