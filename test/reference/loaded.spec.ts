import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { runLoad } from '../../src/cli/load/load.js';
import { runCodeList } from '../../src/cli/reference/code-list.js';
import { runNoteTemplates } from '../../src/cli/reference/note-templates.js';
import { runVitalLimits } from '../../src/cli/reference/vital-limits.js';
import { runAsSystem } from '../../src/kernel/request-context.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { useIntervals } from '../../src/clinical/observations/limits/intervals.js';
import { useUsualRanges } from '../../src/clinical/observations/plausible-ranges.js';
import { PatientsService } from '../../src/clinical/patients/patients.service.js';
import { WardsService } from '../../src/hospital/wards/wards.service.js';
import { REFERENCE_KINDS, ReferenceData } from '../../src/platform/reference/reference-data.js';
import { anAdmission, aPatient } from '../support/builders.js';
import { heard } from '../support/heard.js';
import { methodOf } from '../support/method-of.js';
import { expectProblem } from '../support/problems.js';
import { until } from '../support/until.js';
import { settingsOfWorld, startWorld, type World } from '../support/world.js';

let world: World;
let folder: string;
const before = { ...process.env };
beforeAll(async () => {
  world = await startWorld();
  folder = mkdtempSync(join(tmpdir(), 'codes-'));
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

const load = (list: string, csv: string, ...options: string[]) =>
  told(`${list}.csv`, csv, (path) => runCodeList(['load', list, path, '--language', 'en', ...options]));
const loadForms = (forms: unknown, ...options: string[]) =>
  told('forms.json', JSON.stringify(forms, null, 2), (path) =>
    runNoteTemplates(['load', path, '--language', 'en', ...options]),
  );

/** What a command says of a file, and answers; the service knows it then. */
async function told(name: string, text: string, run: (path: string) => Promise<number>) {
  const path = join(folder, name);
  writeFileSync(path, text);
  const answer = await heard(() => run(path), path);
  await world.app.get(ReferenceData, { strict: false }).refresh();
  return answer;
}
const loadLimits = (limits: unknown, ...options: string[]) =>
  told('limits.json', JSON.stringify(limits, null, 2), (path) =>
    runVitalLimits(['load', path, '--language', 'en', ...options]),
  );
const search = async (list: string, q = '') =>
  (await world.as('doctor').get(`/api/v1/code-lists/${list}?q=${encodeURIComponent(q)}&limit=300`)).body;

describe("A hospital's own list of codes", () => {
  it('is loaded from a file in the place of the starter, and is searched and asked for at once', async () => {
    const starter = await search('icd-10');
    expect(starter.version).toBe(0);
    const csv =
      'code,vi,en\nA15.0,Lao phổi xác nhận bằng soi đờm,Lung tuberculosis\nV99.9,Tai nạn với thuyền giấy,Accident with a paper boat\n';
    const dry = await load('icd-10', csv, '--dry-run');
    expect([dry.code, dry.said.at(-1)]).toEqual([0, 'Nothing was loaded: this was a dry run.']);
    expect((await search('icd-10')).version).toBe(0);
    const loaded = await load('icd-10', csv, '--source', 'Thông tư 06/2026/TT-BYT');
    expect(loaded).toMatchObject({
      code: 0,
      said: [
        expect.stringMatching(/^icd-10: 2 codes, 1 new, 1 with other words, \d+ gone/),
        expect.stringContaining('version 1'),
      ],
    });
    expect(await search('icd-10', 'thuyen giay')).toMatchObject({
      version: 1,
      source: 'Thông tư 06/2026/TT-BYT',
      items: [{ code: 'V99.9', text: 'Tai nạn với thuyền giấy' }],
    });
    const { id } = await aPatient(world);
    const coded = { code: { system: 'http://hl7.org/fhir/sid/icd-10', code: 'V99.9' } };
    const problem = await world.as('doctor').post(`/api/v1/patients/${id}/problems`, coded);
    expect(problem.body.code).toMatchObject({ display: 'Tai nạn với thuyền giấy' });
  });

  it('keeps the words of codes that are gone, but takes them no more', async () => {
    const { id } = await aPatient(world, { ethnicGroup: '02' });
    await load('ethnic-group', 'code,vi\n01,Kinh\n');
    expect((await world.as('doctor').get(`/api/v1/patients/${id}`)).body.ethnicGroup).toMatchObject({
      code: '02',
      text: 'Tày',
    });
    const gone = { fullName: 'Nông Thị Thử', sex: 'female', ethnicGroup: '02' };
    expectProblem(await world.as('registrar').post('/api/v1/patients', gone), 400, 'validation');
    expect((await load('ethnic-group', 'code,vi\n01,Kinh\n02,Tày\n')).said.at(-1)).toContain('version 2');
    expect((await world.as('registrar').post('/api/v1/patients', gone)).status).toBe(201);
    const kept = await world.sql(`SELECT version FROM reference_data WHERE code = 'ethnic-group' ORDER BY version`);
    expect(kept).toEqual([{ version: 1 }, { version: 2 }]);
    await expect(world.sql(`DELETE FROM reference_data`)).rejects.toThrow(/cannot be overwritten|refused/);
  });

  it('with a bad line is not loaded at all, and every bad line is named', async () => {
    const { code, said } = await load('province', 'code,vi\n1,Hà Nội\n79,\n48,Đà Nẵng\n');
    expect([code, said]).toEqual([
      1,
      ['FILE:2: "1" is no code of province', 'FILE:3: 79 has no Vietnamese words', 'Nothing was loaded: 2 faults.'],
    ]);
    expect((await search('province')).version).toBe(0);
    await expect(load('nonsense', '')).rejects.toThrow(/There is no list nonsense/);
  });
});

describe("A hospital's own form of notes", () => {
  const words = (vi: string, en: string) => ({ vi, en });
  const FORM = {
    code: 'progress',
    type: 'progress',
    title: words('Tờ điều trị (mẫu bệnh viện)', 'Progress note of this hospital'),
    source: 'Quyết định 12/QĐ-BV',
    sections: [
      { code: 'course', title: words('Diễn biến', 'Course'), kind: 'text', required: true },
      { code: 'nutrition', title: words('Dinh dưỡng', 'Nutrition'), kind: 'text', required: true },
    ],
  };

  it('is what notes begin with from now on; what was begun by the one before is read and signed by that', async () => {
    const { id } = await anAdmission(world);
    const doctor = world.as('doctor');
    const draft = () =>
      doctor.post(`/api/v1/encounters/${id}/notes`, {
        type: 'progress',
        sections: [{ code: 'course', text: 'Đỡ sốt' }],
      });
    const sign = (note: { id: string }) => doctor.post(`/api/v1/notes/${note.id}/sign`, {}, { 'If-Match': '"1"' });
    const before = (await draft()).body;
    expect((await loadForms(FORM, '--dry-run')).said[0]).toBe('progress: version 2 after 1, 2 sections');
    expect((await draft()).body.templateVersion ?? 1).toBe(1);
    expect(await loadForms([FORM])).toMatchObject({
      code: 0,
      said: ['progress: version 2 after 1, 2 sections', expect.stringMatching(/^Loaded/)],
    });
    const after = (await draft()).body;
    const refused = await sign(after);
    expectProblem(refused, 409, 'sections-missing');
    expect(refused.body.errors[0].message).toContain('Dinh dưỡng');
    expect((await sign(before)).status).toBe(200);
    const { items } = (await doctor.get('/api/v1/note-templates?code=progress')).body;
    expect(items.map(({ version, title }: { version: number; title: string }) => [version, title])).toEqual([
      [2, 'Tờ điều trị (mẫu bệnh viện)'],
      [1, 'Tờ điều trị'],
    ]);
  });

  it('that is of another kind than its notes, or wrong in itself, is not loaded, and says where', async () => {
    const other = await loadForms({ ...FORM, type: 'nursing' });
    expect([other.code, other.said[0]]).toEqual([1, 'FILE:1: progress is a form of progress, not of nursing']);
    const wrong = await loadForms({ ...FORM, sections: [{ code: 'a', title: words('', 'a'), kind: 'text' }] });
    expect([wrong.code, wrong.said[0]]).toEqual([
      1,
      expect.stringMatching(/^FILE:\d+: \/sections\/0\/title\/vi: words/),
    ]);
  });
});

describe("A hospital's own limits of vital signs", () => {
  afterAll(() => {
    useUsualRanges({});
    useIntervals({});
  });
  const chart = (encounterId: string, set: object) =>
    world.as('nurse').post(`/api/v1/encounters/${encounterId}/vitals`, set);

  it('hold from then on: what asks to be confirmed, and when the next set is due', async () => {
    const { id: patientId } = await aPatient(world, { birthDate: '1960-01-01' });
    const { id } = await anAdmission(world, { patientId, bedId: null });
    expect((await chart(id, { heartRate: 145 })).status).toBe(201);
    expect((await chart(id, { heartRate: 155 })).status).toBe(422);
    const level = await world.as('doctor').post(`/api/v1/encounters/${id}/care-level`, { level: 'III' });
    expect(level.status).toBeLessThan(300);
    const limits = { usual: { adult: { heartRate: [45, 140] } }, minutes: { levelIII: 480 } };
    const dry = await loadLimits(limits, '--dry-run');
    expect([dry.code, dry.said.at(-1)]).toEqual([0, 'Nothing was loaded: this was a dry run.']);
    expect((await loadLimits(limits, '--source', 'Hội đồng chuyên môn')).code).toBe(0);
    const asked = await chart(id, { heartRate: 145 });
    expect([asked.status, asked.body.errors]).toMatchObject([422, [{ pointer: '/heartRate', rule: 'improbable' }]]);
    expect(asked.body.errors[0].message).toContain('140');
    expect((await chart(id, { heartRate: 145, confirmed: ['heartRate'] })).status).toBe(201);
    const shown = await heard(() => runVitalLimits(['show']), '');
    expect(JSON.parse(shown.said.join('\n'))).toMatchObject({
      usual: { adult: { heartRate: [45, 140], systolic: [70, 220] } },
      minutes: { levelIII: 480, levelI: 60 },
    });
    const kept = await world.sql(`SELECT version, source FROM reference_data WHERE kind = 'vital-limits'`);
    expect(kept).toEqual([{ version: 1, source: 'Hội đồng chuyên môn' }]);
  });

  it.each([
    ['an age that is none', { usual: { teenager: {} } }, /teenager: the ages are newborn/],
    ['a sign that is none', { usual: { adult: { pulse: [1, 2] } } }, /adult, pulse: there are/],
    ['a range upside down', { usual: { adult: { heartRate: [140, 45] } } }, /adult, heartRate: \[lowest, highest\]/],
    ['a range beyond what can be', { usual: { adult: { heartRate: [40, 400] } } }, /within 0 and 350/],
    ['no minutes', { minutes: { levelI: 0 } }, /levelI: whole minutes/],
    ['a time of nobody', { minutes: { levelIV: 60 } }, /levelIV: there are/],
    ['the sicker less often', { minutes: { levelI: 500 } }, /levelI: no longer than levelII/],
    ['something else', { usualy: {} }, /usualy: there are/],
  ])('are refused whole with %s', async (_, limits, said) => {
    const answer = await loadLimits(limits);
    expect(answer.code).toBe(1);
    expect(answer.said.join('\n')).toMatch(said);
  });

  it('say in Vietnamese, too, what is wrong with them and where', async () => {
    const wrong = JSON.stringify({ usual: { adult: { heartRate: [140, 45] } }, minutes: { levelI: 500 } }, null, 2);
    const { said } = await told('limits.json', wrong, (path) => runVitalLimits(['load', path, '--language', 'vi']));
    expect(said.slice(0, 2)).toEqual([
      'FILE:4: adult, heartRate: [thấp nhất, cao nhất], trong khoảng 0 đến 350',
      'FILE:11: levelI: không lâu hơn levelII (360)',
    ]);
  });
});

describe('A file of lines that is brought in', () => {
  function bring(kind: string, csv: string, ...options: string[]) {
    const path = join(folder, `${kind}.csv`);
    writeFileSync(path, csv);
    return heard(() => runLoad([kind, path, '--language', 'en', ...options]), path);
  }
  const HEAD = 'record_number,full_name,sex,birth_date,bhyt\n';
  const SYSTEM = ['--system', 'https://bv.example/his-cu'];
  let superuser: pg.Client;
  beforeAll(async () => {
    superuser = new pg.Client(world.database.superuserUrl.replace(/\/[^/]*$/, '/postgres'));
    await superuser.connect();
  });
  afterAll(() => superuser.end());
  afterEach(async () => {
    jest.restoreAllMocks();
    await superuser.query(`ALTER DATABASE ${world.database.name} WITH CONNECTION LIMIT -1`);
  });
  /** For the service the database is gone: every connection is cut, new ones are refused. */
  async function stopDatabase(): Promise<void> {
    await superuser.query(`ALTER DATABASE ${world.database.name} WITH CONNECTION LIMIT 0`);
    const cut = 'SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity WHERE datname = $1';
    await until(async () => (await superuser.query(cut, [world.database.name])).rows.length === 0);
  }
  const startDatabase = () => superuser.query(`ALTER DATABASE ${world.database.name} WITH CONNECTION LIMIT -1`);
  /** Stops it at the nth ward that is put: each is tried, and then kept. */
  function stoppedAt(nth: number): void {
    const put = methodOf(WardsService.prototype, 'putWithin');
    let count = 0;
    jest.spyOn(WardsService.prototype, 'putWithin').mockImplementation(async function (this: WardsService, tx, ward) {
      if (++count === nth) await stopDatabase();
      return put.call(this, tx, ward);
    });
  }

  it('and whose database stops in the middle says what is there and how to go on; nothing is loaded twice then', async () => {
    const lines = Array.from({ length: 120 }, (_, n) => `DUNG${n},Khoa Dừng ${n}`);
    const wards = `code,name\n${lines.join('\n')}\n`;
    const lost = 'The connection to the database was lost.';
    const goOn =
      'When the database is back, load the same file again: what is there is known, and nothing is loaded twice.';
    stoppedAt(60);
    expect(await bring('wards', wards)).toEqual({ code: 1, said: [`${lost} No line was loaded yet. ${goOn}`] });
    await startDatabase();
    expect(await world.sql(`SELECT FROM ward WHERE code LIKE 'DUNG%'`)).toEqual([]);
    jest.restoreAllMocks();
    stoppedAt(180);
    const upTo = 'Lines up to 51 are loaded, and stay. Of lines 52 to 101 it is not known whether they are.';
    expect(await bring('wards', wards)).toEqual({
      code: 1,
      said: [
        expect.stringMatching(/^50 made, 0 there already/),
        `${lost} ${upTo} From line 102 on nothing is loaded. ${goOn}`,
      ],
    });
    await startDatabase();
    jest.restoreAllMocks();
    expect((await bring('wards', wards)).said).toEqual([expect.stringMatching(/^70 made, 50 there already, 0 there/)]);
    expect(await world.sql(`SELECT FROM ward WHERE code LIKE 'DUNG%'`)).toHaveLength(120);
  });

  it('and whose database stops when all is there says which of them were not compared with who is on record', async () => {
    jest.spyOn(PatientsService.prototype, 'alikeToManyWithin').mockImplementation(async (tx) => {
      await stopDatabase();
      return tx.$queryRawUnsafe('SELECT 1');
    });
    const file = `${HEAD}S-1,Lê Văn Dừng Một,male,1961,\nS-2,Lê Văn Dừng Hai,male,1962,\nS-3,Lê Văn Dừng Ba,male,1963,\n`;
    const { code, said } = await bring('patients', file, ...SYSTEM);
    expect([code, said]).toEqual([
      1,
      [
        expect.stringMatching(/^3 made/),
        'The connection to the database was lost. Lines up to 4 are loaded, and stay. ' +
          'Lines 2 to 4 were not compared with who is on record: look through the list of possible duplicates.',
      ],
    ]);
  });

  it('keeps nobody waiting while patients are tried, and gives no number away', async () => {
    const attempt = methodOf(PatientsService.prototype, 'tryManyWithin');
    const before = await aPatient(world);
    const desk: number[] = [];
    jest.spyOn(PatientsService.prototype, 'tryManyWithin').mockImplementation(async function (
      this: PatientsService,
      ...given
    ) {
      const warnings = await attempt.apply(this, given);
      desk.push((await world.as('registrar').post('/api/v1/patients', { fullName: 'Lê Ở Bàn', sex: 'male' })).status);
      return warnings;
    });
    expect((await bring('patients', `${HEAD}K-1,Lê Văn Chờ,male,1961,\n`, ...SYSTEM)).said).toEqual([
      expect.stringMatching(/^1 made/),
    ]);
    expect(desk).toEqual([201]);
    const [last] = await world.sql<{ mrn: string }>(`SELECT mrn FROM patient WHERE full_name = 'Lê Văn Chờ'`);
    const numberOf = (mrn: string) => Number(mrn.split('-')[1]);
    expect(numberOf(last!.mrn)).toBe(numberOf(before.mrn) + 2);
  });

  it('knows an insurance card in both its forms, within the file and of who is on record', async () => {
    const file = (lines: string) => bring('patients', `${HEAD}${lines}`, ...SYSTEM);
    const twice = await file('B-1,Lê Thị Thẻ,female,1961,GD4790123123123\nB-2,Lê Thị Thẻ Hai,female,1962,0123123123\n');
    expect([twice.code, twice.said[0]]).toEqual([1, 'FILE:3: bhyt 0123123123 stands in line 2 already']);
    expect((await file('B-1,Lê Thị Thẻ,female,1961,GD4790123123123\n')).said).toEqual([
      expect.stringMatching(/^1 made/),
    ]);
    const again = await file(',Lê Thị Thẻ,female,1961,0123123123\n,Lê Thị Khác,female,1962,HS4790123123123\n');
    expect(again.code).toBe(1);
    expect((await file(',Lê Thị Thẻ,female,1961,0123123123\n')).said).toEqual([
      expect.stringMatching(/^0 made, 1 there already/),
    ]);
    expect((await file(',Lê Thị Khác,female,1962,HS4790123123123\n')).said[0]).toMatch(/^FILE:2: its number is of /);
  });

  it('is compared with those who were there before, and each is told once', async () => {
    const person = { fullName: 'Lê Thị Một Lần', birthDate: '1971-02-03' };
    const [one, other] = [await aPatient(world, person), await aPatient(world, person)];
    const patients = world.app.get(PatientsService, { strict: false });
    const unitOfWork = world.app.get(UnitOfWork, { strict: false });
    const alikeTo = (...mrns: string[]) =>
      runAsSystem('test', () => unitOfWork.write((tx) => patients.alikeToManyWithin(tx, mrns)));
    // Whoever came after a lot was told of it.
    expect([await alikeTo(one.mrn), await alikeTo(other.mrn)]).toEqual([[[]], [[one.mrn]]]);
    expect(await alikeTo(one.mrn, other.mrn)).toEqual([[], [one.mrn]]);
  });
});

it('Every kind of what a hospital loads is one that the database takes', async () => {
  const [{ text } = { text: '' }] = await world.sql<{ text: string }>(
    `SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE conname = 'reference_data_kind'`,
  );
  const taken = [...text.matchAll(/'([a-z-]+)'/g)].map(([, kind]) => kind);
  expect(taken.sort()).toEqual([...REFERENCE_KINDS].sort());
});
