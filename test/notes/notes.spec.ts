import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { usualTemplate } from '../../src/clinical/notes/templates/templates.js';
import { anAdmission } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let encounterId: string;
beforeAll(async () => {
  world = await startWorld();
  ({ id: encounterId } = await anAdmission(world));
});
afterAll(() => world.close());

const at = (version: number) => ({ 'If-Match': `"${version}"` });
const sections = (text: string) => [{ code: 'course', text }];
const draft = (body: object = {}, encounter = encounterId, role: 'doctor' | 'nurse' = 'doctor') =>
  world.as(role).post(`/api/v1/encounters/${encounter}/notes`, {
    type: 'progress',
    sections: sections('Người bệnh tỉnh, sốt cao ngày thứ hai'),
    ...body,
  });
const sign = (id: string, version: number, role: 'doctor' | 'nurse' = 'doctor') =>
  world.as(role).post(`/api/v1/notes/${id}/sign`, {}, at(version));
const save = (id: string, version: number, text: string, role: 'doctor' | 'nurse' = 'doctor') =>
  world.as(role).patch(`/api/v1/notes/${id}`, { sections: sections(text) }, at(version));
async function aSignedNote(text = 'Đã khám') {
  const { body } = await draft({ sections: sections(text) });
  return (await sign(body.id, 1)).body as { id: string; version: number; encounterId: string };
}

describe('The headline of a note', () => {
  it('is of the sections that say something, and the same wherever the note is named', async () => {
    const { id: encounter, patientId } = await anAdmission(world);
    const { body } = await draft(
      {
        sections: [
          { code: 'subjective', text: ' \t\n ' },
          { code: 'course', text: '\n Sốt cao, ho đờm vàng  ' },
          { code: 'plan', text: '😷'.repeat(200) },
        ],
      },
      encounter,
    );
    await sign(body.id, 1);
    const list = await world.as('doctor').get(`/api/v1/encounters/${encounter}/notes`);
    const chart = await world.as('doctor').get(`/api/v1/patients/${patientId}/chart`);
    const headline = `Sốt cao, ho đờm vàng · ${'😷'.repeat(137)}`;
    expect([list.body.items[0].headline, chart.body.notes[0].headline]).toEqual([headline, headline]);
    expect([...headline]).toHaveLength(160);
  });
});

