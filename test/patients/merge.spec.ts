import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAdmission, aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt, valueOf } from '../../src/kernel/list.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const officer = () => world.as('records-officer');
const versionOf = async (id: string) =>
  elementAt(await world.sql<{ version: number }>('SELECT version FROM patient WHERE id = $1', [id]), 0).version;
const merge = async (id: string, otherId: string, more: object = {}, headers: object = {}) =>
  officer().post(
    `/api/v1/patients/${id}/merge`,
    { otherId, reason: 'Cùng một người, đăng ký hai lần', ...more },
    { 'If-Match': `"${await versionOf(id)}"`, ...headers },
  );
const unmerge = async (id: string, mergeId: string) =>
  officer().post(
    `/api/v1/patients/${id}/unmerge`,
    { mergeId, reason: 'Hai người khác nhau' },
    { 'If-Match': `"${await versionOf(id)}"` },
  );
const chart = (encounterId: string, heartRate: number) =>
  world.as('nurse').post(`/api/v1/encounters/${encounterId}/vitals`, {
    effectiveAt: new Date().toISOString(),
    heartRate,
  });

/** Somebody with an encounter, vitals, a signed note with its versions, an allergy, a problem and an identifier. */
async function someoneCharted() {
  const patient = await aPatient(world, {
    identifiers: [{ system: 'passport', value: `P${randomUUID().slice(0, 7).toUpperCase()}` }],
  });
  const visit = { patientId: patient.id, class: 'outpatient', wardId: world.wards[0].id, reason: 'Ho' };
  const encounter: { id: string } = (await world.as('doctor').post('/api/v1/encounters', visit)).body;
  expect((await chart(encounter.id, 80)).status).toBe(201);
  const note = await world.as('doctor').post(`/api/v1/encounters/${encounter.id}/notes`, {
    type: 'progress',
    sections: [{ code: 'plan', text: 'Theo dõi' }],
  });
  const signed = await world
    .as('doctor')
    .post(`/api/v1/notes/${note.body.id}/sign`, {}, { 'If-Match': valueOf(note.headers, 'etag') });
  expect(signed.status).toBe(200);
  const allergy = await world
    .as('doctor')
    .post(`/api/v1/patients/${patient.id}/allergies`, { code: { display: 'Penicillin' } });
  expect(allergy.status).toBe(201);
  return { patient, encounter, noteId: note.body.id as string };
}

/** Every row about a patient, by table, as it says itself. */
async function rowsOf(id: string): Promise<Record<string, string[]>> {
  const tables = await world.sql<{ name: string }>('SELECT name FROM merge_moves()');
  const rows: Record<string, string[]> = {};
  for (const { name } of tables) {
    const found = await world.sql<{ id: string }>(`SELECT id FROM ${name} WHERE patient_id = $1 ORDER BY id`, [id]);
    if (found.length > 0) rows[name] = found.map((row) => row.id);
  }
  return rows;
}

