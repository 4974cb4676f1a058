import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isEasyPin } from '../../src/platform/security/terminals/pin.rules.js';
import { anAdmission } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { changeBehind, heardBy } from '../support/processes.js';
import { clientOf, PASSWORD, startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

const PIN = '407159';
const BADGE = '04:A2:24:5B:6C:7D:80';

let world: World;
let terminal: { id: string; code: string; key: string; version: number };
let count = 0;
beforeAll(async () => {
  world = await startWorld();
  for (const role of ['nurse', 'head-nurse', 'auditor'] as const) {
    expect((await world.as(role).post('/api/v1/auth/pin', { password: PASSWORD, pin: PIN })).status).toBe(204);
  }
});
beforeEach(async () => {
  const answer = await world.as('admin').post('/api/v1/terminals', { code: `NOI-${++count}`, name: 'Bàn điều dưỡng' });
  expect(answer.status).toBe(201);
  terminal = answer.body;
});
afterAll(() => world.close());

const switchTo = (body: object, key: string | undefined = terminal.key) =>
  world.anonymous.post('/api/v1/auth/switch', body, key ? { 'X-Terminal-Key': key } : {});
const byPin = (username = 'nurse', pin = PIN) => switchTo({ username, pin });
/** Calls with a token at a terminal. */
const at = (token: string, key = terminal.key) => {
  const client = clientOf(world.app, token);
  return {
    me: () => client.get('/api/v1/auth/me', { 'X-Terminal-Key': key }),
    get: (path: string) => client.get(path, { 'X-Terminal-Key': key }),
    post: (path: string, body: object) => client.post(path, body, { 'X-Terminal-Key': key }),
    patch: (path: string, body: object, etag: string) =>
      client.patch(path, body, { 'X-Terminal-Key': key, 'If-Match': etag }),
  };
};
const lastEvent = async () => (await world.sql('SELECT * FROM audit.event ORDER BY id DESC LIMIT 1'))[0];
const signIn = async (role: string) =>
  (await world.anonymous.post('/api/v1/auth/login', { username: role, password: PASSWORD })).body;

describe('At an enrolled terminal', () => {
  it('a nurse who signed in in full takes over by PIN; the trail names the terminal and the method', async () => {
    const answer = await byPin();
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ person: { username: 'nurse', role: 'nurse' }, expiresIn: 120 });
    expect(await lastEvent()).toMatchObject({
      kind: 'sign-in',
      username: 'nurse',
      terminal: terminal.code,
      detail: { method: 'pin' },
    });
    const { patientId } = await anAdmission(world);
    await at(answer.body.accessToken).get(`/api/v1/patients/${patientId}/chart`);
    expect(await lastEvent()).toMatchObject({ kind: 'read', entity: 'chart', terminal: terminal.code });
  });

  it('the token opens nothing anywhere else', async () => {
    const { accessToken, refreshToken } = (await byPin()).body;
    expect((await at(accessToken).me()).status).toBe(200);
    expect((await clientOf(world.app, accessToken).get('/api/v1/auth/me')).status).toBe(401);
    const other = (await world.as('admin').post('/api/v1/terminals', { code: `X-${count}`, name: 'Khác' })).body;
    expect((await at(accessToken, other.key).me()).status).toBe(401);
    expect((await world.anonymous.post('/api/v1/auth/refresh', { refreshToken })).status).toBe(401);
  });

  it('the previous person is locked out, and their draft stays theirs', async () => {
    const first = at((await byPin('nurse')).body.accessToken);
    const { id: encounterId } = await anAdmission(world);
    const sections = [{ code: 'course', text: 'Đang viết dở' }];
    const draft = await first.post(`/api/v1/encounters/${encounterId}/notes`, { type: 'nursing', sections });
    expect(draft.status).toBe(201);
    const second = at((await byPin('head-nurse')).body.accessToken);
    await heardBy(world, world.app);
    expect((await first.me()).status).toBe(401);
    expect((await second.me()).body.username).toBe('head-nurse');
    const taken = await second.patch(`/api/v1/notes/${draft.body.id}`, { sections: [] }, draft.headers.etag!);
    expectProblem(taken, 403, 'not-the-author');
    const back = at((await byPin('nurse')).body.accessToken);
    const kept = await back.get(`/api/v1/notes/${draft.body.id}`);
    expect(kept.body).toMatchObject({
      status: 'draft',
      author: { id: world.staff.nurse.id },
      sections: [expect.objectContaining({ text: 'Đang viết dở' })],
    });
    expect(kept.headers.etag).toBe(draft.headers.etag);
    const more = [{ code: 'course', text: 'Viết tiếp' }];
    expect((await back.patch(`/api/v1/notes/${draft.body.id}`, { sections: more }, kept.headers.etag!)).status).toBe(
      200,
    );
  });

  it('a badge is enough, however its reader writes it, until it is revoked', async () => {
    const badges = `/api/v1/staff/${world.staff.nurse.id}/badges`;
    expect((await world.as('admin').post(badges, { badge: BADGE })).status).toBe(204);
    expect((await switchTo({ badge: BADGE.replaceAll(':', '').toLowerCase() })).body.person.username).toBe('nurse');
    expect(await lastEvent()).toMatchObject({ kind: 'sign-in', detail: { method: 'badge' } });
    const other = `/api/v1/staff/${world.staff['head-nurse'].id}/badges`;
    expectProblem(await world.as('admin').post(other, { badge: BADGE }), 409, 'badge-taken');
    await world.as('admin').post(`${badges}/revoke`);
    expectProblem(await switchTo({ badge: BADGE }), 401, 'switch-refused');
    expect((await world.as('admin').post(other, { badge: BADGE })).status).toBe(204);
  });
});

