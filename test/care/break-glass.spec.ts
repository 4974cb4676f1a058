import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anAdmission, aPatient } from '../support/builders.js';
import { firstSignIn, LENT_PASSWORD } from '../support/first-sign-in.js';
import { expectProblem } from '../support/problems.js';
import { breakGlass, markConfidential, worksOnlyIn } from '../support/ward-staff.js';
import { clientOf, PASSWORD, startWorld, type World } from '../support/world.js';
import { elementAt, valueOf } from '../../src/kernel/list.js';

let world: World;
let patientId: string;

beforeAll(async () => {
  world = await startWorld({ BREAK_GLASS_PER_DAY: '5' });
  await worksOnlyIn(world, 'nurse', world.wards[0].id);
  await worksOnlyIn(world, 'doctor', world.wards[1].id);
});
beforeEach(async () => {
  // Each case has the day's emergencies for itself.
  await world.sql(
    `WITH c AS MATERIALIZED (SELECT set_config('emr.context', '{"actorKind":"system","username":"test"}', true))
     UPDATE access_grant SET granted_at = granted_at - interval '2 days', until = until - interval '2 days' FROM c`,
  );
  ({ patientId } = await anAdmission(world, { wardId: world.wards[1].id, bedId: null }));
});
afterAll(() => world.close());

const chart = () => world.as('nurse').get(`/api/v1/patients/${patientId}/chart`);
const privacy = () => world.as('privacy-officer');
const review = (id: string, version: number, body: object = { outcome: 'justified', note: 'Đã gọi khoa' }) =>
  privacy().post(`/api/v1/break-glass/${id}/review`, body, { 'If-Match': `"${version}"` });
/** As if it had happened earlier. */
const age = (id: string, hours: number) =>
  world.sql(
    `WITH c AS MATERIALIZED (SELECT set_config('emr.context', '{"actorKind":"system","username":"test"}', true))
     UPDATE access_grant SET granted_at = granted_at - make_interval(hours => $2), until = until - make_interval(hours => $2)
     FROM c WHERE access_grant.id = $1`,
    [id, hours],
  );

