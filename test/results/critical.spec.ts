import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { JobQueues } from '../../src/platform/jobs/job-queues.js';
import { anOrder, endEncounter } from '../support/builders.js';
import { startBeside } from '../support/processes.js';
import { OverdueSteps } from '../../src/clinical/tasks/overdue-steps.js';
import { TasksService } from '../../src/clinical/tasks/tasks.service.js';
import { startWorld, type World } from '../support/world.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { potassium, report, send } from './reports.js';

let world: World;
let beside: NestFastifyApplication;
beforeAll(async () => {
  world = await startWorld();
  beside = await startBeside(world);
});
afterAll(async () => {
  await beside?.close();
  await world?.close();
});

const queues = () => [world.app, beside].map((app) => app.get(JobQueues, { strict: false }));
/** A critical potassium, told by the laboratory. */
async function critical(value = 7.1) {
  const order = await anOrder(world);
  const { body } = await send(world, order, report([potassium(value)]));
  return { order, reportId: body.id as string };
}
interface Task {
  id: string;
  focusId: string;
  status: string;
  steps: { to: string }[];
}
const taskOf = async (reportId: string, who: 'doctor' | 'nurse' | 'department-head' = 'doctor') => {
  const { body } = await world.as(who).get('/api/v1/tasks/mine?limit=100');
  return (body.items as Task[]).find(({ focusId }) => focusId === reportId);
};
const acknowledge = (reportId: string, body: object, who: 'doctor' | 'nurse' = 'doctor') =>
  world.as(who).post(`/api/v1/results/${reportId}/acknowledge`, body);
/** Lets the time of the next step of every task come. */
const timePasses = () =>
  world.sql(`UPDATE pgboss.job SET start_after = now() WHERE name = 'escalation' AND state = 'created'`);
const stepsOf = async (reportId: string) =>
  (
    await world.sql<{ to_whom: string }>(
      `SELECT s.to_whom FROM task_step s JOIN task t ON t.id = s.task_id WHERE t.focus_id = $1 ORDER BY s.level`,
      [reportId],
    )
  ).map(({ to_whom }) => to_whom);

