import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { extractText, getDocumentProxy } from 'unpdf';
import { askDowntime } from '../../src/cli/doctor/copies-checks.js';
import { SETTINGS_TOKEN, type Settings } from '../../src/platform/config/settings.js';
import { Database } from '../../src/platform/database/database.js';
import { Notices } from '../../src/platform/database/notices.js';
import { PassingNews } from '../../src/platform/database/passing-news.js';
import { DowntimeSheets, fileNameOf } from '../../src/views/documents/downtime/downtime.service.js';
import { Typesetter } from '../../src/views/documents/typesetter.js';
import { sheetOf } from '../doses/a-sheet.js';
import { aMedicine, anAdmission, aPatient } from '../support/builders.js';
import { until } from '../support/until.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let folder: string;
let patientId: string;
const hour = 3_600_000;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'downtime-'));
  world = await startWorld({ DOWNTIME_DIR: folder, DOWNTIME_KEEP_HOURS: '2' });
  ({ id: patientId } = await aPatient(world, { fullName: '=Lê Thị Hà', birthDate: '1950-03' }));
  const ward = world.wards[0];
  const { id: encounterId } = await anAdmission(world, { patientId, wardId: ward.id, bedId: ward.beds[0]!.id });
  const apart = { isolation: ['droplet'], reason: 'Nghi cúm' };
  await world.as('doctor').post(`/api/v1/encounters/${encounterId}/isolation`, apart, { 'If-Match': '"1"' });
  await world.as('nurse').post(`/api/v1/patients/${patientId}/allergies`, {
    code: { system: 'http://www.whocc.no/atc', code: 'J01C', display: 'Penicillin' },
    criticality: 'high',
  });
  await world.as('nurse').post(`/api/v1/encounters/${encounterId}/vitals`, {
    ...{ heartRate: 88, systolic: 132, diastolic: 76, temperature: 37.1, respiratoryRate: 18, oxygenSaturation: 97 },
    ...{ consciousness: 'A', supplementalOxygen: false },
  });
  await aMedicine(world, { encounterId, timing: { everyHours: 4, durationDays: 2 } });
}, 120_000);
afterAll(async () => {
  await world?.close();
  rmSync(folder, { recursive: true });
});

