import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { archiveMonth } from '../../src/platform/audit/verification/archive-month.js';
import { exportTrail } from '../../src/platform/audit/verification/export-trail.js';
import { reportText } from '../../src/platform/audit/verification/report.js';
import { verifyExport } from '../../src/platform/audit/verification/verify-export.js';
import { Session } from '../../src/platform/database/session.js';
import { aSealedTrail, type SealedTrail } from '../support/sealed-trail.js';

let trail: SealedTrail;
let owner: Session;
let folder: string;

/** A trail of 30 events of December, 120 of January and 50 of now, sealed in this order. */
beforeEach(async () => {
  trail = await aSealedTrail();
  folder = join(trail.folder, 'archive');
  owner = await Session.open(trail.database.ownerUrl);
  await trail.owner.query(`CREATE TABLE audit.event_2026_01 PARTITION OF audit.event
    FOR VALUES FROM (audit.uuid_floor('2026-01-01Z')) TO (audit.uuid_floor('2026-02-01Z'))`);
  await trail.evidence(); // registers the key: what the trail begins with is of the autumn before
  await trail.attack(`UPDATE audit.event SET occurred_at = '2025-10-01Z', id = uuidv7('2025-10-01Z' - now())`);
  const { rows } = await trail.owner.query(`SELECT count(*)::int AS n FROM audit.event`);
  await addInDecember(30 - rows[0].n);
  await trail.seal();
  await addInJanuary(120);
  await trail.grow(50);
});
afterEach(async () => {
  await owner.close();
  await trail.close();
});

const addInJanuary = (count: number) => addFrom('2026-01-10Z', count);
const addInDecember = (count: number) => addFrom('2025-12-10Z', count);
const addFrom = (first: string, count: number) =>
  trail.owner.query(
    `INSERT INTO audit.event (id, occurred_at, kind, actor_kind, actor_id, username, entity)
     SELECT uuidv7(moment - now()), moment, 'read', 'staff', uuidv7(), 'nurse', 'chart'
     FROM (SELECT $2::timestamptz + n * interval '1 hour' AS moment FROM generate_series(1, $1::int) n) moments`,
    [count, first],
  );
const verify = async (archiveFolder?: string) => trail.verify({ ...(await trail.evidence()), archiveFolder });

