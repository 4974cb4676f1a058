import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { statementOf } from '../../src/platform/audit/recorded-read.js';
import { CHART, mostMoreOf, SHOWN } from '../../src/views/chart/chart.sql.js';
import { Database } from '../../src/platform/database/database.js';
import { withoutBackgroundJobs } from '../support/background-jobs.js';
import { anEncounter, aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { aLongHistory } from './history.js';
import { elementAt } from '../../src/kernel/list.js';
import { withinOneDay } from '../support/days.js';
import { hospitalDate } from '../../src/kernel/hospital-time.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const open = (patientId: string) => world.as('doctor').get(`/api/v1/patients/${patientId}/chart`);

/** Names of the statements that reading a chart sends. */
async function statementsOpening(patientId: string): Promise<(string | undefined)[]> {
  const { pool } = world.app.get(Database, { strict: false });
  const original = pool.seeing.bind(pool);
  const names: (string | undefined)[] = [];
  pool.seeing = (scope, statement) => {
    names.push(statement.name);
    return original(scope, statement) as never;
  };
  try {
    await open(patientId);
  } finally {
    pool.seeing = original;
  }
  return names;
}

describe('A chart', () => {
  it('of a patient of whom nothing is known yet is empty, and says that nobody asked about allergies', async () => {
    const patient = await aPatient(world, { birthDate: undefined });
    const { status, body } = await open(patient.id);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      patient: { id: patient.id, mrn: patient.mrn, birthDate: null, age: null, identifiers: [] },
      allergyStatus: 'not-asked',
      encounter: null,
      more: {},
    });
    for (const list of Object.keys(SHOWN)) expect(body[list]).toEqual([]);
  });

  it('shows who the patient is', async () => {
    const identifiers = [{ system: 'cccd', value: '079190001234' }];
    const { id } = await aPatient(world, { fullName: 'Nguyễn Thị Ánh', birthDate: '1990', identifiers });
    const { body } = await open(id);
    const year = Number(hospitalDate().slice(0, 4));
    expect(body.patient).toMatchObject({
      fullName: 'Nguyễn Thị Ánh',
      sex: 'female',
      birthDate: '1990',
      identifiers: [{ value: '079190001234' }],
    });
    // Born some day of 1990: the last birthday may or may not have been.
    expect(body.patient.age.max - body.patient.age.min).toBeLessThanOrEqual(1);
    expect([year - 1990, year - 1991]).toContain(body.patient.age.min);
  });

  it(
    'tells the age of the small in days and months',
    withinOneDay(async () => {
      for (const [days, text] of [
        [0, '0 ngày tuổi'],
        [12, '12 ngày tuổi'],
        [340, '11 tháng tuổi'],
      ] as const) {
        const birthDate = hospitalDate(new Date(Date.now() - days * 86_400_000));
        const child = await aPatient(world, { birthDate });
        expect((await open(child.id)).body.patient.age).toEqual({ min: 0, max: 0, text });
      }
    }),
  );

  it('says who charted each set, and the weight last measured with its age, in whichever stay it was', async () => {
    const { id } = await aPatient(world);
    expect((await open(id)).body).toMatchObject({ lastWeight: null });
    const old = await anEncounter(world, { patientId: id, hoursAgo: 200 });
    const at = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
    const chart = (body: object) => world.as('nurse').post(`/api/v1/encounters/${old.id}/vitals`, body);
    await chart({ weight: 61.5, effectiveAt: at(150) });
    const wrong = (await chart({ weight: 65.1, effectiveAt: at(100) })).body;
    for (let hours = 20; hours > 0; hours--) await chart({ heartRate: 80 + hours, effectiveAt: at(hours) });
    const mark = { reason: 'Nhầm người' };
    await world.as('nurse').post(`/api/v1/vitals/${wrong.id}/mark-in-error`, mark, { 'If-Match': '"1"' });
    const { body } = await open(id);
    const nurse = { id: world.staff.nurse.id, fullName: expect.any(String) };
    expect(body.vitals.every((set: { weight: unknown }) => set.weight === null)).toBe(true);
    expect(body.vitals[0]).toMatchObject({ heartRate: 81, recordedBy: nurse, recordedAt: expect.any(String) });
    expect(body.lastWeight).toMatchObject({ value: 61.5, ageHours: 150, recordedBy: nurse });
  });

  it('shows allergies and problems that are active, and none that is over, refuted or entered in error', async () => {
    const { id } = await aPatient(world);
    const record = (kind: string, body: object) => world.as('doctor').post(`/api/v1/patients/${id}/${kind}`, body);
    await record('allergies', { noneKnown: true });
    expect((await open(id)).body).toMatchObject({ allergyStatus: 'none-known', allergies: [] });
    await record('allergies', { code: { display: 'Penicillin' }, criticality: 'high', onset: '2015-03' });
    await record('allergies', { code: { display: 'Tôm' }, verificationStatus: 'refuted' });
    await record('problems', { code: { system: 'icd-10', code: 'I10', display: 'Tăng huyết áp' }, onset: '2015' });
    await record('problems', { code: { display: 'Viêm phổi' }, abatement: '2020' });
    const { body } = await open(id);
    expect(body.allergyStatus).toBe('known');
    expect(body.allergies).toMatchObject([{ code: { display: 'Penicillin' }, criticality: 'high', onset: '2015-03' }]);
    expect(body.problems).toMatchObject([
      { code: { code: 'I10', display: 'Tăng huyết áp vô căn (nguyên phát)' }, onset: '2015' },
    ]);
  });

  it('writes moments as every other answer does', async () => {
    const { id } = await aPatient(world);
    const code = { display: 'Sốt' };
    const onset = '2026-01-02T03:04:05.678Z';
    await world.as('doctor').post(`/api/v1/patients/${id}/problems`, { code, onset });
    expect((await open(id)).body.problems[0].onset).toBe(onset);
  });

  it('is for doctors and nurses; opening it is on the trail', async () => {
    const { id } = await aPatient(world);
    for (const role of ['registrar', 'lab', 'auditor', 'admin'] as const) {
      expect((await world.as(role).get(`/api/v1/patients/${id}/chart`)).status).toBe(403);
    }
    expect((await world.as('nurse').get(`/api/v1/patients/${id}/chart`)).status).toBe(200);
    const events = await world.sql(`SELECT * FROM audit.event WHERE entity = 'chart' AND patient_id = $1`, [id]);
    expect(events).toMatchObject([{ kind: 'read', username: 'nurse', entity_id: id }]);
  });

  it('of nobody is not found', async () => {
    expect((await open('01900000-0000-7000-8000-000000000000')).status).toBe(404);
    expect((await open('nobody')).status).toBe(400);
  });
});

