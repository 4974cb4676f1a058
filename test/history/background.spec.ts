import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAdmission, aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt, valueOf } from '../../src/kernel/list.js';

let world: World;
let admitted: { id: string; patientId: string };
beforeAll(async () => {
  world = await startWorld();
  admitted = await anAdmission(world);
});
afterAll(() => world.close());

const doctor = () => world.as('doctor');
const add = (what: string, body: object, id = admitted.patientId) =>
  doctor().post(`/api/v1/patients/${id}/${what}`, body);
const rulesOf = ({ body }: { body: { errors?: { rule: string }[] } }) => (body.errors ?? []).map(({ rule }) => rule);
const icd = (code: string, display?: string) => ({ code: { system: 'icd-10', code, ...(display && { display }) } });

describe('An allergy', () => {
  it('says its class, and a second time that it overlaps with one on record', async () => {
    const first = await add('allergies', { code: { display: 'penicilin' } });
    expect([first.body.classes, first.body.overlaps]).toEqual([[{ code: 'penicillins', text: 'nhóm penicillin' }], []]);
    const atc = { system: 'http://www.whocc.no/atc', code: 'J01C', display: 'Thuốc nhóm J01C' };
    const second = await add('allergies', { code: atc });
    const overlap = {
      id: first.body.id,
      kind: 'same-class',
      text: 'Cùng nhóm penicillin với dị ứng đã ghi: penicilin',
    };
    expect([second.status, second.body.overlaps]).toEqual([201, [overlap]]);
    const third = await add('allergies', { code: { display: 'Cefixime 200 mg' } });
    expect((third.body.overlaps as { kind: string }[]).map(({ kind }) => kind)).toEqual([
      'related-class',
      'related-class',
    ]);
    const { body } = await doctor().get(`/api/v1/patients/${admitted.patientId}/allergies`, {
      'Accept-Language': 'en',
    });
    const listed = (body.items as { id: string; overlaps: object[] }[]).find(({ id }) => id === first.body.id);
    expect(listed?.overlaps).toHaveLength(2);
  });
});

