import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hoursAgo, potassium, report } from '../results/reports.js';
import { anAdmission, anOrder } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
let encounterId: string;
let patientId: string;
beforeAll(async () => {
  world = await startWorld();
  ({ id: encounterId, patientId } = await anAdmission(world));
});
afterAll(() => world.close());

const at = (version: number) => ({ 'If-Match': `"${version}"` });
const draft = (body: object, encounter = encounterId, role: 'doctor' | 'nurse' = 'doctor') =>
  world.as(role).post(`/api/v1/encounters/${encounter}/notes`, { type: 'progress', sections: [], ...body });
const save = (id: string, version: number, sections: object[], role: 'doctor' | 'department-head' = 'doctor') =>
  world.as(role).patch(`/api/v1/notes/${id}`, { sections }, at(version));
const sign = (id: string, version: number) => world.as('doctor').post(`/api/v1/notes/${id}/sign`, {}, at(version));
const text = (code: string, said: string) => ({ code, text: said });
const read = async (id: string) => (await world.as('doctor').get(`/api/v1/notes/${id}`)).body;
const refusedTexts = async (id: string, role: 'doctor' | 'department-head' = 'doctor') =>
  (await world.as(role).get(`/api/v1/notes/${id}/refused-texts`)).body.items;

describe('Forms of notes', () => {
  it('are told with words in both languages, what is required and what they take from the chart', async () => {
    const { body } = await world.as('nurse').get('/api/v1/note-templates', { 'Accept-Language': 'en' });
    const progress = body.items.find(({ code }: { code: string }) => code === 'progress');
    expect(progress).toMatchObject({
      type: 'progress',
      version: 1,
      title: 'Progress note',
      titles: { vi: 'Tờ điều trị' },
    });
    expect(progress.sections[0]).toMatchObject({
      code: 'course',
      titles: { vi: 'Diễn biến bệnh', en: 'Course' },
      required: true,
      pulls: ['vital-signs', 'laboratory'],
    });
    const types = new Set(body.items.map(({ type }: { type: string }) => type));
    for (const type of [
      'admission',
      'nursing',
      'consultation',
      'surgery',
      'labour',
      'handover',
      'discharge',
      'death',
    ]) {
      expect(types).toContain(type);
    }
    const { body: some } = await world.as('doctor').get('/api/v1/note-templates?type=admission');
    expect(some.items.length).toBeGreaterThan(5);
    expect((await world.as('registrar').get('/api/v1/note-templates')).status).toBe(403);
  });

  it('of another kind, or that nobody knows, begin no note', async () => {
    for (const template of ['nursing', 'poem']) {
      const refused = await draft({ template });
      expect([refused.status, refused.body.type]).toEqual([400, expect.stringContaining('template-unknown')]);
    }
  });

  it('take the latest values of the chart along, each with its source', async () => {
    const { id: encounter } = await anAdmission(world);
    const chart = (body: object) => world.as('nurse').post(`/api/v1/encounters/${encounter}/vitals`, body);
    const first = await chart({ temperature: 38.4, heartRate: 96 });
    const second = await chart({ heartRate: 88 });
    const order = await anOrder(world, { encounterId: encounter });
    await world
      .as('lab')
      .post(`/api/v1/orders/${order.id}/results`, report([potassium(4.1)], { effectiveAt: hoursAgo(0) }));
    const { body } = await draft({}, encounter);
    const taken = (code: string) => body.pulled.find((value: { code: string }) => value.code === code);
    expect(taken('temperature')).toMatchObject({
      value: 38.4,
      unit: 'Cel',
      sections: ['course'],
      source: { entity: 'vital_signs', id: first.body.id },
    });
    expect(taken('heartRate')).toMatchObject({ value: 88, source: { id: second.body.id } });
    expect(taken('2823-3')).toMatchObject({
      from: 'laboratory',
      value: 4.1,
      unit: 'mmol/L',
      source: { entity: 'observation' },
    });
  });
});

