import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { keysetStatement } from '../../src/platform/routes/keyset.js';
import { ALIVE } from '../../src/platform/security/sessions/sessions.queries.js';
import { expectProblem } from '../support/problems.js';
import { changeBehind, heardBy, startBeside } from '../support/processes.js';
import { clientOf, PASSWORD, startWorld, type Client, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

const UNKNOWN = '01900000-0000-7000-8000-000000000000';
const PIN = '407159';
/** The password once more. */
const SHOWN = { password: PASSWORD };
const AGENT = 'Mozilla/5.0 (Windows NT 10.0) Firefox/145.0';

let world: World;
let second: NestFastifyApplication;
let terminal: { id: string; code: string; key: string };
beforeAll(async () => {
  world = await startWorld();
  second = await startBeside(world);
  await world.as('nurse').post('/api/v1/auth/pin', { password: PASSWORD, pin: PIN });
  const place = { code: 'NOI-01', name: 'Bàn điều dưỡng', wardId: world.wards[0].id };
  terminal = (await world.as('admin').post('/api/v1/terminals', place)).body;
});
afterAll(async () => {
  await second.close();
  await world.close();
});
// What the world signed in with stays; what tests signed in with does not.
beforeEach(() =>
  changeBehind(
    world,
    `UPDATE session SET revoked_at = now() WHERE revoked_at IS NULL AND id NOT IN (SELECT min(id::text)::uuid FROM session GROUP BY staff_id)`,
  ),
);

interface Listed {
  id: string;
  method: string;
  present: boolean;
  parentId: string | null;
  startedAt: string;
}
interface SignedIn {
  readonly id: string;
  readonly client: Client;
  readonly refreshToken: string;
  me(app?: NestFastifyApplication): Promise<number>;
}
const signedIn = (body: { accessToken: string; refreshToken: string }, headers = {}): SignedIn => {
  const claims = JSON.parse(Buffer.from(body.accessToken.split('.')[1]!, 'base64url').toString());
  const as = (app: NestFastifyApplication) => clientOf(app, body.accessToken);
  return {
    id: claims.sid,
    client: {
      get: (path) => as(world.app).get(path, headers),
      post: (path, input, more) => as(world.app).post(path, input, { ...headers, ...more }),
      put: (path, input, more) => as(world.app).put(path, input, { ...headers, ...more }),
      patch: (path, input, more) => as(world.app).patch(path, input, { ...headers, ...more }),
      delete: (path, more) => as(world.app).delete(path, { ...headers, ...more }),
    },
    refreshToken: body.refreshToken,
    me: async (app = world.app) => (await as(app).get('/api/v1/auth/me', headers)).status,
  };
};
const signIn = async (username = 'doctor', headers = {}) =>
  signedIn((await world.anonymous.post('/api/v1/auth/login', { username, password: PASSWORD }, headers)).body);
const switchTo = async (username = 'nurse') => {
  const key = { 'X-Terminal-Key': terminal.key };
  return signedIn((await world.anonymous.post('/api/v1/auth/switch', { username, pin: PIN }, key)).body, key);
};
const listOf = async (client: Client, path = '/api/v1/auth/sessions'): Promise<Listed[]> =>
  (await client.get(path)).body.items;
const idsOf = async (client: Client, path?: string) => (await listOf(client, path)).map(({ id }) => id);
const heard = () => heardBy(world, world.app, second);
const eventsOf = (requestId: string) =>
  world.sql('SELECT * FROM audit.event WHERE request_id = $1 ORDER BY id', [requestId]);

describe('My sessions', () => {
  it('are listed newest first: how, where, since when, until when, and which one asks', async () => {
    const first = await signIn('doctor', { 'X-Terminal': 'KHOA-NOI-09', 'User-Agent': AGENT });
    const last = await signIn();
    const items = await listOf(first.client);
    expect(items.slice(0, 2)).toEqual([
      expect.objectContaining({ id: last.id, present: false, terminal: null, parentId: null }),
      {
        id: first.id,
        role: 'doctor',
        method: 'password',
        secondFactor: false,
        startedAt: expect.stringMatching(/Z$/),
        lastUsedAt: expect.stringMatching(/Z$/),
        endsAt: expect.stringMatching(/Z$/),
        terminal: { code: 'KHOA-NOI-09', enrolled: false, name: null, ward: null },
        address: '127.0.0.1',
        userAgent: AGENT,
        parentId: null,
        locked: false,
        present: true,
      },
    ]);
    const { startedAt, endsAt } = items[1] as unknown as Record<string, string>;
    expect(Date.parse(endsAt!) - Date.parse(startedAt!)).toBeCloseTo(12 * 3_600_000, -4);
  });

  it('by PIN name the terminal, its ward and the full sign-in they count on', async () => {
    const full = await signIn('nurse');
    const short = await switchTo();
    const [listed] = await listOf(short.client);
    expect(listed).toMatchObject({
      id: short.id,
      method: 'pin',
      parentId: full.id,
      present: true,
      terminal: { code: 'NOI-01', enrolled: true, name: 'Bàn điều dưỡng', ward: 'NOI' },
    });
  });

  it('say when they were last used', async () => {
    const session = await signIn();
    await changeBehind(world, `UPDATE session SET refreshed_at = now() - interval '1 hour' WHERE id = '${session.id}'`);
    const lastUse = async () => Date.parse((await listOf(session.client))[0]!['lastUsedAt' as 'startedAt']);
    const before = await lastUse();
    await world.anonymous.post('/api/v1/auth/refresh', { refreshToken: session.refreshToken });
    expect((await lastUse()) - before).toBeGreaterThan(3_500_000);
  });

  it('are those that are good: not ended, not run out, not of a locked terminal', async () => {
    const [asking, ended, over, full] = [await signIn(), await signIn(), await signIn(), await signIn('nurse')];
    const short = await switchTo();
    await ended.client.post('/api/v1/auth/logout');
    await changeBehind(
      world,
      `UPDATE session SET created_at = now() - interval '13 hours', expires_at = now() - interval '1 hour' WHERE id = '${over.id}';
       UPDATE session SET used_at = now() - interval '11 minutes' WHERE id = '${short.id}'`,
    );
    const mine = await idsOf(asking.client);
    expect(mine).toContain(asking.id);
    for (const { id } of [ended, over]) expect(mine).not.toContain(id);
    expect(await idsOf(full.client)).not.toContain(short.id);
  });

  it('come in pages, and are nobody else’s', async () => {
    const sessions = [await signIn('lab'), await signIn('lab'), await signIn('lab')];
    const seen: string[] = [];
    let path: string | null = '/api/v1/auth/sessions?limit=2';
    while (path) {
      const { body } = await sessions[0]!.client.get(path);
      expect(body.items.length).toBeLessThanOrEqual(2);
      seen.push(...body.items.map(({ id }: Listed) => id));
      path = body.next;
    }
    expect(seen.slice(0, 3)).toEqual(sessions.map(({ id }) => id).reverse());
    expect(new Set(seen).size).toBe(seen.length);
    const owners = await world.sql('SELECT DISTINCT staff_id FROM session WHERE id = ANY($1)', [seen]);
    expect(owners).toEqual([{ staff_id: world.staff.lab.id }]);
  });

  it.each(['?limit=0', '?limit=101', '?limit=x', '?cursor=x', '?staffId=1'])('%s is refused', async (query) => {
    expect((await world.as('doctor').get(`/api/v1/auth/sessions${query}`)).status).toBe(400);
  });

  it('say nothing of tokens', async () => {
    const session = await signIn();
    const text = JSON.stringify(await listOf(session.client));
    expect(text).not.toMatch(/hash|salt|family|token/i);
  });
});

describe('Ending one of my sessions', () => {
  it('holds at once in every process, and is on the trail', async () => {
    const [here, there] = [await signIn(), await signIn()];
    expect([await there.me(), await there.me(second)]).toEqual([200, 200]);
    const answer = await here.client.post(`/api/v1/auth/sessions/${there.id}/revoke`, SHOWN);
    expect(answer.status).toBe(204);
    await heard();
    expect([await there.me(), await there.me(second), await here.me()]).toEqual([401, 401, 200]);
    const { refreshToken } = there;
    expect((await world.anonymous.post('/api/v1/auth/refresh', { refreshToken })).status).toBe(401);
    expect(await eventsOf(answer.headers['x-request-id']!)).toEqual([
      expect.objectContaining({
        kind: 'update',
        entity: 'session',
        entity_id: there.id,
        changes: { revoked_at: [null, expect.any(String)] },
        session_id: here.id,
      }),
      expect.objectContaining({ kind: 'sign-out', entity_id: there.id, username: 'doctor' }),
    ]);
  });

  it('ends those switched from it', async () => {
    const full = await signIn('nurse');
    const short = await switchTo();
    expect([await short.me(), await short.me(second)]).toEqual([200, 200]);
    expect((await full.client.post(`/api/v1/auth/sessions/${full.id}/revoke`, SHOWN)).status).toBe(204);
    await heard();
    expect([await short.me(), await short.me(second)]).toEqual([401, 401]);
  });

  it('twice, or two at once, is no error, and is told once', async () => {
    const [here, there] = [await signIn(), await signIn()];
    const end = () => here.client.post(`/api/v1/auth/sessions/${there.id}/revoke`, SHOWN);
    const answers = [...(await Promise.all([end(), end()])), await end()];
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204]);
    const told = await world.sql(
      `SELECT kind FROM audit.event WHERE entity_id = $1 AND kind IN ('update', 'sign-out')`,
      [there.id],
    );
    expect(told.map(({ kind }) => kind).sort()).toEqual(['sign-out', 'update']);
  });

  it('of somebody else, or one that never was, is not found and changes nothing', async () => {
    const [mine, other] = [await signIn(), await signIn('nurse')];
    for (const id of [other.id, UNKNOWN]) {
      expectProblem(await mine.client.post(`/api/v1/auth/sessions/${id}/revoke`, SHOWN), 404, 'session-not-found');
    }
    expectProblem(await mine.client.post('/api/v1/auth/sessions/x/revoke', SHOWN), 400);
    expect(await other.me()).toBe(200);
  });

  it('asks for the password once more, but not for the present one, which ends as by signing out', async () => {
    const [here, there] = [await signIn(), await signIn()];
    const end = (id: string, body = {}) => here.client.post(`/api/v1/auth/sessions/${id}/revoke`, body);
    expectProblem(await end(there.id), 400, 'validation');
    expectProblem(await end(there.id, { password: 'sai' }), 403, 'current-password-wrong');
    expect(await there.me()).toBe(200);
    expect((await end(here.id)).status).toBe(204);
    await heard();
    expect([await here.me(), await there.me()]).toEqual([401, 200]);
  });

  it('that ran out leaves it as it is', async () => {
    const [here, over] = [await signIn(), await signIn()];
    await changeBehind(
      world,
      `UPDATE session SET created_at = now() - interval '13 hours', expires_at = now() - interval '1 hour' WHERE id = '${over.id}'`,
    );
    expect((await here.client.post(`/api/v1/auth/sessions/${over.id}/revoke`, SHOWN)).status).toBe(204);
    expect(await world.sql('SELECT revoked_at FROM session WHERE id = $1', [over.id])).toEqual([{ revoked_at: null }]);
  });
});

