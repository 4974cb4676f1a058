import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPatient } from '../support/builders.js';
import { firstSignIn, LENT_PASSWORD } from '../support/first-sign-in.js';
import { heardBy, startBeside } from '../support/processes.js';
import { expectProblem } from '../support/problems.js';
import { clientOf, PASSWORD, startWorld, type Client, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const NEW_PASSWORD = 'sương sớm trên ruộng bậc thang';
const at = (version: number) => ({ 'If-Match': `"${version}"` });
let number = 0;
async function hire(roles: string[] = ['nurse'], fields: object = {}) {
  const username = `nhan.vien${++number}`;
  const input = { username, fullName: 'ĐD. Trần Thị Mới', roles, password: LENT_PASSWORD, ...fields };
  return world.as('admin').post('/api/v1/staff', input);
}
const act = (id: string, action: string, version: number, body: object = {}, by: Client = world.as('admin')) =>
  by.post(`/api/v1/staff/${id}/${action}`, body, at(version));
const signIn = (username: string, password = PASSWORD, role?: string) =>
  world.anonymous.post('/api/v1/auth/login', { username, password, ...(role && { role }) });
/** Somebody who has chosen their password; their version is 2. */
async function hireAndSettle(roles?: string[], fields?: object) {
  const { body } = await hire(roles, fields);
  const { client, session } = await firstSignIn(world, body.username as string);
  return { id: body.id as string, username: body.username as string, client, session };
}

describe('The wards a person works in', () => {
  const wardsOf = (body: unknown) => (body as { wards: { code: string }[] }).wards.map(({ code }) => code);

  it('are joined and left by an administrator, once each, and ended when the person leaves', async () => {
    const { body: person } = await hire();
    const [{ id: wardId }] = world.wards;
    const joined = await act(person.id, 'wards/join', 1, { wardId });
    expect(wardsOf(joined.body)).toEqual(['NOI']);
    const again = await act(person.id, 'wards/join', joined.body.version, { wardId });
    expect(wardsOf(again.body)).toEqual(['NOI']);
    const left = await act(person.id, 'wards/leave', again.body.version, { wardId });
    expect(wardsOf(left.body)).toEqual([]);
    const back = await act(person.id, 'wards/join', left.body.version, { wardId });
    await act(person.id, 'leave', back.body.version);
    const { n } = elementAt(
      await world.sql('SELECT count(*)::int AS n FROM staff_ward WHERE staff_id = $1 AND ended_at IS NULL', [
        person.id,
      ]),
      0,
    );
    expect(n).toBe(0);
  });

  it('must exist, are not chosen by oneself, and their change is on the trail', async () => {
    const { body: person } = await hire();
    expect((await act(person.id, 'wards/join', 1, { wardId: randomUUID() })).status).toBe(422);
    const own = world.staff.admin.id;
    expect((await act(own, 'wards/join', 1, { wardId: world.wards[0].id })).status).toBe(403);
    expect((await act(person.id, 'wards/join', 1, { wardId: 'x' })).status).toBe(400);
    await act(person.id, 'wards/join', 1, { wardId: world.wards[1].id });
    const [event] = await world.sql(`SELECT * FROM audit.event WHERE entity = 'staff_ward' ORDER BY id DESC LIMIT 1`);
    expect(event).toMatchObject({ kind: 'create', username: 'admin' });
  });
});

describe('A new member of staff', () => {
  it('can sign in and work, and the trail names who hired them without the password', async () => {
    const { status, body } = await hire(['doctor', 'nurse'], { practisingCertificate: '0012345/HCM-CCHN' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ roles: ['doctor', 'nurse'], status: 'active', version: 1 });
    expect(JSON.stringify(body)).not.toContain(LENT_PASSWORD);
    expect((await (await firstSignIn(world, body.username)).client.get('/api/v1/wards')).status).toBe(200);
    const [event] = await world.sql(
      `SELECT username, changes FROM audit.event WHERE entity = 'staff_member' AND entity_id = $1 AND kind = 'create'`,
      [body.id],
    );
    expect(event).toMatchObject({ username: 'admin', changes: { password_hash: expect.stringMatching(/^sha256:/) } });
  });

  it.each([
    ['a username in capitals', { username: 'Minh' }, '/username'],
    ['a short password', { password: 'ngắn' }, '/password'],
    ['no role', { roles: [] }, '/roles'],
    ['a role nobody knows', { roles: ['god'] }, '/roles'],
    ['an empty name', { fullName: '' }, '/fullName'],
    ['an unknown field', { admin: true }, '/admin'],
  ] as const)('with %s is refused', async (_, fields, pointer) => {
    const { status, body } = await hire(['nurse'], fields);
    expect([status, body.errors[0].pointer]).toEqual([400, pointer]);
  });

  it('needs a username of their own, also when two are added at once', async () => {
    const username = 'cung.ten';
    const answers = await Promise.all([hire(['nurse'], { username }), hire(['nurse'], { username })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('is added by administrators only', async () => {
    for (const role of ['doctor', 'nurse', 'registrar', 'lab', 'auditor'] as const) {
      expect((await world.as(role).get('/api/v1/staff')).status).toBe(403);
    }
  });
});

describe('Rights', () => {
  it('taken away end the sessions that used them at once; given ones can be used', async () => {
    const { id, username, client: nurse } = await hireAndSettle(['nurse']);
    const granted = await act(id, 'roles/grant', 2, { role: 'registrar' });
    expect(granted.body).toMatchObject({ roles: ['nurse', 'registrar'], version: 3 });
    expect((await nurse.get('/api/v1/wards')).status).toBe(200);
    const revoked = await act(id, 'roles/revoke', 3, { role: 'nurse' });
    expect(revoked.body.roles).toEqual(['registrar']);
    await heardBy(world, world.app);
    expect((await nurse.get('/api/v1/wards')).status).toBe(401);
    expect((await signIn(username, PASSWORD, 'nurse')).status).toBe(403);
    expect((await signIn(username)).body.person.role).toBe('registrar');
  });

  it('given and taken stand on the trail with what was before and after', async () => {
    const { body } = await hire(['nurse']);
    const changes = async (entity: string, requestId: string) =>
      (
        await world.sql('SELECT changes FROM audit.event WHERE entity = $1 AND request_id = $2', [entity, requestId])
      )[0]!.changes as object;
    const granted = await act(body.id, 'roles/grant', 1, { role: 'registrar' });
    expect(await changes('staff_role', granted.headers['x-request-id']!)).toMatchObject({
      staff_id: body.id,
      role: 'registrar',
    });
    const revoked = await act(body.id, 'roles/revoke', 2, { role: 'nurse' });
    expect(await changes('staff_role', revoked.headers['x-request-id']!)).toEqual({
      revoked_at: [null, expect.any(String)],
    });
    const wide = await world.as('admin').patch(`/api/v1/staff/${body.id}`, { hospitalWide: true }, at(3));
    expect(await changes('staff_member', wide.headers['x-request-id']!)).toMatchObject({
      hospital_wide: [false, true],
    });
    const narrow = await world.as('admin').patch(`/api/v1/staff/${body.id}`, { hospitalWide: false }, at(4));
    expect(await changes('staff_member', narrow.headers['x-request-id']!)).toMatchObject({
      hospital_wide: [true, false],
    });
  });

  it('are not changed by the person who has them', async () => {
    const own = world.staff.admin.id;
    for (const role of ['auditor', 'admin']) {
      expectProblem(await act(own, 'roles/grant', 1, { role }), 403, 'own-rights');
      expectProblem(await act(own, 'roles/revoke', 1, { role }), 403, 'own-rights');
    }
    expectProblem(await act(own, 'leave', 1), 403, 'own-rights');
    const { id: patientId } = await aPatient(world);
    for (const fields of [
      { hospitalWide: true },
      { patientId },
      { patientId: null },
      { practisingCertificate: '0077777/HCM-CCHN' },
      { practisingCertificate: null },
    ]) {
      expectProblem(await world.as('admin').patch(`/api/v1/staff/${own}`, fields, at(1)), 403, 'own-rights');
    }
    expect((await world.as('admin').patch(`/api/v1/staff/${own}`, { fullName: 'Tên khác' }, at(1))).status).toBe(200);
  });

  it('changed by two at once: one is told', async () => {
    const { body } = await hire();
    const answers = await Promise.all([
      act(body.id, 'roles/grant', 1, { role: 'pharmacist' }),
      act(body.id, 'roles/grant', 1, { role: 'lab' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('of administration always stay with someone, even when two administrators remove each other', async () => {
    const second = await hireAndSettle(['admin']);
    const asSecond = second.client;
    const first = world.staff.admin.id;
    const { body: me } = await world.as('admin').get(`/api/v1/staff/${first}`);
    const answers = await Promise.all([
      act(second.id, 'leave', 2),
      act(first, 'roles/revoke', me.version, { role: 'admin' }, asSecond),
    ]);
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    const left = await world.sql(
      `SELECT FROM staff_role r JOIN staff_member m ON m.id = r.staff_id
       WHERE r.role = 'admin' AND r.revoked_at IS NULL AND m.status = 'active'`,
    );
    expect(left.length).toBeGreaterThanOrEqual(1);
  });
});

describe('Who leaves', () => {
  let admin: Client;
  beforeAll(async () => {
    // The test above may have taken the first administrator's role.
    const context = `SELECT set_config('emr.context', '{"actorKind":"system","username":"system:test"}', true);`;
    await world.sql(`${context} UPDATE staff_member SET status = 'active' WHERE username = 'admin';
      UPDATE staff_role SET revoked_at = NULL WHERE role = 'admin' AND staff_id = '${world.staff.admin.id}'`);
    admin = clientOf(world.app, (await signIn('admin')).body.accessToken);
  });

  it('is shut out at once, cannot sign in or refresh, and cannot be changed any more', async () => {
    const username = 'se.nghi';
    const input = { username, fullName: 'Người sắp nghỉ', roles: ['nurse'], password: LENT_PASSWORD };
    const { body } = await admin.post('/api/v1/staff', input, { 'Idempotency-Key': randomUUID() });
    const { client: nurse, session } = await firstSignIn(world, username);
    expect((await nurse.get('/api/v1/wards')).status).toBe(200);
    expect((await act(body.id, 'leave', 2, {}, admin)).body.status).toBe('left');
    await heardBy(world, world.app);
    expect((await nurse.get('/api/v1/wards')).status).toBe(401);
    expect((await signIn(username)).status).toBe(401);
    const refreshed = await world.anonymous.post('/api/v1/auth/refresh', { refreshToken: session.refreshToken });
    expect(refreshed.status).toBe(401);
    expect((await act(body.id, 'roles/grant', 3, { role: 'lab' }, admin)).status).toBe(409);
  });

  it('is shut out everywhere, with the tokens of sessions that began in different processes', async () => {
    const second = await startBeside(world);
    const input = { username: 'hai.noi', fullName: 'Người hai nơi', roles: ['nurse'], password: LENT_PASSWORD };
    const { body } = await admin.post('/api/v1/staff', input);
    await firstSignIn(world, 'hai.noi');
    const there = clientOf(second);
    const sessions = [
      (await signIn('hai.noi')).body,
      (await there.post('/api/v1/auth/login', { username: 'hai.noi', password: PASSWORD })).body,
    ];
    const everywhere = async () => {
      const asked = [world.app, second].flatMap((app) =>
        sessions.map(async ({ accessToken }) => (await clientOf(app, accessToken).get('/api/v1/wards')).status),
      );
      return Promise.all(asked);
    };
    try {
      expect(await everywhere()).toEqual([200, 200, 200, 200]);
      expect((await act(body.id, 'leave', 2, {}, admin)).status).toBe(200);
      await heardBy(world, world.app, second);
      expect(await everywhere()).toEqual([401, 401, 401, 401]);
      for (const { refreshToken } of sessions) {
        expect((await there.post('/api/v1/auth/refresh', { refreshToken })).status).toBe(401);
      }
    } finally {
      await second.close();
    }
  });

  it('a password reset ends the sessions and the old password', async () => {
    const input = { username: 'quen.mk', fullName: 'Người quên', roles: ['nurse'], password: LENT_PASSWORD };
    const { body } = await admin.post('/api/v1/staff', input);
    const { client: nurse } = await firstSignIn(world, 'quen.mk');
    expect((await act(body.id, 'reset-password', 2, { password: NEW_PASSWORD }, admin)).status).toBe(200);
    await heardBy(world, world.app);
    expect((await nurse.get('/api/v1/wards')).status).toBe(401);
    expect((await signIn('quen.mk')).status).toBe(401);
    expect((await signIn('quen.mk', NEW_PASSWORD)).status).toBe(200);
  });

  it('are found by parts of the name and of the username, in any order, with marks or without', async () => {
    const found = async (q: string) =>
      (await world.as('admin').get(`/api/v1/staff?q=${encodeURIComponent(q)}`)).body.items.map(
        ({ username }: { username: string }) => username,
      );
    expect(await found('thu PHARM')).toEqual(['pharmacist']);
    expect(await found('pharmacist người')).toEqual(['pharmacist']);
    expect(await found('nurse')).toEqual(expect.arrayContaining(['head-nurse', 'nurse']));
    expect(await found('%')).toEqual([]);
  });

  it('lists page by username, each person once', async () => {
    const seen: string[] = [];
    let next: string | null = '/api/v1/staff?limit=3';
    while (next) {
      const { body }: { body: { items: { username: string }[]; next: string | null } } = await admin.get(next);
      seen.push(...body.items.map(({ username }) => username));
      next = body.next;
    }
    expect(seen).toEqual([...new Set(seen)].sort());
    expect(seen).toEqual(expect.arrayContaining(['admin', 'se.nghi', 'quen.mk']));
  });
});
