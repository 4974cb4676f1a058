import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let anh: { id: string; mrn: string };
beforeAll(async () => {
  world = await startWorld();
  anh = await aPatient(world, {
    fullName: 'Nguyễn Thị Ngọc Ánh',
    birthDate: '1990-05-12',
    identifiers: [{ system: 'cccd', value: '079190001234' }],
    phones: ['0903123456'],
  });
  await aPatient(world, { fullName: 'Đặng Văn Đức', birthDate: '1950' });
  await aPatient(world, { fullName: 'Trần Hoà' });
});
afterAll(() => world.close());

interface Found {
  id: string;
  fullName: string;
}
const search = (query: Record<string, string>) =>
  world.as('nurse').get(`/api/v1/patients?${new URLSearchParams({ limit: '100', ...query }).toString()}`);
const namesFor = async (query: Record<string, string>) =>
  ((await search(query)).body.items as Found[]).map(({ fullName }) => fullName);

describe('A patient is found', () => {
  it('by the name in every Unicode form, with and without accents, in every case', async () => {
    for (const name of ['Nguyễn Thị Ngọc Ánh', 'nguyen thi ngoc anh', 'NGUYỄN ÁNH']) {
      for (const form of ['NFC', 'NFD', 'NFKC', 'NFKD']) {
        expect(await namesFor({ name: name.normalize(form) })).toEqual(['Nguyễn Thị Ngọc Ánh']);
      }
    }
  });

  it('by any of its words in any order, each cut short anywhere', async () => {
    const words = ['nguyen', 'thi', 'ngoc', 'anh'];
    const someWords = fc
      .shuffledSubarray(words, { minLength: 1 })
      .chain((chosen) =>
        fc.tuple(...chosen.map((word) => fc.integer({ min: 1, max: word.length }).map((end) => word.slice(0, end)))),
      );
    await fc.assert(
      fc.asyncProperty(someWords, async (terms) => {
        expect(await namesFor({ name: terms.join(' ') })).toContain('Nguyễn Thị Ngọc Ánh');
      }),
      { numRuns: 40 },
    );
  });

  it('by đ, Đ, d, D and the eth that looks like it; by both places of a tone mark', async () => {
    for (const name of ['đức', 'Đức', 'duc', 'DUC', 'Ðức', 'đặng đ', 'dang van d']) {
      expect(await namesFor({ name })).toEqual(['Đặng Văn Đức']);
    }
    for (const name of ['hoà', 'hòa', 'hoa']) expect(await namesFor({ name })).toEqual(['Trần Hoà']);
  });

  it('by MRN, CCCD, whole and however it is spaced; never by a part or a folded form', async () => {
    for (const identifier of [anh.mrn, '079190001234', ' 079 190 001 234 ']) {
      expect(await namesFor({ identifier })).toEqual(['Nguyễn Thị Ngọc Ánh']);
    }
    expect(await namesFor({ identifier: '07919000123' })).toEqual([]);
  });

  it('by the value of another system as it was given, with its small letters and blanks', async () => {
    const value = 'mix-3cab1ca7 ab';
    await aPatient(world, { fullName: 'Hồ Khác Hệ', identifiers: [{ system: 'urn:lis2', value }] });
    for (const identifier of [value, ` ${value} `, `|${value}`, `urn:lis2|${value}`]) {
      expect(await namesFor({ identifier })).toEqual(['Hồ Khác Hệ']);
    }
    for (const identifier of [' ', '|']) expect((await search({ identifier })).status).toBe(400);
  });

  it('by an identifier of one system, as `system|value`, by its short name or its URI', async () => {
    const named = (system: string, value: string) => namesFor({ identifier: `${system}|${value}` });
    for (const system of ['cccd', 'CCCD', 'https://benhan.vn/fhir/sid/cccd']) {
      expect(await named(system, '079 190 001 234')).toEqual(['Nguyễn Thị Ngọc Ánh']);
    }
    expect(await named('mrn', anh.mrn)).toEqual(['Nguyễn Thị Ngọc Ánh']);
    expect(await named('', '079190001234')).toEqual(['Nguyễn Thị Ngọc Ánh']);
    expect(await named('https://other.vn/sid', '079190001234')).toEqual([]);
  });

  it.each([
    ['cccd|07919000123', 'cccd-12-digits'],
    ['cccd|', 'cccd-12-digits'],
    ['giấy phép lái xe|1', 'identifier-system-unknown'],
  ])('never as nobody for %p, which is no identifier: %s', async (identifier, rule) => {
    const { status, body } = await search({ identifier });
    expect([status, body.errors]).toMatchObject([400, [{ pointer: 'identifier', rule }]]);
  });

  it('by birth date: a day, its month or its year; a year known alone is found by a year', async () => {
    for (const birthDate of ['1990-05-12', '1990-05', '1990']) {
      expect(await namesFor({ birthDate })).toEqual(['Nguyễn Thị Ngọc Ánh']);
    }
    expect(await namesFor({ birthDate: '1950' })).toEqual(['Đặng Văn Đức']);
    expect(await namesFor({ birthDate: '1990-05-13' })).toEqual([]);
  });

  it('by phone however it is written', async () => {
    for (const phone of ['0903123456', '+84 903 123 456', '84903123456', '0903.123.456']) {
      expect(await namesFor({ phone })).toEqual(['Nguyễn Thị Ngọc Ánh']);
    }
  });

  it('only when all conditions hold', async () => {
    expect(await namesFor({ name: 'anh', birthDate: '1990', phone: '0903123456' })).toHaveLength(1);
    expect(await namesFor({ name: 'anh', birthDate: '1991' })).toEqual([]);
  });
});