describe('Breaking the glass', () => {
  it('opens one patient for four hours, every answer says so, and the trail carries purpose and reason', async () => {
    expect((await chart()).status).toBe(403);
    const { id, until } = await breakGlass(world, 'nurse', patientId, 'Ngừng tuần hoàn tại sảnh');
    expect(new Date(until).getTime() - Date.now()).toBeGreaterThan(3.9 * 3_600_000);
    expect(new Date(until).getTime() - Date.now()).toBeLessThanOrEqual(4 * 3_600_000);
    const answer = await chart();
    expect([answer.status, answer.headers['x-care-access']]).toEqual([200, `break-glass; until=${until}`]);
    const [event] = await world.sql('SELECT * FROM audit.event WHERE entity = $1 ORDER BY id DESC LIMIT 1', ['chart']);
    expect(event).toMatchObject({ purpose: 'BTG', reason: 'Ngừng tuần hoàn tại sảnh', patient_id: patientId });
    const emergencyOf = async (role: 'nurse' | 'head-nurse') =>
      (await world.as(role).get(`/api/v1/patients/${patientId}/access`)).body.emergency;
    const told = { id, until, reason: 'Ngừng tuần hoàn tại sảnh', version: 1 };
    expect([await emergencyOf('nurse'), await emergencyOf('head-nurse')]).toEqual([told, null]);
    const other = await anAdmission(world, { wardId: world.wards[1].id, bedId: null });
    expect((await world.as('nurse').get(`/api/v1/patients/${other.patientId}/chart`)).status).toBe(403);
    expect((await world.as('head-nurse').get(`/api/v1/patients/${patientId}/chart`)).status).toBe(200);
  });

  it('lets the person chart as well, under the same purpose', async () => {
    const { id } = await anAdmission(world, { wardId: world.wards[1].id, bedId: null, patientId: undefined });
    const { patient_id } = elementAt(
      await world.sql<{ patient_id: string }>('SELECT patient_id FROM encounter WHERE id = $1', [id]),
      0,
    );
    await breakGlass(world, 'nurse', patient_id);
    const vitals = { effectiveAt: new Date().toISOString(), heartRate: 140 };
    const written = await world.as('nurse').post(`/api/v1/encounters/${id}/vitals`, vitals);
    expect(written.status).toBe(201);
    const event = elementAt(
      await world.sql(`SELECT purpose FROM audit.event WHERE entity = 'vital_signs' ORDER BY id DESC LIMIT 1`),
      0,
    );
    expect(event.purpose).toBe('BTG');
  });

  it('ends by itself', async () => {
    const { id } = await breakGlass(world, 'nurse', patientId);
    await age(id, 5);
    expect((await chart()).status).toBe(403);
  });

  it('twice with one key is once; without a reason, or for nobody, is refused and leaves nothing', async () => {
    const headers = { 'Idempotency-Key': randomUUID() };
    const body = { patientId, reasonCode: 'emergency', reason: 'Co giật' };
    const first = await world.as('nurse').post('/api/v1/break-glass', body, headers);
    const second = await world.as('nurse').post('/api/v1/break-glass', body, headers);
    expect([first.status, second.body.id]).toEqual([201, first.body.id]);
    for (const wrong of [
      { reason: '' },
      { reason: ' \u00a0\n' },
      { reason: undefined },
      { reason: 'x' },
      { reason: '.' },
      { reason: 'aaa aaa' },
      { reason: 'asdf asdf' },
      { reason: 'không có lý do' },
      { reasonCode: 'curious' },
      { patientId: 'x' },
    ]) {
      const answer = await world.as('nurse').post('/api/v1/break-glass', { ...body, ...wrong });
      expectProblem(answer, 400, 'validation');
      expect(answer.body.errors[0].pointer).toBe(`/${Object.keys(wrong)[0]}`);
    }
    const nobody = '01900000-0000-7000-8000-000000000000';
    expect((await world.as('nurse').post('/api/v1/break-glass', { ...body, patientId: nobody })).status).toBe(422);
    const { count } = elementAt(
      await world.sql('SELECT count(*)::int FROM access_grant WHERE patient_id = $1', [patientId]),
      0,
    );
    expect(count).toBe(1);
  });

  it('longer than four hours is refused by the database', async () => {
    const insert = world.sql(
      `WITH c AS MATERIALIZED (SELECT set_config('emr.context', '{"actorKind":"system","username":"test"}', true))
       INSERT INTO access_grant (kind, patient_id, staff_id, granted_by, reason_code, reason, until)
       SELECT 'break-glass', $1, $2, $2, 'other', 'lâu', now() + interval '5 hours' FROM c`,
      [patientId, world.staff.nurse.id],
    );
    await expect(insert).rejects.toThrow(/access_grant_length/);
  });
});

