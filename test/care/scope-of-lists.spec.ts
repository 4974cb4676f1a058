import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { inCareOf } from '../../src/kernel/scope.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

const TIE_DAYS = 30;
const CONTEXT = JSON.stringify({ actorKind: 'system', username: 'system:test' });

let world: World;
let owner: pg.Client;
let app: pg.Client;
beforeAll(async () => {
  world = await startWorld();
  owner = new pg.Client(world.database.ownerUrl);
  app = new pg.Client(world.database.appUrl);
  await Promise.all([owner.connect(), app.connect()]);
});
afterAll(async () => {
  await Promise.all([owner.end(), app.end()]);
  await world.close();
});

/** Wards, people, duties, visits and grants by chance, the moments close to where a tie ends. */
const HOSPITAL = [
  `INSERT INTO ward (code, name, kind) SELECT $1 || n, 'Khoa ' || n, 'inpatient' FROM generate_series(1, 4) n`,
  `INSERT INTO patient (mrn, full_name, name_search, name_sort, sex, confidentiality)
   SELECT $1 || n, 'A', 'a', 'a', 'female', (ARRAY['N', 'N', 'N', 'R', 'V'])[1 + floor(random() * 5)] FROM generate_series(1, 150) n`,
  `INSERT INTO staff_member (username, full_name, password_hash, hospital_wide, patient_id)
   SELECT $1 || n, 'B', '!', random() < 0.3, CASE WHEN random() < 0.8 THEN (SELECT id FROM patient WHERE mrn = $1 || n) END FROM generate_series(1, 12) n`,
  `INSERT INTO staff_ward (staff_id, ward_id, started_at, ended_at)
   SELECT s.id, w.id, now() - interval '50 days', CASE WHEN random() < 0.4 THEN now() - random() * interval '40 days' END
   FROM staff_member s, ward w WHERE s.username LIKE $1 || '%' AND w.code LIKE $1 || '%' AND random() < 0.5`,
  `INSERT INTO duty (staff_id, ward_id, starts_at, ends_at, planned_by, cancelled_at)
   SELECT s.id, (SELECT id FROM ward WHERE code LIKE $1 || '%' AND s.id IS NOT NULL ORDER BY random() LIMIT 1), at, at + interval '8 hours', s.id,
     CASE WHEN random() < 0.2 THEN now() END
   FROM staff_member s, LATERAL (SELECT now() + (random() - 0.5) * interval '20 hours' + s.hospital_wide::int * interval '0' AS at) moment
   WHERE s.username LIKE $1 || '%' AND random() < 0.7`,
  `INSERT INTO encounter (visit_number, patient_id, class, status, ward_id, started_at, ended_at)
   SELECT $1 || row_number() OVER (), p.id, 'outpatient', visit.status,
     CASE WHEN random() < 0.9 THEN (SELECT id FROM ward WHERE code LIKE $1 || '%' AND p.id IS NOT NULL AND n > 0 ORDER BY random() LIMIT 1) END,
     CASE visit.status WHEN 'finished' THEN visit.ended - random() * interval '900 days' ELSE now() - interval '3 days' END,
     CASE visit.status WHEN 'finished' THEN visit.ended END
   FROM patient p, generate_series(1, 3) n, LATERAL (SELECT now() - random() * interval '60 days' AS ended,
     (ARRAY['planned', 'in-progress', 'finished', 'finished', 'cancelled'])[1 + floor(random() * 5) + 0 * n] AS status WHERE p.id IS NOT NULL) visit
   WHERE p.mrn LIKE $1 || '%' AND random() < 0.6`,
  `INSERT INTO access_grant (kind, patient_id, staff_id, ward_id, granted_by, reason_code, reason, granted_at, until)
   SELECT kind, p.id, CASE kind WHEN 'referral' THEN NULL ELSE s.id END, CASE kind WHEN 'referral' THEN w.id END,
     CASE kind WHEN 'break-glass' THEN s.id ELSE g.id END, 'test', 'Xin ý kiến', now() - interval '3 hours',
     now() - interval '3 hours' + (0.1 + random() * 3.9) * interval '1 hour' + (random() < 0.5 AND kind <> 'break-glass')::int * interval '1 day'
   FROM (SELECT *, (ARRAY['consultation', 'referral', 'break-glass'])[1 + floor(random() * 3)] AS kind FROM patient WHERE mrn LIKE $1 || '%') p
     JOIN LATERAL (SELECT id, patient_id FROM staff_member WHERE username LIKE $1 || '%' AND p.id IS NOT NULL ORDER BY random() LIMIT 1) s ON true
     JOIN LATERAL (SELECT id FROM ward WHERE code LIKE $1 || '%' AND p.id IS NOT NULL ORDER BY random() LIMIT 1) w ON true
     JOIN staff_member g ON g.username = 'auditor'
   WHERE random() < 0.5 AND s.patient_id IS DISTINCT FROM p.id`,
];

