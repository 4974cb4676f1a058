import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { runLoad } from '../../src/cli/load/load.js';
import { PatientsService } from '../../src/clinical/patients/patients.service.js';
import { StaffService } from '../../src/hospital/staff/staff.service.js';
import { WardsService } from '../../src/hospital/wards/wards.service.js';
import type { Tx } from '../../src/platform/database/prisma.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { aPatient } from '../support/builders.js';
import { heard } from '../support/heard.js';
import { methodOf } from '../support/method-of.js';
import { settingsOfWorld, startWorld, type World } from '../support/world.js';

let world: World;
let folder: string;
const before = { ...process.env };
beforeAll(async () => {
  world = await startWorld();
  folder = mkdtempSync(join(tmpdir(), 'brought-'));
  Object.assign(process.env, settingsOfWorld(world.database), {
    DATABASE_OWNER_URL: world.database.ownerUrl,
    DATA_DIR: folder,
  });
});
afterAll(async () => {
  process.env = before;
  rmSync(folder, { recursive: true, force: true });
  await world.close();
});

/** What the command says of a file, and answers. */
function load(kind: string, csv: string, ...options: string[]) {
  const path = join(folder, `${kind}.csv`);
  writeFileSync(path, csv);
  return heard(() => runLoad([kind, path, ...options, '--language', 'en']), path);
}

