import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runAsSystem } from '../../src/kernel/request-context.js';
import { RejudgeService } from '../../src/clinical/results/rejudge.service.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { anEncounter, anOrder, PANEL } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { hoursAgo, potassium, report, send, sodium } from './reports.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

type Who = 'doctor' | 'nurse' | 'lab' | 'registrar';
const mine = async (who: Who, focusId: string) => {
  const { status, body } = await world.as(who).get('/api/v1/tasks/mine?limit=100');
  return status === 200 ? body.items.find((task: { focusId: string }) => task.focusId === focusId) : undefined;
};
const tasksOf = (focusId: string) =>
  world.sql<{ kind: string; status: string }>('SELECT kind, status FROM task WHERE focus_id = $1 ORDER BY kind', [
    focusId,
  ]);

describe('A result that no living person has', () => {
  it('is taken, told to laboratory and ward as what has to be checked, and said beside the value', async () => {
    const order = await anOrder(world);
    const sent = await send(world, order, report([potassium(410)]));
    expect(sent.status).toBe(201);
    expect(sent.body.observations[0]).toMatchObject({
      value: 410,
      critical: null,
      notJudgedBecause: 'impossible',
      notJudgedText: expect.stringContaining('Không người sống nào'),
    });
    for (const who of ['lab', 'nurse', 'doctor'] as const) {
      expect([who, await mine(who, sent.body.id)]).toEqual([
        who,
        expect.objectContaining({
          kind: 'impossible-result',
          about: 'Kali 410 mmol/L',
          patient: expect.objectContaining({ id: order.patientId }),
          steps: [expect.objectContaining({ to: 'laboratory' })],
        }),
      ]);
    }
    expect(await tasksOf(sent.body.id)).toEqual([{ kind: 'impossible-result', status: 'open' }]);
    const { body: chart } = await world.as('doctor').get(`/api/v1/patients/${order.patientId}/chart`);
    expect(chart.results[0].observations[0]).toMatchObject({ critical: null, notJudgedBecause: 'impossible' });
  });

  it('is settled by whoever asked, who says what came of it', async () => {
    const order = await anOrder(world);
    const { body } = await send(world, order, report([potassium(0)]));
    const task = await mine('lab', body.id);
    const acknowledge = (said: object) => world.as('lab').post(`/api/v1/tasks/${task.id}/acknowledge`, said);
    for (const said of [{}, { readBack: '.' }, { readBack: 'ok' }]) {
      const silent = await acknowledge(said);
      expect([said, silent.status, silent.body.title]).toEqual([said, 422, 'Cần ghi kết quả kiểm tra']);
    }
    const done = await acknowledge({ readBack: 'Mẫu bị vỡ hồng cầu, đã yêu cầu lấy lại' });
    expect(done.body).toMatchObject({ status: 'acknowledged', readBack: 'Mẫu bị vỡ hồng cầu, đã yêu cầu lấy lại' });
  });

  it('is over once the laboratory corrects it; a correction that is critical is told as such', async () => {
    const order = await anOrder(world);
    const { body } = await send(world, order, report([potassium(71)]));
    const corrected = await send(world, order, report([potassium(7.1)], { status: 'corrected' }));
    expect(corrected.status).toBeLessThan(300);
    expect(await tasksOf(body.id)).toEqual([
      { kind: 'critical-result', status: 'open' },
      { kind: 'impossible-result', status: 'settled' },
    ]);
  });

  it('beside one that is critical is told for itself', async () => {
    const order = await anOrder(world, { code: PANEL });
    const { body } = await send(world, order, report([potassium(7.1), sodium(1400)]));
    expect(await tasksOf(body.id)).toEqual([
      { kind: 'critical-result', status: 'open' },
      { kind: 'impossible-result', status: 'open' },
    ]);
    expect((await mine('lab', body.id))?.about ?? (await mine('nurse', body.id))?.about).toBeDefined();
  });

  it('that comes over FHIR, alone or in a report, is told as well', async () => {
    const { patientId } = await anEncounter(world);
    const observation = {
      resourceType: 'Observation',
      status: 'final',
      category: [
        { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] },
      ],
      code: { coding: [{ system: 'http://loinc.org', code: '2951-2', display: 'Natri' }] },
      subject: { reference: `Patient/${patientId}` },
      effectiveDateTime: hoursAgo(3),
      valueQuantity: { value: 14000, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
    };
    const { status, body } = await world.as('lab').post('/fhir/R4/Observation', observation);
    expect([status, body]).toEqual([201, expect.anything()]);
    const rows = await world.sql(`SELECT kind, status FROM task WHERE patient_id = $1`, [patientId]);
    expect(rows).toEqual([{ kind: 'impossible-result', status: 'open' }]);
  });
});

