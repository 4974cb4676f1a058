import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { ON_RECORD, PAIRS } from './duplicates-truth.table.js';

let world: World;
let known: { id: string };
beforeAll(async () => {
  world = await startWorld();
  known = await aPatient(world, ON_RECORD);
});
afterAll(() => world.close());

interface Duplicate {
  id: string;
  reasons: { code: string; text: string }[];
}
const register = (fields: object, headers = {}) =>
  world.as('registrar').post('/api/v1/patients', { fullName: 'Ngô Thị Khác', sex: 'female', ...fields }, headers);

/** Why one is told of at the registration of another. */
async function reasonsOf(fields: object, one = known.id): Promise<string[]> {
  const { status, body } = await register(fields);
  expect([status, body.errors]).toEqual([201, undefined]);
  const found = ((body.duplicates ?? []) as Duplicate[]).find(({ id }) => id === one);
  return found?.reasons.map(({ code }) => code) ?? [];
}

describe.each(Object.entries(PAIRS))('Who is registered again %s', (_, pairs) => {
  // What one row registers must not be what another is compared with: only the one on record is looked at.
  it.each(pairs)('%s: %j is told by %j', async (_of, fields, reasons) => {
    const told = await reasonsOf(fields);
    expect(told).toEqual([...reasons]);
  });
});

describe('Of a name that many have', () => {
  const name = { fullName: 'Trần Văn Đông', sex: 'male' };
  let first: { id: string };
  beforeAll(async () => {
    const contacts = [{ name: 'Trần Thị Gái', relationship: 'con', phone: '0987 100 200' }];
    first = await aPatient(world, { ...name, birthDate: '1961-08-17', phones: ['0912 555 731'], contacts });
    await world.sql(
      `WITH who AS MATERIALIZED (SELECT set_config('emr.context', '{"actorKind":"system","username":"system:test"}', true))
       INSERT INTO patient (mrn, full_name, name_search, name_sort, sex, birth_date, birth_date_precision, phones)
       SELECT '79016-7' || lpad(n::text, 7, '0'), 'Trần Văn Đông', 'tran van dong', 'dong tran van', 'male', DATE '1935-01-01' + n * 3, 'day',
         ARRAY['+84971' || lpad((n * 7919 % 1000000)::text, 6, '0')] FROM who, generate_series(1, 600) n`,
    );
  });

  it.each([
    [{ birthDate: '1961-08-17' }, ['same-name-and-birth-date']],
    [{ birthDate: '1916-08-17' }, ['same-name-mistyped-birth-date']],
    [{ phones: ['0912 555 731'] }, ['same-phone']],
    [{ phones: ['0912 555 713'] }, ['same-name-similar-phone']],
    [{ phones: ['0921 555 731'] }, ['same-name-similar-phone']],
    [{ phones: ['0905 000 111', '0912 556 731'] }, ['same-name-similar-phone']],
    [{ phones: ['0912 565 731'] }, ['same-name-similar-phone']],
    [{ phones: ['0987 100 200'] }, ['same-phone']],
    [{ phones: ['0987 100 201'] }, []],
  ])('somebody is told by %j however many came after them', async (fields, reasons) => {
    expect(await reasonsOf({ ...name, ...fields }, first.id)).toEqual(reasons);
  });
});