describe('A save', () => {
  it('names the sections it changes, and all others stay', async () => {
    const { body } = await draft({
      type: 'admission',
      sections: [text('plan', 'Theo dõi'), text('complaint', 'Sốt'), text('illness', 'Ba ngày nay')],
    });
    const saved = await save(body.id, 1, [text('plan', 'Truyền dịch')]);
    expect(saved.body.sections).toEqual([
      text('complaint', 'Sốt'),
      text('illness', 'Ba ngày nay'),
      text('plan', 'Truyền dịch'),
    ]);
    expect(saved.body).toMatchObject({ version: 2, form: { code: 'admission-internal', version: 1 } });
    const { body: versions } = await world.as('doctor').get(`/api/v1/notes/${body.id}/versions`);
    expect(versions.items[0]).toMatchObject({
      number: 2,
      changes: [
        {
          code: 'plan',
          words: [
            { op: 'removed', text: 'Theo dõi' },
            { op: 'added', text: 'Truyền dịch' },
          ],
        },
      ],
    });
    expect(versions.items[1].changes.map(({ code }: { code: string }) => code)).toEqual([
      'complaint',
      'illness',
      'plan',
    ]);
  });

  it('that came already is answered as the first was, and makes no version', async () => {
    const { body } = await draft({ sections: [text('course', 'một')] });
    await save(body.id, 1, [text('course', 'hai')]);
    const again = await save(body.id, 1, [text('course', 'hai')]);
    expect([again.status, again.body.version]).toEqual([200, 2]);
    expect(await refusedTexts(body.id)).toEqual([]);
  });

  it('from two tabs is refused the later one with both texts and the words that differ, and that text is kept', async () => {
    const { body } = await draft({ sections: [text('course', 'Tỉnh'), text('plan', 'Theo dõi')] });
    await save(body.id, 1, [text('course', 'Tỉnh, hết sốt')]);
    const late = await save(body.id, 1, [text('course', 'Tỉnh, còn ho')]);
    expect(late.status).toBe(412);
    expect(late.body).toMatchObject({
      currentVersion: 2,
      current: [text('course', 'Tỉnh, hết sốt')],
      yours: [text('course', 'Tỉnh, còn ho')],
      changes: [{ version: 2, by: { username: 'doctor' } }],
    });
    const words = late.body.diff[0].words as { op: string; text: string }[];
    expect(words.filter(({ op }) => op === 'added').map((word) => word.text.trim())).toEqual(['còn ho']);
    expect((await read(body.id)).sections).toEqual([text('course', 'Tỉnh, hết sốt'), text('plan', 'Theo dõi')]);
    const [kept] = await refusedTexts(body.id);
    expect(kept).toMatchObject({
      id: late.body.keptAs,
      readVersion: 1,
      metVersion: 2,
      yours: [text('course', 'Tỉnh, còn ho')],
    });
    expect(await refusedTexts(body.id, 'department-head')).toEqual([]);
  });

  it('many at once from two tabs lose not one text', async () => {
    const { body } = await draft({ sections: [text('course', 'đầu')] });
    const texts = Array.from({ length: 8 }, (_, n) => `câu ${n}`);
    const answers = await Promise.all(texts.map((said) => save(body.id, 1, [text('course', said)])));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(412)]);
    const kept = (await refusedTexts(body.id)).map(
      ({ yours }: { yours: { text: string }[] }) => elementAt(yours, 0).text,
    );
    expect([...kept, (await read(body.id)).sections[0].text].sort()).toEqual(texts);
  });

  it('that meets a signed note is kept for its author too, and can be put away', async () => {
    const { body } = await draft({ sections: [text('course', 'Đã khám')] });
    await sign(body.id, 1);
    const stale = await save(body.id, 1, [text('course', 'viết dở')]);
    const knowing = await save(body.id, 2, [text('plan', 'thêm')]);
    expect([stale.status, knowing.status, knowing.body.currentStatus]).toEqual([412, 409, 'signed']);
    const kept = await refusedTexts(body.id);
    expect(kept.map(({ id }: { id: string }) => id)).toEqual([knowing.body.keptAs, stale.body.keptAs]);
    const away = (id: string, role: 'doctor' | 'department-head') =>
      world.as(role).post(`/api/v1/notes/${body.id}/refused-texts/${id}/discard`);
    expect((await away(stale.body.keptAs, 'department-head')).status).toBe(404);
    expect((await away(stale.body.keptAs, 'doctor')).status).toBe(204);
    expect((await refusedTexts(body.id)).map(({ id }: { id: string }) => id)).toEqual([knowing.body.keptAs]);
  });

  it('of a second doctor changes nothing, and what they wrote is kept for them alone', async () => {
    const { body } = await draft({ sections: [text('course', 'của tôi')] });
    const answers = await Promise.all([
      save(body.id, 1, [text('course', 'của tôi, tiếp')]),
      save(body.id, 1, [text('course', 'của người khác')], 'department-head'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 403]);
    expect((await read(body.id)).sections).toEqual([text('course', 'của tôi, tiếp')]);
    expect(answers[1].body).toMatchObject({
      type: expect.stringContaining('not-the-author'),
      keptAs: expect.any(String),
      yours: [text('course', 'của người khác')],
    });
    const kept = async (role: 'doctor' | 'department-head') =>
      (await refusedTexts(body.id, role)).map(({ yours }: { yours: object[] }) => yours);
    expect(await kept('department-head')).toEqual([[text('course', 'của người khác')]]);
    expect(await kept('doctor')).toEqual([]);
  });

  it('with an answer the form does not take is refused, naming it', async () => {
    const { body } = await draft({ type: 'nursing' }, encounterId, 'nurse');
    const level = (value: string) =>
      world
        .as('nurse')
        .patch(`/api/v1/notes/${body.id}`, { sections: [{ code: 'level', data: { level: value } }] }, at(1));
    const refused = await level('IV');
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([400, '/sections/0/data/level']);
    expect((await level('II')).body.sections).toEqual([{ code: 'level', text: '', data: { level: 'II' } }]);
  });
});

