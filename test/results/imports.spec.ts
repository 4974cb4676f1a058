import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Tx } from '../../src/platform/database/prisma.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { runAsSystem } from '../../src/kernel/request-context.js';
import { ResultsService, type NewReport } from '../../src/clinical/results/results.service.js';
import { anOrder, aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

const NOBODY = '01900000-0000-7000-8000-000000000000';
const LONG_AGO = new Date('2019-03-07T02:00:00Z');

let world: World;
let results: ResultsService;
beforeAll(async () => {
  world = await startWorld();
  results = world.app.get(ResultsService, { strict: false });
});
afterAll(() => world.close());

const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  runAsSystem('import', () => world.app.get(UnitOfWork, { strict: false }).write(work));
const receive = (report: NewReport) => within((tx) => results.receiveWithin(tx, report));
const read = async (id: string) => (await world.as('doctor').get(`/api/v1/results/${id}`)).body;

const potassium = (value: number) => ({
  code: { system: 'http://loinc.org', code: '2823-3', display: 'Potassium' },
  value,
  unit: 'mmol/L',
});
const imported = (patientId: string, fields: Partial<NewReport> = {}): NewReport => ({
  patientId,
  category: 'laboratory',
  code: { system: 'http://loinc.org', code: '24326-1', display: 'Electrolytes panel' },
  status: 'final',
  effectiveAt: LONG_AGO,
  observations: [potassium(4)],
  ...fields,
});

/** A value that another system sent ahead of its report. */
const aValue = (patientId: string, value = 140) =>
  within(async (tx) => {
    const fields = { patientId, category: 'laboratory', display: 'Sodium', code: '2951-2', valueNumber: value };
    return (await tx.observation.create({ data: { ...fields, status: 'final', effectiveAt: LONG_AGO } })).id;
  });

describe('A report from elsewhere', () => {
  it('needs neither order nor encounter, and stands in the list of the patient', async () => {
    const { id: patientId } = await aPatient(world);
    const { id, observationIds, changed } = await receive(imported(patientId));
    expect(changed).toBe(true);
    const { body } = await world.as('nurse').get(`/api/v1/patients/${patientId}/results`);
    expect(body.items).toMatchObject([{ id, orderId: null, encounterId: null, recordedBy: null }]);
    expect(body.items[0].observations).toMatchObject([{ id: observationIds[0], value: 4 }]);
  });

  it('is each time a report of its own unless it names the one it takes further', async () => {
    const { id: patientId } = await aPatient(world);
    const first = await receive(imported(patientId));
    expect((await receive(imported(patientId))).id).not.toBe(first.id);
    const same = await receive(imported(patientId, { reportId: first.id }));
    expect(same).toEqual({ ...first, changed: false });
    const fields = { reportId: first.id, status: 'corrected', observations: [potassium(5)] } as const;
    expect(await receive(imported(patientId, fields))).toMatchObject({ id: first.id, changed: true });
    expect((await read(first.id)).versions).toHaveLength(2);
  });

  it('may carry a unit that does not fit: its value is kept, and said not to be judged', async () => {
    const { id: patientId } = await aPatient(world);
    const { id } = await receive(imported(patientId, { observations: [{ ...potassium(9), unit: 'IU/L' }] }));
    expect((await read(id)).observations[0]).toMatchObject({
      unit: 'IU/L',
      critical: null,
      notJudgedBecause: 'unit-unfit',
    });
  });

  it('is stored once per version when several take it further at once', async () => {
    const { id: patientId } = await aPatient(world);
    const { id: reportId } = await receive(imported(patientId));
    const correction = imported(patientId, { reportId, status: 'corrected', observations: [potassium(5)] });
    const answers = await Promise.all([1, 2, 3].map(() => receive(correction)));
    expect(answers.filter(({ changed }) => changed)).toHaveLength(1);
    expect((await read(reportId)).versions).toHaveLength(2);
  });

  it('on an order completes it as any other', async () => {
    const order = await anOrder(world);
    const report = imported(order.patientId, { orderId: order.id, effectiveAt: new Date() });
    const { id } = await receive(report);
    expect((await receive({ ...report, reportId: id, orderId: undefined })).changed).toBe(false);
    expect((await read(id)).orderNumber).toBe(order.number);
    expect((await world.as('doctor').get(`/api/v1/orders/${order.id}`)).body.status).toBe('completed');
  });
});

describe('Values that are stored already', () => {
  it('are put into the report, and again changes nothing', async () => {
    const { id: patientId } = await aPatient(world);
    const value = await aValue(patientId);
    const report = imported(patientId, { observations: [], observationIds: [value] });
    const { id, observationIds } = await receive(report);
    expect(observationIds).toEqual([value]);
    expect((await receive({ ...report, reportId: id })).changed).toBe(false);
    const another = await aValue(patientId, 141);
    const more = await receive({ ...report, reportId: id, observationIds: [value, another] });
    expect(more).toEqual({ id, observationIds: [value, another], changed: true });
    const shown = await read(id);
    expect(shown.status).toBe('appended');
    expect(shown.versions.map(({ observations }: { observations: object[] }) => observations.length)).toEqual([2, 1]);
  });

  it('of another patient or another report are refused, and nothing of the report is stored', async () => {
    const [{ id: patientId }, { id: other }] = [await aPatient(world), await aPatient(world)];
    const taken = await aValue(patientId);
    await receive(imported(patientId, { observationIds: [taken] }));
    for (const wrong of [await aValue(other), taken, NOBODY]) {
      await expect(receive(imported(patientId, { observationIds: [wrong] }))).rejects.toThrow('report-of-another');
    }
    const { n } = elementAt(
      await world.sql('SELECT count(*)::int AS n FROM diagnostic_report WHERE patient_id = $1', [patientId]),
      0,
    );
    expect(n).toBe(1);
  });
});

describe('What does not belong together is refused', () => {
  it.each<[string, () => Promise<Partial<NewReport>>, string]>([
    ['an unknown report', () => Promise.resolve({ reportId: NOBODY }), 'result-not-found'],
    ['an unknown order', () => Promise.resolve({ orderId: NOBODY }), 'order-not-found'],
    ["another patient's order", async () => ({ orderId: (await anOrder(world)).id }), 'report-of-another'],
    [
      "another patient's report",
      async () => ({ reportId: (await receive(imported((await aPatient(world)).id))).id }),
      'report-of-another',
    ],
  ])('%s', async (_case, fields, problem) => {
    const { id: patientId } = await aPatient(world);
    await expect(receive(imported(patientId, await fields()))).rejects.toThrow(problem);
    expect((await world.as('doctor').get(`/api/v1/patients/${patientId}/results`)).body.items).toEqual([]);
  });
});
