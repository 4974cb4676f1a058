import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
let anh: { id: string; mrn: string };
beforeAll(async () => {
  world = await startWorld();
  anh = await aPatient(world, {
    fullName: 'Nguyễn Thị Ánh',
    birthDate: '1990-05-12',
    identifiers: [
      { system: 'cccd', value: '079190001234' },
      { system: 'bhyt', value: 'GD4790012345678' },
    ],
    phones: ['0903124567'],
  });
  const others: [string, string, object?][] = [
    ['Nguyễn Văn Hoàng Tuấn', '1985-03-12', { phones: ['0912001985'] }],
    ['Nguyễn An', '1985', {}],
    ['Lý Thị Mỹ', '1960-01-02', {}],
    ['Lí Thị Mĩ', '1961-01-02', {}],
    ['Trần Đức Quý', '1970-07', { identifiers: [{ system: 'bhyt', value: '9987654321' }] }],
    ['Võ Thuỳ Dung', '2024-01-15', {}],
    ['Ngô Tăng Thế Hiển Tuyết Mộng Âu', '2003-03-03', {}],
    ['Đinh Hạnh Trinh', '2001', { identifiers: [{ system: 'passport', value: 'B7654321' }] }],
  ];
  for (const [fullName, birthDate, more] of others) await aPatient(world, { fullName, birthDate, ...more });
});
afterAll(() => world.close());

interface Found {
  id: string;
  fullName: string;
  approximate?: boolean;
  uncertain?: boolean;
  age: { unit: string; min: number; max: number; text: string } | null;
  found: { code: string; text: string }[];
}
const ask = (q: string, more: Record<string, string> = {}, headers = {}) =>
  world.as('nurse').get(`/api/v1/patients?${new URLSearchParams({ q, ...more }).toString()}`, headers);
const items = async (q: string) => (await ask(q)).body.items as Found[];
const first = async (q: string) => {
  const [one] = await items(q);
  return one && `${one.fullName}: ${one.found.map(({ code }) => code).join(' ')}`;
};