describe('A switch is refused, alike for every reason,', () => {
  const refused = async (answer: Awaited<ReturnType<typeof byPin>>, why: string) => {
    expectProblem(answer, 401, 'switch-refused');
    expect(await lastEvent()).toMatchObject({ kind: 'sign-in-failed', terminal: terminal.code, detail: { why } });
  };

  it('with a wrong PIN, and after five of them also with the right one, until the next full sign-in', async () => {
    for (let tries = 0; tries < 5; tries++) await refused(await byPin('head-nurse', '111222'), 'wrong pin');
    await refused(await byPin('head-nurse'), 'wrong pin');
    await signIn('head-nurse');
    expect((await byPin('head-nurse')).status).toBe(200);
  });

  it('when guesses come at once, no more of them are looked at', async () => {
    const guesses = await Promise.all(Array.from({ length: 12 }, (_, n) => byPin('head-nurse', String(500000 + n))));
    expect(new Set(guesses.map(({ status }) => status))).toEqual(new Set([401]));
    await refused(await byPin('head-nurse'), 'wrong pin');
    await signIn('head-nurse');
  });

  it('for names that nobody has, and for people without a PIN', async () => {
    await refused(await byPin('nobody'), 'unknown');
    await refused(await byPin('registrar'), 'wrong pin');
  });

  it('without a full sign-in in this shift: never one, one long ago, or one that ended', async () => {
    const pin = { password: PASSWORD, pin: PIN };
    const { accessToken } = await signIn('pharmacist');
    await clientOf(world.app, accessToken).post('/api/v1/auth/pin', pin);
    expect((await byPin('pharmacist')).status).toBe(200);
    // Hours count and no dates: a night shift that began yesterday is one shift.
    const began = (minutes: number) =>
      changeBehind(
        world,
        `UPDATE session SET created_at = now() - interval '${minutes} minutes' WHERE staff_id = '${world.staff.pharmacist.id}'`,
      );
    await began(12 * 60 - 1);
    expect((await byPin('pharmacist')).status).toBe(200);
    await began(12 * 60 + 1);
    await refused(await byPin('pharmacist'), 'no full sign-in');
  });

  it('to whoever left the hospital, with the PIN as with the badge', async () => {
    const { id } = world.staff.radiographer;
    const own = { username: 'radiographer', pin: '815293' };
    const badge = { badge: 'A5B6C7D8' };
    await world.as('radiographer').post('/api/v1/auth/pin', { password: PASSWORD, pin: own.pin });
    expect((await world.as('admin').post(`/api/v1/staff/${id}/badges`, badge)).status).toBe(204);
    const open = at((await switchTo(own)).body.accessToken);
    const { accessToken } = (await switchTo(badge)).body;
    const now = at(accessToken);
    await heardBy(world, world.app);
    expect([(await open.me()).status, (await now.me()).status]).toEqual([401, 200]);
    const { headers } = await world.as('admin').get(`/api/v1/staff/${id}`);
    const left = await world.as('admin').post(`/api/v1/staff/${id}/leave`, {}, { 'If-Match': headers.etag! });
    expect([left.status, left.body.status]).toEqual([200, 'left']);
    await heardBy(world, world.app);
    expect((await now.me()).status).toBe(401);
    await refused(await switchTo(own), 'unknown');
    await refused(await switchTo(badge), 'unknown');
  });

  it('to roles that may do too much for six digits', async () => {
    await refused(await byPin('auditor'), 'no full sign-in');
  });

  it('to a terminal that is not enrolled, retired, or has a new key', async () => {
    expectProblem(await switchTo({ username: 'nurse', pin: PIN }, 'made up'), 401, 'terminal-unknown');
    expectProblem(
      await world.anonymous.post('/api/v1/auth/switch', { username: 'nurse', pin: PIN }),
      401,
      'terminal-unknown',
    );
    const etag = { 'If-Match': `"${terminal.version}"` };
    const open = at((await byPin()).body.accessToken);
    const rekeyed = await world.as('admin').post(`/api/v1/terminals/${terminal.id}/rekey`, {}, etag);
    expect(rekeyed.status).toBe(200);
    await heardBy(world, world.app);
    expect((await open.me()).status).toBe(401);
    expect((await byPin()).status).toBe(401);
    expect((await switchTo({ username: 'nurse', pin: PIN }, rekeyed.body.key)).status).toBe(200);
    const here = at(
      (await switchTo({ username: 'nurse', pin: PIN }, rekeyed.body.key)).body.accessToken,
      rekeyed.body.key,
    );
    expect((await here.me()).status).toBe(200);
    const retired = await world
      .as('admin')
      .post(`/api/v1/terminals/${terminal.id}/retire`, {}, { 'If-Match': rekeyed.headers.etag! });
    expect(retired.body.retiredAt).toBeTruthy();
    await heardBy(world, world.app);
    expect((await here.me()).status).toBe(401);
    expect((await switchTo({ username: 'nurse', pin: PIN }, rekeyed.body.key)).status).toBe(401);
  });
});

