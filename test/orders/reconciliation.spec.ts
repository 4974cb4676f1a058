import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aMedicine, anAdmission, anEncounter } from '../support/builders.js';
import { changeBehind } from '../support/processes.js';
import { expectProblem } from '../support/problems.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 120_000);
afterAll(() => world?.close());

type Role = 'nurse' | 'doctor' | 'pharmacist' | 'lab';
const AMLODIPINE = { medication: { display: 'Amlodipin 5 mg' }, dose: '1 viên sáng', source: 'family' };
const METFORMIN = { medication: { code: 'A10BA02', display: 'Metformin 850 mg' }, source: 'package' };
const open = (encounterId: string, body: object, who: Role = 'nurse') =>
  world.as(who).post(`/api/v1/encounters/${encounterId}/reconciliations`, body);
const on = (id: string, what: string, version: number, body: object, who: Role = 'doctor') =>
  world.as(who).post(`/api/v1/reconciliations/${id}/${what}`, body, { 'If-Match': `"${version}"` });

describe('The medicines that a patient takes', () => {
  it('are listed with who says so, and each is continued, changed or stopped by a doctor', async () => {
    const { id } = await anEncounter(world);
    expect((await open(id, { point: 'admission', items: [AMLODIPINE] }, 'lab')).status).toBe(403);
    const { body } = await open(id, { point: 'admission', items: [AMLODIPINE, METFORMIN] });
    expect(body).toMatchObject({
      status: 'open',
      openedBy: { id: world.staff.nurse.id },
      items: [AMLODIPINE, METFORMIN],
    });
    expectProblem(await open(id, { point: 'admission', items: [AMLODIPINE] }), 409, 'reconciliation-open');
    const [one, other] = body.items.map((item: { id: string }) => item.id) as [string, string];
    const order = await aMedicine(world, { encounterId: id });
    const elsewhere = await aMedicine(world);
    const decide = (version: number, ...decisions: object[]) => on(body.id, 'decide', version, { decisions });
    const goesOn = { itemId: one, decision: 'continued', orderId: order.id };
    expect((await on(body.id, 'decide', 1, { decisions: [goesOn] }, 'nurse')).status).toBe(403);
    expect((await decide(1, { ...goesOn, orderId: elsewhere.id })).body.errors[0].pointer).toBe('/decisions/0/orderId');
    expect((await decide(1, { itemId: other, decision: 'stopped' })).body.errors[0].pointer).toBe(
      '/decisions/0/reason',
    );
    expect((await decide(1, goesOn, goesOn)).body.errors[0].pointer).toBe('/decisions/1/itemId');
    expect((await decide(1, goesOn)).body).toMatchObject({
      status: 'open',
      items: [
        { decision: 'continued', orderId: order.id, decidedBy: { id: world.staff.doctor.id } },
        { decision: null },
      ],
    });
    expect((await on(body.id, 'items', 1, { items: [METFORMIN] }, 'pharmacist')).status).toBe(412);
    const done = await decide(2, { itemId: other, decision: 'stopped', reason: 'Suy thận' });
    expect(done.body).toMatchObject({ status: 'completed', completedBy: { id: world.staff.doctor.id }, version: 3 });
    expectProblem(await decide(3, goesOn), 409, 'reconciliation-completed');
    await expect(
      changeBehind(
        world,
        `UPDATE medicine_reconciliation SET status = 'open', completed_by = NULL, completed_at = NULL WHERE id = '${body.id}'`,
      ),
    ).rejects.toThrow();
    const { body: page } = await world.as('nurse').get(`/api/v1/encounters/${id}/reconciliations`);
    expect(page.items.map(({ point }: { point: string }) => point)).toEqual(['admission']);
  });

  it('are decided once by sixteen doctors at once, and the others are told that it changed', async () => {
    const { id } = await anEncounter(world);
    const { body } = await open(id, { point: 'admission', items: [AMLODIPINE, METFORMIN] });
    const decisions = [{ itemId: body.items[0].id, decision: 'stopped', reason: 'Huyết áp thấp' }];
    const answers = await Promise.all(Array.from({ length: 16 }, () => on(body.id, 'decide', 1, { decisions })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(15).fill(412)]);
    const events = await world.sql(
      "SELECT id FROM audit.event WHERE entity = 'medicine_reconciliation' AND entity_id = $1 AND kind = 'update'",
      [body.id],
    );
    expect(events).toHaveLength(1);
  });

  it('at a discharge are those in force, and what is open is asked about', async () => {
    const stay = await anAdmission(world);
    expect((await open(stay.id, { point: 'admission', items: [] })).status).toBe(400);
    expect((await open(stay.id, { point: 'admission', none: true })).body.status).toBe('completed');
    const order = await aMedicine(world, { encounterId: stay.id });
    const { body } = await open(stay.id, { point: 'discharge' });
    expect(body.items).toMatchObject([{ source: 'order', orderId: order.id, dose: '500 mg' }]);
    const onChart = async () =>
      (await world.as('nurse').get(`/api/v1/patients/${stay.patientId}/chart`)).body.openReconciliations;
    expect(await onChart()).toEqual([
      expect.objectContaining({ id: body.id, point: 'discharge', medicines: 1, undecided: 1 }),
    ]);
    const goes = {
      disposition: 'home',
      passedOver: ['active-order', 'due-dose'].map((kind) => ({ kind, reason: 'Uống tiếp ở nhà' })),
    };
    const leave = () =>
      world.as('doctor').post(`/api/v1/encounters/${stay.id}/discharge`, goes, { 'If-Match': `"${stay.version}"` });
    const asked = await leave();
    expect([asked.status, asked.body.items]).toMatchObject([409, [{ kind: 'open-reconciliation' }]]);
    await on(body.id, 'decide', 1, { decisions: [{ itemId: body.items[0].id, decision: 'continued' }] });
    expect(await onChart()).toEqual([]);
    expect((await leave()).status).toBe(200);
  });
});
