import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TasksService } from '../../src/clinical/tasks/tasks.service.js';
import { CareQueries } from '../../src/platform/care/care.queries.js';
import { WaitingReviews } from '../../src/clinical/tasks/waiting-reviews.js';
import { WaitingEntries } from '../../src/integration/import/unmatched/waiting-entries.js';
import { JobQueues } from '../../src/platform/jobs/job-queues.js';
import type { Role } from '../../src/platform/routes/policy.js';
import { anAdmission, anOrder, aPatient } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { startBeside } from '../support/processes.js';
import { startWorld, type World } from '../support/world.js';
import { aLis, message, obr, pid, potassiumOf, PUBLIC_URL, inbox } from '../hl7v2/messages.js';
import { potassium, report, send } from '../results/reports.js';

let world: World;
let beside: NestFastifyApplication;
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  beside = await startBeside(world);
}, 120_000);
afterAll(async () => {
  await beside?.close();
  await world?.close();
});

interface Task {
  id: string;
  kind: string;
  focusId: string;
  patient: { id: string } | null;
  steps: { to: string }[];
}
const mine = async (who: Role): Promise<Task[]> => (await world.as(who).get('/api/v1/tasks/mine?limit=100')).body.items;
const about = async (who: Role, focusId: string) => (await mine(who)).filter((task) => task.focusId === focusId);
/** Two processes look at the same moment. */
const bothLook = (what: typeof WaitingReviews | typeof WaitingEntries) =>
  Promise.all([world.app, beside].map((app) => app.get<WaitingReviews>(what, { strict: false }).look()));
const nextStep = async () => {
  await world.sql(
    `UPDATE pgboss.job SET start_after = now() WHERE name = 'escalation' AND state IN ('created', 'retry')`,
  );
  await Promise.all([world.app, beside].map((app) => app.get(JobQueues, { strict: false }).workOff('escalation')));
};

