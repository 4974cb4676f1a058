import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { collect } from '../../src/clinical/orders/order-state.rules.js';
import { rejectSpecimen } from '../../src/clinical/orders/specimens/specimen.rules.js';
import { runAsSystem } from '../../src/kernel/request-context.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { anAdmission, anOrder, PARACETAMOL } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { startWorld, type World } from '../support/world.js';
import { potassium, report, send } from '../results/reports.js';
import type { Role } from '../../src/platform/routes/policy.js';

let world: World;
let encounterId: string;
beforeAll(async () => {
  world = await startWorld();
  encounterId = (await anAdmission(world, { bedId: world.wards[0].beds[0]!.id })).id;
}, 120_000);
afterAll(() => world?.close());

const step = (who: Role, path: string, { id, version }: { id: string; version: number }, body: object = {}) =>
  world.as(who).post(`/api/v1/orders/${id}/${path}`, body, { 'If-Match': `"${version}"` });
const reject = (order: { id: string; version: number }, body: object = { reason: 'haemolysed' }, who: Role = 'lab') =>
  step(who, 'reject-specimen', order, body);
const taken = async () => (await step('nurse', 'collect', await anOrder(world, { encounterId }))).body;
const tasksOf = async (focusId: string) =>
  (await world.as('nurse').get('/api/v1/tasks/mine?limit=100')).body.items.filter(
    (task: { focusId: string; kind: string }) => task.focusId === focusId && task.kind === 'specimen-rejected',
  );

describe('A rejected specimen', () => {
  it('leaves its order waiting for another one, tells the ward, and stays told', async () => {
    const collected = await taken();
    const received = (await step('lab', 'start', collected)).body;
    const answer = await reject(received, { reason: 'insufficient', note: 'Chỉ có 0,5 mL' });
    expect([answer.status, answer.body.status]).toEqual([200, 'active']);
    expect(answer.body).toMatchObject({ collectedAt: null, collectedBy: null, startedAt: null });
    expect(answer.body.rejectedSpecimens).toEqual([
      {
        ...{ reason: 'insufficient', reasonText: 'Không đủ thể tích', note: 'Chỉ có 0,5 mL' },
        ...{ collectedAt: collected.collectedAt, collectedBy: collected.collectedBy },
        rejectedAt: expect.any(String),
        rejectedBy: { id: world.staff.lab.id, fullName: 'Người thử lab' },
      },
    ]);
    const [task, ...more] = await tasksOf(received.id);
    expect(task.about).toBe(`${received.number} Kali huyết thanh: Không đủ thể tích (Chỉ có 0,5 mL)`);
    expect([task.bed, task.wardName, more]).toEqual([expect.any(String), expect.any(String), []]);
    const { body: history } = await world.as('doctor').get(`/api/v1/orders/${received.id}/history`);
    expect(history.items.at(-1)).toMatchObject({ by: { id: world.staff.lab.id } });
    expect(history.items.at(-1).fields).toEqual(expect.arrayContaining(['collectedAt', 'rejectedSpecimens']));

    const again = await step('nurse', 'collect', answer.body);
    expect([again.status, await tasksOf(received.id)]).toEqual([200, []]);
    const twice = await reject(again.body, { reason: 'clotted' });
    expect(twice.body.rejectedSpecimens.map(({ reason }: { reason: string }) => reason)).toEqual([
      'insufficient',
      'clotted',
    ]);
    expect(await tasksOf(received.id)).toHaveLength(1);
    const listed = (await world.as('lab').get(`/api/v1/orders?number=${received.number}`)).body.items[0];
    expect(listed.rejectedSpecimens).toEqual(twice.body.rejectedSpecimens);
    expect((await send(world, received, report([potassium(4)]))).status).toBe(201);
    expect(await tasksOf(received.id)).toEqual([]);
  });

  it('is told as FHIR beside its order: unsatisfactory, with the reason of HL7 table 0490', async () => {
    const { body } = await reject(await taken());
    const { body: shown } = await world.as('doctor').get(`/fhir/R4/ServiceRequest/${body.id}`);
    expect(shown.status).toBe('active');
    expect(shown.specimen).toEqual([{ reference: '#specimen-1' }]);
    expect(shown.contained).toMatchObject([
      {
        ...{ resourceType: 'Specimen', id: 'specimen-1', status: 'unsatisfactory' },
        condition: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0490', code: 'RH' }] }],
      },
    ]);
  });

  it('is refused where there is none, of what is over, to others, and without a reason', async () => {
    const fresh = await anOrder(world, { encounterId });
    expectProblem(await reject(fresh), 409, 'specimen-not-taken');
    const collected = await taken();
    for (const who of ['nurse', 'doctor', 'radiographer'] as const) {
      expect((await reject(collected, undefined, who)).status).toBe(403);
    }
    expectProblem(await reject(collected, { reason: 'no' }), 400, 'validation');
    expectProblem(await reject(collected, { reason: 'other' }), 400, 'validation');
    expectProblem(await reject({ ...collected, version: 1 }), 412, 'stale-precondition');
    await send(world, collected, report([potassium(4)]));
    expectProblem(await reject({ ...collected, version: collected.version + 1 }), 409, 'order-is-final');
    const medicine = { kind: 'medication', medication: PARACETAMOL, route: 'oral', timing: { once: true } };
    const path = `/api/v1/encounters/${encounterId}/orders`;
    const { body } = await world.as('doctor').post(path, { ...medicine, dose: { value: 500, unit: 'mg' } });
    expectProblem(await reject(body), 409, 'order-without-specimen');
  });

  it('is rejected once by sixteen at once', async () => {
    const collected = await taken();
    const answers = await Promise.all(Array.from({ length: 16 }, () => reject(collected)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array.from({ length: 15 }, () => 412)]);
    expect(await tasksOf(collected.id)).toHaveLength(1);
  });
});