/** Whom the lists of a person may show, gathered as one set: the rule in its plain form. */
const PLAIN_SET = `
  WITH self AS (SELECT patient_id, hospital_wide FROM staff_member WHERE id = $1),
  working AS (SELECT work.ward_id, bool_or(work.until IS NULL) AS lasting FROM wards_of($1) work GROUP BY 1),
  theirs AS (
    SELECT w.id, working.ward_id IS NOT NULL AS treats, coalesce(working.lasting, false) OR (SELECT hospital_wide FROM self) AS remembers
      FROM ward w LEFT JOIN working ON working.ward_id = w.id
     WHERE ($2::uuid IS NULL OR w.id = $2) AND (working.ward_id IS NOT NULL OR (SELECT hospital_wide FROM self))),
  closed AS (SELECT id FROM patient WHERE confidentiality <> 'N' UNION SELECT patient_id FROM staff_member WHERE patient_id IS NOT NULL)
  SELECT patient_id AS id FROM (
    SELECT visit.patient_id FROM theirs JOIN encounter visit ON visit.ward_id = theirs.id
     WHERE visit.status IN ('planned', 'in-progress') AND (theirs.treats OR visit.patient_id NOT IN (SELECT id FROM closed))
    UNION
    SELECT visit.patient_id FROM theirs JOIN encounter visit ON visit.ward_id = theirs.id
     WHERE theirs.remembers AND visit.status = 'finished' AND visit.ended_at > now() - make_interval(days => $3)
       AND visit.started_at > now() - make_interval(days => $3 + 400) AND visit.patient_id NOT IN (SELECT id FROM closed)
    UNION
    SELECT given.patient_id FROM access_grant given
     WHERE $2 IS NULL AND given.staff_id = $1 AND given.kind = 'consultation' AND given.until > now()
    UNION
    SELECT given.patient_id FROM working JOIN access_grant given ON given.ward_id = working.ward_id
     WHERE $2 IS NULL AND given.kind = 'referral' AND given.until > now()
  ) seen WHERE patient_id IS DISTINCT FROM (SELECT self.patient_id FROM self) ORDER BY 1`;

async function aHospital(seed: number): Promise<{ people: string[]; wards: string[] }> {
  const mark = `h${seed}-`;
  await owner.query('BEGIN');
  await owner.query(`SELECT set_config('emr.context', $1, true), setseed($2)`, [CONTEXT, seed / 100]);
  for (const text of HOSPITAL) await owner.query(text, [mark]);
  await owner.query('COMMIT');
  const idsOf = async (table: string, name: string) =>
    (await owner.query<{ id: string }>(`SELECT id FROM ${table} WHERE ${name} LIKE $1`, [`${mark}%`])).rows.map(
      ({ id }) => id,
    );
  return { people: await idsOf('staff_member', 'username'), wards: await idsOf('ward', 'code') };
}

/** The ids of a table that the application's role sees in this scope. */
async function seen(scope: string, text: string): Promise<string[]> {
  await app.query('BEGIN');
  await app.query(`SELECT set_config('emr.scope', $1, true)`, [scope]);
  const { rows } = await app.query<{ id: string }>(text);
  await app.query('ROLLBACK');
  return rows.map(({ id }) => id);
}

describe('The scope of a list', () => {
  it.each([7, 41])('holds whom the plain set holds and nobody else, in a hospital by chance (%i)', async (seed) => {
    const { people, wards } = await aHospital(seed);
    let shown = 0;
    for (const person of people) {
      for (const ward of [undefined, ...wards]) {
        const { rows } = await owner.query<{ id: string }>(PLAIN_SET, [person, ward ?? null, TIE_DAYS]);
        const wanted = rows.map(({ id }) => id);
        shown += wanted.length;
        const scope = inCareOf(person, TIE_DAYS, ward);
        expect([person, ward, await seen(scope, 'SELECT id FROM patient ORDER BY 1')]).toEqual([person, ward, wanted]);
        const visited = await owner.query<{ id: string }>(
          'SELECT id FROM encounter WHERE patient_id = ANY($1) ORDER BY 1',
          [wanted],
        );
        expect(await seen(scope, 'SELECT id FROM encounter ORDER BY 1')).toEqual(visited.rows.map(({ id }) => id));
      }
    }
    expect(shown).toBeGreaterThan(100);
  });

  it('names nobody: ids of a person or a ward are no patient’s', async () => {
    const { id } = elementAt((await owner.query<{ id: string }>('SELECT id FROM patient LIMIT 1')).rows, 0);
    expect(await seen(inCareOf(id, TIE_DAYS, id), 'SELECT id FROM patient')).toEqual([]);
  });
});