describe('A month that was archived', () => {
  it('is out of the database, and the trail verifies with its file and without', async () => {
    expect(await archiveMonth(owner, '2026-01', folder)).toMatchObject({ events: 120 });
    await trail.owner.query('DROP TABLE audit.event_2026_01');
    const { rows } = await trail.owner.query(
      `SELECT count(*)::int AS count FROM audit.event WHERE id BETWEEN audit.uuid_floor('2026-01-01Z') AND audit.uuid_floor('2026-02-01Z')`,
    );
    expect(rows[0].count).toBe(0);
    expect(await verify(folder)).toMatchObject({ intact: true, events: 200, archived: 0 });
    const without = await verify();
    expect(without).toMatchObject({ verdict: 'not-proven', events: 200, archived: 120 });
    expect(reportText(without)).toMatch(
      /^NOT PROVEN: 120 events lie in an archive that was not at hand \(event_2026_01/,
    );
  });

  it('is its month by the calendar, whatever the zone of the session: so are the months that are made ahead', async () => {
    await trail.owner.query(`CREATE TABLE audit.event_2026_03 PARTITION OF audit.event
      FOR VALUES FROM (audit.uuid_floor('2026-03-01Z')) TO (audit.uuid_floor('2026-04-01Z'))`);
    // By New York's clock March begins in February, and a month later it is the 28th.
    await addFrom('2026-03-30Z', 20);
    await trail.seal();
    await trail.owner.query(
      `DO $$ BEGIN EXECUTE format('ALTER ROLE emr_owner IN DATABASE %I SET TimeZone = ''America/New_York''', current_database()); END $$`,
    );
    const abroad = await Session.open(trail.database.ownerUrl);
    expect(await abroad.query({ name: '', text: 'SHOW TimeZone' })).toEqual([{ TimeZone: 'America/New_York' }]);
    expect(await archiveMonth(abroad, '2026-03', folder)).toMatchObject({ events: 20 });
    await abroad.query({ name: '', text: 'SELECT audit.ensure_partitions(12)' });
    await abroad.close();
    const { rows } = await trail.owner.query<{ months: number }>(
      `SELECT count(*)::int AS months FROM pg_class c, generate_series(0, 12) ahead WHERE c.relispartition AND c.relnamespace = 'audit'::regnamespace
         AND c.relname = to_char(date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => ahead), '"event_"YYYY_MM')`,
    );
    expect(rows).toEqual([{ months: 13 }]);
  });

  it('takes along which patients its lists showed', async () => {
    await trail.owner.query(`CREATE TABLE audit.shown_2026_01 PARTITION OF audit.shown
      FOR VALUES FROM (audit.uuid_floor('2026-01-01Z')) TO (audit.uuid_floor('2026-02-01Z'))`);
    await trail.owner.query(
      `INSERT INTO audit.event (id, occurred_at, kind, actor_kind, actor_id, username, entity, patient_ids)
       SELECT uuidv7(moment - now()), moment, 'list', 'staff', uuidv7(), 'nurse', 'ward_board', ARRAY[uuidv7(), uuidv7()]
       FROM (SELECT timestamptz '2026-01-20Z' AS moment) january`,
    );
    await trail.seal();
    const shownInJanuary = async () =>
      (await trail.owner.query(`SELECT FROM audit.shown WHERE event_id < audit.uuid_floor('2026-02-01Z')`)).rowCount;
    expect(await shownInJanuary()).toBe(2);
    await archiveMonth(owner, '2026-01', folder);
    expect(await shownInJanuary()).toBe(0);
    expect((await trail.owner.query('SELECT FROM audit.shown_2026_01')).rowCount).toBe(2);
    // The list was made up last, and its moment lies before that of others.
    expect((await verify(folder)).findings.map(({ kind }) => kind)).toEqual(['clock']);
  });

  it('goes on proving single events and exporting, offline too', async () => {
    await archiveMonth(owner, '2026-01', folder);
    await trail.seal();
    await exportTrail(trail.session, join(trail.folder, 'export'));
    const evidence = { ...(await trail.evidence()), archiveFolder: folder };
    expect(await verifyExport(join(trail.folder, 'export'), evidence)).toMatchObject({ intact: true, archived: 0 });
  });

  it('cannot be changed in its file, nor can other events hide as archived', async () => {
    const { file } = await archiveMonth(owner, '2026-01', folder);
    writeFileSync(file, readFileSync(file, 'utf8').replace('nurse', 'nobody'));
    expect((await verify(folder)).findings[0]).toMatchObject({ kind: 'altered', index: 30 });
    await trail.attack(`DELETE FROM audit.event WHERE id = (SELECT event_id FROM audit.leaf WHERE seq = 5)`);
    expect((await verify()).findings[0]).toMatchObject({ kind: 'removed', index: 5 });
  });

  it('is missed where its file was cut, in the database and offline', async () => {
    const { file } = await archiveMonth(owner, '2026-01', folder);
    await exportTrail(trail.session, join(trail.folder, 'export'));
    const lines = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, lines.toSpliced(7, 2).join('\n'));
    expect((await verify(folder)).findings).toMatchObject([
      ...[37, 38].map((index) => ({ kind: 'removed', index })),
      {
        kind: 'unproven',
        sentence: `${file} is not the file that was archived: what else it holds than events of the trail is not proven`,
      },
    ]);
    const evidence = { ...(await trail.evidence()), archiveFolder: folder };
    const { findings } = await verifyExport(join(trail.folder, 'export'), evidence);
    expect(findings[0]).toMatchObject({ kind: 'removed', sentence: expect.stringMatching(/^event 37 .*was removed$/) });
  });

  it('is not proven where its file is not, byte for byte, what was archived, and says so of a copy of the trail too', async () => {
    const { file } = await archiveMonth(owner, '2026-01', folder);
    await trail.seal();
    await exportTrail(trail.session, join(trail.folder, 'export'));
    const text = readFileSync(file, 'utf8');
    const [first = ''] = text.split('\n');
    const madeUp = first.replace(/"index":\d+/, '"index":7').replace('"nurse"', '"doctor"');
    const more = [`${first}\n`, `${madeUp}\n`, '\n'].flatMap((line) => [text + line, line + text]);
    for (const content of [...more, text.slice(0, -1), text.replaceAll('\n', '\r\n')]) {
      writeFileSync(file, content);
      const evidence = { ...(await trail.evidence()), archiveFolder: folder };
      for (const report of [await verify(folder), await verifyExport(join(trail.folder, 'export'), evidence)]) {
        expect(report.verdict).toBe('not-proven');
        expect(reportText(report)).toContain(`${file} is not the file that was archived`);
      }
    }
    writeFileSync(file, text);
    expect((await verify(folder)).intact).toBe(true);
  });

  it('is told to be another file however much else is wrong with the trail, and what was not read is not judged', async () => {
    const { file } = await archiveMonth(owner, '2026-01', folder);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('"nurse"', '"nobody"'));
    const report = await verify(folder);
    expect(report.findings.filter(({ kind }) => kind === 'altered')).toHaveLength(100);
    expect([...new Set(report.findings.map(({ kind }) => kind))]).toEqual(['altered', 'unproven']);
    const text = reportText(report);
    expect(text).toMatch(/^TAMPERED: event 30 .* was altered/);
    expect(text).toContain(`also: ${file} is not the file that was archived`);
    expect(text).toContain('and 80 more or beyond');
  });
});

