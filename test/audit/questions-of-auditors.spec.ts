import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { withoutBackgroundJobs } from '../support/background-jobs.js';
import { aPatient, anAdmission } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { markConfidential } from '../support/ward-staff.js';
import { PASSWORD, startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

interface Event {
  id: string;
  kind: string;
  entity: string;
  patientId: string | null;
  purpose: string | null;
  actor: { username: string; fullName: string | null; roleWords: { vi: string; en: string } | null };
  account: { username: string; fullName: string } | null;
  words: { vi: string; en: string };
  hospitalTime: string;
  occurredAt: string;
  patient: { id: string; mrn: string; fullName: string } | null;
  patients: { id: string; mrn: string; fullName: string }[] | null;
  record: { words: { vi: string; en: string } | null; name: string | null } | null;
  circumstances: {
    fromOtherWard: boolean;
    confidentiality: string;
    actorWards: object[];
    patientWards: object[];
    otherWardPatients: string[] | null;
  } | null;
}

let world: World;
beforeAll(async () => {
  world = await startWorld({ RADAR_EVERY_MINUTES: '0' });
  await join('nurse', 0);
  await join('doctor', 1);
});
afterAll(() => world.close());

async function version(id: string) {
  return { 'If-Match': (await world.as('admin').get(`/api/v1/staff/${id}`)).headers['etag']! };
}
async function join(role: 'nurse' | 'doctor', ward: 0 | 1, way = 'join') {
  const { id } = world.staff[role];
  const body = { wardId: world.wards[ward].id };
  const answer = await world.as('admin').post(`/api/v1/staff/${id}/wards/${way}`, body, await version(id));
  expect(answer.status).toBe(200);
}
async function ask(question: Record<string, string>): Promise<Event[]> {
  const path = `/api/v1/audit/events?${new URLSearchParams({ limit: '100', ...question }).toString()}`;
  const { status, body } = await world.as('auditor').get(path);
  expect([status, body.next]).toEqual([200, null]);
  return body.items as Event[];
}
const open = (role: 'nurse' | 'doctor', id: string) => world.as(role).get(`/api/v1/patients/${id}/chart`);

describe('Auditors ask in one request', () => {
  it('who opened a record from another ward than the patient was in then', async () => {
    const { patientId } = await anAdmission(world, { wardId: world.wards[0].id });
    for (const role of ['nurse', 'doctor'] as const) expect((await open(role, patientId)).status).toBe(200);
    const found = await ask({ fromOtherWard: 'true', patientId });
    expect(found.map(({ kind, actor }) => `${kind} ${actor.username}`)).toContain('read doctor');
    expect(found.map(({ actor }) => actor.username)).not.toContain('nurse');
    const nameless = elementAt(await ask({ fromOtherWard: 'true', kind: 'read' }), 0);
    expect(nameless).toMatchObject({
      patientId,
      circumstances: {
        fromOtherWard: true,
        confidentiality: 'N',
        actorWards: [{ id: world.wards[1].id, name: 'Khoa NGOAI' }],
        patientWards: [{ id: world.wards[0].id, name: 'Khoa NOI' }],
      },
    });
    // Where somebody works later changes nothing of what was so then.
    await join('doctor', 1, 'leave');
    await join('doctor', 0);
    expect((await ask({ fromOtherWard: 'true', patientId, kind: 'read' })).map(({ id }) => id)).toEqual([nameless.id]);
    await open('doctor', patientId);
    expect(await ask({ fromOtherWard: 'true', patientId, kind: 'read' })).toHaveLength(1);
    await join('doctor', 0, 'leave');
    await join('doctor', 1);
  });

  it('and are answered with whom and what it was about, by name; of whom is named is on the trail', async () => {
    const { patientId } = await anAdmission(world, { wardId: world.wards[0].id });
    await open('nurse', patientId);
    const { body: patient } = await world.as('registrar').get(`/api/v1/patients/${patientId}`);
    const named = { id: patientId, mrn: patient.mrn, fullName: patient.fullName };
    const [read] = await ask({ patientId, kind: 'read', username: 'nurse' });
    expect(read).toMatchObject({
      patient: named,
      patients: null,
      record: { words: { vi: 'hồ sơ bệnh án', en: 'the medical record' }, name: null },
    });
    await world.as('nurse').get(`/api/v1/wards/${world.wards[0].id}/board`);
    const [board] = await ask({ kind: 'list', entity: 'ward_board', username: 'nurse' });
    expect(board).toMatchObject({ patient: null, record: { name: 'Khoa NOI' } });
    expect(board?.patients).toEqual(expect.arrayContaining([named]));
    const [own] = await ask({ kind: 'list', entity: 'ward_board', username: 'nurse', patientId });
    expect(own?.patients).toEqual([named]);
    const one = await world.as('auditor').get(`/api/v1/audit/events/${board?.id}`);
    expect(one.body.patients).toEqual(expect.arrayContaining([named]));
    const [last] = await world.sql(
      `SELECT kind, entity, username, patient_ids FROM audit.event ORDER BY id DESC LIMIT 1`,
    );
    expect(last).toMatchObject({ kind: 'list', entity: 'audit_event', username: 'auditor' });
    expect(last?.['patient_ids']).toContain(patientId);
    await world.as('admin').get(`/api/v1/staff/${world.staff.nurse.id}`);
    const [grown] = await ask({ entityId: world.staff.nurse.id, kind: 'update' });
    expect(grown).toMatchObject({ patient: null, record: { name: 'Người thử nurse' } });
  });

  it('who opened records that were confidential then', async () => {
    const { id } = await aPatient(world);
    await open('nurse', id);
    const raised = await world
      .as('registrar')
      .post(`/api/v1/patients/${id}/confidentiality`, { confidentiality: 'V' }, { 'If-Match': '"1"' });
    expect(raised.status).toBe(200);
    const reading = await world.as('records-officer').get(`/api/v1/patients/${id}`, { 'X-Reason': 'thanh tra' });
    expect(reading.status).toBe(200);
    for (const question of [{ confidential: 'true' }, { confidentiality: 'V' }] as Record<string, string>[]) {
      const reads = await ask({ ...question, kind: 'read' });
      expect(reads.map(({ actor, patientId }) => [actor.username, patientId])).toEqual([['records-officer', id]]);
    }
    expect(await ask({ confidentiality: 'R', kind: 'read' })).toEqual([]);
  });

  it('the same of lists that show several patients: of whom each was so, and of nobody else', async () => {
    const [home, away] = [world.wards[0].id, world.wards[1].id];
    const admitted = async (wardId: string, flag?: 'R' | 'V') => {
      const { patientId } = await anAdmission(world, { wardId, bedId: null });
      if (flag) await markConfidential(world, patientId, flag);
      return patientId;
    };
    const [near, far, closed, vip] = [
      await admitted(home),
      await admitted(away),
      await admitted(home, 'R'),
      await admitted(home, 'V'),
    ];
    const asked = async (question: Record<string, string>) =>
      (await ask({ kind: 'search', username: 'nurse', ...question })).length;
    // The nurse works in the first ward, and searches for all of them by the day they were born.
    const { body } = await world.as('nurse').get('/api/v1/patients?name=thu&birthDate=1980-02-03&limit=100');
    const shown = (body.items as { id: string }[]).map(({ id }) => id);
    expect(shown).toEqual(expect.arrayContaining([near, far, closed, vip]));
    expect(await asked({ fromOtherWard: 'true' })).toBe(1);
    for (const [patientId, other, mark] of [
      [near, 0, 'N'],
      [far, 1, 'N'],
      [closed, 0, 'R'],
      [vip, 0, 'V'],
    ] as const) {
      expect([patientId, await asked({ fromOtherWard: 'true', patientId })]).toEqual([patientId, other]);
      expect(await asked({ confidential: 'true', patientId })).toBe(mark === 'N' ? 0 : 1);
      for (const level of ['N', 'R', 'V']) {
        expect([level, await asked({ confidentiality: level, patientId })]).toEqual([level, level === mark ? 1 : 0]);
      }
      const [event] = await ask({ kind: 'search', username: 'nurse', patientId });
      expect(event?.circumstances).toMatchObject({ fromOtherWard: other === 1, confidentiality: mark });
      const others = [near, far, closed, vip].filter((id) => id !== patientId).join('|');
      expect(JSON.stringify(event)).not.toMatch(new RegExp(others));
    }
    for (const level of ['R', 'V']) expect(await asked({ confidentiality: level })).toBe(1);
    const [whole] = await ask({ kind: 'search', username: 'nurse', fromOtherWard: 'true' });
    expect(whole?.circumstances).toMatchObject({
      confidentiality: 'V',
      actorWards: [{ id: home, name: 'Khoa NOI' }],
      otherWardPatients: expect.arrayContaining([far]),
    });
    expect(JSON.stringify(whole?.circumstances)).not.toContain(near);
  });

  it('who exported the trail or printed a report', async () => {
    const { id } = await aPatient(world);
    const exported = await world.as('auditor').get(`/api/v1/audit/export?format=csv&patientId=${id}`);
    expect(exported.status).toBe(200);
    expect((await world.as('privacy-officer').get(`/api/v1/patients/${id}/access-report?format=html`)).status).toBe(
      200,
    );
    expect((await world.as('auditor').get(`/api/v1/patients/${id}/access-report?format=json`)).status).toBe(200);
    expect((await ask({ output: 'print' })).map(({ actor, entity }) => `${actor.username} ${entity}`)).toEqual([
      'privacy-officer access_report',
    ]);
    // One when it began, with what was asked, and one at its end.
    const begun = await ask({ output: 'export' });
    expect(begun.map(({ actor }) => actor.username)).toEqual(['auditor', 'auditor']);
  });

  it('who tried to sign in as somebody and failed', async () => {
    await world.anonymous.post('/api/v1/auth/login', { username: 'Doctor', password: 'sai' });
    await world.anonymous.post('/api/v1/auth/login', { username: 'nobody-here', password: 'sai' });
    for (const question of [{ username: 'doctor' }, { actorId: world.staff.doctor.id }] as Record<string, string>[]) {
      expect(await ask({ kind: 'sign-in-failed', ...question })).toMatchObject([
        {
          actor: { username: 'anonymous', fullName: null },
          purpose: null,
          account: { username: 'doctor', fullName: 'Người thử doctor' },
          words: { vi: 'đăng nhập không được', en: 'failed to sign in' },
        },
      ]);
    }
    expect(await ask({ kind: 'sign-in-failed', username: 'lab' })).toEqual([]);
  });

  it('which glasses were broken, without consultations', async () => {
    const { patientId } = await anAdmission(world, { wardId: world.wards[0].id });
    const consultation = { staffId: world.staff.doctor.id, reason: 'Hội chẩn' };
    expect((await world.as('nurse').post(`/api/v1/patients/${patientId}/consultations`, consultation)).status).toBe(
      201,
    );
    const glass = { patientId, reasonCode: 'emergency', reason: 'Ngừng tuần hoàn' };
    expect((await world.as('doctor').post('/api/v1/break-glass', glass)).status).toBe(201);
    const opened = await ask({ entity: 'access_grant', purpose: 'BTG', kind: 'create' });
    expect(opened).toMatchObject([{ patientId, purpose: 'BTG', actor: { username: 'doctor' } }]);
  });

  it('what somebody did in a shift over midnight', async () => {
    const day = (query: object) =>
      world
        .as('auditor')
        .get(`/api/v1/audit/people/${world.staff.nurse.id}/day?${new URLSearchParams({ ...query }).toString()}`);
    const [from, to] = [-3_600_000, 3_600_000].map((ms) => new Date(Date.now() + ms).toISOString());
    const { body, status } = await day({ from, to, limit: 1 });
    expect([status, body.from, body.to, body.groups.length]).toEqual([200, from, to, 1]);
    expect(body.events).toBeGreaterThan(0);
    expect(body.next).toContain(new URLSearchParams({ from: from! }).toString());
    expect((await day({ from, to: new Date(Date.parse(from!) + 1000).toISOString() })).body.events).toBe(0);
    for (const wrong of [
      { from },
      { to },
      { from: to, to: from },
      { from, to, date: '2026-11-23' },
      { from, to: '2099-01-01T00:00:00Z' },
    ]) {
      expectProblem(await day(wrong), 400, 'validation');
    }
  });
});

describe('What is answered', () => {
  it('says who, in which role, what, and when by the hospital’s clock, in both languages', async () => {
    const { id } = await aPatient(world);
    await open('nurse', id);
    const event = elementAt(await ask({ patientId: id, kind: 'read' }), 0);
    expect(event).toMatchObject({
      actor: { username: 'nurse', fullName: 'Người thử nurse', roleWords: { vi: 'điều dưỡng', en: 'nurse' } },
      words: { vi: 'mở hồ sơ bệnh án', en: 'opened the medical record' },
      purposeWords: { vi: 'điều trị', en: 'treatment' },
    });
    expect(event.hospitalTime).toMatch(/\+07:00$/);
    expect(Date.parse(event.hospitalTime)).toBe(Date.parse(event.occurredAt));
  });

  it('is told of older events as not known', async () => {
    const { id } = await aPatient(world);
    await withoutBackgroundJobs(world.app, async () => {
      await world.sql('ALTER TABLE audit.event DISABLE TRIGGER event_circumstances');
      await open('nurse', id);
      await world.sql('ALTER TABLE audit.event ENABLE TRIGGER event_circumstances');
    });
    expect(await ask({ patientId: id, kind: 'read' })).toMatchObject([{ circumstances: null }]);
  });

  it('carries the purpose of the role: reading the trail is no treatment', async () => {
    await ask({ kind: 'sign-out' });
    const [reading] = await ask({ username: 'auditor', kind: 'list' });
    expect(reading).toMatchObject({ purpose: 'HCOMPL', purposeWords: { vi: 'kiểm tra, giám sát' } });
    expect((await world.anonymous.post('/api/v1/auth/login', { username: 'admin', password: PASSWORD })).status).toBe(
      200,
    );
    expect((await ask({ kind: 'sign-in', username: 'admin' }))[0]!.purpose).toBe('HSYSADMIN');
  });
});