describe('An emergency access', () => {
  const endOwn = (id: string, version: number, path = 'break-glass', role: 'nurse' | 'doctor' = 'nurse') =>
    world.as(role).post(`/api/v1/${path}/${id}/end`, {}, { 'If-Match': `"${version}"` });

  it.each(['break-glass', 'grants'])(
    'is ended by its holder at /%s/{id}/end, once, and by nobody else',
    async (path) => {
      const { id, version } = await breakGlass(world, 'nurse', patientId);
      expectProblem(await endOwn(id, version, path, 'doctor'), 404, 'grant-not-found');
      expect((await chart()).status).toBe(200);
      const ended = await endOwn(id, version, path);
      expect([ended.status, new Date(ended.body.until).getTime() <= Date.now()]).toEqual([200, true]);
      expect((await chart()).status).toBe(403);
      expectProblem(await endOwn(id, ended.body.version), 409, 'grant-over');
    },
  );

  it('is limited for a patient, also when many are asked for at once, and in all', async () => {
    const body = { patientId, reasonCode: 'emergency', reason: 'Ngừng tim' };
    const open = (about = patientId) => world.as('lab').post('/api/v1/break-glass', { ...body, patientId: about });
    const answers = await Promise.all(Array.from({ length: 6 }, () => open()));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 429, 429, 429]);
    expectProblem(await open(), 429, 'break-glass-too-often');
    const others = [(await aPatient(world)).id, (await aPatient(world)).id, (await aPatient(world)).id];
    const more = [];
    for (const about of others) more.push((await open(about)).status);
    expect(more).toEqual([201, 201, 429]);
    const doctor = await world.as('pharmacist').post('/api/v1/break-glass', body);
    expect(doctor.status).toBe(201);
  });

  it('that is found unjustified ends, with the admission and what was asked for under it, and is not opened again', async () => {
    await markConfidential(world, patientId, 'V');
    const { id, version } = await breakGlass(world, 'nurse', patientId);
    await breakGlass(world, 'nurse', patientId);
    const admission = { patientId, class: 'outpatient', wardId: world.wards[0].id, reason: 'Theo dõi' };
    expect((await world.as('nurse').post('/api/v1/encounters', admission)).status).toBe(201);
    const referral = { wardId: world.wards[0].id, reason: 'Xin khám thêm' };
    expect((await world.as('nurse').post(`/api/v1/patients/${patientId}/referrals`, referral)).status).toBe(201);
    expect((await chart()).headers['x-care-access']).toBe('ward');
    const found = await review(id, version, { outcome: 'unjustified', note: 'Không có cấp cứu nào' });
    expect([found.status, new Date(found.body.until).getTime() <= Date.now()]).toEqual([200, true]);
    expect((await chart()).status).toBe(403);
    const lists = await world.as('nurse').get(`/api/v1/wards/${world.wards[0].id}/board`);
    expect(lists.text).not.toContain(patientId);
    const rows = await world.sql(
      'SELECT kind, outcome, until > now() AS open FROM access_grant WHERE patient_id = $1',
      [patientId],
    );
    expect(rows.map(({ kind, outcome, open }) => `${kind} ${outcome} ${open}`).sort()).toEqual([
      'admission unjustified null',
      'break-glass null false',
      'break-glass unjustified false',
      'referral null false',
    ]);
    const again = { patientId, reasonCode: 'emergency', reason: 'Ngừng tim' };
    expectProblem(await world.as('nurse').post('/api/v1/break-glass', again), 403, 'access-withdrawn');
    await markConfidential(world, patientId, 'N');
    expectProblem(await world.as('nurse').post('/api/v1/encounters', admission), 403, 'access-withdrawn');
  });

  it('makes one case of the radar, whoever the patient is', async () => {
    const casesOf = async (about: string) =>
      (await world.as('auditor').get('/api/v1/radar/cases?limit=100')).body.items
        .filter((one: { patientId: string }) => one.patientId === about)
        .map(({ rule }: { rule: string }) => rule);
    await markConfidential(world, patientId, 'V');
    await breakGlass(world, 'nurse', patientId);
    expect((await chart()).status).toBe(200);
    await world.as('auditor').post('/api/v1/radar/run');
    expect(await casesOf(patientId)).toEqual(['break-glass']);
  });
});

