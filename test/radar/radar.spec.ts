import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openingOf } from '../support/audit-events.js';
import { aPatient, anAdmission } from '../support/builders.js';
import { firstSignIn, LENT_PASSWORD } from '../support/first-sign-in.js';
import { expectProblem } from '../support/problems.js';
import { clientOf, PASSWORD, startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

interface Case {
  id: string;
  rule: string;
  reason: string;
  patientId: string | null;
  eventCount: number;
  state: string;
  outcome: string | null;
  version: number;
  actor: { username: string };
}

let world: World;
beforeAll(async () => {
  world = await startWorld({ RADAR_EVERY_MINUTES: '0', CARE_RELATIONSHIP: 'observed' });
  await joinWard('nurse', 0);
  await run();
});
afterAll(() => world.close());

const TOMORROW = new Date(Date.now() + 86_400_000).toISOString();
const auditor = () => world.as('auditor');
const run = () => auditor().post('/api/v1/radar/run');

async function staffVersion(id: string): Promise<{ 'If-Match': string }> {
  const { headers } = await world.as('admin').get(`/api/v1/staff/${id}`);
  return { 'If-Match': headers['etag']! };
}

async function joinWard(role: 'nurse' | 'doctor', ward: 0 | 1): Promise<void> {
  const { id } = world.staff[role];
  const body = { wardId: world.wards[ward].id };
  const answer = await world.as('admin').post(`/api/v1/staff/${id}/wards/join`, body, await staffVersion(id));
  expect(answer.status).toBe(200);
}

async function linkToPatient(role: 'nurse' | 'doctor', patientId: string | null): Promise<void> {
  const { id } = world.staff[role];
  const answer = await world.as('admin').patch(`/api/v1/staff/${id}`, { patientId }, await staffVersion(id));
  expect(answer.status).toBe(200);
}

const open = (role: 'nurse' | 'doctor' | 'registrar' | 'lab', patientId: string, headers = {}) =>
  world.as(role).get(`/api/v1/patients/${patientId}`, headers);

/** Cases about a patient, after a run. */
async function casesAbout(patientId: string): Promise<Case[]> {
  expect((await run()).status).toBe(200);
  const { body } = await auditor().get(`/api/v1/radar/cases?patientId=${patientId}`);
  return (body as { items: Case[] }).items;
}

const rulesOf = (cases: Case[]) => cases.map(({ rule }) => rule).sort();

describe('The radar strikes', () => {
  it('when someone with a ward opens the record of a patient they have nothing to do with', async () => {
    const { id } = await aPatient(world);
    await open('nurse', id);
    expect(await casesAbout(id)).toMatchObject([
      { rule: 'no-care-relationship', actor: { username: 'nurse' }, state: 'open', eventCount: 1 },
    ]);
  });

  it('not when the patient lies in a ward where they work, nor when they wrote into the record', async () => {
    const { patientId } = await anAdmission(world, { wardId: world.wards[0].id });
    await open('nurse', patientId);
    expect(await casesAbout(patientId)).toEqual([]);
    const other = await anAdmission(world, { wardId: world.wards[1].id });
    const vitals = { effectiveAt: new Date().toISOString(), heartRate: 70 };
    await world.as('nurse').post(`/api/v1/encounters/${other.id}/vitals`, vitals);
    await open('nurse', other.patientId);
    expect(await casesAbout(other.patientId)).toEqual([]);
  });

  it('not for people without a ward, registrars and laboratories', async () => {
    const { id } = await aPatient(world);
    for (const role of ['doctor', 'registrar', 'lab'] as const) await open(role, id);
    expect(await casesAbout(id)).toEqual([]);
  });

  it('not for patients who only stood in a list or a search result', async () => {
    const { id } = await aPatient(world, { fullName: 'Trịnh Ngọc Rađa' });
    await world.as('nurse').get('/api/v1/patients?name=trinh%20ngoc');
    expect(await casesAbout(id)).toEqual([]);
  });

  it('when the reader shares telephone or address with the patient, not for a family name alone', async () => {
    const own = await aPatient(world, { fullName: 'Nguyễn Văn Nhà', phones: ['0903111222'] });
    const kin = await aPatient(world, { fullName: 'Nguyễn Thị Nhà', phones: ['0903111222'] });
    const stranger = await aPatient(world, { fullName: 'Nguyễn Thị Lạ', phones: ['0903999888'] });
    await linkToPatient('doctor', own.id);
    await open('doctor', kin.id);
    await open('doctor', stranger.id);
    const cases = await casesAbout(kin.id);
    expect(rulesOf(cases)).toEqual(['same-household']);
    expect(cases[0]!.reason).toContain('cùng số điện thoại, họ với');
    expect(await casesAbout(stranger.id)).toEqual([]);
    await open('doctor', own.id);
    expect(rulesOf(await casesAbout(own.id))).toEqual(['own-record']);
    await linkToPatient('doctor', null);
  });

  it('when the patient is a colleague', async () => {
    const { id } = await aPatient(world);
    await linkToPatient('doctor', id);
    await open('nurse', id);
    expect(rulesOf(await casesAbout(id))).toEqual(['colleague', 'no-care-relationship']);
    await linkToPatient('doctor', null);
  });

  it('when a restricted record is opened without a tie, by whoever', async () => {
    const { id } = await aPatient(world, { confidentiality: 'V' });
    await open('lab', id);
    const cases = await casesAbout(id);
    expect(cases).toMatchObject([{ rule: 'sensitive-record', actor: { username: 'lab' } }]);
    expect(cases[0]!.reason).toContain('mức bảo mật rất hạn chế');
  });

  it('when it was restricted as it was opened, whatever became of the flag until the radar looked', async () => {
    const flag = async (id: string, confidentiality: string) => {
      const path = `/api/v1/patients/${id}/confidentiality`;
      const { headers } = await world.as('records-officer').get(path);
      const body = { confidentiality, reason: 'Đã xét' };
      const answer = await world.as('records-officer').post(path, body, { 'If-Match': headers.etag! });
      expect(answer.status).toBe(200);
    };
    const lowered = await aPatient(world, { confidentiality: 'V' });
    await open('lab', lowered.id);
    await flag(lowered.id, 'N');
    expect(rulesOf(await casesAbout(lowered.id))).toEqual(['sensitive-record']);
    const raised = await aPatient(world);
    await open('lab', raised.id);
    await flag(raised.id, 'R');
    expect(rulesOf(await casesAbout(raised.id))).toEqual([]);
  });

  it('at each emergency access, tie or no tie', async () => {
    const { patientId } = await anAdmission(world, { wardId: world.wards[0].id });
    await open('nurse', patientId, { 'X-Purpose-Of-Use': 'ETREAT' });
    expect(rulesOf(await casesAbout(patientId))).toEqual(['break-glass']);
  });

  it('when one person opens very many records in a short time', async () => {
    await tune('many-charts', { thresholds: { patients: 4 } });
    for (let n = 0; n < 6; n++) await open('registrar', (await aPatient(world)).id);
    await run();
    const { body } = await auditor().get('/api/v1/radar/cases?rule=many-charts');
    const found = (body as { items: Case[] }).items.find(({ actor }) => actor.username === 'registrar');
    expect(found).toMatchObject({ patientId: null });
    expect(found?.reason).toMatch(/\d+ người bệnh trong 60 phút/);
    await tune('many-charts', { thresholds: { patients: 1000 } });
  });

  it('at night when nothing is charted around it', async () => {
    // The clock of the test cannot be turned, so the night is laid around it.
    const hour = (new Date().getUTCHours() + 7) % 24;
    const night = { fromHour: (hour + 23) % 24, toHour: (hour + 2) % 24, patients: 2 };
    await tune('odd-hours', { thresholds: night });
    for (let n = 0; n < 3; n++) await open('lab', (await aPatient(world)).id);
    await run();
    const { body } = await auditor().get(`/api/v1/radar/cases?rule=odd-hours`);
    const names = (body as { items: Case[] }).items.map(({ actor }) => actor.username);
    expect(names).toEqual(['lab']);
    await tune('odd-hours', { enabled: false });
  });
});

async function tune(code: string, change: object) {
  const { headers } = await auditor().get(`/api/v1/radar/rules/${code}`);
  const answer = await auditor().patch(`/api/v1/radar/rules/${code}`, change, { 'If-Match': headers['etag']! });
  expect(answer.status).toBe(200);
}

describe('A rule that somebody else has changed meanwhile', () => {
  it('is told as such, though rules go by a code', async () => {
    const stale = await auditor().patch('/api/v1/radar/rules/odd-hours', {}, { 'If-Match': '"99"' });
    expect([stale.status, stale.body.type, stale.body.changes]).toEqual([
      412,
      'https://benhan.vn/problems/stale-precondition',
      [],
    ]);
  });
});

describe('An account that an administrator handed out', () => {
  const admin = () => world.as('admin');
  const lentCases = async (username: string): Promise<Case[]> => {
    expect((await run()).status).toBe(200);
    const { body } = await auditor().get('/api/v1/radar/cases?rule=lent-account&limit=100', {
      'Accept-Language': 'en',
    });
    return (body as { items: Case[] }).items.filter(({ actor }) => actor.username === username);
  };
  async function hired(username: string, headers = {}) {
    const input = { username, fullName: 'KTV. Mới Vào', roles: ['lab'], password: LENT_PASSWORD };
    const { body } = await admin().post('/api/v1/staff', input, headers);
    return body.id as string;
  }

  it('strikes when charts are opened where it was handed out, within the hour: after hiring and after a reset', async () => {
    const { id: patientId } = await aPatient(world);
    const id = await hired('muon.mot');
    const { client } = await firstSignIn(world, 'muon.mot');
    await client.get(`/api/v1/patients/${patientId}`);
    expect(await lentCases('muon.mot')).toMatchObject([
      { patientId: null, eventCount: 1, reason: expect.stringContaining('where admin set the password') },
    ]);
    const elsewhere = { 'X-Forwarded-For': '10.1.2.3' };
    const reset = { password: 'đặt lại lần nữa 26' };
    const { status } = await admin().post(`/api/v1/staff/${id}/reset-password`, reset, await staffVersion(id));
    expect(status).toBe(200);
    const again = await firstSignIn(world, 'muon.mot', reset.password);
    await again.client.get(`/api/v1/patients/${patientId}`, elsewhere);
    expect(await lentCases('muon.mot')).toMatchObject([{ eventCount: 1 }]);
    await again.client.get(`/api/v1/patients/${patientId}`);
    expect(await lentCases('muon.mot')).toMatchObject([{ eventCount: 2 }]);
  });

  it('strikes on the same terminal at another address, not for other terminals and addresses, nor later', async () => {
    const { id: patientId } = await aPatient(world);
    const id = await hired('muon.hai', { 'X-Forwarded-For': '10.1.2.3', 'X-Terminal': 'PHONG-CNTT' });
    const { client } = await firstSignIn(world, 'muon.hai');
    const opened = (terminal: string) => client.get(`/api/v1/patients/${patientId}`, { 'X-Terminal': terminal });
    await opened('KHOA-NOI-01');
    expect(await lentCases('muon.hai')).toEqual([]);
    await opened('PHONG-CNTT');
    expect(await lentCases('muon.hai')).toMatchObject([{ eventCount: 1 }]);
    await world.sql(
      `INSERT INTO audit.event (id, occurred_at, kind, actor_kind, actor_id, username, role, terminal, entity, patient_id)
       SELECT uuidv7(interval '61 minutes'), now() + interval '61 minutes', 'read', 'staff', $1, 'muon.hai', 'lab', 'PHONG-CNTT', 'patient', $2`,
      [id, patientId],
    );
    expect(await lentCases('muon.hai')).toMatchObject([{ eventCount: 1 }]);
  });

  it('strikes after an identity was linked, and never for a password that people change themselves', async () => {
    const { id: patientId } = await aPatient(world);
    const id = await hired('muon.ba', { 'X-Forwarded-For': '10.1.2.3' });
    const { client } = await firstSignIn(world, 'muon.ba');
    await client.get(`/api/v1/patients/${patientId}`);
    expect(await lentCases('muon.ba')).toEqual([]);
    const { id: by } = world.staff.admin;
    await world.sql(
      `BEGIN; SELECT set_config('emr.context', '{"actorKind":"staff","actorId":"${by}","username":"admin","address":"127.0.0.1"}', true);
       INSERT INTO staff_identity (staff_id, issuer, subject) VALUES ('${id}', 'https://sso.example', 's-1'); COMMIT`,
    );
    await client.get(`/api/v1/patients/${patientId}`);
    expect(await lentCases('muon.ba')).toMatchObject([{ eventCount: 1 }]);
  });
});

describe('A case', () => {
  it('grows with more of the same on a day instead of repeating, and another run adds nothing', async () => {
    const { id } = await aPatient(world);
    await open('nurse', id);
    await casesAbout(id);
    await open('nurse', id);
    await open('nurse', id);
    expect(await casesAbout(id)).toMatchObject([{ eventCount: 3 }]);
    expect(await casesAbout(id)).toMatchObject([{ eventCount: 3 }]);
  });

  it('is closed by a reviewer with an outcome, once, on the version they saw', async () => {
    const { id: patientId } = await aPatient(world);
    await open('nurse', patientId);
    const { id } = elementAt(await casesAbout(patientId), 0);
    const path = `/api/v1/radar/cases/${id}/review`;
    const body = { outcome: 'justified', note: 'Trực thay khoa Nội đêm đó' };
    expect((await auditor().post(path, body)).status).toBe(428);
    expect((await auditor().post(path, body, { 'If-Match': '"7"' })).status).toBe(412);
    const closed = await auditor().post(path, body, { 'If-Match': '"1"' });
    expect(closed.body).toMatchObject({ state: 'closed', outcome: 'justified', reviewedBy: { username: 'auditor' } });
    expect((await auditor().post(path, body, { 'If-Match': '"2"' })).status).toBe(409);
    const rule = (await auditor().get('/api/v1/radar/rules/no-care-relationship')).body as { justified: number };
    expect(rule.justified).toBeGreaterThan(0);
  });

  it('is told in the language of the reader, and reading it is on the trail with the patient', async () => {
    const { id: patientId } = await aPatient(world);
    await open('nurse', patientId);
    const { id, reason } = elementAt(await casesAbout(patientId), 0);
    expect(reason).toContain('Mở hồ sơ');
    const english = await auditor().get(`/api/v1/radar/cases/${id}`, { 'Accept-Language': 'en' });
    expect((english.body as Case).reason).toContain('Opened the record');
    const [event] = await world.sql(`SELECT * FROM audit.event WHERE entity = 'radar_case' ORDER BY id DESC LIMIT 1`);
    expect(event).toMatchObject({ kind: 'list', username: 'auditor', patient_id: patientId });
  });

  it('about oneself is for somebody else to review, also for who changed to watching since', async () => {
    const { id: patientId } = await aPatient(world);
    const input = { username: 'doi.vai', fullName: 'ĐD. Đổi Vai', roles: ['nurse'], password: LENT_PASSWORD };
    const { body: person } = await world.as('admin').post('/api/v1/staff', input);
    const { client } = await firstSignIn(world, 'doi.vai');
    await client.get(`/api/v1/patients/${patientId}`, { 'X-Purpose-Of-Use': 'ETREAT' });
    const { id } = elementAt(await casesAbout(patientId), 0);
    for (const [action, role] of [
      ['revoke', 'nurse'],
      ['grant', 'auditor'],
    ]) {
      const path = `/api/v1/staff/${person.id}/roles/${action}`;
      expect((await world.as('admin').post(path, { role }, await staffVersion(person.id))).status).toBe(200);
    }
    const { body } = await world.anonymous.post('/api/v1/auth/login', { username: 'doi.vai', password: PASSWORD });
    const answer = await clientOf(world.app, body.accessToken as string).post(
      `/api/v1/radar/cases/${id}/review`,
      { outcome: 'justified', note: 'x' },
      { 'If-Match': '"1"' },
    );
    expectProblem(answer, 403, 'radar-own-case');
  });
});

describe('False positives', () => {
  it('are left out by an exception, until its date, for just this person and patient', async () => {
    const [{ id: known }, { id: other }] = [await aPatient(world), await aPatient(world)];
    const until = new Date(Date.now() + 86_400_000).toISOString();
    const exception = { actorId: world.staff.nurse.id, patientId: known, until, reason: 'Nghiên cứu được duyệt' };
    expect((await auditor().post('/api/v1/radar/exceptions', exception)).status).toBe(201);
    await open('nurse', known);
    await open('nurse', other);
    expect(await casesAbout(known)).toEqual([]);
    expect((await casesAbout(other)).length).toBe(1);
    expect((await auditor().get('/api/v1/radar/exceptions')).body).toMatchObject({ items: [{ patientId: known }] });
  });

  it('are fewer when a rule is switched off', async () => {
    await tune('no-care-relationship', { enabled: false });
    const { id } = await aPatient(world);
    await open('nurse', id);
    expect(await casesAbout(id)).toEqual([]);
    await tune('no-care-relationship', { enabled: true });
  });

  it.each<[string, string, object]>([
    ['an exception for everything', 'exceptions', { until: '2099-01-01T00:00:00Z', reason: 'Gõ nhầm' }],
    [
      'an exception that lasts for ever',
      'exceptions',
      { rule: 'odd-hours', until: '2099-01-01T00:00:00Z', reason: 'Gõ nhầm' },
    ],
    ['an exception without a reason', 'exceptions', { rule: 'odd-hours', until: TOMORROW }],
    ['an unknown rule', 'exceptions', { rule: 'nose', until: TOMORROW, reason: 'Gõ nhầm' }],
  ])('cannot be hidden by %s', async (_, path, body) => {
    const answer = await auditor().post(`/api/v1/radar/${path}`, { actorId: world.staff.nurse.id, ...body });
    expect(answer.status).toBe(400);
  });

  it.each([{ thresholds: { patients: 0 } }, { thresholds: { patients: 1.5 } }, { thresholds: { colour: 3 } }])(
    'thresholds that make no sense are refused: %j',
    async (change) => {
      const { headers } = await auditor().get('/api/v1/radar/rules/many-charts');
      const answer = await auditor().patch('/api/v1/radar/rules/many-charts', change, {
        'If-Match': headers['etag']!,
      });
      expect(answer.status).toBe(400);
    },
  );
});

describe('A run', () => {
  it('looks at each event once when many run at once', async () => {
    const { id } = await aPatient(world);
    for (let n = 0; n < 5; n++) await open('nurse', id);
    const answers = await Promise.all(Array.from({ length: 5 }, run));
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    expect(answers.every(({ status }) => [200, 409].includes(status))).toBe(true);
    expect(await casesAbout(id)).toMatchObject([{ eventCount: 5 }]);
  });

  it('finds what a slow transaction commits late', async () => {
    const { id } = await aPatient(world);
    const slow = openingOf(world.database.ownerUrl);
    const client = await slow.connect();
    await client.query('BEGIN');
    await client.query(
      `INSERT INTO audit.event (kind, actor_kind, actor_id, username, role, entity, patient_id)
       VALUES ('read', 'staff', $1, 'nurse', 'nurse', 'patient', $2)`,
      [world.staff.nurse.id, id],
    );
    expect(await casesAbout(id)).toEqual([]);
    await client.query('COMMIT');
    client.release();
    await slow.end();
    expect((await casesAbout(id)).length).toBe(1);
  });

  it('is for those who may, and nobody else sees cases', async () => {
    for (const path of ['cases', 'rules', 'exceptions']) {
      expect((await world.as('doctor').get(`/api/v1/radar/${path}`)).status).toBe(403);
    }
    expect((await world.as('admin').post('/api/v1/radar/run')).status).toBe(403);
  });
});