describe('Wards, beds and people of a file', () => {
  it('are tried without a trace, loaded once, and known when the file comes again', async () => {
    const wards = `\uFEFFcode;name;kind;sensitive\nTMH;${'Khoa Tai Mũi Họng'.normalize('NFD')};;\nPK9;Phòng khám 9;clinic;true\n`;
    const dry = await load('wards', wards, '--dry-run');
    expect(dry).toMatchObject({
      code: 0,
      said: [expect.stringMatching(/^2 would be made/), expect.stringMatching(/dry run/)],
    });
    expect(await world.sql(`SELECT code FROM ward WHERE code IN ('TMH', 'PK9')`)).toEqual([]);
    expect((await load('wards', wards)).said).toEqual([expect.stringMatching(/^2 made, 0 there already/)]);
    expect((await load('wards', wards)).said).toEqual([expect.stringMatching(/^0 made, 2 there already/)]);
    const rows = await world.sql(`SELECT name, kind, sensitive FROM ward WHERE code IN ('TMH', 'PK9') ORDER BY code`);
    expect(rows).toEqual([
      { name: 'Phòng khám 9', kind: 'clinic', sensitive: true },
      { name: 'Khoa Tai Mũi Họng', kind: 'inpatient', sensitive: false },
    ]);
    expect((await load('beds', 'ward,room,bed\nTMH,P1,P1.1\nTMH,P1,P1.2\n')).said[0]).toMatch(/^2 made/);
    const passwords = join(folder, 'passwords.csv');
    const staff =
      'username,full_name,roles,practising_certificate,wards\nbs.hoa,Lê Thị Hoa,doctor,123/HN-CCHN,TMH|PK9\ndd.lan,Vũ Thị Lan,nurse,,TMH\n';
    expect((await load('staff', staff, '--passwords', passwords)).said[0]).toMatch(/^2 made/);
    expect(statSync(passwords).mode & 0o777).toBe(0o600);
    const [username, password] = readFileSync(passwords, 'utf8').split('\n')[0]!.split(',');
    const { status } = await world.anonymous.post('/api/v1/auth/login', { username, password });
    expect(status).not.toBe(401);
    const events =
      await world.sql(`SELECT DISTINCT username FROM audit.event WHERE entity IN ('ward', 'bed', 'staff_member')
      AND username LIKE '%emr%'`);
    expect(events).toHaveLength(1);
  });

  it('are counted once when the database has a transaction begun anew, and nobody is given two passwords', async () => {
    // The fourth row of every other transaction that comes so far is in the way of another.
    const rows = new WeakMap<object, number>();
    let fourths = 0;
    const inTheWay = async (tx: Tx) => {
      rows.set(tx, (rows.get(tx) ?? 0) + 1);
      if (rows.get(tx) !== 4 || ++fourths % 2 === 0) return;
      await tx.$executeRawUnsafe(`DO $$ BEGIN RAISE SQLSTATE '40001'; END $$`);
    };
    const [ward, person] = [
      methodOf(WardsService.prototype, 'putWithin'),
      methodOf(StaffService.prototype, 'putWithin'),
    ];
    jest.spyOn(WardsService.prototype, 'putWithin').mockImplementation(async function (this: WardsService, ...given) {
      await inTheWay(given[0]);
      return ward.apply(this, given);
    });
    jest.spyOn(StaffService.prototype, 'putWithin').mockImplementation(async function (this: StaffService, ...given) {
      await inTheWay(given[0]);
      return person.apply(this, given);
    });
    try {
      const wards = Array.from({ length: 5 }, (_, n) => `LAI${n},Khoa Lại ${n}`);
      expect((await load('wards', `code,name\n${wards.join('\n')}\n`)).said[0]).toMatch(/^5 made/);
      const people = Array.from({ length: 5 }, (_, n) => `dd.lai${n},Lại Thị ${n},nurse`);
      const passwords = join(folder, 'begun-anew.csv');
      const staff = `username,full_name,roles\n${people.join('\n')}\n`;
      expect((await load('staff', staff, '--passwords', passwords)).said[0]).toMatch(/^5 made/);
      const given = readFileSync(passwords, 'utf8').trimEnd().split('\n');
      expect(given.map((line) => line.split(',')[0])).toEqual(people.map((line) => line.split(',')[0]));
      // Twice of wards and twice of people: tried, and kept.
      expect(fourths).toBe(8);
    } finally {
      jest.restoreAllMocks();
    }
  });

  it('are put in smaller lots where a lot takes too long; a line that does so by itself is told, and what was made stays', async () => {
    // The second row of a transaction takes longer than one may, and CHAM9 by itself, once it has been tried.
    const [write, put] = [methodOf(UnitOfWork.prototype, 'write'), methodOf(WardsService.prototype, 'putWithin')];
    const rowsBefore = new WeakSet<object>();
    let tried = 0;
    jest.spyOn(WardsService.prototype, 'putWithin').mockImplementation(async function (this: WardsService, tx, ward) {
      const isSlow = rowsBefore.has(tx) || (ward.code === 'CHAM9' && ++tried > 1);
      if (isSlow) await tx.$queryRawUnsafe('SELECT pg_sleep(2)::text');
      rowsBefore.add(tx);
      return put.call(this, tx, ward);
    });
    jest.spyOn(UnitOfWork.prototype, 'write').mockImplementation(function (
      this: UnitOfWork,
      work: never,
      more: object,
    ) {
      return write.call(this, work, { ...more, timeoutMs: 1500 });
    } as never);
    const wards = 'code,name\nCHAM8,Khoa Chậm 8\nCHAM9,Khoa Chậm 9\n';
    try {
      expect(await load('wards', wards)).toEqual({
        code: 1,
        said: [
          expect.stringMatching(/^1 made, 0 there already/),
          expect.stringMatching(/^FILE:3: the database is too busy to load this line in time/),
          'Stopped there: 1 before it were made, and stay. Mend it and load the same file again.',
        ],
      });
    } finally {
      jest.restoreAllMocks();
    }
    expect((await load('wards', wards)).said).toEqual([expect.stringMatching(/^1 made, 1 there already/)]);
  });

  it('are refused with every bad line, and then nothing is loaded', async () => {
    const wards = await load(
      'wards',
      'code,name,kind\nA!,Khoa A,\nKHB,,\nKHC,Khoa C,palace\nKHD,Khoa D,\nKHD,Khoa D,\n',
    );
    expect(wards.code).toBe(1);
    expect(wards.said.map((line) => line.split(' ')[0])).toEqual([
      'FILE:2:',
      'FILE:3:',
      'FILE:4:',
      'FILE:6:',
      'Nothing',
    ]);
    const beds = await load('beds', 'ward,room,bed\nNOWHERE,P1,P1.9\nTMH,P1,P1.9\n');
    expect([beds.code, beds.said[0]]).toEqual([1, expect.stringMatching(/^FILE:2: /)]);
    const passwords = join(folder, 'none.csv');
    const staff =
      'username,full_name,roles,wards\nbs.nam,Trần Nam,doctor,TMH\nqt,Quản Trị,admin|nurse,\ndd.tu,Tú,nurse,NOWHERE\n';
    const people = await load('staff', staff, '--passwords', passwords);
    expect(people.said.slice(0, 3).map((line) => line.split(' ')[0])).toEqual(['FILE:2:', 'FILE:3:', 'FILE:4:']);
    expect(existsSync(passwords)).toBe(false);
    expect(await world.sql(`SELECT FROM ward WHERE code = 'KHD'`)).toEqual([]);
    expect((await load('wards', 'code,named\nX,Y\n')).said[0]).toMatch(/no column name; unknown column "named"/);
    const inVietnamese = await heard(() => runLoad(['wards', join(folder, 'wards.csv')]));
    expect(inVietnamese.said.at(-1)).toBe('Không nạp gì: 1 lỗi.');
  });
});