describe('The review', () => {
  it('waits for the privacy officer, is overdue after three days, and is closed once with what was found', async () => {
    const { id, version } = await breakGlass(world, 'nurse', patientId);
    const listed = async (state: string) =>
      (await privacy().get(`/api/v1/break-glass?review=${state}&limit=100`)).body.items.map(
        (item: { id: string }) => item.id,
      );
    expect(await listed('pending')).toContain(id);
    expect(await listed('overdue')).not.toContain(id);
    await age(id, 80);
    expect(await listed('overdue')).toContain(id);
    const { version: now } = elementAt(
      await world.sql<{ version: number }>('SELECT version FROM access_grant WHERE id = $1', [id]),
      0,
    );
    expect((await review(id, version)).status).toBe(412);
    expect((await review(id, now)).body).toMatchObject({
      outcome: 'justified',
      reviewer: { username: 'privacy-officer' },
    });
    expect(await listed('pending')).not.toContain(id);
    expect(await listed('done')).toContain(id);
    expectProblem(await review(id, now + 1), 409, 'grant-reviewed');
  });

  it('is not for the person themselves, nor for other roles, and names what is wrong', async () => {
    const { id, version } = await breakGlass(world, 'nurse', patientId);
    for (const role of ['nurse', 'doctor', 'admin'] as const) {
      const answer = await world.as(role).post(`/api/v1/break-glass/${id}/review`, {}, { 'If-Match': `"${version}"` });
      expect(answer.status).toBe(403);
    }
    expect((await review(id, version, { outcome: 'fine', note: 'x' })).status).toBe(400);
    expect((await review(id, version, { outcome: 'justified', note: '' })).status).toBe(400);
    expect((await review('01900000-0000-7000-8000-000000000000', 1)).status).toBe(404);
  });

  it('of their own access is refused to somebody who became privacy officer since, by service and database', async () => {
    const admin = world.as('admin');
    const hired = { username: 'doi.vai', fullName: 'ĐD. Đổi Vai', roles: ['nurse'], password: LENT_PASSWORD };
    const address = `/api/v1/staff/${(await admin.post('/api/v1/staff', hired)).body.id as string}`;
    const { client } = await firstSignIn(world, 'doi.vai');
    const reason = { patientId, reasonCode: 'emergency', reason: 'Cấp cứu ngừng tim' };
    const { id } = (await client.post('/api/v1/break-glass', reason)).body;
    for (const [action, role] of [
      ['revoke', 'nurse'],
      ['grant', 'privacy-officer'],
    ]) {
      const { headers } = await admin.get(address);
      const changed = await admin.post(
        `${address}/roles/${action}`,
        { role },
        { 'If-Match': valueOf(headers, 'etag') },
      );
      expect(changed.status).toBe(200);
    }
    const { accessToken } = (
      await world.anonymous.post('/api/v1/auth/login', { username: 'doi.vai', password: PASSWORD })
    ).body;
    const themselves = clientOf(world.app, accessToken);
    const body = { outcome: 'justified', note: 'Tôi thấy ổn' };
    const answer = await themselves.post(`/api/v1/break-glass/${id}/review`, body, { 'If-Match': '"1"' });
    expectProblem(answer, 403, 'grant-own');
    const update = world.sql(
      `WITH c AS MATERIALIZED (SELECT set_config('emr.context', '{"actorKind":"system","username":"test"}', true))
       UPDATE access_grant SET reviewed_by = staff_id, reviewed_at = now(), outcome = 'justified' FROM c WHERE id = $1`,
      [id],
    );
    await expect(update).rejects.toThrow(/access_grant_not_own_review/);
  });

  it('is recorded with the patients it shows', async () => {
    await breakGlass(world, 'nurse', patientId);
    await privacy().get('/api/v1/break-glass?review=pending');
    const event = elementAt(await world.sql('SELECT * FROM audit.event ORDER BY id DESC LIMIT 1'), 0);
    expect(event).toMatchObject({ kind: 'list', entity: 'access_grant', username: 'privacy-officer' });
    expect(event.patient_ids).toContain(patientId);
  });

  it('pages through all of them', async () => {
    const made = [await breakGlass(world, 'nurse', patientId), await breakGlass(world, 'nurse', patientId)];
    const first = (await privacy().get('/api/v1/break-glass?limit=1')).body;
    const second = (await privacy().get(first.next)).body;
    expect([first.items[0].id, second.items[0].id]).toEqual(made.map(({ id }) => id).reverse());
  });
});
