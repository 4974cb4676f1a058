import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { ChangesQueries } from '../../src/views/live/changes.queries.js';
import { LiveService } from '../../src/views/live/live.service.js';
import { anAdmission, anOrder } from '../support/builders.js';
import { changeBehind, startBeside } from '../support/processes.js';
import { until } from '../support/until.js';
import { aTerminal } from '../support/ward-terminal.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { clientOf, startWorld, type World } from '../support/world.js';
import { potassium, report, send } from '../results/reports.js';
import { listen, signIn, type Listening } from './listening.js';

let world: World;
let beside: NestFastifyApplication;
const opened: Listening[] = [];
beforeAll(async () => {
  world = await startWorld();
  beside = await startBeside(world);
  await world.app.listen(0, '127.0.0.1');
  await beside.listen(0, '127.0.0.1');
}, 120_000);
afterEach(() => {
  for (const stream of opened.splice(0)) stream.hangUp();
});
afterAll(async () => {
  await beside?.close();
  await world?.close();
});

const listenAs = async (
  role: 'nurse' | 'doctor' | 'department-head' | 'admin' | 'lab',
  { app = world.app, headers = {} }: { app?: NestFastifyApplication; headers?: Record<string, string> } = {},
) => {
  const token = await signIn(world, world.staff[role].username);
  const stream = await listen(app, token, headers);
  opened.push(stream);
  return { ...stream, token };
};
const eventsOnTrail = async () => (await world.sql(`SELECT FROM audit.event WHERE kind <> 'sign-in'`)).length;
const chart = (encounterId: string) =>
  world.as('nurse').post(`/api/v1/encounters/${encounterId}/vitals`, { heartRate: 88 });

