import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPatient, anAdmission, anEncounter } from '../support/builders.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const chart = (encounterId: string, body: object) =>
  world.as('nurse').post(`/api/v1/encounters/${encounterId}/vitals`, body);
const act = (id: string, action: string, body: object, version = 1) =>
  world.as('nurse').post(`/api/v1/vitals/${id}/${action}`, body, { 'If-Match': `"${version}"` });
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
const admitted = async (fields: object) =>
  (await anAdmission(world, { patientId: (await aPatient(world, fields)).id, bedId: null })).id;

const SHOCK = { heartRate: 70, respiratoryRate: 10, systolic: 72, diastolic: 45, consciousness: 'P' };
const FULL = {
  heartRate: 96,
  respiratoryRate: 20,
  systolic: 124,
  diastolic: 78,
  temperature: 37.0,
  oxygenSaturation: 90,
  supplementalOxygen: false,
  consciousness: 'A',
};

describe('Values are judged by the age of the patient', () => {
  it('a healthy newborn needs no confirmation, a child in shock is noticed, and scored once confirmed', async () => {
    const newborn = await admitted({ birthDate: daysAgo(3) });
    const well = { heartRate: 165, respiratoryRate: 52, systolic: 62, diastolic: 38, temperature: 36.9, glucose: 2.6 };
    expect((await chart(newborn, well)).status).toBe(201);
    const child = await admitted({ birthDate: daysAgo(800) });
    const asked = await chart(child, SHOCK);
    expect([asked.status, asked.body.errors.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([
      422,
      ['/heartRate', '/respiratoryRate', '/systolic'],
    ]);
    const confirmed = ['heartRate', 'respiratoryRate', 'systolic'];
    const { status, body } = await chart(child, {
      ...SHOCK,
      capillaryRefill: 4,
      respiratoryEffort: 'normal',
      confirmed,
    });
    expect([status, body.confirmed]).toEqual([201, confirmed]);
    expect(body).toMatchObject({ news2: null, pews: { age: '1-4-years', total: null, partial: 12, risk: 'high' } });
  });

  it('what the sick really have is charted after confirmation, what cannot be is refused at that age', async () => {
    const adult = await admitted({ birthDate: '1970-01-01' });
    const extremes = { temperature: 24, oxygenSaturation: 25, weight: 450, systolic: 0, diastolic: 0, heartRate: 0 };
    const asked = await chart(adult, extremes);
    expect([asked.status, asked.body.errors.length]).toEqual([422, 6]);
    expect((await chart(adult, { ...extremes, confirmed: Object.keys(extremes) })).status).toBe(201);
    const preterm = await admitted({ birthDate: daysAgo(0) });
    expect((await chart(preterm, { weight: 0.25, confirmed: ['weight'] })).status).toBe(201);
    const typo = await chart(adult, { weight: 0.25, confirmed: ['weight'] });
    expect([typo.status, typo.body.errors]).toEqual([
      400,
      [expect.objectContaining({ pointer: '/weight', rule: 'impossible' })],
    ]);
  });
});

describe('A set', () => {
  it('holds pain, Glasgow, oxygen, refill and why something was not measured, and is converted where its unit is another', async () => {
    const id = await admitted({ birthDate: '1970-01-01', sex: 'male' });
    const { status, body } = await chart(id, {
      temperature: 101.3,
      glucose: 180,
      weight: 132,
      height: 165,
      units: { temperature: '[degF]', glucose: 'mg/dL', weight: '[lb_av]' },
      pain: 4,
      gcs: { eye: 4, verbal: 'NT', motor: 6 },
      oxygenDevice: 'nasal-cannula',
      oxygenFlow: 2,
      fio2: 28,
      oxygenSaturation: 95,
      capillaryRefill: 2,
      respiratoryEffort: 'mild',
      notMeasured: [{ field: 'systolic', reason: 'refused' }],
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      temperature: 38.5,
      glucose: 10,
      weight: 59.87,
      bmi: 22,
      gcs: { eye: 4, verbal: 'NT', motor: 6, total: null, text: 'E4 VNT M6' },
      supplementalOxygen: true,
      entered: { temperature: { value: 101.3, unit: '[degF]' }, glucose: { value: 180, unit: 'mg/dL' } },
      notMeasured: [{ field: 'systolic', reason: 'refused', text: 'người bệnh từ chối' }],
    });
    const { body: sheet } = await world.as('doctor').get(`/api/v1/encounters/${id}/flowsheet`);
    const rows = Object.fromEntries(sheet.rows.map((row: { parameter: string }) => [row.parameter, row]));
    expect(rows).toMatchObject({
      temperature: { code: '8310-5', unit: 'Cel', texts: ['38,5'] },
      gcsVerbal: { code: '9270-0', values: ['NT'] },
      bmi: { code: '39156-5', values: [22] },
      oxygenDevice: { code: null, texts: ['gọng mũi'] },
      pain: { code: '72514-3', values: [4] },
    });
    expect(sheet.sets).toMatchObject([{ notMeasured: [{ field: 'systolic' }], late: false }]);
  });

  it.each([
    ['part of a Glasgow score', { gcs: { eye: 4, verbal: 5 } }, '/gcs/motor'],
    ['a Glasgow score that is none', { gcs: { eye: 5, verbal: 5, motor: 6 } }, '/gcs/eye'],
    ['a pain of 11', { pain: 11 }, '/pain'],
    ['a unit of something else', { temperature: 37, units: { temperature: 'kg' } }, '/units/temperature'],
    ['a reason nobody defined', { notMeasured: [{ field: 'pain', reason: 'lazy' }] }, '/notMeasured/0/reason'],
    [
      'oxygen that contradicts itself',
      { oxygenSaturation: 96, supplementalOxygen: false, oxygenFlow: 2 },
      '/supplementalOxygen',
    ],
  ])('with %s is refused', async (_, body, pointer) => {
    const { id } = await anAdmission(world, { bedId: null });
    const answer = await chart(id, body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ pointer }));
  });

  it('keeps its tenths as they were written, wherever it is read', async () => {
    const { id, patientId } = await anAdmission(world, { bedId: null });
    const charted = await chart(id, { temperature: 37.0 });
    const texts = [
      charted.text,
      (await world.as('nurse').get(`/api/v1/vitals/${charted.body.id}`)).text,
      (await world.as('nurse').get(`/api/v1/encounters/${id}/vitals`)).text,
      (await world.as('nurse').get(`/api/v1/patients/${patientId}/chart`)).text,
    ];
    for (const text of texts) expect(text).toContain('"temperature":37.0,');
    const { body } = await world.as('nurse').get(`/api/v1/encounters/${id}/flowsheet`);
    expect(body.rows[0]).toMatchObject({ parameter: 'temperature', texts: ['37,0'] });
  });

  it('charted late shows both times', async () => {
    const { id } = await anEncounter(world);
    const effectiveAt = new Date(Date.now() - 8 * 3_600_000).toISOString();
    const { body } = await chart(id, { heartRate: 80, effectiveAt });
    expect(body).toMatchObject({ effectiveAt, late: true });
    expect(Date.parse(body.recordedAt)).toBeGreaterThan(Date.parse(effectiveAt) + 7 * 3_600_000);
  });
});

