import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { elementAt } from '../../src/kernel/list.js';
import { anAdmission } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';

const MANY = 2_000;
let world: World;
let patientId: string;
beforeAll(async () => {
  world = await startWorld();
  const { id, patientId: whose } = await anAdmission(world);
  patientId = whose;
  const client = new pg.Client({ connectionString: world.database.ownerUrl });
  await client.connect();
  await client.query(`SELECT set_config('emr.context', '{"actorKind":"system","username":"system:test"}', false)`);
  await client.query(
    `INSERT INTO note (patient_id, encounter_id, type, sections, author_id, status, signed_by, signed_at, content_hash)
     SELECT $1, $2, 'progress', jsonb_build_array(jsonb_build_object('code', 'course', 'text',
         repeat('Người bệnh tỉnh, tiếp xúc tốt, huyết áp ổn định, ăn uống được. ', 20) || CASE n WHEN 7 THEN 'Đau thượng vị' ELSE '' END)),
       $3, 'signed', $3, now(), 'x' FROM generate_series(1, $4::int) n`,
    [patientId, id, world.staff.doctor.id, MANY],
  );
  // One as it was saved before words were kept.
  await client.query(`ALTER TABLE note DISABLE TRIGGER USER;
    UPDATE note SET words = NULL WHERE sections->0->>'text' LIKE '%thượng vị%';
    ALTER TABLE note ENABLE TRIGGER USER`);
  await client.end();
});
afterAll(() => world.close());

const find = async (q: string) =>
  (await world.as('doctor').get(`/api/v1/patients/${patientId}/notes?q=${encodeURIComponent(q)}`)).body;

describe(`Looking for words in ${MANY} notes of a patient`, () => {
  it('finds what stands in one of the first, also where it was saved before its words were kept', async () => {
    const { items, next } = await find('dau thuong vi');
    expect(items).toHaveLength(1);
    expect(items[0].found[0].text).toContain('Đau thượng vị');
    expect(next).toBeNull();
    expect((await find('khó thở')).items).toEqual([]);
    expect((await find('huyet ap')).items).toHaveLength(20);
  });

  it('folds no text anew but of that one: the words are kept beside it', async () => {
    const count = async (where: string) =>
      elementAt(await world.sql<{ n: number }>(`SELECT count(*)::int AS n FROM note WHERE ${where}`), 0).n;
    expect(await count('words IS NULL')).toBe(1);
    expect(await count('words = note_words(sections)')).toBe(MANY - 1);
  });

  it('keeps the words with the text, whoever writes', async () => {
    const { id } = elementAt(await world.sql<{ id: string }>(`SELECT id FROM note WHERE words IS NOT NULL LIMIT 1`), 0);
    await world.sql(
      `WITH c AS MATERIALIZED (SELECT set_config('emr.context', '{"actorKind":"system","username":"test"}', true))
       UPDATE note SET words = 'khác' FROM c WHERE id = $1`,
      [id],
    );
    expect(await world.sql(`SELECT FROM note WHERE id = $1 AND words = 'khác'`, [id])).toEqual([]);
  });
});