describe('Merging two records of one person', () => {
  it('is shown before it is done: what differs, what moves, and nothing changes', async () => {
    const [survivor, other] = [await aPatient(world), await someoneCharted()];
    const { status, body } = await officer().get(
      `/api/v1/patients/${survivor.id}/merge-preview?with=${other.patient.id}`,
    );
    expect([status, body.stops, body.confidentiality]).toEqual([200, [], 'N']);
    expect(body.moves).toMatchObject({ encounter: 1, vital_signs: 1, note: 1, allergy: 1, patient_identifier: 1 });
    expect(body.differing).toEqual(expect.arrayContaining(['fullName', 'identifiers']));
    expect(Object.keys(await rowsOf(survivor.id))).toEqual([]);
    const event = elementAt(
      await world.sql<{ patient_ids: string[] }>(
        `SELECT patient_ids FROM audit.event WHERE kind = 'list' AND username = 'records-officer' ORDER BY id DESC LIMIT 1`,
      ),
      0,
    );
    expect(event.patient_ids.sort()).toEqual([survivor.id, other.patient.id].sort());
    const third = await aPatient(world);
    const alike = await officer().get(`/api/v1/patients/${survivor.id}/merge-preview?with=${third.id}`);
    expect(alike.body.differing).not.toContain('identifiers');
  });

  it('moves everything, signed notes and their versions too; the trails of both tell it', async () => {
    const [survivor, other] = [await aPatient(world), await someoneCharted()];
    const before = await rowsOf(other.patient.id);
    const { status, body } = await merge(survivor.id, other.patient.id);
    expect([status, body.patientId, body.mergedId]).toEqual([201, survivor.id, other.patient.id]);
    expect(await rowsOf(other.patient.id)).toEqual({});
    const after = await rowsOf(survivor.id);
    for (const [table, ids] of Object.entries(before)) {
      expect([table, after[table]]).toEqual([table, expect.arrayContaining(ids)]);
    }
    const verified = await world.as('doctor').get(`/api/v1/notes/${other.noteId}/verify`);
    expect([verified.status, verified.body.matches]).toEqual([200, true]);
    const trail = await world.sql<{ entity: string; patient_id: string; moved: string[]; reason: string }>(
      `SELECT entity, patient_id, changes->'patient_id' AS moved, reason FROM audit.event WHERE request_id =
         (SELECT request_id FROM audit.event WHERE entity = 'patient_merge' AND entity_id = $1 AND kind = 'create')`,
      [body.mergeId],
    );
    const reason = 'Cùng một người, đăng ký hai lần';
    expect(trail).toContainEqual({
      ...{ entity: 'vital_signs', patient_id: survivor.id, reason },
      moved: [other.patient.id, survivor.id],
    });
    const told = trail.filter(({ entity }) => entity === 'patient').map((event) => event.patient_id);
    expect(told.sort()).toEqual([survivor.id, other.patient.id].sort());
  });

  it('leaves the address of the other leading to the survivor: reads by 308, writes refused', async () => {
    const [survivor, other] = [await aPatient(world), await someoneCharted()];
    await merge(survivor.id, other.patient.id);
    for (const role of ['doctor', 'registrar', 'records-officer'] as const) {
      const { status, headers, body } = await world.as(role).get(`/api/v1/patients/${other.patient.id}`);
      expect([role, status, headers.location]).toEqual([role, 308, `/api/v1/patients/${survivor.id}`]);
      expect(body.mergedInto).toBe(survivor.id);
    }
    const chartPage = await world.as('doctor').get(`/api/v1/patients/${other.patient.id}/chart`);
    expect([chartPage.status, chartPage.headers.location]).toEqual([308, `/api/v1/patients/${survivor.id}/chart`]);
    const patched = await world
      .as('registrar')
      .patch(`/api/v1/patients/${other.patient.id}`, { sex: 'male' }, { 'If-Match': '"2"' });
    expect([patched.status, patched.body.mergedInto]).toEqual([409, survivor.id]);
    const fhir = await world.as('doctor').get(`/fhir/R4/Patient/${other.patient.id}`);
    expect([fhir.status, fhir.headers.location]).toEqual([308, `/fhir/R4/Patient/${survivor.id}`]);
    const { link } = (await world.as('doctor').get(`/fhir/R4/Patient/${survivor.id}`)).body;
    expect(link).toEqual([{ other: { reference: `Patient/${other.patient.id}` }, type: 'replaces' }]);
  });

  it('finds the survivor by the MRN of the other, and the other no more', async () => {
    const [survivor, other] = [await aPatient(world), await aPatient(world, { fullName: 'Kha Gộp Mất' })];
    await merge(survivor.id, other.id);
    const found = async (query: string) =>
      ((await world.as('nurse').get(`/api/v1/patients?${query}`)).body.items as { id: string }[]).map(({ id }) => id);
    for (const query of [`identifier=${other.mrn}`, `q=${other.mrn}`, `identifier=mrn|${other.mrn}`]) {
      expect([query, await found(query)]).toEqual([query, [survivor.id]]);
    }
    expect([await found('name=kha%20gop'), await found('q=kha%20gop')]).toEqual([[], []]);
  });

  it('takes the higher confidentiality of both, and a death recorded of either', async () => {
    const [survivor, other] = [await aPatient(world), await aPatient(world, { confidentiality: 'R' })];
    await merge(survivor.id, other.id);
    const [row] = await world.sql('SELECT confidentiality FROM patient WHERE id = $1', [survivor.id]);
    expect(row).toEqual({ confidentiality: 'R' });
  });

  it('is once for a key, needs the version read, and is the records office’s', async () => {
    const [survivor, other] = [await aPatient(world), await aPatient(world)];
    const body = { otherId: other.id, reason: 'Gõ nhầm' };
    const path = `/api/v1/patients/${survivor.id}/merge`;
    expect((await officer().post(path, body)).status).toBe(428);
    expect((await officer().post(path, body, { 'If-Match': '"9"' })).status).toBe(412);
    expect((await world.as('registrar').post(path, body, { 'If-Match': '"1"' })).status).toBe(403);
    expect((await merge(survivor.id, other.id, { otherVersion: 9 })).status).toBe(412);
    expect((await merge(survivor.id, survivor.id)).status).toBe(409);
    expect((await merge(survivor.id, randomUUID())).status).toBe(404);
    const headers = { 'If-Match': '"1"', 'Idempotency-Key': 'merge-once' };
    const [first, again] = [await officer().post(path, body, headers), await officer().post(path, body, headers)];
    expect([first.status, again.status, again.body.mergeId]).toEqual([201, 201, first.body.mergeId]);
  });

  it('is refused while both are in hospital, and says so before', async () => {
    const [one, two] = [await anAdmission(world), await anAdmission(world)];
    const preview = await officer().get(`/api/v1/patients/${one.patientId}/merge-preview?with=${two.patientId}`);
    expect((preview.body.stops as { code: string }[]).map(({ code }) => code)).toContain('both-admitted');
    const { status, body } = await merge(one.patientId, two.patientId);
    expect([status, body.type]).toEqual([409, expect.stringContaining('merge-stopped')]);
    expect(await rowsOf(two.patientId)).toHaveProperty('encounter');
  });
});

