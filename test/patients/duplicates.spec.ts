import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt, firstOf } from '../../src/kernel/list.js';

let world: World;
let first: { id: string; mrn: string; version: number };
beforeAll(async () => {
  world = await startWorld();
  first = await aPatient(world, {
    fullName: 'Trần Thị Thu Trùng',
    birthDate: '1985-03-12',
    phones: ['0903124567'],
    identifiers: [
      { system: 'bhyt', value: 'GD4790012345678' },
      { system: 'cccd', value: '079185001234' },
    ],
  });
});
afterAll(() => world.close());

interface Duplicate {
  id: string;
  fullName: string;
  reasons: { code: string; text: string }[];
}
const register = (fields: object, headers = {}) =>
  world.as('registrar').post('/api/v1/patients', { fullName: 'Ai Đó Khác', sex: 'female', ...fields }, headers);
const warnedOf = async (fields: object) => {
  const { status, body } = await register(fields);
  expect(status).toBe(201);
  const known = (body.duplicates as Duplicate[] | undefined)?.find(({ id }) => id === first.id);
  return [known?.reasons.map(({ code }) => code).join(' '), (body.warnings as string[]).includes('possible-duplicate')];
};

describe('A second registration is warned of, never refused', () => {
  it.each([
    [
      'the same name and birth date',
      { fullName: 'TRẦN THỊ THU TRÙNG', birthDate: '1985-03-12' },
      'same-name-and-birth-date',
    ],
    [
      'day and month exchanged',
      { fullName: 'Tran Thi Thu Trung', birthDate: '1985-12-03' },
      'same-name-swapped-birth-date',
    ],
    ['a birth year alone', { fullName: 'Trần Thị Thu Trùng', birthDate: '1985' }, 'same-name-possible-birth-date'],
    ['another middle name', { fullName: 'Trần Thị Trùng', birthDate: '1985-03-12' }, 'similar-name-and-birth-date'],
    ['the same phone', { phones: ['+84 903 124 567'] }, 'same-phone'],
    ['the new form of the card', { identifiers: [{ system: 'bhyt', value: '0012345678' }] }, 'same-identifier'],
    ['the older identity card', { identifiers: [{ system: 'cmnd', value: '185001234' }] }, 'same-identifier'],
  ])('by %s', async (_, fields, reason) => {
    expect(await warnedOf(fields)).toEqual([reason, true]);
  });

  it('not of somebody else: another day, another given name, a year that excludes', async () => {
    for (const fields of [
      { fullName: 'Trần Thị Thu Trùng', birthDate: '1986-03-12' },
      { fullName: 'Trần Thị Thu Trang', birthDate: '1985-03-12' },
      { fullName: 'Trần Thị Thu Trùng', birthDate: '1984' },
      { fullName: 'Trần Thị Thu Trùng' },
    ]) {
      expect([fields, await warnedOf(fields)]).toEqual([fields, [undefined, expect.any(Boolean)]]);
    }
  });

  it('in words of both languages, the same again on a retry', async () => {
    const key = { 'Idempotency-Key': 'twice-1' };
    const fields = { phones: ['0903124567'] };
    const vi = await register(fields, { ...key, 'Accept-Language': 'vi' });
    expect(vi.body.warningTexts).toEqual(['Người bệnh có thể đã có hồ sơ, xem danh sách kèm theo']);
    const en = await register(fields, { ...key, 'Accept-Language': 'en' });
    expect(en.body.id).toBe(vi.body.id);
    expect((en.body.duplicates as Duplicate[]).map(({ reasons: [why] }) => why?.text)).toContain(
      'The same phone number',
    );
  });

  it('and who was shown is on the trail', async () => {
    const { body } = await register({ fullName: 'Trần Thị Thu Trùng', birthDate: '1985-03-12' });
    const event = elementAt(
      await world.sql<{ patient_ids: string[] }>(
        `SELECT patient_ids FROM audit.event WHERE kind = 'search' AND username = 'registrar' ORDER BY id DESC LIMIT 1`,
      ),
      0,
    );
    expect(event.patient_ids.sort()).toEqual((body.duplicates as Duplicate[]).map(({ id }) => id).sort());
  });
});

describe('Who may be on record twice', () => {
  it('is shown of one patient, to who registers and to the records office, and on the trail', async () => {
    const { id } = (await register({ fullName: 'Trần Thị Thu Trùng', birthDate: '1985-03-12' })).body;
    const { status, body } = await world.as('records-officer').get(`/api/v1/patients/${id}/duplicates`);
    expect([status, body.patientId]).toEqual([200, id]);
    expect((body.items as Duplicate[]).map((one) => one.id)).toContain(first.id);
    expect((await world.as('lab').get(`/api/v1/patients/${id}/duplicates`)).status).toBe(403);
    const event = elementAt(
      await world.sql<{ patient_ids: string[] }>(
        `SELECT patient_ids FROM audit.event WHERE kind = 'list' AND username = 'records-officer' ORDER BY id DESC LIMIT 1`,
      ),
      0,
    );
    expect(event.patient_ids).toEqual(expect.arrayContaining([id, first.id]));
    expect((await world.as('registrar').get(`/api/v1/patients/${crypto.randomUUID()}/duplicates`)).status).toBe(404);
  });

  it('is the work list of the records office, the latest first, over its pages', async () => {
    const { id } = (await register({ fullName: 'Trần Thị Thu Trùng', birthDate: '1985-03-12' })).body;
    const seen: string[] = [];
    for (let at: string | null = '/api/v1/patients/duplicates?limit=2'; at;) {
      const { status, body } = await world.as('records-officer').get(at);
      expect(status).toBe(200);
      seen.push(...(body.items as Duplicate[]).map((one) => one.id));
      at = body.next as string | null;
    }
    expect(seen[0]).toBe(id);
    expect(seen).not.toContain(first.id); // the first of them was nobody's duplicate when registered
    expect(new Set(seen).size).toBe(seen.length);
    expect((await world.as('registrar').get('/api/v1/patients/duplicates')).status).toBe(403);
  });
});