describe('One box finds', () => {
  it.each([
    ['ánh nguyễn', 'Nguyễn Thị Ánh: name'],
    ['ng a th', 'Nguyễn Thị Ánh: name'],
    ['nguyen thi ahn', 'Nguyễn Thị Ánh: approximate'],
    ['nguyn thi anh', 'Nguyễn Thị Ánh: approximate'],
    ['nguyn thi ahn', 'Nguyễn Thị Ánh: approximate'],
    ['hanh trinhh', 'Đinh Hạnh Trinh: approximate'],
    ['NTA', 'Nguyễn Thị Ánh: initials'],
    ['nvht', 'Nguyễn Văn Hoàng Tuấn: initials'],
    ['đht', 'Đinh Hạnh Trinh: initials'],
    ['N T A', 'Nguyễn Thị Ánh: initials'],
    ['NTTHTMA', 'Ngô Tăng Thế Hiển Tuyết Mộng Âu: initials'],
    ['N T T H T M A', 'Ngô Tăng Thế Hiển Tuyết Mộng Âu: initials'],
    ['n.t.t.h.t.m.a. 2003', 'Ngô Tăng Thế Hiển Tuyết Mộng Âu: initials birth-date'],
    ['NTTHTM Âu', 'Ngô Tăng Thế Hiển Tuyết Mộng Âu: initials'],
    ['nvht 12/3', 'Nguyễn Văn Hoàng Tuấn: birthday initials'],
    ['võ thùy dung', 'Võ Thuỳ Dung: name'],
    ['duc qui', 'Trần Đức Quý: spelling'],
    ['nguyeenx thij anhs', 'Nguyễn Thị Ánh: keystrokes'],
    ['nguye6n4 tua61n', 'Nguyễn Văn Hoàng Tuấn: keystrokes'],
    ['DDinh hanhj', 'Đinh Hạnh Trinh: keystrokes'],
    ['dducs', 'Trần Đức Quý: keystrokes'],
    ['0903124567', 'Nguyễn Thị Ánh: phone'],
    ['+84 903 124 567', 'Nguyễn Thị Ánh: phone'],
    ['4567', 'Nguyễn Thị Ánh: phone-end'],
    ['anh 24567', 'Nguyễn Thị Ánh: phone-end name'],
    ['079190001234', 'Nguyễn Thị Ánh: identifier'],
    ['079 190 001 234', 'Nguyễn Thị Ánh: identifier'],
    ['001234', 'Nguyễn Thị Ánh: card-end'],
    ['0012345678', 'Nguyễn Thị Ánh: card-end'],
    ['GD 4 79 0012345678', 'Nguyễn Thị Ánh: identifier'],
    ['HS4019987654321', 'Trần Đức Quý: identifier'],
    ['b7654321', 'Đinh Hạnh Trinh: identifier'],
    ['nguyen an 1985', 'Nguyễn An: name birth-date'],
    ['12/03/1985 tuan', 'Nguyễn Văn Hoàng Tuấn: name birth-date'],
    ['12/03/1985', 'Nguyễn Văn Hoàng Tuấn: birth-date'],
    ['12031985', 'Nguyễn Văn Hoàng Tuấn: birth-date'],
    ['an 12/03/1985', 'Nguyễn An: name birth-date-possible'],
    ['quy 7/1970', 'Trần Đức Quý: name birth-date'],
    ['quy 15/07/1970', 'Trần Đức Quý: name birth-date-possible'],
    ['quy sinh 1970', 'Trần Đức Quý: fewer-words birth-date'],
    ['đức quý năm 1970', 'Trần Đức Quý: fewer-words birth-date'],
    ['NTA 1990', 'Nguyễn Thị Ánh: initials birth-date'],
    ['nvht 12/3', 'Nguyễn Văn Hoàng Tuấn: birthday initials'],
    ['1985 tuan 12/3', 'Nguyễn Văn Hoàng Tuấn: birthday name birth-date'],
  ])('%p: %s', async (q, expected) => {
    expect(await first(q)).toBe(expected);
  });

  it('an MRN by its running number, with or without zeros, before anything else', async () => {
    const running = anh.mrn.replace(/^\d+-0*/, '');
    for (const q of [running, running.padStart(8, '0')]) expect(await first(q)).toBe('Nguyễn Thị Ánh: mrn');
    expect(await first(anh.mrn)).toBe('Nguyễn Thị Ánh: identifier');
    for (const label of ['Mã BN: ', 'mã người bệnh ', 'BN ', 'MRN ']) {
      expect([label, await first(`${label}${anh.mrn}`)]).toEqual([label, 'Nguyễn Thị Ánh: identifier']);
    }
  });

  it('both spellings, the one typed first', async () => {
    const found = await items('ly thi my');
    expect(found.map(({ fullName }) => fullName)).toEqual(['Lý Thị Mỹ', 'Lí Thị Mĩ']);
    expect(await items('li thi mi')).toHaveLength(2);
  });

  it('a year as the end of a number first, then as a birth year', async () => {
    const found = await items('1985');
    expect(found.map(({ fullName, found: [why] }) => `${fullName}: ${why?.code}`)).toEqual([
      'Nguyễn Văn Hoàng Tuấn: phone-end',
      'Nguyễn An: birth-date',
    ]);
  });

  it('nobody whose birth date excludes the one typed', async () => {
    const excluded = [
      'anh 1991',
      'an 12/03/1986',
      'quy 15/08/1970',
      '1986 tuan 12/3',
      'tuan 12/3 20 tuổi',
      '12/3 20 tuổi',
    ];
    for (const q of excluded) expect([q, await items(q)]).toEqual([q, []]);
  });
});