describe('A partograph', () => {
  it('is written row by row, and signed with every row whole', async () => {
    const rows = [
      { at: '2026-11-28T03:00:00Z', fetalHeartRate: 142, dilatation: 4 },
      { at: '2026-11-28T07:00:00Z', dilatation: 8, liquor: 'C' },
    ];
    const partograph = (data: object) => ({ code: 'partograph', data });
    const { body } = await draft({
      type: 'labour',
      sections: [text('onset', 'Đau bụng từng cơn'), partograph({ rows })],
    });
    expect(body.sections[1]).toEqual({ code: 'partograph', text: '', data: { rows } });
    const refused = await sign(body.id, 1);
    expect(refused.body.errors).toMatchObject([
      { pointer: '/sections/partograph', message: expect.stringContaining('Tim thai') },
    ]);
    await save(body.id, 1, [partograph({ rows: [rows[0], { ...rows[1], fetalHeartRate: 138 }] })]);
    expect((await sign(body.id, 2)).status).toBe(200);
    expect((await world.as('doctor').get(`/api/v1/notes/${body.id}/verify`)).body.state).toBe('valid');
  });
});

describe('Signing', () => {
  it('asks for what the form requires to say something, and says what is missing in words', async () => {
    const { body } = await draft({ type: 'admission', sections: [text('x', '.'), text('complaint', 'Đau bụng')] });
    expect(body.missing.length).toBeGreaterThan(3);
    const refused = await sign(body.id, 1);
    expect([refused.status, refused.body.type]).toEqual([409, expect.stringContaining('sections-missing')]);
    expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(
      body.missing.map(({ code }: { code: string }) => `/sections/${code}`),
    );
    expect(refused.body.errors[0].message).toBe('Mục “Quá trình bệnh lý” chưa có nội dung.');
    const whole = refused.body.errors.map(({ pointer }: { pointer: string }) =>
      text(elementAt(pointer.split('/'), 2), 'Bình thường'),
    );
    const saved = await save(body.id, 1, whole);
    expect(saved.body.missing).toEqual([]);
    expect((await sign(body.id, 2)).status).toBe(200);
  });

  it('takes no full stop for an entry', async () => {
    const { body } = await draft({ sections: [text('course', '.')] });
    const refused = await sign(body.id, 1);
    expect([refused.status, refused.body.type]).toEqual([409, expect.stringContaining('note-empty')]);
  });
});

describe('My drafts', () => {
  it('are listed with their patients, whatever became of the session and the stay, and the list is on the trail', async () => {
    const stay = await anAdmission(world);
    const { body } = await draft({ sections: [text('course', 'Viết dở lúc bị gọi đi')] }, stay.id);
    await save(body.id, 1, [text('plan', 'Hẹn khám lại')]);
    await save(body.id, 1, [text('plan', 'Hẹn khám lại sau 7 ngày')]);
    const left = { disposition: 'home', passedOver: [{ kind: 'unsigned-note', reason: 'Hoàn chỉnh sau' }] };
    await world.as('doctor').post(`/api/v1/encounters/${stay.id}/discharge`, left, at(1));
    const mine = await world.as('doctor').get('/api/v1/notes/mine?limit=1');
    expect(mine.body.items[0]).toMatchObject({
      id: body.id,
      patient: { id: stay.patientId, fullName: expect.any(String) },
      encounterStatus: 'finished',
      headline: 'Viết dở lúc bị gọi đi · Hẹn khám lại',
      version: 2,
      refusedTexts: 1,
    });
    const [event] = await world.sql(`SELECT * FROM audit.event ORDER BY id DESC LIMIT 1`);
    expect(event).toMatchObject({ kind: 'list', entity: 'note', patient_id: stay.patientId, username: 'doctor' });
    expect(mine.body.next).toContain('/api/v1/notes/mine');
    const { body: theirs } = await world.as('department-head').get('/api/v1/notes/mine');
    expect(theirs.items).toEqual([]);
    await save(body.id, 2, [text('course', 'Viết xong')]);
    await sign(body.id, 3);
    const after = (await world.as('doctor').get('/api/v1/notes/mine?limit=100')).body.items;
    expect(after.map(({ id }: { id: string }) => id)).not.toContain(body.id);
  });

  it('are not found under another id', async () => {
    expect((await world.as('doctor').get(`/api/v1/notes/${randomUUID()}/refused-texts`)).status).toBe(404);
    expect(patientId).toBeDefined();
  });
});