describe('A result that may be critical and could not be judged', () => {
  const remarked = (text: string, fields: object = {}) => ({
    code: { system: 'http://loinc.org', code: '2823-3', display: 'Kali' },
    text,
    ...fields,
  });

  it('is asked of laboratory, ward and who ordered it; one that is critical by its number is told as such', async () => {
    const order = await anOrder(world);
    const { body } = await send(world, order, report([remarked('7.9 / 8.1', { unit: 'mmol/L' })]));
    expect(body.observations[0]).toMatchObject({ critical: null, notJudgedBecause: 'not-a-number' });
    for (const who of ['lab', 'nurse', 'doctor'] as const) {
      expect([who, await mine(who, body.id)]).toEqual([
        who,
        expect.objectContaining({ kind: 'unclear-result', about: 'Kali 7.9 / 8.1 mmol/L' }),
      ]);
    }
    for (const text of ['7.9*', '7,9 cao', '7.9 tán huyết']) {
      const other = await anOrder(world);
      const critical = await send(world, other, report([remarked(text, { unit: 'mmol/L' })]));
      expect([text, critical.body.observations[0].critical, await tasksOf(critical.body.id)]).toEqual([
        text,
        true,
        [{ kind: 'critical-result', status: 'open' }],
      ]);
      const back = (readBack: string) =>
        world.as('nurse').post(`/api/v1/results/${critical.body.id}/acknowledge`, { readBack });
      expect([text, (await back('Kali 4,9')).status, (await back('Kali 7,9')).status]).toEqual([text, 422, 200]);
    }
    const harmless = await anOrder(world);
    const asked = await send(world, harmless, report([remarked('4.2 tán huyết', { unit: 'mmol/L' })]));
    expect([asked.body.observations[0].critical, await tasksOf(asked.body.id)]).toEqual([null, []]);
  });

  it('is over once it is corrected, or the laboratory has said what it is; a culture is asked about once it is done', async () => {
    const order = await anOrder(world);
    const { body } = await send(world, order, report([remarked('HI', { unit: 'mmol/L' })]));
    const corrected = await send(world, order, report([potassium(4.1)], { status: 'corrected' }));
    expect(corrected.status).toBeLessThan(300);
    expect(await tasksOf(body.id)).toEqual([{ kind: 'unclear-result', status: 'settled' }]);
    const blood = { system: 'http://loinc.org', code: '600-7', display: 'Cấy máu' };
    const culture = await anOrder(world, { code: blood });
    const say = (status: string) =>
      send(world, culture, report([{ code: blood, text: 'Staphylococcus aureus' }], { status }));
    const early = await say('preliminary');
    expect(await tasksOf(early.body.id)).toEqual([]);
    await say('final');
    const task = await mine('lab', early.body.id);
    expect(task).toMatchObject({ kind: 'unclear-result', about: 'Cấy máu Staphylococcus aureus' });
    const acknowledge = (said: object) => world.as('lab').post(`/api/v1/tasks/${task.id}/acknowledge`, said);
    expect((await acknowledge({})).status).toBe(422);
    expect((await acknowledge({ readBack: 'Dương tính thật, đã gọi khoa Nội' })).status).toBe(200);
  });
});

describe('A value that a person has said the meaning of since', () => {
  it('is told as one that no living person has, with its number', async () => {
    const order = await anOrder(world);
    const code = { system: 'http://lis.example', code: 'K-9', display: 'Kali máy 9' };
    const { body } = await send(world, order, report([{ code, value: 390, unit: 'mmol/L' }]));
    expect(await tasksOf(body.id)).toEqual([]);
    const ids = body.observations.map(({ id }: { id: string }) => id);
    const meaning = { of: code, code: { system: 'http://loinc.org', code: '2823-3' } };
    const rejudging = world.app.get(RejudgeService, { strict: false });
    await runAsSystem('test', () =>
      world.app.get(UnitOfWork, { strict: false }).write((tx) => rejudging.rejudgeWithin(tx, ids, meaning)),
    );
    expect(await mine('lab', body.id)).toMatchObject({ kind: 'impossible-result', about: 'Kali máy 9 390 mmol/L' });
  });
});

describe('A report on an order', () => {
  it('of a specimen of the day before, or of weeks ago, is taken; of years ago it is another order’s', async () => {
    for (const [days, expected] of [
      [1, 201],
      [60, 201],
      [360, 201],
      [400, 409],
      [2000, 409],
    ] as const) {
      const order = await anOrder(world);
      const effectiveAt = hoursAgo(days * 24);
      const answer = await send(world, order, report([potassium(4.4)], { effectiveAt }));
      expect([days, answer.status]).toEqual([days, expected]);
      if (expected === 409) expect(answer.body.type).toContain('report-of-old-specimen');
    }
    const order = await anOrder(world, { code: PANEL });
    const one = { ...potassium(4.4), effectiveAt: hoursAgo(1000 * 24) };
    expect((await send(world, order, report([sodium(140), one]))).status).toBe(409);
  });
});
