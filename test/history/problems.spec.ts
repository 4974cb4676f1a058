import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { ProblemsService, type NewProblem } from '../../src/clinical/history/problems.service.js';
import { runAsSystem } from '../../src/kernel/request-context.js';
import { anAdmission, aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';

const PNEUMONIA = { system: 'http://hl7.org/fhir/sid/icd-10', code: 'J18.9', display: 'Viêm phổi, không xác định' };
const NOBODY = '01900000-0000-7000-8000-000000000000';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const record = (patientId: string, body: object, headers?: Record<string, string>) =>
  world.as('doctor').post(`/api/v1/patients/${patientId}/problems`, body, headers);
const change = (id: string, version: number, body: object) =>
  world.as('doctor').patch(`/api/v1/problems/${id}`, body, { 'If-Match': `"${version}"` });
const stored = (patientId: string) => world.sql('SELECT * FROM problem WHERE patient_id = $1 ORDER BY id', [patientId]);
const rulesOf = (body: { errors: { rule: string }[] }) => body.errors.map(({ rule }) => rule);

describe('A problem', () => {
  it('is recorded with how sure it is and since when, in the encounter that found it, on the trail', async () => {
    const { id: encounterId, patientId } = await anAdmission(world);
    const input = { code: PNEUMONIA, verificationStatus: 'provisional', onset: '2026-11', encounterId };
    const answer = await record(patientId, input);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ ...input, patientId, clinicalStatus: 'active', abatement: null, version: 1 });
    const [event] = await world.sql(`SELECT * FROM audit.event WHERE entity = 'problem' AND patient_id = $1`, [
      patientId,
    ]);
    expect(event).toMatchObject({ kind: 'create', username: 'doctor', encounter_id: encounterId });
  });

  it('may come again: illnesses do', async () => {
    const { id } = await aPatient(world);
    expect((await record(id, { code: PNEUMONIA })).status).toBe(201);
    expect((await record(id, { code: PNEUMONIA })).status).toBe(201);
  });

  it.each([
    ['J18.9', 'J18.9'],
    ['i10', 'I10'],
    [' A17.0+ ', 'A17.0†'],
    ['G01*', 'G01*'],
  ])('keeps the ICD-10 code %p as %p', async (code, kept) => {
    const { id } = await aPatient(world);
    for (const system of ['icd-10', 'ICD10', PNEUMONIA.system]) {
      const sure = { confirmed: ['icd-10-not-listed'] };
      const { body } = await record(id, { code: { system, code, display: 'Chẩn đoán' }, ...sure });
      expect(body.code).toMatchObject({ system: PNEUMONIA.system, code: kept });
    }
  });

  it('whose code is not on the list is asked about, and kept as that with the text of who wrote it', async () => {
    const { id } = await aPatient(world);
    const code = { system: 'icd-10', code: 'x99.77', display: 'Bị vật sắc không rõ' };
    const asked = await record(id, { code });
    expect(asked.status).toBe(422);
    expect(rulesOf(asked.body)).toEqual(['icd-10-not-listed']);
    expect(rulesOf((await record(id, { code, confirmed: ['icd-10-sex'] })).body)).toEqual(['icd-10-not-listed']);
    expect(await stored(id)).toEqual([]);
    const { body } = await record(id, { code, confirmed: ['icd-10-not-listed'] });
    expect(body).toMatchObject({ code: { code: 'X99.77', display: code.display }, offList: true, note: null });
    // The starter is no whole list: what it lacks and ICD-10 may have is kept without a question.
    const usual = await record(id, { code: { system: 'icd-10', code: 'B25.9', display: 'Nhiễm CMV' } });
    expect([usual.status, usual.body.offList]).toEqual([201, true]);
    const listed = await record(id, { code: { ...PNEUMONIA, display: 'Viêm phổi nặng' } });
    expect(listed.body).toMatchObject({ code: PNEUMONIA, offList: false, note: 'Viêm phổi nặng' });
  });

  it.each(['J189', 'J1', '18.9', 'J18.', 'J18.999', 'viêm phổi', undefined])(
    'refuses %p as an ICD-10 code, but takes it of another system',
    async (code) => {
      const { id } = await aPatient(world);
      const answer = await record(id, { code: { ...PNEUMONIA, code } });
      expect(answer.status).toBe(400);
      expect(rulesOf(answer.body)).toEqual(['icd-10']);
      expect(await stored(id)).toEqual([]);
      expect((await record(id, { code: { ...PNEUMONIA, code, system: 'http://khac.vn' } })).status).toBe(201);
    },
  );

  it.each([
    [{}, '/code'],
    [{ code: null }, '/code'],
    [{ code: { display: 'x', note: 'y' } }, '/code/note'],
    [{ code: PNEUMONIA, clinicalStatus: 'refuted' }, '/clinicalStatus'],
    [{ code: PNEUMONIA, onset: '2026-13' }, '/onset'],
    [{ code: PNEUMONIA, abatement: '2999' }, '/abatement'],
    [{ code: PNEUMONIA, onset: '2020-05', abatement: '2020-04' }, '/abatement'],
    [{ code: PNEUMONIA, severity: 'x' }, '/severity'],
  ])('refuses %p, names %s and stores nothing', async (body, pointer) => {
    const { id } = await aPatient(world);
    const answer = await record(id, body);
    expect(answer.status).toBe(400);
    expect((answer.body.errors as { pointer: string }[]).map((error) => error.pointer)).toContain(pointer);
    expect(await stored(id)).toEqual([]);
  });

  it('may end in the year it began, however exactly each is known', async () => {
    const { id } = await aPatient(world);
    const { body } = await record(id, { code: PNEUMONIA, onset: '2020-05-06', abatement: '2020' });
    expect(body).toMatchObject({ onset: '2020-05-06', abatement: '2020', clinicalStatus: 'resolved' });
  });

  it("is not recorded in an encounter that is another patient's, or over, or nobody's", async () => {
    const { id } = await aPatient(world);
    const { id: encounterId } = await anAdmission(world);
    const foreign = await record(id, { code: PNEUMONIA, encounterId });
    expect(foreign.status).toBe(404);
    expect((await record(id, { code: PNEUMONIA, encounterId: NOBODY })).status).toBe(404);
    expect(await stored(id)).toEqual([]);
  });

  it('is recorded once when the same request comes twice', async () => {
    const { id } = await aPatient(world);
    const headers = { 'Idempotency-Key': 'problem-1' };
    const answers = await Promise.all([1, 2].map(() => record(id, { code: PNEUMONIA }, headers)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(await stored(id)).toHaveLength(1);
  });

  it('is for doctors and nurses', async () => {
    const { id } = await aPatient(world);
    for (const role of ['registrar', 'lab', 'auditor', 'admin'] as const) {
      expect((await world.as(role).post(`/api/v1/patients/${id}/problems`, { code: PNEUMONIA })).status).toBe(403);
      expect((await world.as(role).get(`/api/v1/patients/${id}/problems`)).status).toBe(403);
    }
    expect((await record(NOBODY, { code: PNEUMONIA })).status).toBe(404);
    expect((await world.as('nurse').get(`/api/v1/patients/${NOBODY}/problems`)).status).toBe(404);
  });
});

describe('How a problem goes', () => {
  it('changes field by field; its end resolves it, and it may be opened again', async () => {
    const { id } = await aPatient(world);
    const { body } = await record(id, { code: PNEUMONIA, onset: '2026-10' });
    const ended = await change(body.id, 1, { abatement: '2026-11-20' });
    expect(ended.body).toMatchObject({ onset: '2026-10', abatement: '2026-11-20', clinicalStatus: 'resolved' });
    const again = await change(body.id, 2, { abatement: null, clinicalStatus: 'relapse' });
    expect(again.body).toMatchObject({ onset: '2026-10', abatement: null, clinicalStatus: 'relapse', version: 3 });
    const wrong = await change(body.id, 3, { abatement: '2026-09' });
    expect(wrong.status).toBe(400);
    expect(rulesOf(wrong.body)).toEqual(['ends-before-onset']);
  });

  it('needs the version read, and lets one of five at once win', async () => {
    const { id } = await aPatient(world);
    const { body } = await record(id, { code: PNEUMONIA });
    expect((await world.as('doctor').patch(`/api/v1/problems/${body.id}`, {})).status).toBe(428);
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => change(body.id, 1, { clinicalStatus: 'remission' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412]);
  });

  it('entered in error stays on record for good; who changed what can be read', async () => {
    const { id } = await aPatient(world);
    const { body } = await record(id, { code: PNEUMONIA });
    const marked = await change(body.id, 1, { verificationStatus: 'entered-in-error' });
    expect(marked.body).toMatchObject({ verificationStatus: 'entered-in-error', clinicalStatus: 'inactive' });
    expect((await change(body.id, 2, { verificationStatus: 'confirmed' })).status).toBe(409);
    const history = await world.as('nurse').get(`/api/v1/problems/${body.id}/history`);
    expect(history.body).toMatchObject({
      id: body.id,
      patientId: id,
      items: [
        {
          version: 2,
          by: expect.objectContaining({ username: 'doctor', fullName: 'Người thử doctor', role: 'doctor' }),
          fields: ['clinicalStatus', 'verificationStatus'],
        },
      ],
    });
    expect((await world.as('nurse').get(`/api/v1/problems/${NOBODY}/history`)).status).toBe(404);
    expect((await change(NOBODY, 1, {})).status).toBe(404);
  });
});

describe('Problems that another system tells of', () => {
  const importing = (problem: NewProblem) =>
    runAsSystem('import', () =>
      world.app
        .get(UnitOfWork, { strict: false })
        .write((tx) => world.app.get(ProblemsService, { strict: false }).recordWithin(tx, problem)),
    );

  it('keep their code as it came, their times and their status, put right where they contradict themselves', async () => {
    const { id: patientId } = await aPatient(world);
    const recordedAt = new Date('2001-02-03T04:05:06Z');
    await importing({ patientId, code: { ...PNEUMONIA, code: 'J189' }, recordedAt, onset: '2001-02-03T04:05:06Z' });
    await importing({ patientId, code: { display: 'Đau đầu' }, onset: '1999', abatement: '1999-02' });
    await importing({ patientId, code: { display: 'Lao' }, verificationStatus: 'refuted' });
    expect(await stored(patientId)).toMatchObject([
      { code: 'J189', recorded_at: recordedAt, onset_precision: 'instant', recorded_by: null },
      { clinical_status: 'resolved', onset_precision: 'year', abated_precision: 'month' },
      { clinical_status: 'inactive', verification_status: 'refuted' },
    ]);
  });

  it('are listed with ours in pages, the latest recorded first', async () => {
    const { id: patientId } = await aPatient(world);
    for (const year of [2003, 2001, 2002]) {
      const recordedAt = new Date(`${year}-01-01T00:00:00Z`);
      await importing({ patientId, code: { display: `Năm ${year}` }, recordedAt });
    }
    const seen: string[] = [];
    for (let at: string | null = `/api/v1/patients/${patientId}/problems?limit=2`; at;) {
      const { body } = await world.as('nurse').get(at);
      seen.push(...(body.items as { code: { display: string } }[]).map(({ code }) => code.display));
      at = body.next as string | null;
    }
    expect(seen).toEqual(['Năm 2003', 'Năm 2002', 'Năm 2001']);
  });
});