describe('A draft', () => {
  it('keeps every text that was saved, exactly as typed', async () => {
    const text = 'Sốt 38,4 °C; "<b>đau</b>" \'; DROP TABLE note; --\n\tkhó thở 😷';
    const { status, body } = await draft({ sections: sections(text) });
    expect(status).toBe(201);
    expect(body).toMatchObject({ status: 'draft', title: 'Tờ điều trị', sections: sections(text), version: 1 });
    expect((await save(body.id, 1, 'khác')).body).toMatchObject({ sections: sections('khác'), version: 2 });
    const { body: versions } = await world.as('nurse').get(`/api/v1/notes/${body.id}/versions?limit=1`);
    const { body: older } = await world.as('nurse').get(versions.next);
    expect([...versions.items, ...older.items]).toMatchObject([
      { number: 2, sections: sections('khác'), savedBy: { id: world.staff.doctor.id } },
      { number: 1, sections: sections(text) },
    ]);
  });

  it("belongs to its author: a colleague's save or signature is refused", async () => {
    const { body } = await draft({ type: 'nursing' }, encounterId, 'nurse');
    expect((await save(body.id, 1, 'của tôi')).status).toBe(403);
    const refused = await sign(body.id, 1);
    expect([refused.status, refused.body.type]).toEqual([403, expect.stringContaining('not-the-author')]);
  });

  it('saved from two windows at once loses nothing: the second is told', async () => {
    const { body } = await draft();
    const answers = await Promise.all([save(body.id, 1, 'một'), save(body.id, 1, 'hai')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it.each([
    ['a type nobody knows', { type: 'poem' }, '/type'],
    ['no sections', { sections: undefined }, '/sections'],
    ['words for sections', { sections: 'sốt' }, '/sections'],
    ['a section without code', { sections: [{ text: 'a' }] }, '/sections/0/code'],
    ['a code twice', { sections: [...sections('a'), ...sections('b')] }, '/sections'],
    ['too long a text', { sections: sections('a'.repeat(20_001)) }, '/sections/0/text'],
    ['an unknown field', { author: 'x' }, '/author'],
  ] as const)('with %s is refused, naming the field, and nothing is stored', async (_, body, pointer) => {
    const before = await world.sql('SELECT FROM note');
    const answer = await draft(body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
    expect(await world.sql('SELECT FROM note')).toHaveLength(before.length);
  });

  it('clicked twice is one note', async () => {
    const key = { 'Idempotency-Key': randomUUID() };
    const input = { type: 'progress', sections: sections('một lần') };
    const answers = await Promise.all(
      [1, 2].map(() => world.as('doctor').post(`/api/v1/encounters/${encounterId}/notes`, input, key)),
    );
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  });

  it('is written by those whose form it is, in an encounter that is open', async () => {
    const byNurse = await draft({ type: 'progress' }, encounterId, 'nurse');
    expect([byNurse.status, byNurse.body.type]).toEqual([403, expect.stringContaining('note-type-not-yours')]);
    expect((await draft({}, randomUUID())).status).toBe(404);
    for (const role of ['registrar', 'lab', 'auditor', 'admin'] as const) {
      const input = { type: 'progress', sections: [] };
      expect((await world.as(role).post(`/api/v1/encounters/${encounterId}/notes`, input)).status).toBe(403);
    }
  });
});

describe('A signed note', () => {
  it('is never changed, by the service or by the database', async () => {
    const { id, version } = await aSignedNote();
    const change = await save(id, version, 'sửa sau khi ký');
    expect([change.status, change.body.type]).toEqual([409, expect.stringContaining('note-signed')]);
    expect((await sign(id, version)).status).toBe(409);
    const context = `SELECT set_config('emr.context', '{"actorKind":"system","username":"system:x"}', true);`;
    const attempt = world.sql(`${context} UPDATE note SET sections = '[]' WHERE id = '${id}'`);
    await expect(attempt).rejects.toMatchObject({ code: 'EM004' });
    const attack = world.sql(`${context} UPDATE note_version SET sections = '[]' WHERE note_id = '${id}'`);
    await expect(attack).rejects.toMatchObject({ code: 'EM004' });
  });

  it('signed twice at once is signed once', async () => {
    const { body } = await draft();
    const answers = await Promise.all([sign(body.id, 1), sign(body.id, 1), sign(body.id, 1)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  });

  it('carries the hash of what was signed, which anyone can compute and the service verifies', async () => {
    const { id } = await aSignedNote('Bụng mềm');
    const { body: note } = await world.as('nurse').get(`/api/v1/notes/${id}`);
    const form = ['benh-an-note-1', id, note.patientId, note.encounterId, 'progress', null, [['course', 'Bụng mềm']]];
    const signature = [note.author.id, note.signedBy.id, note.signedAt];
    const expected = createHash('sha256')
      .update(JSON.stringify([...form, ...signature]))
      .digest('hex');
    const { body } = await world.as('nurse').get(`/api/v1/notes/${id}/verify`);
    expect(body).toMatchObject({ signedHash: expected, computedHash: expected, matches: true });
  });

  it('whose text was changed behind the triggers no longer verifies', async () => {
    const { id } = await aSignedNote('Không dị ứng');
    await world.sql(
      `ALTER TABLE note DISABLE TRIGGER USER;
       UPDATE note SET sections = '[{"code":"course","text":"Dị ứng"}]' WHERE id = '${id}';
       ALTER TABLE note ENABLE TRIGGER USER`,
    );
    const { body } = await world.as('nurse').get(`/api/v1/notes/${id}/verify`);
    expect(body.matches).toBe(false);
  });

  it('takes addenda, each signed at once and shown with it; a draft takes none', async () => {
    const { id } = await aSignedNote();
    const add = (to: string) =>
      world.as('doctor').post(`/api/v1/notes/${to}/addenda`, { sections: sections('Bổ sung') });
    const first = await add(id);
    expect(first.body).toMatchObject({ status: 'signed', addendumTo: id, signedBy: { id: world.staff.doctor.id } });
    const second = await add(first.body.id);
    const { body } = await world.as('doctor').get(`/api/v1/notes/${id}`);
    expect(body.addenda.map((addendum: { id: string }) => addendum.id)).toEqual([first.body.id, second.body.id]);
    expect((await world.as('doctor').get(`/api/v1/notes/${second.body.id}/verify`)).body.matches).toBe(true);
    const { body: unsigned } = await draft();
    expect((await add(unsigned.id)).status).toBe(409);
  });

  it('without a word cannot be', async () => {
    const { body } = await draft({ sections: sections('  \n ') });
    const refused = await sign(body.id, 1);
    expect([refused.status, refused.body.type]).toEqual([409, expect.stringContaining('note-empty')]);
  });

  it('marked as entered in error stays readable with the reason', async () => {
    const { id, version } = await aSignedNote('Nhầm hồ sơ');
    const mark = (role: 'doctor' | 'nurse', read: number) =>
      world.as(role).post(`/api/v1/notes/${id}/mark-in-error`, { reason: 'Nhầm người bệnh' }, at(read));
    expect((await mark('nurse', version)).status).toBe(403);
    expect((await mark('doctor', version)).body).toMatchObject({
      status: 'entered-in-error',
      statusReason: 'Nhầm người bệnh',
      sections: sections('Nhầm hồ sơ'),
    });
    expect((await mark('doctor', version + 1)).status).toBe(409);
  });
});

describe('After the discharge', () => {
  it('a draft can still be finished and signed and addenda written, but no new note begun', async () => {
    const { id } = await anAdmission(world);
    const { body } = await draft({}, id);
    const passedOver = [{ item: body.id, reason: 'Hoàn chỉnh sau' }];
    await world.as('doctor').post(`/api/v1/encounters/${id}/discharge`, { disposition: 'home', passedOver }, at(1));
    expect((await save(body.id, 1, 'hoàn chỉnh')).status).toBe(200);
    expect((await sign(body.id, 2)).status).toBe(200);
    const late = await world.as('doctor').post(`/api/v1/notes/${body.id}/addenda`, { sections: sections('thêm') });
    expect(late.status).toBe(201);
    expect((await draft({}, id)).status).toBe(409);
  });

  it('what is about the stay as a whole need not say when: it is about its end', async () => {
    const { id } = await anAdmission(world);
    const left = await world.as('doctor').post(`/api/v1/encounters/${id}/discharge`, { disposition: 'home' }, at(1));
    for (const type of ['discharge', 'summary']) {
      const { status, body } = await draft({ type, sections: [] }, id);
      expect([status, body.effectiveAt, body.lateEntry]).toEqual([201, left.body.endedAt, true]);
    }
    expect((await draft({ type: 'progress' }, id)).body.type).toContain('encounter-closed');
  });
});

describe('Notes on the trail', () => {
  it('stand there as hashes, never as text', async () => {
    const secret = `bí mật ${randomUUID()}`;
    const { id } = await aSignedNote(secret);
    const events = await world.sql(`SELECT e::text AS event FROM audit.event e WHERE entity_id = $1`, [id]);
    expect(events.length).toBeGreaterThanOrEqual(2);
    expect(await world.sql(`SELECT FROM audit.event e WHERE e::text LIKE '%' || $1 || '%'`, [secret])).toEqual([]);
    expect(events.some(({ event }) => (event as string).includes('sha256:'))).toBe(true);
  });

  it('are listed by encounter, the latest first, and the listing is recorded with the patient', async () => {
    const { id, patientId } = await anAdmission(world);
    const made = [(await draft({}, id)).body.id, (await draft({}, id)).body.id, (await draft({}, id)).body.id];
    const { body } = await world.as('nurse').get(`/api/v1/encounters/${id}/notes?limit=2`);
    const { body: rest } = await world.as('nurse').get(body.next);
    expect([...body.items, ...rest.items].map((note: { id: string }) => note.id)).toEqual(made.reverse());
    const [event] = await world.sql(`SELECT * FROM audit.event ORDER BY id DESC LIMIT 1`);
    expect(event).toMatchObject({ kind: 'list', entity: 'note', patient_id: patientId, username: 'nurse' });
  });
});

describe('A note that contradicts the record', () => {
  it('is asked about in words before it is signed, and signed when that was looked at again; the trail says so', async () => {
    const { id: encounterId } = await anAdmission(world, { bedId: null });
    const doctor = world.as('doctor');
    const sections = (usualTemplate('discharge')?.sections ?? []).map(({ code }) => ({ code, text: 'Đã ghi' }));
    const body = { type: 'discharge', sections };
    const { body: note } = await doctor.post(`/api/v1/encounters/${encounterId}/notes`, body);
    const sign = (confirmed: string[]) =>
      doctor.post(`/api/v1/notes/${note.id}/sign`, { confirmed }, { 'If-Match': '"1"' });
    const message = 'Người bệnh chưa được ghi nhận ra viện.';
    const asked = await sign(['patient-alive']);
    expect([asked.status, asked.body.errors]).toEqual([409, [{ pointer: '/confirmed', rule: 'stay-open', message }]]);
    const signed = await sign(['stay-open']);
    expect([signed.status, signed.body.status]).toEqual([200, 'signed']);
    const rows = await world.sql(
      `SELECT DISTINCT reason FROM audit.event WHERE entity = 'note_signature' AND changes->>'note_id' = $1`,
      [note.id],
    );
    expect(rows).toEqual([{ reason: message }]);
  });
});