describe('A task about no patient', () => {
  it('asks the privacy officer, then the auditor, for the review of an emergency access, which settles it', async () => {
    const { id: patientId } = await aPatient(world);
    const body = { patientId, reasonCode: 'emergency', reason: 'Ngừng tim tại sảnh' };
    const grant = (await world.as('nurse').post('/api/v1/break-glass', body)).body;
    await bothLook(WaitingReviews);
    const [task, ...more] = await about('privacy-officer', grant.id);
    expect(more).toEqual([]);
    expect(task).toMatchObject({
      ...{ kind: 'break-glass-review', focus: 'access_grant', patient: null, encounterId: null, bed: null },
      steps: [{ to: 'privacy-officer' }],
    });
    expect(JSON.stringify(task)).not.toContain(patientId);
    for (const who of ['doctor', 'nurse', 'lab', 'records-officer', 'auditor'] as const) {
      expect(await about(who, grant.id)).toEqual([]);
    }
    await nextStep();
    expect((await about('auditor', grant.id))[0]?.steps.map(({ to }) => to)).toEqual(['privacy-officer', 'auditor']);
    const reviewed = await world.as('auditor').post(
      `/api/v1/break-glass/${grant.id}/review`,
      { outcome: 'justified', note: 'Đúng ca trực cấp cứu' },
      {
        'If-Match': '"1"',
      },
    );
    expect(reviewed.status).toBe(200);
    expect(await about('privacy-officer', grant.id)).toEqual([]);
    await bothLook(WaitingReviews);
    expect(await world.sql(`SELECT status FROM task WHERE focus_id = $1`, [grant.id])).toEqual([{ status: 'settled' }]);
  });

  it('asks the laboratory, then the records office, for a result that could not be placed', async () => {
    const lis = await aLis(world, 'lis-waiting');
    await lis.send(message([pid({ mrn: '99999-00000099' }), obr('', 'W1'), potassiumOf(4.4)]));
    const entry = (await inbox(world)).at(-1);
    await bothLook(WaitingEntries);
    expect(await about('lab', entry.id)).toMatchObject([{ kind: 'unmatched-result', patient: null }]);
    expect([await about('records-officer', entry.id), await about('doctor', entry.id)]).toEqual([[], []]);
    await nextStep();
    expect(await about('records-officer', entry.id)).toHaveLength(1);
    const { id: patientId } = await aPatient(world);
    const headers = { 'If-Match': `"${entry.version}"` };
    const assigned = await world
      .as('lab')
      .post(
        `/api/v1/results/unmatched/${entry.id}/assign`,
        { patientId, confirmed: true, reason: 'Đã gọi phòng xét nghiệm xác nhận' },
        headers,
      );
    expect(assigned.status).toBe(200);
    expect(await about('lab', entry.id)).toEqual([]);
    expect(await world.sql(`SELECT status FROM task WHERE focus_id = $1`, [entry.id])).toEqual([{ status: 'settled' }]);
  });

  it('asks at once for a critical result that could not be placed, before all else, and the records office ten minutes later', async () => {
    const lis = await aLis(world, 'lis-critical');
    const send = (filler: string, ...values: string[]) =>
      lis.send(message([pid({ mrn: '99999-00000097', name: filler }), obr('', filler), ...values]));
    await send('V1', 'OBX|1|NM|K9^Kali máy 9^L||4.1|mmol/L|||||F');
    const [code] = (await world.as('lab').get('/api/v1/code-mappings?status=unmapped')).body.items;
    const mapped = await world
      .as('lab')
      .patch(`/api/v1/code-mappings/${code.id}`, { targetCode: '2823-3' }, { 'If-Match': `"${code.version}"` });
    expect(mapped.status).toBe(200);
    await send('W10', potassiumOf(4.2));
    await send('W11', potassiumOf(7.9));
    await send('W12', potassiumOf('7.9 / 8.1'));
    await send('W13', 'OBX|1|NM|K9^Kali máy 9^L||7.8|mmol/L|||||F');
    await send('W2', potassiumOf(79));
    const { body } = await world.as('lab').get('/api/v1/results/unmatched?limit=100');
    const named = (body.items as { id: string; about: { names: string[] }; critical: string[] }[])
      .filter(({ about: { names } }) => /^W1\d$/.test(names[0] ?? ''))
      .map(({ id, about: { names }, critical }) => ({ id, name: names[0], critical }));
    expect(named.map(({ name, critical }) => [name, ...critical])).toEqual([
      ['W11', 'Kali 7.9 mmol/L'],
      ['W12'],
      ['W13', 'Kali máy 9 7.8 mmol/L'],
      ['W10'],
    ]);
    const [first, unclear, local, ordinary] = named.map(({ id }) => id) as [string, string, string, string];
    const impossible = body.items.find((one: { about: { names: string[] } }) => one.about.names[0] === 'W2').id;
    for (const id of [first, unclear, local, impossible]) {
      expect(await about('lab', id)).toMatchObject([{ kind: 'unmatched-critical', patient: null }]);
    }
    expect(await about('lab', ordinary)).toEqual([]);
    await bothLook(WaitingEntries);
    expect(await about('lab', first)).toHaveLength(1);
    expect(await about('lab', ordinary)).toMatchObject([{ kind: 'unmatched-result' }]);
    const mineNow = (await mine('lab')).map(({ focusId }) => focusId);
    expect(mineNow.indexOf(local)).toBeLessThan(mineNow.findIndex((id) => !named.some((one) => one.id === id)));
    const [step] = await world.sql<{ minutes: number }>(
      `SELECT (extract(epoch FROM due_at - created_at) / 60)::int AS minutes FROM task WHERE focus_id = $1`,
      [first],
    );
    expect([step?.minutes, await about('records-officer', first)]).toEqual([10, []]);
    await nextStep();
    expect(await about('records-officer', first)).toHaveLength(1);
    // A task that was lost, as in a restore, is opened again as what it was.
    type Kinds = { kinds(ids: readonly string[]): Promise<unknown> };
    const entries = world.app.get<unknown, Kinds>(WaitingEntries, { strict: false });
    expect(await entries.kinds([first, local, ordinary])).toEqual(
      new Map([
        ['unmatched-critical', [first, local]],
        ['unmatched-result', [ordinary]],
      ]),
    );
    const settle = { reason: 'Đã gọi nơi gửi: của bệnh viện khác' };
    const { version } = body.items.find(({ id }: { id: string }) => id === first);
    const path = `/api/v1/results/unmatched/${first}/dismiss`;
    expect((await world.as('lab').post(path, settle, { 'If-Match': `"${version}"` })).status).toBe(200);
    expect([await about('lab', first), await about('records-officer', first)]).toEqual([[], []]);
  });

  it('is acknowledged by whose work it is, once, and nobody acknowledges what is of others', async () => {
    const lis = await aLis(world, 'lis-acknowledged');
    await lis.send(message([pid({ mrn: '99999-00000098' }), obr('', 'W2'), potassiumOf(4.1)]));
    await bothLook(WaitingEntries);
    const task = (await mine('lab')).at(-1)!;
    const say = (who: Role, id = task.id) => world.as(who).post(`/api/v1/tasks/${id}/acknowledge`, {});
    for (const who of ['doctor', 'nurse', 'auditor'] as const) expectProblem(await say(who), 403, 'task-of-others');
    expect((await world.as('registrar').post(`/api/v1/tasks/${task.id}/acknowledge`, {})).status).toBe(403);
    const answers = await Promise.all(Array.from({ length: 6 }, () => say('lab')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    const order = await anOrder(world);
    const critical = await send(world, order, report([potassium(7.2)]));
    const [ofWard] = await about('doctor', critical.body.id);
    for (const who of ['lab', 'records-officer'] as const) {
      expectProblem(await say(who, ofWard!.id), 403, 'task-of-others');
    }
    expect((await say('auditor', ofWard!.id)).status).toBe(404);
  });

  it('is no way to keep a patient out of sight: the database knows which kinds are about nobody', async () => {
    const { id: patientId } = await aPatient(world);
    const put = (kind: string, whose: string | null) =>
      world.sql(
        `BEGIN; SELECT set_config('emr.context', '{"actorKind":"system","username":"system:test"}', true);
         INSERT INTO task (kind, patient_id, focus, focus_id) VALUES ('${kind}', ${whose ? `'${whose}'` : 'NULL'}, 'encounter', gen_random_uuid()); ROLLBACK`,
      );
    await expect(put('critical-result', null)).rejects.toThrow('task_about_somebody');
    await expect(put('unmatched-result', patientId)).rejects.toThrow('task_about_somebody');
    await expect(put('unmatched-critical', patientId)).rejects.toThrow('task_about_somebody');
  });

  it('is opened for every access that waits, however many came after it, and for none that was reviewed meanwhile', async () => {
    const { id: patientId } = await aPatient(world);
    const body = { patientId, reasonCode: 'emergency', reason: 'Ngừng tim tại sảnh' };
    const first = (await world.as('nurse').post('/api/v1/break-glass', body)).body;
    const columns = 'patient_id, staff_id, granted_by, kind, reason_code, reason, granted_at, until';
    await world.sql(
      `WITH who AS MATERIALIZED (SELECT set_config('emr.context', '{"actorKind":"system","username":"test"}', true))
       INSERT INTO access_grant (${columns}) SELECT ${columns.replace('until', "now() - interval '1 hour'").replace('granted_at', "now() - interval '2 hours'")}
       FROM access_grant, who, generate_series(1, 201) WHERE id = $1`,
      [first.id],
    );
    const tasks = world.app.get(TasksService, { strict: false });
    const care = world.app.get(CareQueries, { strict: false });
    const reviewed = (await world.as('doctor').post('/api/v1/break-glass', body)).body;
    // The look has read which wait, and then one of them is reviewed.
    const read = [first.id as string, reviewed.id as string];
    const review = { outcome: 'justified', note: 'Đúng ca trực cấp cứu' };
    const done = await world
      .as('auditor')
      .post(`/api/v1/break-glass/${reviewed.id}/review`, review, { 'If-Match': '"1"' });
    expect([done.status, done.body.outcome]).toEqual([200, 'justified']);
    const kind = { kind: 'break-glass-review', focus: 'access_grant' } as const;
    await tasks.openMissing(kind, read, (tx, ids) => care.unreviewedWithin(tx, ids));
    await world.app.get(WaitingReviews, { strict: false }).look();
    const of = (id: unknown) => world.sql('SELECT status FROM task WHERE focus_id = $1', [id]);
    expect([await of(first.id), await of(reviewed.id)]).toEqual([[{ status: 'open' }], []]);
    const [{ waiting }] = (await world.sql<{ waiting: number }>(`SELECT count(*)::int AS waiting FROM access_grant g
      WHERE reviewed_at IS NULL AND NOT EXISTS (SELECT FROM task t WHERE t.focus_id = g.id)`)) as [{ waiting: number }];
    expect(waiting).toBe(0);
  });
});

describe('A task about a patient', () => {
  it('says where they lie', async () => {
    const encounter = await anAdmission(world, { bedId: world.wards[0].beds[0]!.id });
    const order = await anOrder(world, { encounterId: encounter.id });
    const { body } = await send(world, order, report([potassium(7.3)]));
    const [task] = await about('nurse', body.id);
    const [stay] = await world.sql<{ ward: string; bed: string | null }>(
      `SELECT w.name AS ward, r.code || '.' || b.code AS bed FROM stay s JOIN ward w ON w.id = s.ward_id
         LEFT JOIN bed b ON b.id = s.bed_id LEFT JOIN room r ON r.id = b.room_id WHERE s.encounter_id = $1`,
      [encounter.id],
    );
    expect(task).toMatchObject({ wardName: stay?.ward, bed: stay?.bed });
    expect(stay?.bed).not.toBeNull();
  });
});