describe('A diagnosis', () => {
  it('has the text of its code; other words stay in a note, and a code alone is enough', async () => {
    const { body } = await add('problems', icd('j18.9', 'Gãy xương đùi'));
    expect([body.code.display, body.note]).toEqual(['Viêm phổi, không xác định', 'Gãy xương đùi']);
    const alone = await add('problems', icd('I10'));
    expect([alone.status, alone.body.code.display, alone.body.note]).toEqual([
      201,
      'Tăng huyết áp vô căn (nguyên phát)',
      null,
    ]);
    const path = `/api/v1/patients/${admitted.patientId}/problems`;
    const { body: english } = await doctor().get(path, { 'Accept-Language': 'en' });
    expect(english.items[0].code.display).toBe('Essential (primary) hypertension');
    expect(rulesOf(await add('problems', icd('V99.9')))).toEqual(['display-needed']);
    expect(rulesOf(await add('problems', icd('V99.99', 'Tai nạn')))).toEqual(['icd-10-not-listed']);
    const sure = { confirmed: ['icd-10-not-listed'] };
    expect((await add('problems', { ...icd('V99.99', 'Tai nạn'), ...sure })).status).toBe(201);
    expect((await add('problems', icd('V99.9', 'Tai nạn'))).status).toBe(201);
  });

  it('is found by code or words of either language, with any accents', async () => {
    const found = async (q: string) =>
      ((await doctor().get(`/api/v1/code-lists/icd-10?q=${q}`)).body.items as { code: string }[]).map(
        ({ code }) => code,
      );
    for (const q of ['viem phoi khong xac dinh', 'pneumonia unspec', 'viêm phổi', 'J18']) {
      expect([q, await found(q)]).toEqual([q, expect.arrayContaining(['J18.9'])]);
    }
  });

  it('that hardly fits is asked about, and taken once confirmed', async () => {
    const man = await aPatient(world, { sex: 'male', birthDate: '2018' });
    const { id } = await anAdmission(world, { patientId: man.id });
    const asked = await add('problems', { ...icd('O80'), encounterId: id }, man.id);
    expect([asked.status, asked.body.type, rulesOf(asked)]).toEqual([
      422,
      expect.stringMatching(/diagnosis-improbable$/),
      ['icd-10-sex', 'icd-10-age'],
    ]);
    const sure = { ...icd('O80'), confirmed: ['icd-10-sex', 'icd-10-age'] };
    expect((await add('problems', sure, man.id)).status).toBe(201);
    expect(rulesOf(await add('problems', { ...icd('I10'), onset: '2017' }, man.id))).toEqual(['before-birth']);
    expect((await add('problems', { ...icd('I10'), onset: '2018' }, man.id)).status).toBe(201);
  });

  it('is the main one of its encounter, once, also for two at one moment', async () => {
    const encounterId = admitted.id;
    const main = (code: string) => add('problems', { ...icd(code), encounterId, rank: 'main' });
    const answers = await Promise.all([main('A90'), main('A91')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const first = elementAt(
      answers.filter(({ status }) => status === 201),
      0,
    );
    expect(answers.find(({ status }) => status === 409)!.body.type).toMatch(/main-diagnosis-exists$/);
    const path = `/api/v1/problems/${first.body.id}`;
    const changed = await doctor().patch(path, { rank: 'additional' }, { 'If-Match': valueOf(first.headers, 'etag') });
    expect([changed.status, changed.body.rank]).toEqual([200, 'additional']);
    expect((await main('A91')).status).toBe(201);
  });
});

const TOBACCO = { kind: 'social', topic: 'tobacco', use: 'never' };

describe('What was known before', () => {
  it.each([
    [{ kind: 'family', relationship: 'mother', text: 'Đái tháo đường típ 2', ageAtOnset: 50 }],
    [{ kind: 'social', topic: 'tobacco', use: 'former', amount: '20 gói-năm', until: '2019' }],
    [
      {
        kind: 'implant',
        text: 'Máy tạo nhịp hai buồng',
        site: 'Ngực trái',
        mriSafety: 'conditional',
        since: '2021-03',
      },
    ],
    [{ kind: 'alert', topic: 'difficult-airway', text: 'Đặt nội khí quản khó' }],
  ])('is recorded, listed by kind, ended and marked as an error: %j', async (item) => {
    const { status, body, headers } = await add('history', item);
    expect([status, body.status]).toEqual([201, 'active']);
    const { body: list } = await doctor().get(
      `/api/v1/patients/${admitted.patientId}/history?kind=${item.kind}&status=active`,
    );
    expect((list.items as { id: string }[]).map(({ id }) => id)).toEqual([body.id]);
    const path = `/api/v1/patients/${admitted.patientId}/history/${body.id}`;
    const ended = await doctor().patch(
      path,
      { status: 'inactive', reason: 'Đã hết' },
      { 'If-Match': valueOf(headers, 'etag') },
    );
    expect([ended.status, ended.body.statusReason]).toEqual([200, 'Đã hết']);
    const wrong = await doctor().patch(
      path,
      { status: 'entered-in-error' },
      { 'If-Match': valueOf(ended.headers, 'etag') },
    );
    expect(wrong.status).toBe(200);
    expect((await doctor().patch(path, { until: '2020' }, { 'If-Match': valueOf(wrong.headers, 'etag') })).status).toBe(
      409,
    );
    const { id } = await aPatient(world);
    const elsewhere = path.replace(admitted.patientId, id);
    expect((await world.as('doctor').patch(elsewhere, {}, { 'If-Match': '"3"' })).status).toBeGreaterThanOrEqual(403);
  });

  it('keeps the mark of a code that is not on the list, with the words that were written, and none of others', async () => {
    const family = (code: string, text: string) => {
      const confirmed = ['icd-10-not-listed'];
      return add('history', { kind: 'family', relationship: 'mother', text, ...icd(code, text), confirmed });
    };
    const said = [
      await family('Q87.45', 'Hội chứng hiếm'),
      await family('I10', 'Cao áp'),
      await add('history', TOBACCO),
    ];
    expect(said.map(({ body }) => [body.code.display, body.offList])).toEqual([
      ['Hội chứng hiếm', true],
      ['Cao áp', false],
      [expect.any(String), false],
    ]);
    const path = `/api/v1/patients/${admitted.patientId}/history?kind=family&status=active`;
    const { items } = (await doctor().get(path)).body as { items: { offList: boolean }[] };
    expect(items.map(({ offList }) => offList)).toEqual([false, true]);
  });

  it('has the fields of its kind, all named together', async () => {
    const wrong = await add('history', { kind: 'implant', use: 'never', topic: 'tobacco' });
    expect([wrong.status, rulesOf(wrong).sort()]).toEqual([
      400,
      ['background-foreign', 'background-foreign', 'background-needed'],
    ]);
  });
});

describe('Pregnancy and lactation', () => {
  it('are not known until somebody asks, and never taken for no', async () => {
    const { patientId } = await anAdmission(world);
    const now = async () => (await doctor().get(`/api/v1/patients/${patientId}/pregnancy`)).body;
    const unknown = {
      state: 'not-known',
      text: 'Chưa biết',
      gestationalWeeks: null,
      gestationalDays: null,
      recordedAt: null,
    };
    expect(await now()).toEqual({ patientId, pregnancy: unknown, lactation: unknown });
    const said = { kind: 'pregnancy', state: 'pregnant', gestationalWeeks: 28, gestationalDays: 3 };
    const { body } = await add('history', said, patientId);
    expect([body.code.code, body.code.display]).toEqual(['82810-3', 'Đang mang thai']);
    expect((await now()).pregnancy).toMatchObject({ state: 'pregnant', gestationalWeeks: 28, gestationalDays: 3 });
    await add('history', { kind: 'lactation', state: 'unknown' }, patientId);
    await add('history', { kind: 'pregnancy', state: 'not-pregnant' }, patientId);
    expect(await now()).toMatchObject({ pregnancy: { state: 'not-pregnant' }, lactation: { state: 'not-known' } });
  });

  it('is one truth for NEWS2 and the chart: the later of what the encounter and the history say', async () => {
    const woman = await aPatient(world, { sex: 'female', birthDate: '1995-01-01' });
    const { id, patientId } = await anAdmission(world, { patientId: woman.id });
    const path = `/api/v1/encounters/${id}`;
    const scored = async () => {
      const { body } = await doctor().post(`${path}/vitals`, { respiratoryRate: 18, heartRate: 80 });
      return (body.notScored as { code?: string; reason?: string } | null)?.code ?? null;
    };
    const chart = async () => (await doctor().get(`/api/v1/patients/${patientId}/chart`)).body.pregnancy;
    await add('history', { kind: 'pregnancy', state: 'pregnant', gestationalWeeks: 20 }, patientId);
    expect(await scored()).toBe('pregnant');
    const same = await doctor().post(`${path}/pregnancy`, { status: 'pregnant' });
    expect(same.status).toBe(201);
    expect(await chart()).toMatchObject({ state: 'pregnant', gestationalWeeks: 20 });
    await doctor().post(`${path}/pregnancy`, { status: 'not-pregnant', reason: 'Que thử âm tính' });
    expect([await scored(), (await chart()).state]).toEqual([null, 'not-pregnant']);
    await add('history', { kind: 'pregnancy', state: 'pregnant', gestationalWeeks: 7 }, patientId);
    expect([await scored(), (await chart()).gestationalWeeks]).toEqual(['pregnant', 7]);
  });

  it.each([
    { kind: 'pregnancy', state: 'pregnant' },
    { kind: 'lactation', state: 'breastfeeding' },
  ])('of a man and of a small girl is asked about: $state', async (said) => {
    const asked = async (person: object, rule: string) => {
      const { patientId } = await anAdmission(world, { patientId: (await aPatient(world, person)).id });
      const first = await add('history', said, patientId);
      const again = await add('history', { ...said, confirmed: [rule] }, patientId);
      return [first.status, rulesOf(first), again.status];
    };
    expect(await asked({ sex: 'male', birthDate: '1980-01-01' }, 'icd-10-sex')).toEqual([422, ['icd-10-sex'], 201]);
    expect(await asked({ sex: 'female', birthDate: '2022-01-01' }, 'icd-10-age')).toEqual([422, ['icd-10-age'], 201]);
  });
});