describe('Ending my other sessions', () => {
  it('asks for the password once more: who found a session open does not sign its person out elsewhere', async () => {
    const [found, other] = [await signIn('pharmacist'), await signIn('pharmacist')];
    const end = (body?: object) => found.client.post('/api/v1/auth/sessions/revoke-others', body);
    expectProblem(await end(), 400, 'validation');
    expectProblem(await end({ password: 'sai' }), 403, 'current-password-wrong');
    expect(await other.me()).toBe(200);
  });

  it('leaves the present one only', async () => {
    const [present, ...others] = [await signIn('pharmacist'), await signIn('pharmacist'), await signIn('pharmacist')];
    const stranger = await signIn('nurse');
    const answer = await present.client.post('/api/v1/auth/sessions/revoke-others', SHOWN);
    // The world's own sign-in is the third.
    expect([answer.status, answer.body]).toEqual([200, { ended: 3 }]);
    await heard();
    expect(await Promise.all([...others, present, stranger].map((session) => session.me(second)))).toEqual([
      401, 401, 200, 200,
    ]);
    expect(await idsOf(present.client)).toEqual([present.id]);
    expect((await present.client.post('/api/v1/auth/sessions/revoke-others', SHOWN)).body).toEqual({ ended: 0 });
  });

  it('from one by PIN keeps the full sign-in that it counts on', async () => {
    const other = await signIn('nurse');
    const full = await signIn('nurse');
    const short = await switchTo();
    expect((await short.client.post('/api/v1/auth/sessions/revoke-others', SHOWN)).status).toBe(200);
    expect([await short.me(), await full.me(), await other.me()]).toEqual([200, 200, 401]);
  });
});