describe('A file as a spreadsheet saved it', () => {
  const HEAD = 'record_number,full_name,sex,birth_date,cccd,phones';
  const SYSTEM = ['--system', 'https://bv.example/his-cu'];
  const bytes = async (name: string, content: Buffer, ...options: string[]) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return heard(() => runLoad(['wards', path, ...options, '--language', 'en']), path);
  };

  it.each([
    ['UTF-16 as “Unicode text”', Buffer.from('\uFEFFcode\tname\r\nU16\tKhoa Nội tiết\r\n', 'utf16le')],
    ['lines of an old Macintosh', Buffer.from('code,name\rMAC,Khoa Ngoại\r')],
    ['what Excel says before the first line', Buffer.from('sep=;\r\ncode;name\r\nSEP;"Khoa ""Nhi"", tầng 2"\r\n')],
    ['columns that somebody emptied', Buffer.from('code,name,,\r\nEMP,Khoa Mắt,,\r\n')],
  ])('is read: %s', async (_, content) => {
    expect(await bytes('odd.csv', content, '--dry-run')).toMatchObject({
      code: 0,
      said: [expect.stringMatching(/^1 would be made/), expect.anything()],
    });
  });

  it('in another encoding is refused by the lines and cells that were lost', async () => {
    // "Khoa Nội" and "Khoa Ngoại" in Windows-1258: the letter, then its tone.
    const content = Buffer.concat([
      Buffer.from('code,name\nA1,Khoa Da\nA2,Khoa N'),
      Buffer.from([0xf4, 0xf2]),
      Buffer.from('i\nA3,Khoa Ngo'),
      Buffer.from([0x61, 0xf2]),
      Buffer.from('i\n'),
    ]);
    const { code, said } = await bytes('cp1258.csv', content, '--dry-run');
    expect([code, said.slice(0, 2)]).toEqual([
      1,
      [
        'FILE:3: name has characters that were lost: save the file as “CSV UTF-8”',
        expect.stringMatching(/^FILE:4: name/),
      ],
    ]);
  });

  it('that was written in fonts of before Unicode is refused by the lines whose names show it', async () => {
    const names = ['Lê Văn Nay', 'NguyÔn ThÞ Hång', 'Nguyeãn Vaên An', 'TrâÌn Thiò B', 'Nguyá»…n An', 'Loïc Núñez'];
    const file = `${HEAD}\n${names.map((name, at) => `F-${at},${name},male,,,`).join('\n')}\n`;
    const { code, said } = await load('patients', file, ...SYSTEM, '--dry-run');
    expect([code, said.map((line) => line.split(' (')[0]).slice(0, -1)]).toEqual([
      1,
      [3, 4, 5, 6].map((line) => `FILE:${line}: full_name`),
    ]);
    expect(said[0]).toContain('(NguyÔn ThÞ Hång) is in letters of before Unicode (TCVN3, VNI, Windows-1258)');
  });

  it('says where a quote was opened that is not closed', async () => {
    const { said } = await bytes('quote.csv', Buffer.from('code,name\nA1,Khoa A\nA2,"Khoa B\nA3,Khoa C\nA4,Khoa D\n'));
    expect(said[0]).toBe('FILE:3: a quote is not closed');
  });

  it('with more bad lines than anybody counts has each of them told', async () => {
    const lines = Array.from({ length: 1000 }, (_, n) => `K ${n},`);
    const { said } = await bytes('many.csv', Buffer.from(`code,name\n${lines.join('\n')}\n`));
    expect(new Set(said.map((line) => line.split(':')[1])).size).toBe(1001);
    expect(said.at(-1)).toBe('Nothing was loaded: 2000 faults.');
  });

  it('has dates with the day first and sexes in Vietnamese, once that is said; until then every such line is told', async () => {
    const file = `${HEAD}\nN-1,Lê Văn Ngày,Nam,07/03/1950,,\nN-2,Lê Thị Tháng,nữ,3/1951,,\nN-3,Lê Thị Năm,NỮ,1952,,\n`;
    const asked = await load('patients', file, ...SYSTEM, '--dry-run');
    expect(asked.said.filter((line) => line.includes('--dates dd/mm/yyyy')).map((line) => line.slice(0, 7))).toEqual([
      'FILE:2:',
      'FILE:3:',
    ]);
    expect((await load('patients', file, ...SYSTEM, '--dates', 'dd/mm/yyyy')).said.at(-1)).toMatch(/^3 made/);
    const rows = await world.sql(
      `SELECT full_name, sex, birth_date::text, birth_date_precision FROM patient WHERE full_name LIKE 'Lê % Ngày' OR full_name LIKE 'Lê Thị _%' AND sex = 'female' ORDER BY birth_date`,
    );
    expect(rows).toMatchObject([
      { sex: 'male', birth_date: '1950-03-07' },
      { sex: 'female', birth_date: '1951-03-01' },
      { sex: 'female', birth_date: '1952-01-01' },
    ]);
    for (const wrong of ['31/02/1950', '13/13/1950', '07/03/50']) {
      const said = await load('patients', `${HEAD}\nN-9,Lê Sai,Nam,${wrong},,\n`, ...SYSTEM, '--dates', 'dd/mm/yyyy');
      expect([wrong, said.code]).toEqual([wrong, 1]);
    }
    await expect(load('patients', file, ...SYSTEM, '--dates', 'mm/dd/yyyy')).rejects.toThrow(/^Usage: /);
  });

  it('has what people and databases write otherwise read as it is meant: midnight, sexes without accents, several telephone numbers', async () => {
    const file = `${HEAD}\nV-1,Lê Giờ Một,nu,07/03/1950 00:00:00,,0903000221; 0903000222\nV-2,Lê Giờ Hai,MALE,1951-04-08 0:00:00,,0903000223 - 0903000224\nV-3,Lê Giờ Ba,Không Rõ,1952-05-09T00:00:00.000,,"0903000225, 0903000226"\n`;
    expect((await load('patients', file, ...SYSTEM, '--dates', 'dd/mm/yyyy')).said.at(-1)).toMatch(/^3 made/);
    const rows = await world.sql(
      `SELECT sex, birth_date::text, phones FROM patient WHERE full_name LIKE 'Lê Giờ _%' ORDER BY birth_date`,
    );
    expect(rows).toEqual([
      { sex: 'female', birth_date: '1950-03-07', phones: ['+84903000221', '+84903000222'] },
      { sex: 'male', birth_date: '1951-04-08', phones: ['+84903000223', '+84903000224'] },
      { sex: 'unknown', birth_date: '1952-05-09', phones: ['+84903000225', '+84903000226'] },
    ]);
  });

  it('is refused by the names of its columns, with what stands in them', async () => {
    const file = `${HEAD},bhyt\nC-1,Lê Cột,Nam,03/25/1950,12,0903,x\n`;
    const { said } = await load('patients', file, ...SYSTEM, '--dates', 'dd/mm/yyyy');
    const places = said.map((line) => /^FILE:2: (\S+ \(.*?\)):/.exec(line)?.[1]).filter(Boolean);
    expect(places.sort()).toEqual(['bhyt (x)', 'birth_date (03/25/1950)', 'cccd (12)', 'phones (0903)']);
    const staff = 'username,full_name,roles\nbs.cot,Cột,bacsi\n';
    const people = await load('staff', staff, '--passwords', join(folder, 'roles.csv'));
    expect(people.said[0]).toMatch(/^FILE:2: there is no role "bacsi" \(known: doctor, .*nurse/);
  });

  it('has dates that nobody can read told by what is wrong with them', async () => {
    const file = `${HEAD}\nD-1,Lê Ngày Một,Nam,18329,,\nD-2,Lê Ngày Hai,Nam,07/03/50,,\n`;
    for (const dates of ['yyyy-mm-dd', 'dd/mm/yyyy']) {
      const { code, said } = await load('patients', file, ...SYSTEM, '--dates', dates, '--dry-run');
      expect(code).toBe(1);
      expect(said).toContainEqual(expect.stringMatching(/^FILE:2: birth_date was turned into a count of days .*18329/));
      expect(said).toContainEqual(expect.stringMatching(/^FILE:3: birth_date has a year of two digits/));
    }
  });

  it('has numbers that the spreadsheet spoiled told by what it did', async () => {
    const file = `${HEAD}\n1.23E+11,Số Hỏng Một,male,,,\nN-11,Số Hỏng Hai,male,,79180001111,\nN-12,Số Hỏng Ba,male,,,903000111\nN-13,Số Hỏng Bốn,male,,"7,918E+10",\n`;
    const { code, said } = await load('patients', file, ...SYSTEM, '--dry-run');
    const of = (line: number) => said.filter((one) => one.startsWith(`FILE:${line}:`)).join(' ');
    expect(code).toBe(1);
    expect([2, 5].map(of)).toEqual([
      expect.stringMatching(/record_number was turned into a number/),
      expect.stringMatching(/cccd was turned into a number/),
    ]);
    expect([3, 4].map(of)).toEqual([
      expect.stringMatching(/cccd has too few digits/),
      expect.stringMatching(/phones has too few digits/),
    ]);
  });

  it('has one number once, however it is written, also where the lines are far apart', async () => {
    const between = Array.from({ length: 120 }, (_, n) => `M-${n},Người Giữa,male,,,`).join('\n');
    const file = `${HEAD}\nM-a,Người Đầu,male,,079080002222,\n${between}\nM-b,Người Cuối,male,,079 080 002 222,\n`;
    const { code, said } = await load('patients', file, ...SYSTEM);
    expect([code, said[0]]).toEqual([1, 'FILE:123: cccd 079080002222 stands in line 2 already']);
    expect(await world.sql(`SELECT FROM patient WHERE full_name = 'Người Đầu'`)).toEqual([]);
    const staff =
      'username,full_name,roles,practising_certificate\nbs.mot,Một,doctor,77/HN-CCHN\n' +
      `${Array.from({ length: 60 }, (_, n) => `dd.giua${n},Giữa,nurse,`).join('\n')}\nbs.hai,Hai,doctor,77 / hn-cchn\n`;
    const people = await load('staff', staff, '--passwords', join(folder, 'twice.csv'));
    expect(people.said[0]).toBe('FILE:63: certificate 77/HN-CCHN stands in line 2 already');
  });

  it('tells of each other also those who are alike in lines that are far apart, and does not overwrite passwords', async () => {
    const between = Array.from(
      { length: 60 },
      (_, n) => `T-${n},Người Xa ${'abcdefgh'[n % 8]}${n},female,${1950 + (n % 50)},,`,
    ).join('\n');
    const file = `${HEAD}\nT-a,Trùng Văn Xa,male,1971-01-02,,\n${between}\nT-b,Trùng Văn Xa,male,1971-01-02,,\n`;
    const { code, said } = await load('patients', file, ...SYSTEM);
    expect(code).toBe(0);
    expect(said.join('\n')).toMatch(/FILE:63: may be the same person as /);
    const there = join(folder, 'there.csv');
    writeFileSync(there, 'kept');
    await expect(load('staff', 'username,full_name,roles\ndd.moi,Mới,nurse\n', '--passwords', there)).rejects.toThrow(
      /there already/,
    );
    expect(readFileSync(there, 'utf8')).toBe('kept');
  });
});

