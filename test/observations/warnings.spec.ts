import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OverdueVitals } from '../../src/clinical/observations/overdue-vitals.js';
import { anAdmission, anEncounter, aPatient } from '../support/builders.js';
import { statementsOf } from '../support/statements.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 120_000);
afterAll(() => world?.close());

const CALM = {
  respiratoryRate: 16,
  oxygenSaturation: 97,
  supplementalOxygen: false,
  systolic: 124,
  diastolic: 78,
  heartRate: 80,
  consciousness: 'A',
  temperature: 37,
};
const DYING = { ...CALM, heartRate: 135, respiratoryRate: 28, systolic: 88, diastolic: 50 };
const chart = (encounterId: string, values: object, headers = {}) =>
  world.as('nurse').post(`/api/v1/encounters/${encounterId}/vitals`, values, headers);
const open = (encounterId: string) =>
  world
    .sql<{ kind: string }>(`SELECT kind FROM task WHERE focus_id = $1 AND status = 'open' ORDER BY kind`, [encounterId])
    .then((rows) => rows.map(({ kind }) => kind));

/** What the board of the first ward says of somebody now. */
async function onBoard(encounterId: string): Promise<unknown> {
  const { body } = await world.as('nurse').get(`/api/v1/wards/${world.wards[0].id}/board`);
  const rows = body.items as { encounter: { id: string; vitals: unknown } | null }[];
  return rows.find(({ encounter }) => encounter?.id === encounterId)?.encounter?.vitals;
}