describe('In a copy that follows the trail, a month that was archived', () => {
  /** The hospital says that it archived the month; the copy has its rows as they came. */
  beforeEach(async () => {
    await archiveMonth(owner, '2026-01', folder);
    await trail.attack(`ALTER TABLE audit.event ATTACH PARTITION audit.event_2026_01
      FOR VALUES FROM (audit.uuid_floor('2026-01-01Z')) TO (audit.uuid_floor('2026-02-01Z'))`);
    await trail.seal();
  });
  const verifyCopy = async () => trail.verify({ ...(await trail.evidence()), isCopy: true });

  it('is proven from the rows that came over, where at the hospital they would be tampering', async () => {
    expect(await verifyCopy()).toMatchObject({ verdict: 'intact', archived: 0 });
    expect((await verify()).verdict).toBe('tampered');
  });

  it('is tampered with where a row of it was changed, or is missing', async () => {
    await trail.attack(
      `UPDATE audit.event SET username = 'doctor' WHERE id = (SELECT event_id FROM audit.leaf WHERE seq = 40)`,
    );
    expect((await verifyCopy()).findings[0]).toMatchObject({ kind: 'altered', index: 40 });
    await trail.attack(`DELETE FROM audit.event WHERE id = (SELECT event_id FROM audit.leaf WHERE seq = 40)`);
    expect((await verifyCopy()).verdict).toBe('tampered');
  });

  it('is not proven, by its name, where the copy was made after it', async () => {
    await trail.attack(
      `DELETE FROM audit.event WHERE id BETWEEN audit.uuid_floor('2026-01-01Z') AND audit.uuid_floor('2026-02-01Z')`,
    );
    const told = await verifyCopy();
    expect(told).toMatchObject({ verdict: 'not-proven', archived: 120 });
    expect(reportText(told)).toContain('event_2026_01');
    const withFiles = trail.verify({ ...(await trail.evidence()), isCopy: true, archiveFolder: folder });
    expect((await withFiles).verdict).toBe('intact');
  });
});

describe('A month is not archived', () => {
  it.each([
    ['2099-01', /no partition/],
    ['2020-01', /no partition/],
  ])('when it is %s', async (month, why) => {
    await expect(archiveMonth(owner, month, folder)).rejects.toThrow(why);
  });

  it('while some of it waits to be sealed', async () => {
    await addInJanuary(3);
    await expect(archiveMonth(owner, '2026-01', folder)).rejects.toThrow(/3 events of 2026-01 are not sealed yet/);
    await trail.seal();
    expect(await archiveMonth(owner, '2026-01', folder)).toMatchObject({ events: 123 });
  });

  it('when one of its events is not what was sealed', async () => {
    await trail.attack(`UPDATE audit.event SET username = 'doctor' WHERE id < audit.uuid_floor('2026-02-01Z')`);
    await expect(archiveMonth(owner, '2026-01', folder)).rejects.toThrow(/not what was sealed/);
    expect((await trail.owner.query('SELECT FROM audit.event_2026_01')).rowCount).toBe(120);
  });
});