describe('A chart of many years', () => {
  const SIZE = 2000;
  let patientId: string;
  let openEncounter: string;
  beforeAll(async () => {
    patientId = (await aPatient(world)).id;
    ({ openEncounter } = await aLongHistory(world, patientId, SIZE));
  });

  it('shows where the patient is, what is open, and the latest of everything', async () => {
    const { body } = await open(patientId);
    expect(body.encounter).toMatchObject({
      id: openEncounter,
      status: 'in-progress',
      ward: { code: world.wards[0].code },
      bed: { code: elementAt(world.wards[0].beds, 0).code },
    });
    expect(body.encounters[0].id).toBe(openEncounter);
    expect(body.orders).toHaveLength(SIZE / 100);
    expect(body.medications).toHaveLength(SIZE / 100);
    expect(body.notes[0]).toMatchObject({ headline: `Diễn biến ${SIZE}`, author: { fullName: 'Người thử doctor' } });
  });

  it('shows the latest vital signs with NEWS2 and those before, without what was entered in error', async () => {
    const { body } = await open(patientId);
    expect(body.vitals).toHaveLength(SHOWN.vitals);
    expect(body.vitals[0]).toMatchObject({
      temperature: 37.5,
      heartRate: 60 + ((SIZE - 3) % 50),
      news2: { total: 1, missing: [], risk: 'low' },
    });
    const times = (body.vitals as { effectiveAt: string }[]).map(({ effectiveAt }) => effectiveAt);
    expect(times).toEqual([...times].sort().reverse());
  });

  it('shows the latest results, what is out of its range first', async () => {
    const { body } = await open(patientId);
    const [latest] = body.results;
    expect(latest.code.display).toBe(`Xét nghiệm ${SIZE}`);
    expect(latest.observations).toHaveLength(10);
    expect(latest.observations[0]).toMatchObject({ value: 7, unit: 'mmol/L', interpretation: 'H' });
  });

  it('bounds every list and tells where all of a cut one is', async () => {
    const { body } = await open(patientId);
    for (const [list, most] of Object.entries(SHOWN)) expect(body[list].length).toBeLessThanOrEqual(most);
    expect(Object.keys(body.more).sort()).toEqual(['encounters', 'notes', 'results', 'vitals']);
    expect(body.more.notes).toBe(`/api/v1/encounters/${openEncounter}/notes`);
    expect(body.cut.notes).toEqual({ more: mostMoreOf('notes'), orMore: true, address: body.more.notes });
    expect(body.cut.vitals).toEqual({ more: mostMoreOf('vitals'), orMore: true, address: body.more.vitals });
  });

  it('is one statement, the decision who may see it and its event included, whatever its age', async () => {
    const names = await withoutBackgroundJobs(world.app, () => statementsOpening(patientId));
    expect(names).toEqual(['chart+decision']);
  });

  it('reads no more rows than it shows, and walks through no table', async () => {
    const asked = {
      place: 0,
      kind: 'read',
      actor_kind: 'system',
      username: 'test',
      entity: 'chart',
      entity_id: patientId,
    };
    const text = statementOf(CHART).text.replaceAll('$1', `'${JSON.stringify([asked])}'`);
    const [row] = await world.sql(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`);
    const scans = scansOf(elementAt((row as { 'QUERY PLAN': { Plan: PlanNode }[] })['QUERY PLAN'], 0).Plan);
    const grown =
      'encounter vital_signs observation diagnostic_report service_order note medication_request problem allergy'.split(
        ' ',
      );
    for (const table of grown) {
      const scan = scans.find(({ relation }) => relation === table);
      expect(`${table}: ${scan?.kind}`).toBe(`${table}: Index Scan`);
    }
    const read = scans.filter(({ relation }) => grown.includes(relation)).reduce((sum, { rows }) => sum + rows, 0);
    const shown = Object.values(SHOWN).reduce((sum: number, most) => sum + most + 1, 0) + (SHOWN.results + 1) * 10;
    // What is left out is counted behind what is shown, up to a number.
    const lists = Object.entries(SHOWN) as [keyof typeof SHOWN, number][];
    const counted = lists.reduce((sum, [name, most]) => sum + most + mostMoreOf(name) + 1, 0);
    expect(read).toBeLessThanOrEqual(shown + SHOWN.encounters + counted);
  });
});

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: PlanNode[];
}

function scansOf(node: PlanNode): { relation: string; kind: string; rows: number }[] {
  const own = node['Relation Name']
    ? [
        {
          relation: node['Relation Name'],
          kind: node['Node Type'],
          rows: (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
        },
      ]
    : [];
  return [...own, ...(node.Plans ?? []).flatMap(scansOf)];
}