describe('Vital signs that warn', () => {
  it('open one task with the set, whoever charts again, until a set says that it is over', async () => {
    const { id } = await anEncounter(world);
    for (let n = 0; n < 2; n++) expect((await chart(id, DYING)).status).toBe(201);
    expect(await open(id)).toEqual(['news2-high']);
    const { body } = await world.as('nurse').get('/api/v1/tasks/mine?limit=100');
    expect(body.items.find(({ focusId }: { focusId: string }) => focusId === id)).toMatchObject({
      kind: 'news2-high',
      focus: 'encounter',
      steps: [{ to: 'nurse' }],
    });
    // What is left out is not over.
    expect((await chart(id, { heartRate: 90 })).status).toBe(201);
    expect(await open(id)).toEqual(['news2-high']);
    expect((await chart(id, { ...CALM, heartRate: 135 })).status).toBe(201);
    expect(await open(id)).toEqual(['news2-red']);
    expect((await chart(id, CALM)).status).toBe(201);
    expect(await open(id)).toEqual([]);
    const settled = await world.sql(`SELECT status FROM task WHERE focus_id = $1`, [id]);
    expect(settled).toEqual([{ status: 'settled' }, { status: 'settled' }]);
  });

  it('are judged anew when scale 2 begins or ends, and ask for nobody in a pregnancy', async () => {
    const { id: patientId } = await aPatient(world, { sex: 'female', birthDate: '1984-03-01' });
    const { id } = await anAdmission(world, { patientId, bedId: null });
    const doctor = world.as('doctor');
    const scale = (to: number) =>
      doctor.post(`/api/v1/encounters/${id}/spo2-scale`, { scale: to, reason: 'PaCO₂ 58 mmHg, đích SpO₂ 88–92 %' });
    await chart(id, { ...CALM, oxygenSaturation: 89, heartRate: 112, respiratoryRate: 22 });
    expect(await open(id)).toEqual(['news2-high']);
    const began = await scale(2);
    expect([began.status, began.body.notice]).toEqual([201, expect.stringContaining('NEWS2 4 (trước: 7)')]);
    expect(await open(id)).toEqual([]);
    // The board goes by what is set now, as the tasks do.
    expect(await onBoard(id)).toMatchObject({ news2Total: 4, news2: { scale: 2, risk: 'low' } });
    expect((await scale(1)).status).toBe(201);
    expect(await open(id)).toEqual(['news2-high']);
    expect(await onBoard(id)).toMatchObject({ news2Total: 7, news2: { scale: 1 } });
    const said = { status: 'pregnant', reason: 'Thai 12 tuần' };
    expect((await doctor.post(`/api/v1/encounters/${id}/pregnancy`, said)).status).toBe(201);
    expect(await open(id)).toEqual([]);
    expect(await onBoard(id)).toMatchObject({ news2Total: null, notScored: { code: 'pregnant' } });
    await doctor.post(`/api/v1/encounters/${id}/pregnancy`, { status: 'not-pregnant', reason: 'Đã sinh' });
    expect(await open(id)).toEqual(['news2-high']);
  });

  it('are judged anew when the history or a diagnosis says that a pregnancy began or ended, which ends scale 2 aloud', async () => {
    const { id: patientId } = await aPatient(world, { sex: 'female', birthDate: '1984-03-01' });
    const { id } = await anEncounter(world, { patientId });
    const doctor = world.as('doctor');
    const scale2 = { scale: 2, reason: 'PaCO₂ 58 mmHg, đích SpO₂ 88–92 %' };
    expect((await doctor.post(`/api/v1/encounters/${id}/spo2-scale`, scale2)).body).toMatchObject({ spo2Scale: 2 });
    await chart(id, { ...CALM, oxygenSaturation: 86, heartRate: 132, respiratoryRate: 26 });
    expect(await open(id)).toEqual(['news2-high']);
    const path = `/api/v1/patients/${patientId}`;
    const began = await doctor.post(`${path}/history`, { kind: 'pregnancy', state: 'pregnant', gestationalWeeks: 12 });
    expect([began.status, began.body.notice]).toEqual([201, expect.stringContaining('Thang SpO₂ 2')]);
    expect(await open(id)).toEqual([]);
    const state = { status: 'entered-in-error', reason: 'Ghi nhầm người' };
    const wrong = await doctor.patch(`${path}/history/${began.body.id}`, state, { 'If-Match': '"1"' });
    expect([wrong.status, await open(id)]).toEqual([200, ['news2-high']]);
    const code = { system: 'icd-10', code: 'O80', display: 'Đẻ thường' };
    const { body: birth } = await doctor.post(`${path}/problems`, { code });
    expect([await open(id), birth.notice]).toEqual([[], null]);
    const over = { clinicalStatus: 'resolved' };
    const resolved = await doctor.patch(`/api/v1/problems/${birth.id}`, over, { 'If-Match': '"1"' });
    expect(await open(id)).toEqual(['news2-high']);
    // Whoever says so reads what follows.
    expect(resolved.body.notice).toContain('NEWS2');
  });

  it('of a pregnancy that hardly fits the age are asked about first, and of a man refused', async () => {
    const aged = async (birthDate: string, sex = 'female') =>
      (await anEncounter(world, { patientId: (await aPatient(world, { sex, birthDate })).id })).id;
    const year = new Date().getFullYear();
    const say = (id: string, more: object = {}) =>
      world.as('doctor').post(`/api/v1/encounters/${id}/pregnancy`, { status: 'pregnant', ...more });
    for (const born of [year - 5, year - 70]) {
      const id = await aged(`${born}-01-01`);
      const asked = await say(id);
      expect([asked.status, asked.body.errors]).toEqual([
        422,
        [{ pointer: '/status', rule: 'icd-10-age', message: 'Tình trạng này thường không gặp ở tuổi của người bệnh.' }],
      ]);
      expect(
        (await world.as('doctor').post(`/api/v1/encounters/${id}/pregnancy`, { status: 'not-pregnant' })).status,
      ).toBe(201);
      expect((await say(id, { confirmed: ['icd-10-age'] })).body.pregnancy).toBe('pregnant');
    }
    expect((await say(await aged(`${year - 30}-01-01`))).status).toBe(201);
    expect((await say(await aged(`${year - 30}-01-01`, 'male'), { confirmed: ['icd-10-sex'] })).status).toBe(409);
  });

  it('are judged anew when she was a man, or a child, all along: what cannot be is asked about, ended with its reason and told', async () => {
    const { id: patientId } = await aPatient(world, { sex: 'female', birthDate: '1984-03-01' });
    const { id } = await anAdmission(world, { patientId, bedId: null });
    const doctor = world.as('doctor');
    const worse = {
      oxygenSaturation: 86,
      heartRate: 152,
      respiratoryRate: 42,
      confirmed: ['heartRate', 'respiratoryRate'],
    };
    expect((await chart(id, { ...CALM, ...worse })).status).toBe(201);
    await doctor.post(`/api/v1/patients/${patientId}/history`, { kind: 'pregnancy', state: 'pregnant' });
    await doctor.post(`/api/v1/encounters/${id}/pregnancy`, { status: 'pregnant', reason: 'Thai 12 tuần' });
    expect(await open(id)).toEqual([]);
    const correct = async (fields: object) => {
      const { version } = (await doctor.get(`/api/v1/patients/${patientId}`)).body;
      return doctor.patch(`/api/v1/patients/${patientId}`, fields, { 'If-Match': `"${version}"` });
    };
    const old = await correct({ birthDate: '1930-01-01' });
    expect([old.status, old.body.errors]).toEqual([
      422,
      [expect.objectContaining({ pointer: '/birthDate', rule: 'birth-date-hardly-fits' })],
    ]);
    const asked = await correct({ sex: 'male' });
    expect([asked.status, asked.body.errors]).toEqual([
      422,
      [expect.objectContaining({ pointer: '/sex', rule: 'sex-hardly-fits' })],
    ]);
    const done = await correct({ sex: 'male', confirmed: ['sex'] });
    expect([done.status, done.body.notice]).toEqual([200, expect.stringContaining('Tình trạng thai')]);
    expect(await open(id)).toEqual(['news2-high']);
    const { body: settings } = await doctor.get(`/api/v1/encounters/${id}/observation-settings`);
    expect([settings.pregnancy, settings.items[0]]).toEqual([
      null,
      expect.objectContaining({ kind: 'pregnancy', endedReason: 'Giới tính được sửa thành nam' }),
    ]);
    const { body: history } = await doctor.get(`/api/v1/patients/${patientId}/history?kind=pregnancy`);
    expect(history.items).toMatchObject([{ status: 'inactive', statusReason: 'Giới tính được sửa thành nam' }]);
    expect(await onBoard(id)).toMatchObject({ news2: { risk: 'high' } });

    const scale2 = { scale: 2, reason: 'PaCO₂ 58 mmHg' };
    expect((await doctor.post(`/api/v1/encounters/${id}/spo2-scale`, scale2)).status).toBe(201);
    const child = await correct({ birthDate: new Date(Date.now() - 800 * 86_400_000).toISOString().slice(0, 10) });
    expect([child.status, child.body.notice]).toEqual([200, expect.stringContaining('dưới 16 tuổi')]);
    expect(await open(id)).toEqual(['pews-medium']);
    expect((await correct({ birthDate: '1984-03-01' })).status).toBe(200);
    expect(await open(id)).toEqual(['news2-high']);
  });

  it('are judged anew when her record is put to one that says she is pregnant, and when both are parted; what was decided stays', async () => {
    const officer = world.as('records-officer');
    const doctor = world.as('doctor');
    const change = async (id: string, what: 'merge' | 'unmerge', body: object) => {
      const { version } = (await officer.get(`/api/v1/patients/${id}`)).body;
      const reason = 'Một người, hai hồ sơ';
      const done = await officer.post(
        `/api/v1/patients/${id}/${what}`,
        { ...body, reason },
        { 'If-Match': `"${version}"` },
      );
      expect([what, done.status]).toEqual([what, what === 'merge' ? 201 : 200]);
      return done.body.mergeId as string;
    };
    const her = { sex: 'female', birthDate: '1984-03-01' };
    const { id: pregnant } = await aPatient(world, her);
    const said = { kind: 'pregnancy', state: 'pregnant', gestationalWeeks: 12 };
    expect((await doctor.post(`/api/v1/patients/${pregnant}/history`, said)).status).toBe(201);
    const { id: patientId } = await aPatient(world, her);
    const { id } = await anAdmission(world, { patientId, bedId: null });
    const scale2 = { scale: 2, reason: 'PaCO₂ 58 mmHg, đích SpO₂ 88–92 %' };
    expect((await doctor.post(`/api/v1/encounters/${id}/spo2-scale`, scale2)).status).toBe(201);
    await chart(id, DYING);
    expect(await open(id)).toEqual(['news2-high']);
    for (const [stays, otherId] of [
      [patientId, pregnant],
      [pregnant, patientId],
    ] as const) {
      const mergeId = await change(stays, 'merge', { otherId });
      expect([await open(id), await onBoard(id)]).toMatchObject([[], { notScored: { code: 'pregnant' } }]);
      await change(stays, 'unmerge', { mergeId });
      expect([await open(id), await onBoard(id)]).toMatchObject([
        ['news2-high'],
        { news2: { scale: 2, risk: 'high' } },
      ]);
    }
    // Whoever has seen to it is not asked again because records were put together.
    const [task] = await world.sql<{ id: string }>(`SELECT id FROM task WHERE focus_id = $1 AND status = 'open'`, [id]);
    expect((await doctor.post(`/api/v1/tasks/${task?.id}/acknowledge`)).status).toBe(200);
    const { id: otherId } = await aPatient(world, her);
    await change(patientId, 'merge', { otherId });
    expect(await open(id)).toEqual([]);
  });

  it('are told once when the terminal sends them again', async () => {
    const { id } = await anEncounter(world);
    const key = { 'Idempotency-Key': `warned-${id}` };
    const [one, again] = [await chart(id, DYING, key), await chart(id, DYING, key)];
    expect([again.status, again.body.id, await open(id)]).toEqual([201, one.body.id, ['news2-high']]);
  });

  it('of 5 or 6 without a red parameter ask for a doctor too, as the chart of the Royal College does', async () => {
    const { id } = await anEncounter(world);
    const five = { ...CALM, heartRate: 112, respiratoryRate: 22, systolic: 108 };
    expect((await chart(id, five)).body.news2).toMatchObject({ total: 5, redParameter: false });
    expect(await open(id)).toEqual(['news2-red']);
    await chart(id, { ...five, systolic: 124 });
    expect(await open(id)).toEqual([]);
  });

  it('that have to be confirmed may be sent again under the same key', async () => {
    const { id } = await anEncounter(world);
    const key = { 'Idempotency-Key': `confirmed-${id}` };
    const fast = { ...DYING, heartRate: 190 };
    expect((await chart(id, fast, key)).status).toBe(422);
    const again = await chart(id, { ...fast, confirmed: ['heartRate'] }, key);
    expect([again.status, again.body.heartRate, await open(id)]).toEqual([201, 190, ['news2-high']]);
  });

  describe('of a child', () => {
    const born = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
    const aChild = async (birthDate: string) =>
      (await anEncounter(world, { patientId: (await aPatient(world, { birthDate })).id })).id;
    const WELL_AT_2 = {
      heartRate: 105,
      systolic: 95,
      diastolic: 55,
      capillaryRefill: 2,
      respiratoryRate: 30,
      respiratoryEffort: 'normal',
      oxygenSaturation: 98,
      supplementalOxygen: false,
      temperature: 37,
    };
    const WORSE = { ...WELL_AT_2, capillaryRefill: 3, oxygenSaturation: 92 };
    const WORST = { ...WORSE, respiratoryEffort: 'severe' };

    it('open, raise and end their task by Bedside PEWS', async () => {
      const id = await aChild(born(800));
      const steps: string[][] = [];
      for (const round of [WELL_AT_2, WORSE, WORST, { heartRate: 105 }, WORSE, WELL_AT_2]) {
        expect((await chart(id, round)).status).toBe(201);
        steps.push(await open(id));
      }
      expect(steps).toEqual([
        [],
        ['pews-medium'],
        ['pews-high', 'pews-medium'],
        ['pews-high', 'pews-medium'],
        ['pews-medium'],
        [],
      ]);
      const { body } = await world.as('nurse').get('/api/v1/tasks/mine?limit=100');
      expect(body.items.filter(({ encounterId }: { encounterId: string }) => encounterId === id)).toEqual([]);
    });

    it('are told once when sent again, and of a set that lacks values too', async () => {
      const id = await aChild(born(30));
      const key = { 'Idempotency-Key': `child-${id}` };
      const shock = { capillaryRefill: 5, respiratoryEffort: 'severe' };
      const answers = await Promise.all([chart(id, shock, key), chart(id, shock, key)]);
      const third = await chart(id, shock, key);
      expect(third.status).toBe(201);
      expect(new Set([...answers, third].flatMap(({ status, body }) => (status === 201 ? [body.id] : []))).size).toBe(
        1,
      );
      expect(await open(id)).toEqual(['pews-high']);
      expect(await world.sql('SELECT count(*)::int AS n FROM vital_signs WHERE encounter_id = $1', [id])).toEqual([
        { n: 1 },
      ]);
    });

    it('of whom the year of birth alone is known, are judged by the age that warns', async () => {
      const id = await aChild(String(new Date().getUTCFullYear() - 6));
      const answer = await chart(id, {
        ...WELL_AT_2,
        heartRate: 140,
        respiratoryRate: 44,
        oxygenSaturation: 93,
        confirmed: ['respiratoryRate'],
      });
      expect([answer.status, answer.body.pews?.risk]).toEqual([201, 'medium']);
      expect(await open(id)).toEqual(['pews-medium']);
    });

    it('cost a well child nothing more than an adult: one statement', async () => {
      const id = await aChild(born(3700));
      const wellAt10 = { ...WELL_AT_2, heartRate: 84, respiratoryRate: 20, systolic: 112 };
      expect((await chart(id, wellAt10)).body.pews).toMatchObject({ total: 0 });
      const sent = await statementsOf(world.app, async () => chart(id, wellAt10));
      expect(sent).toEqual(['emr.decided-settings-limited', 'vitals.chart']);
    });
  });

  it('open none by NEWS2 for a child, nor for a set that is refused', async () => {
    const child = await anEncounter(world, { patientId: (await aPatient(world, { birthDate: '2022-05-01' })).id });
    expect((await chart(child.id, { heartRate: 135, respiratoryRate: 28 })).status).toBe(201);
    const { id } = await anEncounter(world);
    expect((await chart(id, { ...DYING, effectiveAt: '2020-01-01T00:00:00Z' })).status).toBe(400);
    expect([await open(child.id), await open(id)]).toEqual([[], []]);
  });

  it('cost those that do not warn nothing: one statement, as before', async () => {
    const { id } = await anEncounter(world);
    await chart(id, CALM);
    const sent = await statementsOf(world.app, async () => chart(id, CALM));
    expect(sent).toEqual(['emr.decided-settings-limited', 'vitals.chart']);
  });
});

describe('Vital signs that are overdue', () => {
  const HOUR = 3_600_000;
  it('are asked for once, and the next round settles it', async () => {
    const { id } = await anAdmission(world);
    const overdue = world.app.get(OverdueVitals, { strict: false });
    const inHours = (hours: number) => overdue.look(new Date(Date.now() + hours * HOUR));
    await inHours(0.9);
    expect(await open(id)).toEqual([]);
    await Promise.all([inHours(1.1), inHours(1.1)]);
    expect(await open(id)).toEqual(['vitals-overdue']);
    expect((await chart(id, { weight: 61 })).status).toBe(201);
    expect(await open(id)).toEqual(['vitals-overdue']);
    expect((await chart(id, CALM)).status).toBe(201);
    expect(await open(id)).toEqual([]);
    // A calm patient who cares for themselves is measured every twelve hours.
    await inHours(12);
    expect(await open(id)).toEqual([]);
    await inHours(13);
    expect(await open(id)).toEqual(['vitals-overdue']);
  });
});
