import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readDeltaLimits } from '../../src/clinical/results/judging/delta-file.rules.js';
import { useDeltaLimits } from '../../src/clinical/results/judging/delta-check.rules.js';
import { runAsSystem } from '../../src/kernel/request-context.js';
import { ReferenceData } from '../../src/platform/reference/reference-data.js';
import { anEncounter, anOrder } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { startWorld, type World } from '../support/world.js';
import { hoursAgo, potassium, report, send, sodium } from './reports.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 120_000);
afterAll(() => world?.close());

const order = async (id: string) => (await world.as('doctor').get(`/api/v1/orders/${id}`)).body;
const result = async (id: string) => (await world.as('doctor').get(`/api/v1/results/${id}`)).body;
const chart = async (patientId: string) => (await world.as('doctor').get(`/api/v1/patients/${patientId}/chart`)).body;

describe('A result', () => {
  it('of another test than was ordered is refused, and nothing is kept under the wrong name', async () => {
    const ordered = await anOrder(world);
    const refused = await send(world, ordered, report([sodium(140)]));
    expectProblem(refused, 409, 'report-of-other-test');
    expect(refused.body.detail).toContain('Kali huyết thanh');
    expect((await chart(ordered.patientId)).results).toEqual([]);
    expect((await send(world, ordered, report([sodium(140), potassium(4)]))).status).toBe(201);
    expect((await send(world, ordered, report([sodium(141)], { status: 'corrected' }))).status).toBe(201);
  });

  it('keeps the digits that it was sent with', async () => {
    const ordered = await anOrder(world);
    const text = JSON.stringify(report([potassium(5.9)])).replace('5.9,', '5.90,');
    const sent = await world.as('lab').post(`/api/v1/orders/${ordered.id}/results`, text as unknown as object, {
      'Content-Type': 'application/json',
    });
    expect(sent.body.observations).toMatchObject([{ value: 5.9, valueText: '5.90' }]);
    expect((await chart(ordered.patientId)).results[0].observations[0]).toMatchObject({
      value: 5.9,
      valueText: '5.90',
    });
  });

  it('shows in the chart and in the list of values whether it is critical, not, or not judged', async () => {
    const ordered = await anOrder(world, { code: { code: '24323-8', display: 'Sinh hoá' } });
    const unfit = { ...sodium(140), unit: 'U/L' };
    await send(
      world,
      ordered,
      report([potassium(7.1), unfit, { ...sodium(140), code: { ...sodium(1).code, code: '2947-0' } }]),
    );
    const told = (values: { code: { code: string }; critical: boolean | null; notJudgedBecause: string | null }[]) =>
      new Map(values.map(({ code, critical, notJudgedBecause }) => [code.code, [critical, notJudgedBecause]]));
    const inChart = told((await chart(ordered.patientId)).results[0].observations);
    expect([...inChart].slice(0, 2)).toEqual([
      ['2823-3', [true, null]],
      ['2951-2', [null, 'unit-unfit']],
    ]);
    const { body } = await world.as('doctor').get(`/api/v1/patients/${ordered.patientId}/observations`);
    expect(told(body.items)).toEqual(inChart);
  });

  it('that changed suddenly says so, with the value before: perhaps it is another patient’s specimen', async () => {
    const { id: encounterId } = await anEncounter(world);
    const [one, other] = [await anOrder(world, { encounterId }), await anOrder(world, { encounterId })];
    await send(world, one, report([potassium(3.6)], { effectiveAt: hoursAgo(20) }));
    const { body } = await send(world, other, report([potassium(5.3)], { effectiveAt: hoursAgo(4) }));
    expect(body.observations[0].suddenChange).toMatchObject({
      ...{ value: 3.6, unit: 'mmol/L', text: expect.stringMatching(/^Thay đổi đột ngột so với 3,6 mmol\/L trước đó/) },
      // Beyond what potassium changes by itself, with where that is from.
      source: expect.stringMatching(/lớn hơn mức tự dao động \(12,81 %: .*PMC6807446/),
    });
    const third = await anOrder(world, { encounterId });
    const calm = await send(world, third, report([potassium(5.0)], { effectiveAt: hoursAgo(1) }));
    expect(calm.body.observations[0].suddenChange).toBeNull();
  });

  it('that changed suddenly by the limits that the laboratory loaded goes on saying so, and in which version', async () => {
    const { limits, faults } = readDeltaLimits('code;by;by_part;within_hours\n2823-3;;0,1;12\n');
    expect([limits, faults]).toEqual([[{ code: '2823-3', byPart: 0.1, withinHours: 12 }], []]);
    const set = { kind: 'delta-limits', code: 'hospital', content: { limits }, source: 'Khoa XN 2026' } as const;
    const reference = world.app.get(ReferenceData, { strict: false });
    await runAsSystem('test', () => reference.store({ ...set, sha256: 'd'.repeat(64) }));
    const { id: encounterId } = await anEncounter(world);
    const [one, other] = [await anOrder(world, { encounterId }), await anOrder(world, { encounterId })];
    await send(world, one, report([potassium(4)], { effectiveAt: hoursAgo(9) }));
    const { body } = await send(world, other, report([potassium(4.5)], { effectiveAt: hoursAgo(4) }));
    expect(body.observations[0].suddenChange.source).toMatch(/^Giới hạn của bệnh viện, bản 1: Khoa XN 2026/);
    useDeltaLimits(undefined);
    expect((await result(body.id)).observations[0].suddenChange.source).toMatch(/bản 1: Khoa XN 2026/);
    const bad = readDeltaLimits('code,by,by_part,within_hours\n9999-9,1,0.5,\n2823-3,-1,,24\n2823-3,2,,400\n');
    expect([bad.limits, bad.faults.map(({ line }) => line)]).toEqual([[], [2, 2, 2, 3, 4, 4]]);
  });

  it('that is withdrawn lets its order wait again, and the next one completes it', async () => {
    const ordered = await anOrder(world);
    const { body } = await send(world, ordered, report([potassium(4)]));
    expect((await order(ordered.id)).status).toBe('completed');
    expect((await send(world, ordered, report([], { status: 'entered-in-error' }))).status).toBe(201);
    expect(await order(ordered.id)).toMatchObject({ status: 'active', endedAt: null });
    expect((await result(body.id)).status).toBe('entered-in-error');
    expect((await send(world, ordered, report([potassium(4.1)]))).status).toBe(201);
    expect((await order(ordered.id)).status).toBe('completed');
  });

  it('with a value that may still change completes nothing, final though the report calls itself', async () => {
    const ordered = await anOrder(world);
    await send(world, ordered, report([potassium(4, { status: 'preliminary' })]));
    expect((await order(ordered.id)).status).toBe('active');
    await send(world, ordered, report([potassium(4, { status: 'final' })]));
    expect((await order(ordered.id)).status).toBe('completed');
  });

  it('issued before the correction that stands is refused', async () => {
    const ordered = await anOrder(world);
    await send(world, ordered, report([potassium(4)], { issuedAt: hoursAgo(3) }));
    await send(world, ordered, report([potassium(4.4)], { status: 'corrected', issuedAt: hoursAgo(1) }));
    const late = await send(world, ordered, report([potassium(4)], { status: 'corrected', issuedAt: hoursAgo(2) }));
    expectProblem(late, 409, 'report-outdated');
  });

  it('that is critical is acknowledged as a task with the same care as a result', async () => {
    const ordered = await anOrder(world);
    const { body } = await send(world, ordered, report([potassium(7.2)]));
    const { items } = (await world.as('doctor').get('/api/v1/tasks/mine?limit=100')).body;
    const task = items.find(({ focusId }: { focusId: string }) => focusId === body.id);
    const acknowledge = (readBack?: string) =>
      world.as('doctor').post(`/api/v1/tasks/${task.id}/acknowledge`, readBack ? { readBack } : {});
    expectProblem(await acknowledge(), 422, 'read-back-needed');
    expectProblem(await acknowledge('Kali 2,7'), 422, 'read-back-differs');
    expect((await acknowledge('Kali 7,2')).body.status).toBe('acknowledged');
  });
});