describe('An answer of the box', () => {
  it('says in words why each was found, in the reader’s language', async () => {
    const why = async (q: string, language: string) => {
      const { body } = await ask(q, {}, { 'Accept-Language': language });
      return (body.items[0] as Found).found.map(({ text }) => text);
    };
    expect(await why('anh 4567', 'vi')).toEqual(['Số điện thoại có đuôi 4567', 'Họ tên có đủ các chữ đã gõ']);
    expect(await why('an 12/03/1985', 'en')).toEqual([
      'The name has all that was typed',
      'May be born on the day typed: only 1985 is on record',
    ]);
  });

  it('carries the age, of the small in months', async () => {
    const age = async (q: string) => elementAt(await items(q), 0).age!;
    expect((await age('nguyen an')).unit).toBe('year');
    const small = await age('thuy dung');
    expect(small.unit).toBe('month');
    expect(small.text).toMatch(/^\d+ tháng tuổi$/);
  });

  it('marks what is only possible, in the box and in the search by birth date', async () => {
    expect((await items('an 12/03/1985'))[0]).toMatchObject({ uncertain: true });
    const { body } = await world.as('nurse').get('/api/v1/patients?birthDate=1985-03-12');
    const marks = (body.items as Found[]).map(({ fullName, uncertain }) => [fullName, uncertain]);
    expect(marks).toEqual([
      ['Nguyễn An', true],
      ['Nguyễn Văn Hoàng Tuấn', undefined],
    ]);
  });

  const allPages = async (q: string): Promise<Found[]> => {
    const seen: Found[] = [];
    let page = (await ask(q, { limit: '3' })).body;
    for (;;) {
      seen.push(...page.items);
      if (!page.next || seen.length > 20) return seen;
      page = (await world.as('nurse').get(page.next)).body;
    }
  };

  it('goes on over pages and ways without loss or repeat', async () => {
    for (let n = 0; n < 5; n++) await aPatient(world, { fullName: `Ky Trang ${n}`, birthDate: '1950-02-03' });
    for (let n = 0; n < 5; n++) await aPatient(world, { fullName: `Ki Trang ${n}`, birthDate: '1950' });
    const seen = await allPages('ky trang 03/02/1950');
    expect([seen.length, new Set(seen.map(({ id }) => id)).size]).toEqual([10, 10]);
    expect(seen.slice(0, 5).every(({ fullName }) => fullName.startsWith('Ky'))).toBe(true);
  });

  it('goes on so over those of a day in any year, then those of its month, in the order of lists', async () => {
    for (const n of [4, 2, 0, 3, 1]) await aPatient(world, { fullName: `Khuê Nhạn ${n}`, birthDate: `194${n}-08-09` });
    for (const n of [3, 1, 2]) await aPatient(world, { fullName: `Khuê Nhạn ${n}`, birthDate: `195${n}-08` });
    await aPatient(world, { fullName: 'Khuê Nhạn', birthDate: '1940-09-08' });
    const wanted = ['0', '1', '2', '3', '4', '1?', '2?', '3?'].map((one) => `Khuê Nhạn ${one}`);
    for (const typed of ['nhan khue 9/8', 'khue nhan ngày 9 tháng 8', '9/8']) {
      const seen = await allPages(typed);
      expect(seen.map(({ fullName, uncertain }) => `${fullName}${uncertain ? '?' : ''}`)).toEqual(wanted);
    }
    // A year beside the day counts, too.
    expect((await allPages('khue nhan 9/8 1941')).map(({ fullName }) => fullName)).toEqual(['Khuê Nhạn 1']);
  });

  it('is on the trail as who was shown', async () => {
    await items('NTA');
    const event = elementAt(
      await world.sql<{ patient_ids: string[] }>(
        `SELECT patient_ids FROM audit.event WHERE kind = 'search' ORDER BY id DESC LIMIT 1`,
      ),
      0,
    );
    expect(event.patient_ids).toContain(anh.id);
  });

  it.each([
    ['   '],
    ['...'],
    ['🙂'],
    [`' OR 1=1 --`],
    ['%'],
    ['x'.repeat(200)],
    ['9'.repeat(200)],
    ['=nta'],
    ['n '.repeat(99)],
  ])('never fails, whatever is typed: %p', async (q) => {
    expect([200, 400]).toContain((await ask(q)).status);
  });

  it('is refused beside other conditions, and with a cursor that is not its own', async () => {
    for (const more of [{ name: 'anh' }, { phone: '0903124567' }, { cursor: 'x' }]) {
      expect((await ask('anh', more as never)).status).toBe(400);
    }
  });
});
