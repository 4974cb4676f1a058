import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hospitalDate } from '../../src/kernel/hospital-time.js';
import { may, ROLES } from '../../src/platform/routes/policy.js';
import { aPatient, anAdmission } from '../support/builders.js';
import { changeBehind } from '../support/processes.js';
import { expectProblem } from '../support/problems.js';
import { PASSWORD, startWorld, type World } from '../support/world.js';
import { withinOneDay } from '../support/days.js';
import { elementAt } from '../../src/kernel/list.js';

interface Act {
  patient: { id: string; mrn: string; fullName: string } | null;
  kind: string;
  entity: string;
  words: string;
  times: number;
  mostPatients: number | null;
  reasons: string[];
}
interface Group {
  hour: string | null;
  patient: Act['patient'];
  deeds: Act[];
}

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const NOBODY = '01900000-0000-7000-8000-000000000000';
const dayOf = (staffId: string, query = '', headers = {}) =>
  world.as('auditor').get(`/api/v1/audit/people/${staffId}/day${query}`, headers);

/** A person of whom the trail knows nothing yet. */
async function aColleague() {
  const username = `dd${Math.random().toString(36).slice(2, 10)}`;
  const input = { username, fullName: 'Trần Thị Bình', roles: ['nurse'], password: PASSWORD };
  const { status, body } = await world.as('admin').post('/api/v1/staff', input);
  expect(status).toBe(201);
  // Without their first sign-in, which would be the first deed of the day.
  const chosen = 'must_change_password = false, password_good_until = NULL';
  await changeBehind(world, `UPDATE staff_member SET ${chosen} WHERE id = '${body.id}'`);
  return body as { id: string; username: string };
}

/** Events of a person at moments of one day of the past, in hospital time. */
async function did(
  staffId: string,
  date: string,
  events: { at: string; patientId?: string; shown?: string[]; entity?: string; kind?: string }[],
) {
  await world.sql(
    `INSERT INTO audit.event (id, occurred_at, kind, actor_kind, actor_id, username, role, terminal, address, purpose, reason, entity,
       patient_id, patient_ids)
     SELECT uuidv7(at - clock_timestamp()), at, kind, 'staff', $1, 'x', 'nurse', 'KHOA-NOI-01', '10.0.0.7', 'TREAT', 'Bàn giao', entity,
       "patientId", shown
     FROM (SELECT ($2 || ' ' || at)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' AS at, coalesce(kind, 'read') AS kind,
             coalesce(entity, 'chart') AS entity, "patientId", shown
           FROM jsonb_to_recordset($3) AS e (at text, kind text, entity text, "patientId" uuid, shown uuid[])) event`,
    [staffId, date, JSON.stringify(events)],
  );
}

const DAY = '2026-11-02';

describe('A test that midnight comes into', () => {
  it('is done once more on the day that began, and fails as ever on one day', async () => {
    const days = ['2026-12-31', '2027-01-01', '2027-01-01'];
    const [done, failed]: [string[], Error] = [[], new Error('another day')];
    const test = () => Promise[done.push('once') === 1 ? 'reject' : 'resolve'](failed) as Promise<never>;
    await withinOneDay(test, () => days.shift() ?? '')();
    expect(done).toEqual(['once', 'once']);
    await expect(
      withinOneDay(
        () => Promise.reject(failed),
        () => '2027-01-01',
      )(),
    ).rejects.toBe(failed);
  });
});