describe('A critical result', () => {
  it('waits for the ordering team until somebody reads its value back', async () => {
    const { order, reportId } = await critical();
    expect(await taskOf(reportId)).toMatchObject({ kind: 'critical-result', status: 'open', steps: [{ to: 'nurse' }] });
    expect(await taskOf(reportId, 'nurse')).toBeDefined();
    const open = await world.as('doctor').get('/api/v1/results/critical?status=open&limit=100');
    expect(open.body.items.find((item: { reportId: string }) => item.reportId === reportId)).toMatchObject({
      patient: { id: order.patientId },
      observations: [{ value: 7.1, critical: true }],
    });
    expect((await acknowledge(reportId, {})).body.type).toContain('read-back-needed');
    const wrong = await acknowledge(reportId, { readBack: 'Kali 1,7' });
    expect([wrong.status, wrong.body.type]).toEqual([422, expect.stringContaining('read-back-differs')]);
    const done = await acknowledge(reportId, { readBack: 'Kali 7,1 mmol/L' });
    expect(done.body).toMatchObject({
      status: 'acknowledged',
      readBack: 'Kali 7,1 mmol/L',
      acknowledgedBy: { id: world.staff.doctor.id },
      dueAt: null,
    });
    expect(await taskOf(reportId)).toBeUndefined();
    const events = await world.sql(`SELECT kind, username FROM audit.event WHERE entity = 'task' AND entity_id = $1`, [
      done.body.id,
    ]);
    expect(events).toContainEqual({ kind: 'update', username: world.staff.doctor.username });
  });

  it('is acknowledged once by sixteen at once, and the others are told who has it', async () => {
    const { reportId } = await critical();
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, n) => acknowledge(reportId, { readBack: '7.1' }, n % 2 ? 'doctor' : 'nurse')),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(15).fill(409)]);
    expect(answers.find(({ status }) => status === 409)?.body.detail).toContain('đã xác nhận lúc');
  });

  it('goes on to the ordering doctor, the doctor on duty and the head, each once, whichever of two processes looks', async () => {
    const { reportId } = await critical();
    const expected = ['nurse', 'requester', 'on-duty', 'head'];
    for (let step = 1; step <= expected.length; step++) {
      expect(await stepsOf(reportId)).toEqual(expected.slice(0, step));
      await timePasses();
      await Promise.all(queues().map((one) => one.workOff('escalation')));
    }
    expect(await stepsOf(reportId)).toEqual(expected);
    expect((await taskOf(reportId))?.steps.map(({ to }) => to)).toEqual(expected);
  });

  it('goes on after the process that took its step was killed, and stops when it is acknowledged', async () => {
    const { reportId } = await critical();
    await world.sql(`UPDATE pgboss.job SET state = 'active', started_on = now() - interval '5 minutes', start_after = now()
      WHERE name = 'escalation' AND state = 'created'`);
    await queues()[0]?.giveBack('escalation');
    await world.sql(`UPDATE pgboss.job SET start_after = now() WHERE name = 'escalation' AND state = 'retry'`);
    await queues()[1]?.workOff('escalation');
    expect(await stepsOf(reportId)).toEqual(['nurse', 'requester']);
    await acknowledge(reportId, { readBack: '7,1' });
    await timePasses();
    await queues()[1]?.workOff('escalation');
    expect(await stepsOf(reportId)).toEqual(['nurse', 'requester']);
  });

  it('goes on though its step was taken out of the queue, once', async () => {
    const { reportId } = await critical();
    await world.appSql(`DELETE FROM pgboss.job WHERE name = 'escalation'`);
    const look = () => world.app.get(OverdueSteps, { strict: false }).look(new Date(Date.now() + 12 * 60_000));
    await Promise.all([look(), look()]);
    expect(await stepsOf(reportId)).toEqual(['nurse', 'requester']);
    await look();
    expect(await stepsOf(reportId)).toEqual(['nurse', 'requester']);
  });

  it('calls nobody before their time because one process has its clock ahead', async () => {
    const { reportId } = await critical();
    await world.appSql(`DELETE FROM pgboss.job WHERE name = 'escalation'`);
    const clock = globalThis.Date;
    const ahead = () => clock.now() + 2 * 3_600_000;
    globalThis.Date = class extends clock {
      constructor(...given: [] | [number]) {
        super(given[0] ?? ahead());
      }
      static override now = ahead;
    } as DateConstructor;
    try {
      await world.app.get(OverdueSteps, { strict: false }).look();
    } finally {
      globalThis.Date = clock;
    }
    expect(await stepsOf(reportId)).toEqual(['nurse']);
  });

  it('goes on though the step of one before it fails each time', async () => {
    const [before, { reportId }] = [await critical(), await critical()];
    await world.appSql(`DELETE FROM pgboss.job WHERE name = 'escalation'`);
    const [tasks, { id: failing }] = [world.app.get(TasksService, { strict: false }), (await taskOf(before.reportId))!];
    const takeStep = tasks.takeStep.bind(tasks);
    const taking = jest
      .spyOn(tasks, 'takeStep')
      .mockImplementation((id, level) => (id === failing ? Promise.reject(new Error('refused')) : takeStep(id, level)));
    const steps = world.app.get(OverdueSteps, { strict: false });
    await expect(steps.look(new Date(Date.now() + 12 * 60_000))).rejects.toThrow('refused');
    taking.mockRestore();
    expect([await stepsOf(before.reportId), await stepsOf(reportId)]).toEqual([['nurse'], ['nurse', 'requester']]);
  });

  it('that comes forty days after the patient left asks who had them, and lets them act on it', async () => {
    await Promise.all((['doctor', 'nurse'] as const).map((who) => worksOnlyIn(world, who, world.wards[0].id)));
    const [mute, order] = [await anOrder(world), await anOrder(world)];
    const visits = [mute, order].map(({ encounterId }) => encounterId);
    for (const id of visits) await endEncounter(world, id);
    await world.sql(
      `WITH c AS MATERIALIZED (SELECT set_config('emr.context', '{"actorKind":"system","username":"test"}', true)),
         w AS (UPDATE staff_ward SET started_at = now() - interval '90 days' FROM c WHERE staff_id = ANY ($2))
       UPDATE encounter SET started_at = now() - interval '45 days', ended_at = now() - interval '40 days' FROM c WHERE id = ANY ($1)`,
      [visits, [world.staff.nurse.id, world.staff.doctor.id]],
    );
    const { body } = await send(world, order, report([potassium(7.1)]));
    for (const who of ['nurse', 'doctor'] as const) {
      expect([who, await taskOf(body.id, who)]).toEqual([who, expect.anything()]);
    }
    expect((await world.as('nurse').get(`/api/v1/patients/${order.patientId}`)).status).toBe(200);
    expect((await world.as('nurse').get(`/api/v1/patients/${mute.patientId}`)).status).toBe(403);
    expect((await acknowledge(body.id, { readBack: '7.1' }, 'nurse')).status).toBe(200);
  });

  it('that is corrected after it was acknowledged is told again, and what is not critical is never asked for', async () => {
    const { order, reportId } = await critical();
    await acknowledge(reportId, { readBack: '7.1' });
    await send(world, order, report([potassium(7.9)], { status: 'corrected' }));
    expect(await taskOf(reportId)).toBeDefined();
    const { body } = await send(world, await anOrder(world), report([potassium(4)]));
    expect((await acknowledge(body.id, { readBack: '4' })).body.type).toContain('nothing-to-acknowledge');
  });

  it('is not there when the report was not stored, nor anything of it in the queue', async () => {
    const before = await world.sql(`SELECT count(*) FROM pgboss.job`);
    const order = await anOrder(world);
    const refused = await send(world, order, report([potassium(7.1), potassium(7, { unit: undefined })]));
    expect(refused.status).toBe(400);
    expect(await world.sql(`SELECT count(*) FROM pgboss.job`)).toEqual(before);
  });
});

describe('The inbox', () => {
  it('lists what came for me, and what could not be judged', async () => {
    const order = await anOrder(world);
    const { body } = await send(world, order, report([potassium(6.9, { unit: 'mm[Hg]' })]));
    const inbox = await world.as('doctor').get('/api/v1/results/inbox?judgement=not-judged&limit=100');
    expect(inbox.body.items.find(({ id }: { id: string }) => id === body.id)).toMatchObject({
      critical: null,
      observations: [{ notJudgedBecause: 'unit-unfit' }],
    });
  });
});