describe('The stream of changes', () => {
  it('tells of a list of a ward, whichever process wrote, and names no patient', async () => {
    const { id, patientId } = await anAdmission(world);
    const [here, there] = [await listenAs('nurse'), await listenAs('nurse', { app: beside })];
    expect([here.status, here.mediaType]).toEqual([200, 'text/event-stream; charset=utf-8']);
    const before = await eventsOnTrail();
    expect((await chart(id)).status).toBe(201);
    await Promise.all([here, there].map((stream) => stream.hears('board', world.wards[0].id)));
    for (const stream of [here, there]) expect(stream.text()).not.toContain(patientId);
    // What was told is nobody's data: the trail has the charting, and no more.
    expect((await eventsOnTrail()) - before).toBe(1);
  });

  it('tells of tasks and of the inbox when a critical result comes', async () => {
    const stream = await listenAs('doctor');
    await send(world, await anOrder(world), report([potassium(7.1)]));
    await Promise.all(['tasks', 'inbox', 'orders'].map((event) => stream.hears(event, world.wards[0].id)));
  });

  it('tells the ward that is asked to take somebody, wherever they lie', async () => {
    const { patientId } = await anAdmission(world);
    await worksOnlyIn(world, 'department-head', world.wards[0].id);
    const stream = await listenAs('doctor');
    const referral = { wardId: world.wards[1].id, reason: 'Xin nhận điều trị nội trú' };
    const asked = await world.as('department-head').post(`/api/v1/patients/${patientId}/referrals`, referral);
    expect(asked.status).toBe(201);
    await stream.hears('board', world.wards[1].id);
  });

  it('tells nobody of another ward, from the moment that they work there no more', async () => {
    await worksOnlyIn(world, 'nurse', world.wards[0].id, world.wards[1].id);
    const [nurse, head] = [await listenAs('nurse'), await listenAs('lab')];
    const { id } = await anAdmission(world, { wardId: world.wards[1].id });
    await nurse.hears('board', world.wards[1].id);
    await worksOnlyIn(world, 'nurse', world.wards[0].id);
    nurse.events.length = 0;
    const seen = nurse.text().length;
    const own = await anAdmission(world);
    await world.as('doctor').post(`/api/v1/encounters/${id}/vitals`, { heartRate: 91 });
    await chart(own.id);
    await nurse.hears('board', world.wards[0].id);
    expect(nurse.text().slice(seen)).not.toContain(world.wards[1].id);
    // A laboratory reads no board.
    await until(() => head.lastEventId() !== undefined);
    expect(head.events.filter(({ event }) => event === 'board')).toEqual([]);
    await worksOnlyIn(world, 'nurse', world.wards[0].id, world.wards[1].id);
  });

  it('goes on where it broke off, and says so when it cannot', async () => {
    const { id } = await anAdmission(world);
    const first = await listenAs('nurse');
    await until(() => first.lastEventId() !== undefined);
    const at = first.lastEventId()!;
    first.hangUp();
    await chart(id);
    const again = await listenAs('nurse', { app: beside, headers: { 'Last-Event-ID': at } });
    await again.hears('board', world.wards[0].id);
    for (const other of ['9999999999:9999999999:', 'made up', '3:1:']) {
      const anew = await listenAs('nurse', { headers: { 'Last-Event-ID': other } });
      await anew.hears('reset');
      anew.hangUp();
    }
  });

  it('misses nothing of a transaction that was under way at that moment', async () => {
    const { id } = await anAdmission(world);
    const holding = new pg.Client({ connectionString: world.database.ownerUrl });
    await holding.connect();
    await holding.query('SELECT pg_advisory_lock(77)');
    const slow = changeBehind(
      world,
      `UPDATE encounter SET reason = 'Khó thở', version = version + 1 WHERE id = '${id}'; SELECT pg_advisory_xact_lock(77)`,
    );
    const waiting = `SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 77 AND NOT granted`;
    await until(async () => (await world.sql(waiting)).length > 0);
    const stream = await listenAs('nurse');
    expect(stream.events).toEqual([]);
    await holding.end();
    await slow;
    await stream.hears('board', world.wards[0].id);
  });

  it('ends with its session, in every process, and when its person leaves', async () => {
    const streams = [await listenAs('nurse'), await listenAs('nurse', { app: beside })];
    for (const { token } of streams) {
      expect((await clientOf(world.app, token).post('/api/v1/auth/logout', {})).status).toBeLessThan(300);
    }
    await until(() => streams.every((stream) => stream.over()));
    const doctor = await listenAs('department-head');
    await changeBehind(
      world,
      `UPDATE staff_member SET status = 'left' WHERE id = '${world.staff['department-head'].id}'`,
    );
    await until(() => doctor.over());
  });

  it('ends when the next person locks its person out at the terminal', async () => {
    const terminal = await aTerminal(world);
    const { body } = await terminal.signIn(world.staff.nurse.username);
    const nurse = await listen(world.app, body.accessToken, { 'X-Terminal-Key': terminal.key });
    expect(nurse.status).toBe(200);
    await terminal.signIn(world.staff.doctor.username);
    await until(() => nurse.over());
  });

  it('is refused to who reads no list, to strangers, and beyond six of one person', async () => {
    expect((await listenAs('admin')).status).toBe(403);
    expect((await listen(world.app, 'nonsense')).status).toBe(401);
    const answers = [];
    for (let n = 0; n < 7; n++) answers.push((await listenAs('doctor')).status);
    expect(answers).toEqual([...Array<number>(6).fill(200), 429]);
  });

  it('asks the database nothing while nobody listens', async () => {
    for (const stream of opened.splice(0)) stream.hangUp();
    const since = jest.spyOn(world.app.get(ChangesQueries, { strict: false }), 'since');
    const live = world.app.get<LiveService, { position?: string; look(): Promise<void> }>(LiveService, {
      strict: false,
    });
    await until(() => live.position === undefined);
    since.mockClear();
    await live.look();
    expect(since).not.toHaveBeenCalled();
  });

  it('ends when the service stops', async () => {
    const stream = await listenAs('doctor', { app: beside });
    await beside.close();
    await until(() => stream.over());
  });
});