describe('Patients of an earlier system', () => {
  const HEAD = 'record_number,full_name,sex,birth_date,cccd,phones,address\n';
  const SYSTEM = ['--system', 'https://bv.example/his'];

  it('are known by their numbers when the file comes again, and who may be there twice is told', async () => {
    const there = await aPatient(world, { fullName: 'Phạm Văn Trùng', sex: 'male', birthDate: '1970-02-03' });
    const file = `${HEAD}CU-1,Ngô Thị Mới,female,1980-05,079180001111,0903000111|0903000112,"12 Lê Lợi, Q1"\nCU-2,Phạm Văn Trùng,male,1970-02-03,,,\n`;
    const first = await load('patients', file, ...SYSTEM);
    expect(first.code).toBe(0);
    expect(first.said).toEqual([`FILE:3: may be the same person as ${there.mrn}`, expect.stringMatching(/^2 made/)]);
    expect((await load('patients', file, ...SYSTEM)).said).toEqual([expect.stringMatching(/^0 made, 2 there already/)]);
    const other = await load('patients', `${HEAD}CU-1,Người Khác Hẳn,male,1980-05,,,\n`, ...SYSTEM);
    expect(other.said[0]).toMatch(/^FILE:2: its number is of .* another name, birth date or sex/);
  });

  it('are compared with others in smaller lots where that takes too long, and told where it cannot be known', async () => {
    const compare = methodOf(PatientsService.prototype, 'alikeToManyWithin');
    const late = Object.assign(new Error('Transaction already closed'), { code: 'P2028' });
    jest.spyOn(PatientsService.prototype, 'alikeToManyWithin').mockImplementation(async function (
      this: PatientsService,
      ...[tx, mrns]: Parameters<typeof compare>
    ) {
      const rows = await tx.patient.findMany({ where: { mrn: { in: [...mrns] } }, select: { fullName: true } });
      if (mrns.length > 1 || rows.some(({ fullName }) => fullName === 'Lê Chậm Ba')) throw late;
      return compare.call(this, tx, mrns);
    });
    try {
      const file = `${HEAD}CU-30,Lê Chậm Một,male,1961-01-01,,,\nCU-31,Lê Chậm Một,male,1961-01-01,,,\nCU-32,Lê Chậm Ba,male,1975,,,\n`;
      const { code, said } = await load('patients', file, ...SYSTEM);
      const parts = said.map((line) => line.replace(/FILE:| the same person as \S+$|, but .*|, 0 there.*/g, ''));
      expect([code, parts]).toEqual([0, ['3: may be', '4: made', '3 made']]);
    } finally {
      jest.restoreAllMocks();
    }
  });

  it('are told by line of what a desk is warned of, and of whose sex is another on record, and loaded', async () => {
    const file = `${HEAD}CU-20,Lù Thij Guwir,male,1984,079184000778,,\nCU-21,lù văn thường,male,1910,,,\nCU-22,Lù Văn Đúng,male,1984,,,\n`;
    const first = await load('patients', file, ...SYSTEM);
    expect(first).toEqual({
      code: 0,
      said: [
        'FILE:2: The sex differs from what the CCCD number says; Keystrokes of accents may be left in the name, such as “Nguyeenx”: look again',
        'FILE:3: The name has no capital letters; Older than 110 years: look at the birth year again',
        expect.stringMatching(/^3 made/),
      ],
    });
    const again = await load(
      'patients',
      `${HEAD}CU-22,Lù Văn Đúng,female,1984,,,\nCU-21,lù văn thường,unknown,1910,,,\n`,
      ...SYSTEM,
    );
    expect(again.said).toEqual([
      expect.stringMatching(/^FILE:2: its number is of .* another name, birth date or sex/),
      expect.stringMatching(/^0 made, 1 there already, 1 there already and other/),
    ]);
  });

  it('are refused with every bad line', async () => {
    const file = `${HEAD}CU-7,Đỗ Văn Sai,man,1980-13,12,,\n,Không Số,male,,,,\nCU-8,Hai Lần,male,,,,\nCU-8,Hai Lần,male,,,,\n`;
    const { code, said } = await load('patients', file, ...SYSTEM, '--dry-run');
    expect(code).toBe(1);
    expect(said.join('\n')).toMatch(
      /FILE:2: sex \(man\): .*FILE:2: birth_date \(1980-13\): .*FILE:3: has no number.*FILE:5: record_number CU-8 stands in line 4 already/s,
    );
    expect((await load('patients', `${HEAD}CU-9,Ai Đó,male,,,,\n`)).said[0]).toMatch(/needs --system/);
  });

  it('are refused by the line where they hold no text, or no columns at all that are known', async () => {
    const file = `${HEAD}CU-10,Lê\0Văn Không,male,,,,\nCU-11,Lê Văn Có,male,,,,"a\nb"\n`;
    const { code, said } = await load('patients', file, ...SYSTEM, '--dry-run');
    expect([code, said[0]]).toEqual([1, 'FILE:2: full_name has characters that are no text']);
    expect(said).toHaveLength(2);
    const wide = await load('patients', `${Array.from({ length: 300_000 }, (_, n) => `c${n}`).join(',')}\nx\n`);
    expect(wide).toMatchObject({ code: 1, said: ['FILE:1: 300000 columns', expect.any(String)] });
  });
});