describe('Taking a merge back', () => {
  it('gives both what was theirs, and what was charted since in the other’s encounters', async () => {
    const [survivor, other] = [await someoneCharted(), await someoneCharted()];
    const [mine, theirs] = [await rowsOf(survivor.patient.id), await rowsOf(other.patient.id)];
    const { body: merged } = await merge(survivor.patient.id, other.patient.id);
    expect((await chart(other.encounter.id, 99)).status).toBe(201);
    expect((await chart(survivor.encounter.id, 77)).status).toBe(201);
    const addendum = await world
      .as('doctor')
      .post(`/api/v1/notes/${other.noteId}/addenda`, { sections: [{ code: 'plan', text: 'Thêm' }] });
    expect(addendum.status).toBe(201);
    await world.as('doctor').post(`/api/v1/patients/${survivor.patient.id}/allergies`, { code: { display: 'Tôm' } });
    const mergedInto = async () =>
      (await officer().get(`/api/v1/patients/${survivor.patient.id}/duplicates`)).body.merged as object[];
    // Whoever takes it back another day finds it at the record that stayed.
    expect(await mergedInto()).toMatchObject([
      { mergeId: merged.mergeId, mrn: other.patient.mrn, mergedBy: { fullName: expect.any(String) } },
    ]);
    const { status, body } = await unmerge(survivor.patient.id, merged.mergeId as string);
    expect(await mergedInto()).toEqual([]);
    expect([status, body.mergedId, body.stayed]).toEqual([200, other.patient.id, { allergy: 1 }]);
    const [mineAfter, theirsAfter] = [await rowsOf(survivor.patient.id), await rowsOf(other.patient.id)];
    for (const [table, ids] of Object.entries(theirs)) expect(theirsAfter[table]).toEqual(expect.arrayContaining(ids));
    for (const [table, ids] of Object.entries(mine)) expect(mineAfter[table]).toEqual(expect.arrayContaining(ids));
    expect([
      valueOf(theirsAfter, 'vital_signs').length,
      valueOf(mineAfter, 'vital_signs').length,
      valueOf(theirsAfter, 'note').length,
    ]).toEqual([2, 2, 2]);
    expect(mineAfter.allergy).toHaveLength(2);
    expect((await world.as('registrar').get(`/api/v1/patients/${other.patient.id}`)).status).toBe(200);
    const again = await unmerge(survivor.patient.id, merged.mergeId as string);
    expect([again.status, again.body.type]).toEqual([409, expect.stringContaining('merge-undone')]);
    expect((await unmerge(survivor.patient.id, randomUUID())).status).toBe(404);
  });

  it('restores how confidential the survivor was, and the other’s MRN is the other’s again', async () => {
    const [survivor, other] = [await aPatient(world), await aPatient(world, { confidentiality: 'R' })];
    const { body } = await merge(survivor.id, other.id);
    expect((await unmerge(survivor.id, body.mergeId as string)).status).toBe(200);
    const rows = await world.sql<{ confidentiality: string }>(
      'SELECT confidentiality FROM patient WHERE id = ANY ($1) ORDER BY id',
      [[survivor.id, other.id]],
    );
    expect(rows.map(({ confidentiality }) => confidentiality)).toEqual(['N', 'R']);
    const { body: found } = await world.as('registrar').get(`/api/v1/patients?identifier=${other.mrn}`);
    expect((found.items as { id: string }[]).map(({ id }) => id)).toEqual([other.id]);
  });

  it('goes from the last merge back to the first', async () => {
    const [a, b, c] = [await aPatient(world), await aPatient(world), await someoneCharted()];
    const first = await merge(b.id, c.patient.id);
    const second = await merge(a.id, b.id);
    expect((await world.as('registrar').get(`/api/v1/patients/${c.patient.id}`)).headers.location).toContain(a.id);
    expect((await unmerge(b.id, first.body.mergeId as string)).status).toBeGreaterThanOrEqual(404);
    expect((await unmerge(a.id, second.body.mergeId as string)).status).toBe(200);
    expect((await world.as('registrar').get(`/api/v1/patients/${c.patient.id}`)).headers.location).toContain(b.id);
    expect((await unmerge(b.id, first.body.mergeId as string)).status).toBe(200);
    expect(await rowsOf(c.patient.id)).toHaveProperty('note_version');
  });
});