describe("A person's day", () => {
  it(
    'tells from when to when, where they signed in, and what they did',
    withinOneDay(async () => {
      const { id, username } = await aColleague();
      const from = { 'X-Terminal': 'KHOA-NGOAI-03' };
      await world.anonymous.post('/api/v1/auth/login', { username, password: 'sai' }, from);
      const login = await world.anonymous.post('/api/v1/auth/login', { username, password: PASSWORD }, from);
      const own = { ...from, Authorization: `Bearer ${login.body.accessToken}` };
      const patient = await aPatient(world, { fullName: 'Ngô Văn Một' });
      await world.anonymous.get('/api/v1/patients?name=ngo%20van%20mot', own);
      await world.anonymous.get('/api/v1/patients?name=khongcoai', own);
      await world.anonymous.get('/api/v1/staff', own);
      await world.anonymous.post('/api/v1/auth/logout', {}, own);

      const { status, body } = await dayOf(id);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        person: { id, username, fullName: 'Trần Thị Bình' },
        date: hospitalDate(),
        next: null,
      });
      expect(body.signIns).toMatchObject([
        { kind: 'sign-in-failed', terminal: 'KHOA-NGOAI-03', role: null },
        { kind: 'sign-in', terminal: 'KHOA-NGOAI-03', role: 'nurse' },
        { kind: 'sign-out', terminal: 'KHOA-NGOAI-03' },
      ]);
      expect(body.places).toMatchObject([{ terminal: 'KHOA-NGOAI-03', address: expect.stringContaining('127.0.0.1') }]);
      expect(body.places[0].times).toBe(body.events);
      expect(Date.parse(body.firstAt as string)).toBeLessThanOrEqual(Date.parse(body.lastAt as string));
      const deeds = (body.groups as Group[]).flatMap((group) => group.deeds);
      expect(deeds).toContainEqual(
        expect.objectContaining({
          patient: { id: patient.id, mrn: patient.mrn, fullName: 'Ngô Văn Một' },
          words: 'tìm người bệnh',
        }),
      );
      expect(deeds.map(({ words }) => words)).toEqual(
        expect.arrayContaining(['xem kết quả tìm người bệnh', 'bị từ chối khi muốn xem danh sách nhân viên']),
      );
      expect(deeds.some(({ entity }) => entity === 'session')).toBe(false);
    }),
  );

  it('is grouped by the hour of the ward, in order', async () => {
    const { id } = await aColleague();
    const [one, two] = [await aPatient(world), await aPatient(world)];
    await did(id, DAY, [
      { at: '00:00', patientId: one.id },
      { at: '07:59:59', patientId: one.id },
      { at: '08:00', patientId: one.id },
      { at: '08:30', patientId: two.id },
      { at: '08:40', patientId: two.id },
      { at: '08:50', kind: 'list', entity: 'ward_board', shown: [one.id, two.id] },
      { at: '23:59:59.9', patientId: one.id, kind: 'create', entity: 'vital_signs' },
    ]);
    const { body } = await dayOf(id, `?date=${DAY}`);
    expect(body).toMatchObject({
      firstAt: '2026-11-01T17:00:00.000Z',
      lastAt: '2026-11-02T16:59:59.900Z',
      events: 7,
      patients: 2,
      places: [{ terminal: 'KHOA-NOI-01', address: '10.0.0.7', times: 7 }],
    });
    const groups = body.groups as Group[];
    expect(groups.map(({ hour, patient }) => [hour, patient])).toEqual(
      ['00:00', '07:00', '08:00', '23:00'].map((hour) => [hour, null]),
    );
    expect(groups[2]!.deeds).toMatchObject([
      { patient: { id: one.id }, times: 1, words: 'mở hồ sơ bệnh án', reasons: ['Bàn giao'] },
      { patient: { id: two.id }, times: 2, firstAt: '2026-11-02T01:30:00.000Z', lastAt: '2026-11-02T01:40:00.000Z' },
      { patient: null, times: 1, words: 'xem bảng giường bệnh của khoa', mostPatients: 2 },
    ]);
    for (const other of ['2026-11-01', '2026-11-03']) {
      expect((await dayOf(id, `?date=${other}`)).body).toMatchObject({
        events: 0,
        firstAt: null,
        groups: [],
        places: [],
      });
    }
  });

  it('is grouped by patient when asked, lists of several apart, in pages that miss nothing', async () => {
    const { id } = await aColleague();
    const patients = [await aPatient(world), await aPatient(world), await aPatient(world)];
    await did(id, DAY, [
      { at: '09:00', patientId: patients[2]!.id },
      { at: '10:00', patientId: patients[0]!.id },
      { at: '10:30', kind: 'list', entity: 'ward_board', shown: patients.map((patient) => patient.id) },
      { at: '11:00', patientId: patients[2]!.id, kind: 'create', entity: 'note' },
      { at: '12:00', patientId: patients[1]!.id },
      { at: '13:00', patientId: patients[0]!.id },
    ]);
    const whole = (await dayOf(id, `?date=${DAY}&by=patient`)).body.groups as Group[];
    expect(whole.map(({ hour, patient }) => [hour, patient?.id ?? null])).toEqual([
      [null, patients[2]!.id],
      [null, patients[0]!.id],
      [null, null],
      [null, patients[1]!.id],
    ]);
    expect(whole.map(({ deeds }) => deeds.map(({ times }) => times))).toEqual([[1, 1], [2], [1], [1]]);
    const paged: Act[] = [];
    let next: string | null = `/api/v1/audit/people/${id}/day?date=${DAY}&by=patient&limit=2`;
    for (let pages = 0; next; pages++) {
      expect(pages).toBeLessThan(3);
      const { body } = await world.as('auditor').get(next);
      expect(body.events).toBe(6);
      paged.push(...(body.groups as Group[]).flatMap(({ deeds }) => deeds));
      next = body.next as string | null;
    }
    expect(paged).toEqual(whole.flatMap(({ deeds }) => deeds));
  });

  it('speaks English to those who ask for it', async () => {
    const { id } = await aColleague();
    await did(id, DAY, [{ at: '09:00', patientId: (await aPatient(world)).id }]);
    const { body } = await dayOf(id, `?date=${DAY}`, { 'Accept-Language': 'en' });
    expect(body.groups[0].deeds[0]).toMatchObject({
      words: 'opened the medical record',
      purposes: [{ code: 'TREAT', words: 'treatment' }],
    });
  });

  it('is itself on the trail, with whose day it was and the patients shown, and no others', async () => {
    const { id } = await aColleague();
    const [one, two, listed] = [await aPatient(world), await aPatient(world), await aPatient(world)];
    await did(id, DAY, [
      { at: '09:00', patientId: one.id },
      { at: '10:00', patientId: two.id },
      { at: '11:00', kind: 'list', entity: 'ward_board', shown: [one.id, listed.id] },
    ]);
    const { text } = await dayOf(id, `?date=${DAY}`);
    expect(text).not.toContain(listed.id);
    const event = elementAt(await world.sql('SELECT * FROM audit.event ORDER BY id DESC LIMIT 1'), 0);
    expect(event).toMatchObject({ kind: 'list', entity: 'staff_day', entity_id: id, username: 'auditor' });
    expect(new Set(event.patient_ids)).toEqual(new Set([one.id, two.id]));
    const report = await world.as('auditor').get(`/api/v1/patients/${one.id}/access-report`);
    const seen = (report.body.listed as { deeds: Act[] }[]).flatMap(({ deeds }) => deeds);
    expect(seen).toContainEqual(expect.objectContaining({ entity: 'staff_day', times: 1 }));
  });

  it('of an unknown person is not found, and bad input is named', async () => {
    expectProblem(await dayOf(NOBODY), 404, 'not-found');
    expectProblem(await dayOf('1'), 400, 'validation');
    const { id } = world.staff.nurse;
    for (const [query, pointer, rule] of [
      ['?date=2026-02-30', 'date', 'calendar-day'],
      ['?date=2026-11-23T00:00:00Z', 'date', 'calendar-day'],
      ['?by=ward', 'by', 'in'],
      ['?limit=101', 'limit', 'max'],
      ['?cursor=WyJhIiwiYiJd', 'cursor', 'cursor'],
      ['?colour=red', 'colour', 'unknown-field'],
    ]) {
      const answer = await dayOf(id, query);
      expectProblem(answer, 400, 'validation');
      expect(answer.body.errors).toMatchObject([{ pointer, rule }]);
    }
  });

  it('is for those who read the trail', async () => {
    for (const role of ROLES.filter((each) => !may(each, 'audit.read'))) {
      expectProblem(await world.as(role).get(`/api/v1/audit/people/${world.staff.nurse.id}/day`), 403, 'forbidden');
    }
  });
});

describe('A list that is of something', () => {
  it('names it on the trail: the ward of a board, the record of a life', async () => {
    const { patientId } = await anAdmission(world);
    await world.as('nurse').get(`/api/v1/wards/${world.wards[0].id}/board`);
    await world.as('auditor').get(`/api/v1/audit/records/patient/${patientId}`);
    const events = await world.sql('SELECT entity, entity_id FROM audit.event ORDER BY id DESC LIMIT 2');
    expect(events).toEqual([
      { entity: 'audit_event', entity_id: patientId },
      { entity: 'ward_board', entity_id: world.wards[0].id },
    ]);
    const found = await world.as('auditor').get(`/api/v1/audit/events?wardId=${world.wards[0].id}&entity=ward_board`);
    expect(found.body.items).toHaveLength(1);
  });
});
