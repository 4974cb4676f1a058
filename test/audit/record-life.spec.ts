import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPatient } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const NOBODY = '01900000-0000-7000-8000-000000000000';
const life = (path: string) => world.as('auditor').get(`/api/v1/audit/records/${path}`);

async function aCorrectedPatient() {
  const { id } = await aPatient(world, { fullName: 'Lê Văn Cũ' });
  for (const [version, fullName] of [
    [1, 'Lê Văn Giữa'],
    [2, 'Lê Văn Mới'],
  ]) {
    const headers = {
      'If-Match': `"${version}"`,
      'X-Terminal': 'TIEP-DON-2',
      'X-Reason': encodeURIComponent('Sai tên'),
      'X-Purpose-Of-Use': 'HOPERAT',
    };
    expect((await world.as('registrar').patch(`/api/v1/patients/${id}`, { fullName }, headers)).status).toBe(200);
  }
  return id;
}

describe('The life of one record', () => {
  it('tells of each version who, when, from where, why and what, oldest first', async () => {
    const id = await aCorrectedPatient();
    const { status, body } = await life(`patient/${id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ entity: 'patient', words: 'thông tin hành chính', id, patientId: id, next: null });
    expect(body.items.map(({ version, kind }: { version: number; kind: string }) => `${version} ${kind}`)).toEqual([
      '1 create',
      '2 update',
      '3 update',
    ]);
    expect(body.items[0].changes).toContainEqual({
      field: 'fullName',
      words: 'họ và tên',
      old: null,
      new: 'Lê Văn Cũ',
    });
    expect(body.items[2]).toMatchObject({
      who: { id: world.staff.registrar.id, username: 'registrar', fullName: 'Người thử registrar', role: 'registrar' },
      terminal: 'TIEP-DON-2',
      address: expect.stringMatching(/127\.0\.0\.1/) as unknown,
      purpose: 'HOPERAT',
      reason: 'Sai tên',
      changes: [{ field: 'fullName', words: 'họ và tên', old: 'Lê Văn Giữa', new: 'Lê Văn Mới' }],
    });
    expect(Date.parse(body.items[2].at as string)).toBeGreaterThanOrEqual(Date.parse(body.items[0].at as string));
    expect(JSON.stringify(body)).not.toMatch(/full_name|name_search/);
  });

  it('comes in pages that miss nothing and repeat nothing', async () => {
    const id = await aCorrectedPatient();
    const versions: number[] = [];
    let next: string | null = `/api/v1/audit/records/patient/${id}?limit=1`;
    while (next) {
      const { body } = (await world.as('auditor').get(next)) as { body: { items: never[]; next: string | null } };
      expect(body.items).toHaveLength(1);
      versions.push(...body.items.map(({ version }) => version));
      next = body.next;
    }
    expect(versions).toEqual([1, 2, 3]);
  });

  it('leaves readings to a list of their own, newest first, with the chart that showed the record', async () => {
    const { id } = await aPatient(world);
    await world.as('doctor').get(`/api/v1/patients/${id}`, { 'X-Terminal': 'KHOA-NOI-01' });
    await world.as('nurse').get(`/api/v1/patients/${id}/chart`);
    const versions = (await life(`patient/${id}`)).body.items;
    expect(versions.map(({ kind }: { kind: string }) => kind)).toEqual(['create']);
    const { body } = await life(`patient/${id}/reads`);
    expect(body).toMatchObject({ patientId: id, next: null });
    expect(body.items).toMatchObject([
      { entity: 'chart', who: { username: 'nurse' } },
      { entity: 'patient', kind: 'read', who: { username: 'doctor', fullName: 'Người thử doctor' } },
    ]);
    expect(body.items[1].terminal).toBe('KHOA-NOI-01');
    const first = await life(`patient/${id}/reads?limit=1`);
    expect((await world.as('auditor').get(first.body.next as string)).body.items).toMatchObject([
      { entity: 'patient' },
    ]);
  });

  it('of a record of no patient names none', async () => {
    const { body } = await life(`ward/${world.wards[0].id}`);
    expect(body).toMatchObject({ patientId: null, items: [{ kind: 'create', version: 1 }] });
  });

  it('shows no secret', async () => {
    const { text, body } = await life(`staff_member/${world.staff.nurse.id}`);
    expect(body.items[0].changes).toContainEqual({
      field: 'passwordHash',
      words: 'mật khẩu (mã băm)',
      old: null,
      new: expect.stringMatching(/^sha256:/),
    });
    expect(text).not.toContain('argon2');
  });

  it.each(['', '/reads'])('is itself on the trail, naming the patient (%s)', async (part) => {
    const { id } = await aPatient(world);
    await life(`patient/${id}${part}`);
    const [event] = await world.sql('SELECT * FROM audit.event ORDER BY id DESC LIMIT 1');
    expect(event).toMatchObject({ kind: 'list', entity: 'audit_event', username: 'auditor', patient_id: id });
  });

  it('of an unknown record is not found, and bad input is named', async () => {
    for (const part of ['', '/reads']) {
      expectProblem(await life(`patient/${NOBODY}${part}`), 404, 'not-found');
      expectProblem(await life(`ward/${(await aPatient(world)).id}${part}`), 404, 'not-found');
      expectProblem(await life(`patient/${NOBODY}${part}?cursor=x`), 400, 'validation');
      const bad = await life(`Patient/1${part}`);
      expectProblem(bad, 400, 'validation');
      expect(bad.body.errors).toMatchObject([
        { pointer: 'entity', rule: 'matches' },
        { pointer: 'id', rule: 'uuid' },
      ]);
    }
  });

  it('is for auditors', async () => {
    expectProblem(await world.as('doctor').get(`/api/v1/audit/records/patient/${NOBODY}`), 403, 'forbidden');
  });
});