describe('A number that is taken', () => {
  const identifiers = [{ system: 'cccd', value: '079185001234' }];
  const holders = [{ system: 'https://benhan.vn/fhir/sid/cccd', value: '079185001234' }];

  it('says whose, at registration and at a correction', async () => {
    const patient = { id: first.id, fullName: 'Trần Thị Thu Trùng', mrn: first.mrn };
    const refused = await register({ identifiers });
    expect([refused.status, refused.body.holders]).toMatchObject([409, [{ ...holders[0], patient }]]);
    const other = await aPatient(world);
    const again = await world
      .as('nurse')
      .patch(`/api/v1/patients/${other.id}`, { identifiers }, { 'If-Match': `"${other.version}"` });
    expect([again.status, again.body.holders]).toMatchObject([409, [{ patient }]]);
  });

  it('that came meanwhile is named to who saves too late', async () => {
    const other = await aPatient(world);
    const patch = (body: object) =>
      world.as('registrar').patch(`/api/v1/patients/${other.id}`, body, { 'If-Match': `"${other.version}"` });
    expect((await patch({ identifiers: [{ system: 'cmnd', value: '012345679' }] })).status).toBe(200);
    const late = await patch({ sex: 'male' });
    expect([late.status, late.body.changes[0].fields]).toEqual([412, ['identifiers']]);
  });
});

describe('A pair that is two people', () => {
  const officer = () => world.as('records-officer');
  const pair = async () => {
    const fields = { fullName: 'Lê Thị Sinh Đôi', birthDate: '1999-04-05' };
    return [(await register(fields)).body, (await register(fields)).body] as { id: string }[];
  };
  const listed = async (id: string) => {
    const { body } = await officer().get(`/api/v1/patients/${id}/duplicates`);
    return body as { items: Duplicate[]; dismissed: (Duplicate & { reason: string })[] };
  };

  it('is dismissed with a reason, on both sides and the work list, until that is taken back', async () => {
    const [one, other] = firstOf(await pair(), 2);
    expect((await listed(one.id)).items.map(({ id }) => id)).toContain(other.id);
    const said = { otherId: one.id, reason: 'Hai chị em sinh đôi' };
    const { status } = await officer().post(`/api/v1/patients/${other.id}/duplicates/dismiss`, said);
    expect(status).toBe(201);
    for (const [mine, theirs] of [
      [one.id, other.id],
      [other.id, one.id],
    ] as const) {
      const { items, dismissed } = await listed(mine);
      expect(items.map(({ id }) => id)).not.toContain(theirs);
      expect(dismissed).toMatchObject([
        { id: theirs, reason: said.reason, dismissedBy: { fullName: expect.any(String) } },
      ]);
    }
    const { body: work } = await officer().get('/api/v1/patients/duplicates?limit=3');
    expect(JSON.stringify(work.items)).not.toContain(one.id);
    const again = await officer().post(`/api/v1/patients/${one.id}/duplicates/dismiss`, { ...said, otherId: other.id });
    expect([again.status, again.body.type]).toEqual([409, expect.stringMatching(/duplicate-dismissed$/)]);
    const restore = () =>
      officer().post(`/api/v1/patients/${one.id}/duplicates/restore`, { otherId: other.id, reason: 'Nhầm' });
    expect((await restore()).status).toBe(200);
    expect((await restore()).status).toBe(404);
    expect((await listed(one.id)).items.map(({ id }) => id)).toContain(other.id);
  });

  it('is looked at by the records office alone, and needs two who exist', async () => {
    const [one, other] = firstOf(await pair(), 2);
    const path = `/api/v1/patients/${one.id}/duplicates/dismiss`;
    const said = { otherId: other.id, reason: 'Gõ nhầm' };
    expect((await world.as('registrar').post(path, said)).status).toBe(403);
    expect((await officer().post(path, { ...said, otherId: one.id })).status).toBe(409);
    expect((await officer().post(path, { ...said, otherId: '01900000-0000-7000-8000-000000000000' })).status).toBe(404);
  });

  it('is told apart once, by whoever of two was first', async () => {
    const [one, other] = firstOf(await pair(), 2);
    const dismiss = (id: string, otherId: string) =>
      officer().post(`/api/v1/patients/${id}/duplicates/dismiss`, { otherId, reason: 'Hai người' });
    const answers = await Promise.all([dismiss(one.id, other.id), dismiss(other.id, one.id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });
});