describe('Whatever the bedside and the laboratory do with specimens', () => {
  const move = fc.constantFrom(
    ['nurse', 'collect'] as const,
    ['lab', 'start'] as const,
    ['lab', 'reject-specimen'] as const,
    ['doctor', 'hold'] as const,
    ['doctor', 'resume'] as const,
  );

  it('ends as the rules say, and no rejected specimen is forgotten', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 4, maxLength: 10 }), async (moves) => {
        const order = await anOrder(world, { encounterId });
        let model = { state: 'active' as 'active' | 'on-hold', collected: false, begun: false, rejected: 0 };
        let { version } = order;
        for (const [who, path] of moves) {
          const next = after(model, path);
          const { status, body } = await step(
            who,
            path,
            { ...order, version },
            path === 'reject-specimen' ? { reason: 'clotted' } : {},
          );
          expect([path, status]).toEqual([path, next ? 200 : 409]);
          if (!next) continue;
          model = next;
          version = body.version;
          expect({
            ...{ state: body.status, collected: body.collectedAt !== null, begun: body.startedAt !== null },
            rejected: body.rejectedSpecimens.length,
          }).toEqual(model);
        }
      }),
      { numRuns: 12 },
    );
  }, 60_000);

  interface Model {
    state: 'active' | 'on-hold';
    collected: boolean;
    begun: boolean;
    rejected: number;
  }
  /** What a move makes of an order; undefined where it is refused. */
  function after(model: Model, path: string): Model | undefined {
    const isActive = model.state === 'active';
    if (path === 'collect') return collect(model.state).ok ? { ...model, collected: true } : undefined;
    if (path === 'start') return isActive && !model.begun ? { ...model, begun: true } : undefined;
    if (path === 'hold') return isActive ? { ...model, state: 'on-hold' } : undefined;
    if (path === 'resume') return isActive ? undefined : { ...model, state: 'active' };
    if (!rejectSpecimen(model).ok) return undefined;
    return { ...model, collected: false, begun: false, rejected: model.rejected + 1 };
  }
});

describe('The database', () => {
  it('takes no collection back and loses no rejected specimen', async () => {
    const { body } = await reject(await taken());
    const { body: again } = await step('nurse', 'collect', body);
    const change = (set: string) =>
      runAsSystem('test', () =>
        world.app
          .get(UnitOfWork, { strict: false })
          .write((tx) => tx.$executeRawUnsafe(`UPDATE service_order SET ${set} WHERE id = '${again.id}'`)),
      );
    await expect(change('collected_at = NULL')).rejects.toThrow(/taken back by a rejected specimen only/);
    await expect(change('rejected_specimens = NULL')).rejects.toThrow(/no such rejected specimen/);
    await expect(change(`rejected_specimens = '[{"reason": "clotted"}, {"reason": "other"}]'`)).rejects.toThrow(
      /no such rejected specimen/,
    );
  });
});