describe('A search', () => {
  it('finds nobody and fails never, whatever is typed', async () => {
    const text = fc.oneof(
      fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }),
      fc.constantFrom("' OR 1=1 --", 'a:*|b', '!anh & (', '%', '\\', '<->', '"', '🙂 🙂', 'ÿ'.repeat(200)),
    );
    await fc.assert(
      fc.asyncProperty(text, async (name) => {
        const { status, body } = await search({ name });
        expect(status === 200 || (status === 400 && body.errors.length > 0)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    {},
    { name: '' },
    { name: '...' },
    { name: 'x'.repeat(201) },
    { birthDate: '2026-02-30' },
    { birthDate: '90' },
    { phone: 'abc' },
    { name: 'anh', limit: '0' },
    { name: 'anh', limit: '101' },
    { name: 'anh', limit: 'x' },
    { name: 'anh', cursor: 'x' },
    { name: 'anh', cursor: Buffer.from('["a","b"]').toString('base64url') },
    { name: 'anh', cursor: Buffer.from('{}').toString('base64url') },
    { name: 'anh', sort: 'mrn' },
  ])('refuses %p', async (query) => {
    expect((await search(query as Record<string, string>)).status).toBe(400);
  });

  it('lists as Vietnamese lists are: by given name, then family name', async () => {
    for (const fullName of ['Vũ Thứ Tự Bình', 'Lê Thứ Tự An', 'Bùi Thứ Tự Bình']) await aPatient(world, { fullName });
    expect(await namesFor({ name: 'thu tu' })).toEqual(['Lê Thứ Tự An', 'Bùi Thứ Tự Bình', 'Vũ Thứ Tự Bình']);
  });

  it('goes through its pages without loss or repeat while patients are added', async () => {
    const there = new Set<string>();
    // All of the same name, so that only the id tells them apart.
    for (let index = 0; index < 12; index++) there.add((await aPatient(world, { fullName: 'Phan Trang Sách' })).id);
    const seen: string[] = [];
    let pages = 0;
    for (let at: string | null = '/api/v1/patients?name=phan%20trang&limit=3'; at; pages++) {
      const { body } = await world.as('nurse').get(at);
      const items = body.items as Found[];
      expect(items.length).toBeLessThanOrEqual(3);
      seen.push(...items.map(({ id }) => id));
      await aPatient(world, { fullName: pages % 2 ? 'Phan Trang Bìa' : 'Phan Trang Sách' });
      at = body.next as string | null;
      if (pages > 20) throw new Error('the pages do not end');
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect([...there].filter((id) => !seen.includes(id))).toEqual([]);
  });

  it('shows no more than is needed to pick the right person', async () => {
    const { body } = await search({ name: 'ngoc anh' });
    expect(Object.keys(body.items[0]).sort()).toEqual(['age', 'birthDate', 'fullName', 'id', 'mrn', 'sex']);
  });
});