describe('The short session', () => {
  it('ends with the full sign-in it counts on', async () => {
    const full = await signIn('nurse');
    const short = at((await byPin()).body.accessToken);
    expect((await short.me()).status).toBe(200);
    await clientOf(world.app, full.accessToken).post('/api/v1/auth/logout');
    await heardBy(world, world.app);
    expect((await short.me()).status).toBe(401);
  });

  it('cannot beget another: only a full sign-in counts', async () => {
    const { body } = await byPin();
    const { method, parent } = elementAt(
      await world.sql(
        `SELECT s.method, p.method AS parent FROM session s JOIN session p ON p.id = s.parent_id ORDER BY s.id DESC LIMIT 1`,
      ),
      0,
    );
    expect([method, parent, body.person.username]).toEqual(['pin', 'password', 'nurse']);
  });
});

describe('A PIN', () => {
  it.each(['123456', '987654', '000000', '121212', '123123', '890123', '190885', '290200', '311299'])(
    '%s is too easy',
    async (pin) => {
      const answer = await world.as('nurse').post('/api/v1/auth/pin', { password: PASSWORD, pin });
      expect([answer.status, answer.body.errors?.[0]?.rule]).toEqual([400, 'easy-pin']);
    },
  );

  it.each([{ pin: '12345' }, { pin: '1234567' }, { pin: 'abcdef' }, { pin: '١٢٣٤٥٦' }, {}])(
    'is six digits: %j',
    async (body) => {
      expect((await world.as('nurse').post('/api/v1/auth/pin', { password: PASSWORD, ...body })).status).toBe(400);
    },
  );

  it('needs the password once more', async () => {
    expect((await world.as('nurse').post('/api/v1/auth/pin', { password: 'wrong', pin: PIN })).status).toBe(403);
  });

  it('leaves most of a million to choose from', () => {
    const easy = Array.from({ length: 1e6 }, (_, n) => String(n).padStart(6, '0')).filter(isEasyPin);
    expect(easy.length).toBeLessThan(90_000);
    expect(['320185', '311385', '300285', '000185', '853219'].filter(isEasyPin)).toEqual([]);
    const guessedFirst = ['112233', '998877', '335577', '111222', '123321', '907709', '850119', '147258'];
    expect(guessedFirst.filter((pin) => !isEasyPin(pin))).toEqual([]);
    fc.assert(fc.property(fc.integer({ min: 0, max: 9 }), (digit) => isEasyPin(String(digit).repeat(6))));
  });

  it('and badges and keys are nowhere readable, in tables or on the trail', async () => {
    const dump = JSON.stringify([
      await world.sql('SELECT * FROM staff_pin'),
      await world.sql('SELECT * FROM staff_badge'),
      await world.sql('SELECT * FROM terminal'),
      await world.sql(
        `SELECT * FROM audit.event WHERE entity IN ('staff_pin', 'staff_badge', 'terminal', 'staff_member', 'session')`,
      ),
    ]);
    for (const secret of [PIN, BADGE, terminal.key, '$argon2']) {
      expect([
        secret,
        JSON.stringify(await world.sql(`SELECT changes, detail FROM audit.event`)).includes(secret),
      ]).toEqual([secret, false]);
    }
    expect(dump).not.toContain(terminal.key);
    expect(dump).not.toContain(PIN);
  });
});

describe('Terminals', () => {
  it('are enrolled by administrators only, each code once, and listed without their keys', async () => {
    expect((await world.as('nurse').post('/api/v1/terminals', { code: 'A-1', name: 'x' })).status).toBe(403);
    expectProblem(
      await world.as('admin').post('/api/v1/terminals', { code: terminal.code, name: 'x' }),
      409,
      'terminal-code-taken',
    );
    for (const wrong of [{ code: '' }, { code: 'a b' }, { name: '' }, { wardId: 'x' }, { extra: 1 }]) {
      const body = { code: 'B-1', name: 'x', ...wrong };
      expect((await world.as('admin').post('/api/v1/terminals', body)).status).toBe(400);
    }
    const unknown = { code: 'B-2', name: 'x', wardId: '01900000-0000-7000-8000-000000000000' };
    expect((await world.as('admin').post('/api/v1/terminals', unknown)).status).toBe(422);
    const { body } = await world.as('admin').get('/api/v1/terminals?limit=100');
    expect(body.items.map(({ code }: { code: string }) => code)).toContain(terminal.code);
    expect(JSON.stringify(body)).not.toMatch(/key/i);
  });
});