describe('Sheets for the time without the service', () => {
  it('say who lies there, allergies, last vital signs and doses that fall due, on paper and as a table', async () => {
    expect(await askDowntime({ downtimeDir: folder, downtimeEveryMinutes: 15 })).toMatchObject([{ says: 'none' }]);
    const old = join(folder, 'K01-20260101T000000Z.csv');
    writeFileSync(old, '');
    writeFileSync(join(folder, 'theirs.csv'), '');
    for (const name of [old, join(folder, 'theirs.csv')]) {
      utimesSync(name, new Date(0), new Date(Date.now() - 3 * hour));
    }
    await world.app.get(DowntimeSheets, { strict: false }).make(folder);
    const names = readdirSync(folder).sort();
    expect(names).toHaveLength(5);
    expect(names).toContain('theirs.csv');
    const of = (end: string) =>
      join(
        folder,
        names.find((name) => name.startsWith(`${world.wards[0].code}-`) && name.endsWith(end))!,
      );
    const csv = readFileSync(of('.csv'), 'utf8');
    expect(csv).toMatch(/"'=Lê Thị Hà",(nữ|nam),03\/1950,CÁCH LY GIỌT BẮN,Penicillin,/);
    expect(csv).toMatch(
      /,Penicillin,"[^"]+NEWS2 0, HA 132\/76, M 88[^"]*","\d\d:\d\d(, \d\d:\d\d)*: Paracetamol 500 mg /,
    );
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(readFileSync(of('.pdf')))), {
      mergePages: true,
    });
    const words = text.replace(/\s+/g, ' ').normalize('NFC');
    expect(words).toMatch(/Phiếu khi hệ thống gián đoạn.+Lê Thị Hà.+Penicillin.+HA 132\/76.+Paracetamol/);
    expect(statSync(of('.pdf')).mode & 0o777).toBe(0o600);
    expect(await askDowntime({ downtimeDir: folder, downtimeEveryMinutes: 15 })).toMatchObject([{ says: 'fresh' }]);
    const later = Date.now() + hour;
    expect(await askDowntime({ downtimeDir: folder, downtimeEveryMinutes: 15 }, later)).toMatchObject([
      { says: 'old' },
    ]);
  });

  it('say which doses were missed, which may be given when needed, and what is on hold; nothing of an order that has ended', async () => {
    const ward = world.wards[0];
    const { id: other } = await aPatient(world, { fullName: 'Trần Văn Trễ', birthDate: '1950' });
    const startedAt = new Date(Date.now() - 9 * hour).toISOString();
    const stay = {
      patientId: other,
      class: 'inpatient',
      wardId: ward.id,
      bedId: ward.beds[1]!.id,
      reason: 'Sốt',
      startedAt,
    };
    const { body: encounter } = await world.as('doctor').post('/api/v1/encounters', stay);
    const { signedAgo } = sheetOf(() => world);
    const ordered = async (code: string, display: string, timing: object) => {
      const dose = { value: Number(/(\d+) mg/.exec(display)![1]), unit: 'mg' };
      const medication = { system: 'http://www.whocc.no/atc', code, display };
      const order = await aMedicine(world, { encounterId: encounter.id, medication, dose, timing });
      await signedAgo(order.id, 7);
      return order;
    };
    await ordered('R05CB02', 'Bromhexin 8 mg', { everyHours: 4 });
    await ordered('A03AX13', 'Simethicon 80 mg', {
      asNeeded: { reason: 'Đầy hơi', minimumGapHours: 4, maximumPerDay: 4 },
    });
    const held = await ordered('A02BC01', 'Omeprazol 20 mg', { everyHours: 12 });
    const ended = await ordered('N05BA01', 'Diazepam 5 mg', { everyHours: 4 });
    const acts = world.as('doctor');
    const act = async (id: string, action: string) => {
      const { headers } = await acts.get(`/api/v1/orders/${id}`);
      const done = await acts.post(`/api/v1/orders/${id}/${action}`, { reason: 'Thử' }, { 'If-Match': headers.etag! });
      expect([action, done.status]).toEqual([action, 200]);
    };
    await act(held.id, 'hold');
    await act(ended.id, 'discontinue');
    const at = new Date();
    await world.app.get(DowntimeSheets, { strict: false }).make(folder, at);
    const stamp = at.toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '');
    const csv = readFileSync(join(folder, `${ward.code}-${stamp}.csv`), 'utf8');
    const line = csv.split('\r\n').find((one) => one.includes('Trần Văn Trễ'))!;
    expect(line).toMatch(/QUÁ GIỜ \d\d:\d\d, (QUÁ GIỜ )?\d\d:\d\d.*: Bromhexin 8 mg/);
    expect(line).toMatch(/khi cần: Simethicon 80 mg/);
    expect(line).toMatch(/TẠM NGƯNG: Omeprazol 20 mg/);
    expect(line).not.toMatch(/Diazepam/);
  });

  it('have a file of their own for every ward, and the doctor names a ward that gets no new one', async () => {
    const wards = [
      { id: '01a226eb-0000-7000-8000-0000aaaaaaaa', code: 'NỘI' },
      { id: '01a226eb-0000-7000-8000-0000bbbbbbbb', code: 'NÔI' },
      { id: '01a226eb-0000-7000-8000-0000cccccccc', code: 'K01' },
    ];
    expect(wards.map(fileNameOf)).toEqual(['N_I.aaaaaaaa', 'N_I.bbbbbbbb', 'K01']);
    const left = join(folder, 'K99-20260101T000000Z.pdf');
    writeFileSync(left, '');
    utimesSync(left, new Date(0), new Date(Date.now() - hour));
    expect(await askDowntime({ downtimeDir: folder, downtimeEveryMinutes: 15 })).toMatchObject([
      { says: 'behind', values: { names: 'K99' } },
    ]);
    rmSync(left);
  });

  it('are on the trail ward by ward, as what the service itself read', async () => {
    const events = await world.sql(
      `SELECT actor_kind, username, kind, entity_id AS ward, patient_ids AS patients, patient_id AS patient FROM audit.event
        WHERE entity = 'downtime_sheet' ORDER BY id`,
    );
    const by = { actor_kind: 'system', username: 'system:downtime sheets', kind: 'list' };
    expect(events).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ...by, ward: world.wards[0].id, patients: [patientId] }),
        expect.objectContaining({ ...by, ward: world.wards[1].id }),
      ]),
    );
  });
});

describe('How far a record is', () => {
  it('is heard in every process of the hospital, until it is over', async () => {
    const here = world.app.get(PassingNews, { strict: false });
    const settings = world.app.get<Settings>(SETTINGS_TOKEN, { strict: false });
    const database = world.app.get(Database, { strict: false });
    const heard = new Notices(database, settings);
    const there = new PassingNews(database, heard);
    await heard.listen();
    const far = { stage: 'reading', done: 3, of: 500 };
    await until(async () => {
      await here.say('a record', far);
      return there.latest('a record') !== null;
    });
    expect([here.latest('a record'), there.latest('a record')]).toEqual([far, far]);
    // Each listens on one connection, whatever it listens to.
    const listening = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %'`;
    expect(await world.appSql(listening)).toEqual([{ n: 2 }]);
    await here.say('a record', null);
    await until(() => there.latest('a record') === null);
    await heard.onModuleDestroy();
  });
});

describe('Papers are set one after the other', () => {
  const data = JSON.stringify({ title: 'T', made: '', nobody: 'Không có ai', lines: [], columns: [] });
  const task = { main: 'downtime.typ', data, at: Date.now(), title: 'Tập' } as const;

  it('and a long one that was begun is not refused for those that came later, but given up when nobody waits', async () => {
    const typesetter = world.app.get(Typesetter, { strict: false });
    const others: Promise<string>[] = [];
    const whileManyCome = () => {
      const one = (): Promise<string> =>
        typesetter.set(task).then(
          () => 'set',
          () => 'refused',
        );
      others.push(...Array.from({ length: 20 - others.length }, one));
      return true;
    };
    const { pages } = await typesetter.setVolumes([task, task, task], whileManyCome);
    expect([pages, new Set(await Promise.all(others))]).toEqual([3, new Set(['set', 'refused'])]);
    let asked = 0;
    const left = typesetter.setVolumes([task, task, task], () => (asked += 1) < 2);
    await expect(left).rejects.toThrow('busy');
    expect(asked).toBe(2);
  });
});