describe('A mother and those she bears', () => {
  const bornAt = new Date(Date.now() - 7_200_000).toISOString();
  const newborn = (mother: string, more: object = {}) => ({ motherId: mother, bornAt, weightGrams: 3000, ...more });
  const born = { fullName: undefined, sex: 'female' };
  let mother: { id: string };
  beforeAll(async () => {
    mother = await aPatient(world, { fullName: 'Cao Thị Mẹ', birthDate: '1996-07-08', phones: ['0908777666'] });
  });

  it('are not taken for one another, though they share a telephone', async () => {
    const child = { ...born, phones: ['0908777666'], newborn: newborn(mother.id) };
    expect(await reasonsOf(child, mother.id)).toEqual([]);
    const { body } = await world.as('records-officer').get(`/api/v1/patients/${mother.id}/duplicates`);
    expect(body.items).toEqual([]);
  });

  it('are told when a child may have been registered twice, under the mother and by a name of its own', async () => {
    const other = await aPatient(world, { fullName: 'Cao Thị Ba', birthDate: '1993-03-04' });
    const { body: first } = await register({ ...born, newborn: newborn(other.id) });
    const again = { ...born, newborn: newborn(other.id), fullName: 'Trần Bảo Ngân' };
    expect(await reasonsOf(again, first.id)).toEqual(['same-mother-and-birth-date']);
  });

  it('nor those of other mothers for their day and what they are called after them, unless the mothers may be one', async () => {
    const sen = await aPatient(world, { fullName: 'Hà Thị Sen', birthDate: '1990-02-03' });
    const other = await aPatient(world, { fullName: 'Bùi Thị Sen', birthDate: '1991-04-05' });
    const twice = await aPatient(world, { fullName: 'Hà Sen', birthDate: '1990-03-02' });
    const twin = (mother: { id: string }, more: object = {}) => ({
      ...born,
      ...more,
      newborn: newborn(mother.id, { birthOrder: 1, birthCount: 2 }),
    });
    const { body: first } = await register(twin(sen));
    expect(first.fullName).toBe('Con bà Hà Thị Sen 1');
    expect(await reasonsOf(twin(other), first.id)).toEqual([]);
    expect(await reasonsOf(twin(twice), first.id)).toEqual(['similar-name-and-birth-date']);
    // With names of their own, too; and what they have besides counts.
    const khoi = { fullName: 'Ngô Minh Khôi', phones: ['0908111222'] };
    const { body: named } = await register({ ...born, ...khoi, newborn: newborn(sen.id) });
    const again = (mother: { id: string }, more: object) => ({
      ...born,
      ...khoi,
      ...more,
      newborn: newborn(mother.id),
    });
    expect(await reasonsOf(again(other, { phones: [] }), named.id)).toEqual([]);
    expect(await reasonsOf(again(other, {}), named.id)).toEqual(['same-phone']);
    expect(await reasonsOf(again(twice, { phones: [] }), named.id)).toEqual(['same-name-and-birth-date']);
    // Of whom only the name says who the mother is.
    const today = { ...born, birthDate: first.birthDate as string };
    expect(await reasonsOf({ ...today, fullName: 'Con bà Bùi Thị Sen 1' }, first.id)).toEqual([]);
    expect(await reasonsOf({ ...today, fullName: 'Con bà Hà Sen 1' }, first.id)).toEqual([
      'similar-name-and-birth-date',
    ]);
    // Told apart by the records office, the mothers are two whatever they are called.
    const apart = { otherId: twice.id, reason: 'Hai người cùng tên' };
    const officer = world.as('records-officer');
    expect((await officer.post(`/api/v1/patients/${sen.id}/duplicates/dismiss`, apart)).status).toBe(201);
    expect(await reasonsOf(again(twice, { phones: [] }), named.id)).toEqual([]);
  });

  it('twins are two people', async () => {
    const other = await aPatient(world, { fullName: 'Cao Thị Hai', birthDate: '1994-01-02' });
    const twin = (birthOrder: number) => ({ ...born, newborn: newborn(other.id, { birthOrder, birthCount: 2 }) });
    const { body: first } = await register(twin(1));
    expect(await reasonsOf(twin(2), first.id)).toEqual([]);
    // The same place among those born is refused: two children never share it.
    expect((await register(twin(1))).body.errors).toMatchObject([{ rule: 'birth-order-taken' }]);
  });
});

it('the table has at least forty pairs, and each reason stands in it', () => {
  const pairs = Object.values(PAIRS).flat();
  expect(pairs.length).toBeGreaterThanOrEqual(40);
  expect([...new Set(pairs.flatMap(([, , reasons]) => reasons))].sort()).toEqual([
    'same-identifier',
    'same-name-and-birth-date',
    'same-name-mistyped-birth-date',
    'same-name-possible-birth-date',
    'same-name-similar-number',
    'same-name-similar-phone',
    'same-name-swapped-birth-date',
    'same-phone',
    'similar-name-and-birth-date',
    'similar-name-swapped-birth-date',
  ]);
});
