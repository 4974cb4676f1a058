import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runCodeList } from '../../src/cli/reference/code-list.js';
import { runNoteTemplates } from '../../src/cli/reference/note-templates.js';
import { runVitalLimits } from '../../src/cli/reference/vital-limits.js';
import { useIntervals } from '../../src/clinical/observations/limits/intervals.js';
import { useUsualRanges } from '../../src/clinical/observations/plausible-ranges.js';
import { REFERENCE_KINDS, ReferenceData } from '../../src/platform/reference/reference-data.js';
import { anAdmission, aPatient } from '../support/builders.js';
import { heard } from '../support/heard.js';
import { expectProblem } from '../support/problems.js';
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

it('Every kind of what a hospital loads is one that the database takes', async () => {
  const [{ text } = { text: '' }] = await world.sql<{ text: string }>(
    `SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE conname = 'reference_data_kind'`,
  );
  const taken = [...text.matchAll(/'([a-z-]+)'/g)].map(([, kind]) => kind);
  expect(taken.sort()).toEqual([...REFERENCE_KINDS].sort());
});
