import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPatient } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let patient: { id: string; mrn: string };
beforeAll(async () => {
  world = await startWorld();
  const identifiers = [{ system: 'cccd', value: '001180012345' }];
  patient = await aPatient(world, { fullName: 'Đặng Thị Hỏi Thăm', identifiers, phones: ['0903123456'] });
});
afterAll(() => world.close());

const lastEvent = async () => (await world.sql('SELECT * FROM audit.event ORDER BY id DESC LIMIT 1'))[0];

describe('Who reviews finds a patient without seeing a chart', () => {
  it.each([
    ['by the MRN', () => `mrn=${patient.mrn}`],
    ['by name', () => 'name=dang%20thi%20hoi'],
    ['by any identifier', () => 'identifier=001180012345'],
    ['by an identifier of a kind', () => 'identifier=cccd%7C001180012345'],
  ])('%s, and that is on the trail', async (_how, query) => {
    for (const role of ['auditor', 'privacy-officer'] as const) {
      const { status, body } = await world.as(role).get(`/api/v1/audit/patients?${query()}`);
      expect([status, body]).toEqual([
        200,
        {
          items: [{ id: patient.id, mrn: patient.mrn, fullName: 'Đặng Thị Hỏi Thăm', birthDate: '1980-02-03' }],
          next: null,
        },
      ]);
      expect(await lastEvent()).toMatchObject({ kind: 'search', username: role, patient_ids: [patient.id] });
    }
  });

  it('and nobody else there; without anything to look for nothing is answered', async () => {
    const [facility, running] = patient.mrn.split('-') as [string, string];
    for (const part of [String(Number(running)), running, running.slice(-3), `${facility}-${Number(running)}`]) {
      const { body } = await world.as('auditor').get(`/api/v1/audit/patients?mrn=${part}`);
      expect([part, body.items.map(({ mrn }: { mrn: string }) => mrn)]).toEqual([part, [patient.mrn]]);
    }
    expectProblem(await world.as('doctor').get(`/api/v1/audit/patients?mrn=${patient.mrn}`), 403, 'forbidden');
    expectProblem(await world.as('auditor').get('/api/v1/audit/patients'), 400, 'validation');
    expectProblem(await world.as('auditor').get(`/api/v1/patients/${patient.id}/chart`), 403, 'forbidden');
  });
});

describe('The access review', () => {
  const review = (query = '') => world.as('privacy-officer').get(`/api/v1/access-review?${query}`);

  it('tells who holds which role, since when, and who gave it', async () => {
    const { id } = world.staff.nurse;
    const { headers } = await world.as('admin').get(`/api/v1/staff/${id}`);
    const given = await world
      .as('admin')
      .post(`/api/v1/staff/${id}/roles/grant`, { role: 'head-nurse' }, { 'If-Match': headers['etag']! });
    expect(given.status).toBe(200);
    const { body } = await review('role=head-nurse&limit=100');
    const held = (body.items as { username: string }[]).find(({ username }) => username === 'nurse');
    expect(held).toMatchObject({
      staffId: id,
      fullName: 'Người thử nurse',
      roleWords: { vi: 'điều dưỡng trưởng', en: 'head nurse' },
      grantedBy: { username: 'admin', fullName: expect.any(String), role: expect.any(String) },
      since: expect.stringMatching(/^20/),
      lastSignInAt: null,
    });
    expect((await lastEvent())!.detail).toMatchObject({ route: 'GET /api/v1/access-review' });
    const again = await world.as('admin').get(`/api/v1/staff/${id}`);
    await world
      .as('admin')
      .post(`/api/v1/staff/${id}/roles/revoke`, { role: 'head-nurse' }, { 'If-Match': again.headers['etag']! });
    expect((await review('role=head-nurse')).body.items.map(({ username }: { username: string }) => username)).toEqual([
      'head-nurse',
    ]);
  });

  it('is exported whole as CSV and NDJSON, which is found as an export', async () => {
    const all: object[] = [];
    for (let path: string | null = '/api/v1/access-review?limit=5'; path;) {
      const { body } = await world.as('auditor').get(path);
      all.push(...(body.items as object[]));
      path = body.next as string | null;
    }
    expect(all.length).toBeGreaterThan(10);
    const csv = await review('format=csv');
    expect(csv.text.trim().split('\r\n')).toHaveLength(all.length + 1);
    expect(csv.text).toContain('điều dưỡng');
    const ndjson = await world.as('auditor').get('/api/v1/access-review?format=ndjson');
    const lines = ndjson.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines).toEqual(all);
    const { body } = await world.as('auditor').get('/api/v1/audit/events?output=export');
    expect(
      (body.items as { entity: string; actor: { username: string } }[]).map(
        ({ entity, actor }) => `${actor.username} ${entity}`,
      ),
    ).toEqual(['auditor staff_role', 'privacy-officer staff_role']);
  });

  it('is for auditors and privacy officers', async () => {
    expectProblem(await world.as('admin').get('/api/v1/access-review'), 403, 'forbidden');
  });
});
