import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES } from '../../src/platform/routes/policy.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  for (const [username, fullName] of [
    ['anh.do', 'BS. Đỗ Thị Ánh'],
    ['anh.le', 'ĐD. Lê Văn Anh'],
  ]) {
    const person = { username, fullName, roles: ['nurse'], password: 'mot chiec thuyen giay 9' };
    expect((await world.as('admin').post('/api/v1/staff', person)).status).toBe(201);
  }
  await worksOnlyIn(world, 'nurse', world.wards[0].id);
});
afterAll(() => world.close());

interface Colleague {
  fullName: string;
}
const find = async (query: string) => (await world.as('nurse').get(`/api/v1/staff-directory?${query}`)).body;
const names = async (query: string) => (await find(query)).items.map(({ fullName }: Colleague) => fullName);

describe('The staff directory', () => {
  it('is for every role, and tells no secret of an account', async () => {
    for (const role of ROLES) {
      expect([role, (await world.as(role).get('/api/v1/staff-directory')).status]).toEqual([role, 200]);
    }
    const { items } = await find('q=anh&limit=1');
    expect(Object.keys(items[0]).sort()).toEqual(['fullName', 'hospitalWide', 'id', 'onDuty', 'roles', 'wards']);
    expect((await world.anonymous.get('/api/v1/staff-directory')).status).toBe(401);
  });

  it.each([
    ['q=do%20anh', ['BS. Đỗ Thị Ánh']],
    ['q=ANH%20thi', ['BS. Đỗ Thị Ánh']],
    [`q=${encodeURIComponent('Ánh')}`, ['BS. Đỗ Thị Ánh', 'ĐD. Lê Văn Anh']],
    [`q=${encodeURIComponent('đỗ thị'.normalize('NFD'))}`, ['BS. Đỗ Thị Ánh']],
    ['q=le%25', []],
    ['q=khong%20ai', []],
  ])('%s finds people without accents, by beginnings of words in any order', async (query, expected) => {
    expect(await names(query)).toEqual(expected);
  });

  it('is narrowed to a ward, with who is on duty there, and to a role', async () => {
    const [ward] = world.wards;
    expect(await names(`wardId=${ward.id}`)).toEqual(['Người thử nurse']);
    const now = Date.now();
    const hour = (from: number) => new Date(now + from * 3_600_000).toISOString();
    const duty = { duties: [{ staffId: world.staff.doctor.id, startsAt: hour(-1), endsAt: hour(3) }] };
    expect((await world.as('admin').post(`/api/v1/wards/${ward.id}/duties`, duty)).status).toBe(201);
    expect(await names(`wardId=${ward.id}&role=doctor`)).toEqual(['Người thử doctor']);
    const [doctor] = (await find(`wardId=${ward.id}&role=doctor`)).items;
    expect(doctor.onDuty).toEqual([{ ward: expect.objectContaining({ id: ward.id, code: 'NOI' }), until: hour(3) }]);
  });

  it('is read in pages, each person once, without those who left', async () => {
    const seen: string[] = [];
    for (let next: string | null = '/api/v1/staff-directory?limit=3'; next;) {
      const { body }: { body: { items: Colleague[]; next: string | null } } = await world.as('doctor').get(next);
      seen.push(...body.items.map(({ fullName }) => fullName));
      next = body.next;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(ROLES.length + 2);
    const [{ id }] = (await find('q=le%20van%20anh')).items;
    const address = `/api/v1/staff/${id}`;
    const { headers } = await world.as('admin').get(address);
    const left = await world
      .as('admin')
      .post(`${address}/leave`, { reason: 'Nghỉ việc' }, { 'If-Match': headers.etag! });
    expect([200, 204]).toContain(left.status);
    expect(await names('q=le%20van%20anh')).toEqual([]);
  });
});

describe('Who am I', () => {
  it('tells my wards and duties', async () => {
    const { body } = await world.as('nurse').get('/api/v1/auth/me');
    expect(body.wards).toEqual([{ id: world.wards[0].id, code: 'NOI', name: 'Khoa NOI', until: null }]);
    expect(body.terminal).toBeNull();
    const doctor = (await world.as('doctor').get('/api/v1/auth/me')).body;
    expect(doctor.wards).toEqual([expect.objectContaining({ code: 'NOI', until: expect.any(String) })]);
  });
});