describe('An administrator', () => {
  const path = (role: keyof World['staff']) => `/api/v1/staff/${world.staff[role].id}/sessions`;

  it('sees where a person is signed in', async () => {
    const session = await signIn('radiographer');
    const [listed] = await listOf(world.as('admin'), path('radiographer'));
    expect(listed).toMatchObject({ id: session.id, method: 'password', present: false });
  });

  it('ends one session with a reason: the trail has old and new value, who and why', async () => {
    const [one, other] = [await signIn('radiographer'), await signIn('radiographer')];
    expect([await one.me(), await one.me(second)]).toEqual([200, 200]);
    const input = { sessionId: one.id, reason: 'Máy tính bảng bị mất' };
    const answer = await world.as('admin').post(`${path('radiographer')}/revoke`, input);
    expect([answer.status, answer.body]).toEqual([200, { ended: 1 }]);
    await heard();
    expect([await one.me(), await one.me(second), await other.me()]).toEqual([401, 401, 200]);
    const who = {
      username: 'admin',
      role: 'admin',
      reason: 'Máy tính bảng bị mất',
      entity: 'session',
      entity_id: one.id,
    };
    expect(await eventsOf(answer.headers['x-request-id']!)).toEqual([
      expect.objectContaining({
        ...who,
        kind: 'update',
        changes: { revoked_at: [null, expect.any(String)] },
      }),
      expect.objectContaining({ ...who, kind: 'sign-out', detail: { staffId: world.staff.radiographer.id, ended: 1 } }),
    ]);
  });

  it('ends all of a person, and again is no error', async () => {
    const sessions = [await signIn('registrar'), await signIn('registrar')];
    const end = () => world.as('admin').post(`${path('registrar')}/revoke`, { reason: 'Mật khẩu bị lộ' });
    // The world's own sign-in is the third.
    expect((await end()).body).toEqual({ ended: 3 });
    await heard();
    for (const session of sessions) expect([await session.me(), await session.me(second)]).toEqual([401, 401]);
    expect((await end()).body).toEqual({ ended: 0 });
    expect(await listOf(world.as('admin'), path('registrar'))).toEqual([]);
  });

  it('does not sign out of a day of their own by that', async () => {
    const session = await signIn('radiographer');
    await world
      .as('admin')
      .post(`${path('radiographer')}/revoke`, { sessionId: session.id, reason: 'Mất máy tính bảng' });
    const day = await world.as('auditor').get(`/api/v1/audit/people/${world.staff.admin.id}/day`);
    if (day.status !== 200) throw new Error(day.text);
    expect(JSON.stringify(day.body.signIns)).not.toContain('sign-out');
  });

  it('is told what is wrong with the question', async () => {
    const admin = world.as('admin');
    const nobody = `/api/v1/staff/${UNKNOWN}/sessions`;
    expectProblem(await admin.get(nobody), 404, 'staff-not-found');
    expectProblem(await admin.post(`${nobody}/revoke`, { reason: 'Gõ nhầm' }), 404, 'staff-not-found');
    for (const body of [
      {},
      { reason: '' },
      { reason: 'x'.repeat(201) },
      { reason: 1 },
      { reason: 'Gõ nhầm', all: true },
    ]) {
      expectProblem(await admin.post(`${path('lab')}/revoke`, body), 400);
    }
    const other = await signIn('nurse');
    for (const sessionId of [other.id, UNKNOWN]) {
      const wrong = await admin.post(`${path('lab')}/revoke`, { sessionId, reason: 'Gõ nhầm' });
      expectProblem(wrong, 404, 'session-not-found');
    }
    expect((await admin.post(`${path('lab')}/revoke`, { sessionId: 'x', reason: 'Gõ nhầm' })).status).toBe(400);
    expect(await other.me()).toBe(200);
  });

  it('is the only one who may', async () => {
    for (const role of ['doctor', 'head-nurse', 'department-head', 'auditor', 'privacy-officer'] as const) {
      expectProblem(await world.as(role).get(path('lab')), 403, 'forbidden');
      expectProblem(await world.as(role).post(`${path('lab')}/revoke`, { reason: 'Gõ nhầm' }), 403, 'forbidden');
    }
  });
});