describe('A set that was charted wrong', () => {
  it('is corrected in one step, and both stay readable', async () => {
    const { id } = await anAdmission(world, { bedId: null });
    const wrong = (await chart(id, { ...FULL, heartRate: 69 })).body;
    const answer = await act(wrong.id, 'correct', { ...FULL, reason: 'Đọc nhầm màn hình' });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      heartRate: 96,
      effectiveAt: wrong.effectiveAt,
      replacesId: wrong.id,
      replaced: { id: wrong.id, heartRate: 69, status: 'entered-in-error', statusReason: 'Đọc nhầm màn hình' },
    });
    const { body } = await world.as('nurse').get(`/api/v1/encounters/${id}/vitals`);
    expect(
      body.items.map((set: { heartRate: number; replacedById: string | null }) => [set.heartRate, set.replacedById]),
    ).toEqual([
      [96, null],
      [69, answer.body.id],
    ]);
    expect((await act(wrong.id, 'correct', { ...FULL, reason: 'Gõ nhầm lần nữa' })).status).toBe(412);
    expect((await act(wrong.id, 'correct', { ...FULL, reason: 'Gõ nhầm lần nữa' }, 2)).status).toBe(409);
  });

  it('by two at once is corrected by one of them', async () => {
    const { id } = await anAdmission(world, { bedId: null });
    const wrong = (await chart(id, { heartRate: 69 })).body;
    const answers = await Promise.all(
      [96, 97, 98].map((heartRate) => act(wrong.id, 'correct', { heartRate, reason: 'Sửa' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    const { body } = await world.as('nurse').get(`/api/v1/encounters/${id}/vitals`);
    expect(body.items).toHaveLength(2);
  });

  it('for another patient is moved in one step, told on both trails, under the name of who took it', async () => {
    const from = await anEncounter(world);
    const to = await anEncounter(world);
    const effectiveAt = new Date(Date.now() - 600_000).toISOString();
    const wrong = (await chart(from.id, { ...FULL, effectiveAt })).body;
    const moved = await world
      .as('head-nurse')
      .post(`/api/v1/vitals/${wrong.id}/move`, { encounterId: to.id, reason: 'Nhầm giường' }, { 'If-Match': '"1"' });
    expect(moved.status).toBe(200);
    expect(moved.body).toMatchObject({
      ...FULL,
      patientId: to.patientId,
      encounterId: to.id,
      effectiveAt,
      replacesId: wrong.id,
      recordedBy: { id: world.staff.nurse.id },
      movedBy: { id: world.staff['head-nurse'].id },
      replaced: { patientId: from.patientId, status: 'entered-in-error', statusReason: 'Nhầm giường' },
    });
    const events = await world.sql(
      `SELECT kind, patient_id, username, reason FROM audit.event WHERE entity = 'vital_signs' AND entity_id = ANY ($1) AND username = 'head-nurse' ORDER BY id`,
      [[wrong.id, moved.body.id]],
    );
    const by = { username: 'head-nurse', reason: 'Nhầm giường' };
    expect(events).toEqual([
      { kind: 'update', patient_id: from.patientId, ...by },
      { kind: 'create', patient_id: to.patientId, ...by },
    ]);
    const again = await act(moved.body.id, 'move', { encounterId: to.id, reason: 'Gõ nhầm lần nữa' });
    expect([again.status, again.body.type]).toEqual([409, expect.stringContaining('moved-to-itself')]);
  });

  it('is not moved to a patient who cannot have it, and only looked at again to one in whom it is unusual', async () => {
    const { id } = await anAdmission(world, { bedId: null });
    const newborn = await admitted({ birthDate: daysAgo(0) });
    const move = async (values: object, more: object = {}) => {
      const wrong = (await chart(id, values)).body;
      const answer = await act(wrong.id, 'move', { encounterId: newborn, reason: 'Nhầm giường', ...more });
      const { body } = await world.as('nurse').get(`/api/v1/vitals/${wrong.id}`);
      return [answer.status, answer.body.errors?.[0]?.pointer ?? null, body.status];
    };
    expect(await move({ weight: 70 })).toEqual([400, '/weight', 'final']);
    expect(await move({ weight: 70 }, { confirmed: ['weight'] })).toEqual([400, '/weight', 'final']);
    expect(await move({ systolic: 121, diastolic: 68 })).toEqual([422, '/systolic', 'final']);
    const looked = await move({ systolic: 121, diastolic: 68 }, { confirmed: ['systolic'] });
    expect(looked).toEqual([200, null, 'entered-in-error']);
    expect(await move({ consciousness: 'A' })).toEqual([200, null, 'entered-in-error']);
  });

  it('is not moved to a patient whom the mover may not see, or into a stay that ended', async () => {
    const { id } = await anAdmission(world, { bedId: null });
    const elsewhere = await anAdmission(world, { wardId: world.wards[1].id, bedId: null });
    const wrong = (await chart(id, FULL)).body;
    await worksOnlyIn(world, 'nurse', world.wards[0].id);
    const refused = await act(wrong.id, 'move', { encounterId: elsewhere.id, reason: 'Nhầm' });
    expect([refused.status, refused.body.type]).toEqual([403, expect.stringContaining('no-care-relationship')]);
    const unknown = await act(wrong.id, 'move', { encounterId: wrong.id, reason: 'Nhầm' });
    expect([unknown.status, unknown.body.type]).toEqual([404, expect.stringContaining('encounter-not-found')]);
    const { body } = await world.as('nurse').get(`/api/v1/vitals/${wrong.id}`);
    expect([body.status, body.version]).toEqual(['final', 1]);
  });
});

describe('Scale 2 of NEWS2', () => {
  const setScale = (id: string, scale: number, reason = 'COPD, PaCO₂ 58 mmHg', role: 'doctor' | 'nurse' = 'doctor') =>
    world.as(role).post(`/api/v1/encounters/${id}/spo2-scale`, { scale, reason });

  it('is set and ended by a doctor with a reason; what was charted before keeps its scale', async () => {
    const id = await admitted({ birthDate: '1958-01-01', sex: 'male' });
    const before = await chart(id, FULL);
    expect((await setScale(id, 2, 'COPD', 'nurse')).status).toBe(403);
    expect((await world.as('doctor').post(`/api/v1/encounters/${id}/spo2-scale`, { scale: 2 })).status).toBe(400);
    const set = await setScale(id, 2);
    expect([set.status, set.body.spo2Scale]).toEqual([201, 2]);
    expect((await setScale(id, 2)).status).toBe(409);
    const during = await chart(id, FULL);
    expect((await setScale(id, 1, 'Hết toan hô hấp')).body.spo2Scale).toBe(1);
    const after = await chart(id, FULL);
    const scores = [before, during, after].map(({ body }) => [body.news2.scale, body.news2.total]);
    expect(scores).toEqual([
      [1, 4],
      [2, 1],
      [1, 4],
    ]);
    const { body } = await world.as('nurse').get(`/api/v1/vitals/${before.body.id}`);
    expect(body.news2.total).toBe(4);
    const { body: list } = await world.as('nurse').get(`/api/v1/encounters/${id}/observation-settings`);
    expect(list.items).toMatchObject([
      {
        kind: 'spo2-scale',
        reason: 'COPD, PaCO₂ 58 mmHg',
        endedReason: 'Hết toan hô hấp',
        setBy: { fullName: expect.any(String) },
      },
    ]);
  });

  it('by two doctors at once is set once', async () => {
    const id = await admitted({ birthDate: '1958-01-01', sex: 'male' });
    const answers = await Promise.all(Array.from({ length: 4 }, () => setScale(id, 2)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });

  it('is never for those under 16, nor in pregnancy, which ends it', async () => {
    const year = new Date().getUTCFullYear();
    for (const birthDate of [daysAgo(5000), String(year - 16)]) {
      const id = await admitted({ birthDate, sex: 'male' });
      const refused = await setScale(id, 2);
      expect([birthDate, refused.status, refused.body.type]).toEqual([
        birthDate,
        409,
        expect.stringContaining('oxygen-scale-unfit'),
      ]);
    }
    const id = await admitted({ birthDate: '1990-01-01' });
    expect((await setScale(id, 2)).status).toBe(201);
    const pregnant = await world.as('nurse').post(`/api/v1/encounters/${id}/pregnancy`, { status: 'pregnant' });
    expect(pregnant.body).toMatchObject({ pregnancy: 'pregnant', spo2Scale: 1 });
    expect(pregnant.body.notice).toMatch(/Thang SpO₂ 2 đã hết hiệu lực/);
    expect((await setScale(id, 2)).status).toBe(409);
  });
});

describe('Pregnancy', () => {
  const scoreOf = async (id: string) => {
    const { body } = await chart(id, FULL);
    return [body.news2 && body.news2.total, body.news2?.caution ?? null, body.notScored?.code ?? null];
  };

  it('that is not known is said beside the score, that is known takes it away, and of others nothing is said', async () => {
    const id = await admitted({ birthDate: '1996-01-15' });
    expect(await scoreOf(id)).toEqual([4, expect.stringContaining('Chưa rõ có thai'), null]);
    await world
      .as('nurse')
      .post(`/api/v1/encounters/${id}/pregnancy`, { status: 'not-pregnant', reason: 'Que thử âm tính' });
    expect(await scoreOf(id)).toEqual([4, null, null]);
    await world.as('nurse').post(`/api/v1/encounters/${id}/pregnancy`, { status: 'pregnant' });
    expect(await scoreOf(id)).toEqual([null, null, 'pregnant']);
    for (const other of [{ sex: 'male', birthDate: '1990-01-01' }, { birthDate: '1950' }]) {
      expect(await scoreOf(await admitted(other))).toEqual([4, null, null]);
    }
  });

  it('is known from a diagnosis', async () => {
    const { id: patientId } = await aPatient(world, { birthDate: '1996-01-15' });
    const code = { system: 'http://hl7.org/fhir/sid/icd-10', code: 'O80', display: 'Đẻ thường' };
    expect((await world.as('doctor').post(`/api/v1/patients/${patientId}/problems`, { code })).status).toBe(201);
    const { id } = await anAdmission(world, { patientId, bedId: null });
    expect(await scoreOf(id)).toEqual([null, null, 'pregnant']);
  });

  it('of a man is refused', async () => {
    const id = await admitted({ sex: 'male' });
    const { status } = await world.as('nurse').post(`/api/v1/encounters/${id}/pregnancy`, { status: 'pregnant' });
    expect(status).toBe(409);
  });
});

describe('The next set', () => {
  it('is due after what the score and the level of care allow, whichever is shorter', async () => {
    const { id } = await anEncounter(world, { patientId: (await aPatient(world, { sex: 'male' })).id });
    const effectiveAt = new Date(Date.now() - 60_000).toISOString();
    const minutesTo = async (vitals: object) => {
      const { body } = await chart(id, { ...FULL, oxygenSaturation: 98, ...vitals, effectiveAt });
      return (Date.parse(body.dueAt) - Date.parse(effectiveAt)) / 60_000;
    };
    const setLevel = (level: string) => world.as('doctor').post(`/api/v1/encounters/${id}/care-level`, { level });
    expect(await minutesTo({})).toBe(240);
    expect((await setLevel('I')).body.careLevel).toBe('I');
    expect(await minutesTo({})).toBe(60);
    await setLevel('III');
    expect(await minutesTo({})).toBe(240);
    expect(await minutesTo({ consciousness: 'V' })).toBe(60);
  });

  it('of scores that rise says so on the sheet', async () => {
    const { id } = await anEncounter(world, { patientId: (await aPatient(world, { sex: 'male' })).id });
    for (const [minutes, temperature] of [
      [50, 37],
      [40, 38.5],
      [30, 38.6],
      [20, 37],
    ] as const) {
      const effectiveAt = new Date(Date.now() - minutes * 60_000).toISOString();
      expect((await chart(id, { ...FULL, temperature, effectiveAt })).status).toBe(201);
    }
    const { body } = await world.as('nurse').get(`/api/v1/encounters/${id}/flowsheet`);
    expect(body.sets.map(({ trend }: { trend: string }) => trend)).toEqual([null, 'rising', 'steady', 'falling']);
  });
});