describe('Merging at the same moment', () => {
  it('as charting leaves no row with who was merged', async () => {
    const [survivor, other] = [await aPatient(world), await someoneCharted()];
    const doctor = world.as('doctor');
    const writes = Array.from({ length: 6 }, (_, n) => [
      chart(other.encounter.id, 70 + n),
      doctor.post(`/api/v1/patients/${other.patient.id}/problems`, { code: { display: `Bệnh ${n}` } }),
    ]).flat();
    const [merged, ...answers] = await Promise.all([merge(survivor.id, other.patient.id), ...writes]);
    expect(merged.status).toBe(201);
    expect(answers.map(({ status }) => status).filter((status) => ![201, 409, 503].includes(status))).toEqual([]);
    expect(await rowsOf(other.patient.id)).toEqual({});
    const kept = await rowsOf(survivor.id);
    expect(valueOf(kept, 'vital_signs').length + (kept.problem?.length ?? 0)).toBe(
      1 + answers.filter(({ status }) => status === 201).length,
    );
  });

  it('as another merge of the same patients: one of them happens', async () => {
    const [a, b, c] = [await aPatient(world), await aPatient(world), await aPatient(world)];
    const answers = await Promise.all([merge(a.id, b.id), merge(b.id, a.id), merge(c.id, b.id)]);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => ![201, 404, 409, 412].includes(status))).toEqual([]);
    const gone = await world.sql('SELECT id FROM patient WHERE id = ANY ($1) AND merged_into IS NOT NULL', [
      [a.id, b.id, c.id],
    ]);
    expect(gone).toHaveLength(1);
  });
});

describe('A merge and nothing else moves records between patients', () => {
  it('so the application moves none, whatever it sets', async () => {
    const [survivor, other] = [await aPatient(world), await someoneCharted()];
    const { body } = await merge(survivor.id, other.patient.id);
    const context = JSON.stringify({ actorKind: 'staff', actorId: world.staff.admin.id, username: 'psql' });
    const attempt = (sql: string) =>
      world.appSql(
        `SELECT set_config('emr.context', '${context}', true), set_config('emr.scope', '**', true), set_config('emr.merge', '${body.mergeId}', true); ${sql}`,
      );
    for (const sql of [
      `UPDATE patient_identifier SET patient_id = '${other.patient.id}' WHERE patient_id = '${survivor.id}'`,
      `UPDATE note_version SET patient_id = '${other.patient.id}' WHERE patient_id = '${survivor.id}'`,
      `UPDATE patient SET merged_into = NULL WHERE id = '${other.patient.id}'`,
      `INSERT INTO patient_merge (patient_id, merged_id, reason, merged_by) VALUES ('${survivor.id}', '${other.patient.id}', 'x', '${world.staff.admin.id}')`,
      `SELECT move_records('${survivor.id}', '${other.patient.id}', NULL)`,
    ]) {
      await expect(attempt(sql)).rejects.toThrow(/cannot be overwritten|merge_patients only|permission denied/);
    }
  });

  it('and every table with a patient’s id moves or is left for a reason', async () => {
    const unplanned = await world.sql(
      `SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'patient_id' AND NOT a.attisdropped
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
          AND c.relname NOT IN (SELECT name FROM merge_moves()) AND c.relname NOT IN (SELECT name FROM merge_leaves())`,
    );
    expect(unplanned).toEqual([]);
    const named = await world.sql<{ name: string }>(
      `SELECT c.relname || '.' || a.attname AS name FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
         JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (k.conkey)
        WHERE k.contype = 'f' AND k.confrelid = 'patient'::regclass AND a.attname <> 'patient_id' AND NOT c.relispartition`,
    );
    const links = await world.sql<{ name: string }>(`SELECT name || '.' || column_name AS name FROM merge_links()`);
    expect(named.map(({ name }) => name).sort()).toEqual(links.map(({ name }) => name).sort());
    const unknown = await world.sql(`SELECT name FROM merge_leaves() WHERE to_regclass('public.' || name) IS NULL`);
    expect(unknown).toEqual([]);
  });
});