describe('With ten thousand sessions of years past', () => {
  beforeAll(() =>
    changeBehind(
      world,
      `INSERT INTO session (staff_id, role, refresh_hash, created_at, expires_at)
         SELECT '${world.staff['records-officer'].id}', 'records-officer', n::text, now() - n * interval '2 hours' - interval '1 day',
           now() - n * interval '2 hours' FROM generate_series(1, 10000) n`,
    ).then(() => world.sql('ANALYZE session')),
  );

  it('the list reads what is alive by an index, and nothing of the past', async () => {
    const values: unknown[] = [world.staff['records-officer'].id, 10];
    const { text } = keysetStatement(ALIVE, { limit: 20 }, values);
    const { 'QUERY PLAN': plan } = elementAt(await world.sql(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, values), 0);
    const nodes = nodesOf(plan[0].Plan);
    const scans = nodes.filter((node) => node['Relation Name'] === 'session');
    expect(scans.map((node) => node['Index Name'])).toEqual(['session_alive']);
    expect(scans[0]!['Actual Rows']).toBeLessThan(10);
    expect(scans[0]!['Rows Removed by Filter'] ?? 0).toBeLessThan(10);
  });

  it('ending all touches those that are alive, and puts no more on the trail', async () => {
    const person = world.staff['records-officer'].id;
    const answer = await world
      .as('admin')
      .post(`/api/v1/staff/${person}/sessions/revoke`, { reason: 'Mất máy tính bảng' });
    expect(answer.body).toEqual({ ended: 1 });
    expect(await eventsOf(answer.headers['x-request-id']!)).toHaveLength(2);
  });
});

type Node = Record<string, unknown> & { Plans?: Node[] };
const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];
