import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { aPatient } from '../support/builders.js';
import { until } from '../support/until.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const change = (id: string, version: number, body: object) =>
  world.as('registrar').patch(`/api/v1/patients/${id}`, body, { 'If-Match': `"${version}"` });
const read = async (id: string) => (await world.as('registrar').get(`/api/v1/patients/${id}`)).body;

describe('Correcting a patient', () => {
  it('changes what is given and keeps the rest; the name is found as it is now', async () => {
    const { id } = await aPatient(world, { fullName: 'Lê Thị Sai', phones: ['0903123456'], birthDate: '1980' });
    const answer = await change(id, 1, { fullName: 'Lê Thị Đúng Tên' });
    expect(answer.status).toBe(200);
    expect(answer.headers['etag']).toBe('"2"');
    expect(answer.body).toMatchObject({ fullName: 'Lê Thị Đúng Tên', phones: ['+84903123456'], birthDate: '1980' });
    const found = async (name: string) =>
      ((await world.as('nurse').get(`/api/v1/patients?name=${name}`)).body.items as { id: string }[]).map((p) => p.id);
    expect(await found('dung%20le')).toEqual([id]);
    expect(await found('sai')).toEqual([]);
  });

  it('adds identifiers to those known, each once', async () => {
    const cccd = { system: 'cccd', value: '001180000009' };
    const { id } = await aPatient(world, { identifiers: [cccd] });
    const { body } = await change(id, 1, { identifiers: [cccd, { system: 'cmnd', value: '123456789' }] });
    expect((body.identifiers as { value: string }[]).map(({ value }) => value).slice(1)).toEqual([
      '001180000009',
      '123456789',
    ]);
  });

  it('empties what is null, and keeps what is absent', async () => {
    const address = { text: '12 Lê Văn Chí' };
    const told = {
      birthDate: '1980-02-03',
      phones: ['0903123456'],
      addresses: [address],
      contacts: [{ name: 'Bình' }],
    };
    const { id } = await aPatient(world, { fullName: 'Lê Thị Xoá', ...told });
    const { status, body } = await change(id, 1, { birthDate: null, phones: null, contacts: null });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      fullName: 'Lê Thị Xoá',
      birthDate: null,
      phones: [],
      addresses: [address],
      contacts: [],
    });
    expect(await read(id)).toMatchObject({ birthDate: null, phones: [], version: 2 });
  });

  it('without If-Match is refused with 428, and with nonsense in it with 400', async () => {
    const { id } = await aPatient(world);
    const without = await world.as('registrar').patch(`/api/v1/patients/${id}`, { sex: 'male' });
    expect(without.status).toBe(428);
    expect(without.body.type).toContain('precondition-required');
    const nonsense = await world
      .as('registrar')
      .patch(`/api/v1/patients/${id}`, { sex: 'male' }, { 'If-Match': '"abc"' });
    expect(nonsense.status).toBe(400);
    expect((await read(id)).sex).toBe('female');
  });

  it('that comes too late is refused with 412 and told who changed what', async () => {
    const { id } = await aPatient(world);
    await change(id, 1, { sex: 'male' });
    await world
      .as('nurse')
      .patch(`/api/v1/patients/${id}`, { phones: ['0903123456'], birthDate: '1981' }, { 'If-Match': '"2"' });
    const late = await change(id, 1, { fullName: 'Muộn Màng' });
    expect(late.status).toBe(412);
    expect(late.headers['etag']).toBe('"3"');
    expect(late.body).toMatchObject({
      currentVersion: 3,
      changes: [
        {
          version: 2,
          by: expect.objectContaining({ username: 'registrar', fullName: 'Người thử registrar', role: 'registrar' }),
          fields: ['sex'],
        },
        {
          version: 3,
          by: expect.objectContaining({ username: 'nurse', fullName: 'Người thử nurse', role: 'nurse' }),
          fields: ['birthDate', 'birthDatePrecision', 'phones'],
        },
      ],
    });
    expect((await read(id)).fullName).not.toBe('Muộn Màng');
  });

  it('lets one of ten who change the same version win', async () => {
    const { id } = await aPatient(world);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => change(id, 1, { fullName: `Người thứ ${index}` })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 412)]);
    const winner = answers.find(({ status }) => status === 200)!;
    expect(await read(id)).toMatchObject({ fullName: winner.body.fullName, version: 2 });
  });

  describe('of a family', () => {
    const bornAt = new Date(Date.now() - 3_600_000).toISOString();
    const born = (motherId: string, birthOrder: number) => ({ motherId, bornAt, birthOrder, birthCount: 2 });
    const patch = async (id: string, fields: object) => change(id, (await read(id)).version as number, fields);
    const aFamily = async () => {
      const mother = { fullName: 'Lù Thị Mai', sex: 'female', birthDate: '1995-01-01' };
      const { id: motherId } = await aPatient(world, mother);
      const twin = async (birthOrder: number) =>
        (await world.as('registrar').post('/api/v1/patients', { sex: 'male', newborn: born(motherId, birthOrder) }))
          .body.id as string;
      return { motherId, twins: [await twin(1), await twin(2)] };
    };
    type Family = Awaited<ReturnType<typeof aFamily>>;
    /** Her new name is a new version of the child: who read it before reads it again. */
    const becomesFirst = async (family: Family, at: number): Promise<number> => {
      const fields = { newborn: born(family.motherId, 1), confirmed: ['birthOrder'] };
      const { status } = await patch(elementAt(family.twins, at), fields);
      return status === 412 ? becomesFirst(family, at) : status;
    };
    const rename = async ({ motherId }: Family, name: string) => (await patch(motherId, { fullName: name })).status;

    it('is made though twins change places while their mother is renamed, in eight families at once', async () => {
      const families = await Promise.all(Array.from({ length: 8 }, aFamily));
      for (const at of [1, 0]) {
        const swapped = families.map((family) => becomesFirst(family, at));
        const renamed = families.map((family) => rename(family, `Lù Thị Mai ${at}`));
        expect(await Promise.all([...swapped, ...renamed])).toEqual(Array.from({ length: 16 }, () => 200));
      }
      const names = await world.sql(
        `SELECT DISTINCT full_name AS name FROM patient WHERE full_name LIKE 'Con bà Lù Thị Mai%' ORDER BY 1`,
      );
      expect(names).toEqual([1, 2].map((order) => ({ name: `Con bà Lù Thị Mai 0 ${order}` })));
    });

    it('waits for who renames the mother before it holds any of her children: neither waits for the other then', async () => {
      const family = await aFamily();
      const [first, second] = family.twins;
      const other = new pg.Client(world.database.superuserUrl);
      await other.connect();
      const holds = (id: string | undefined, how = '') =>
        other.query(`SELECT FROM patient WHERE id = $1 FOR UPDATE ${how}`, [id]);
      /** Who waits for one of these, which may be nobody of this test. */
      const waitsFor = async (pids: number[]) =>
        (
          await other.query<{ pid: number }>(
            'SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pg_blocking_pids(pid) && $1::int[]',
            [pids],
          )
        ).rows.map(({ pid }) => pid);
      const [{ own } = { own: 0 }] = (await other.query<{ own: number }>('SELECT pg_backend_pid() AS own')).rows;
      await other.query('BEGIN');
      await holds(first);
      const renamed = rename(family, 'Lù Thị Mận');
      await until(async () => (await waitsFor([own])).length === 1);
      const renames = await waitsFor([own]);
      const swapped = becomesFirst(family, 1);
      await until(async () => (await waitsFor([own, ...renames])).some((pid) => !renames.includes(pid)));
      const { rowCount: free } = await holds(second, 'SKIP LOCKED');
      await other.query('ROLLBACK');
      await other.end();
      expect([free, await renamed, await swapped]).toEqual([1, 200, 200]);
    });
  });

  it("refuses another patient's identifier and changes nothing", async () => {
    const identifiers = [{ system: 'cccd', value: '001180000010' }];
    await aPatient(world, { identifiers });
    const { id } = await aPatient(world, { fullName: 'Trần Thị Khác' });
    const answer = await change(id, 1, { fullName: 'Trần Thị Mới', identifiers });
    expect(answer.status).toBe(409);
    expect(answer.body.type).toContain('identifier-taken');
    expect(await read(id)).toMatchObject({ fullName: 'Trần Thị Khác', version: 1 });
  });

  it.each([
    { mrn: 'x' },
    { fullName: '' },
    { birthDate: '2026-02-30' },
    { identifiers: [{ system: 'mrn', value: '1' }] },
  ])('refuses %p', async (body) => {
    const { id } = await aPatient(world);
    expect((await change(id, 1, body)).status).toBe(400);
    expect((await read(id)).version).toBe(1);
  });

  it('of nobody is not found; by those who may not is refused', async () => {
    expect((await change('01900000-0000-7000-8000-000000000000', 1, { sex: 'male' })).status).toBe(404);
    const { id } = await aPatient(world);
    const answer = await world.as('lab').patch(`/api/v1/patients/${id}`, { sex: 'male' }, { 'If-Match': '"1"' });
    expect(answer.status).toBe(403);
  });
});
