import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { hoursAgo, potassium, report } from '../results/reports.js';
import { aMedicine, anAdmission, anOrder, aPatient, aTransfusion } from '../support/builders.js';
import { aStoredFile } from '../support/files.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

type Rows = Record<string, string[]>;

/** Ids of every row about a patient, by table. */
async function rowsOf(patientId: string): Promise<Rows> {
  const tables = await world.sql<{ name: string }>('SELECT name FROM merge_moves()');
  const rows: Rows = {};
  for (const { name } of tables) {
    const found = await world.sql<{ id: string }>(`SELECT id FROM ${name} WHERE patient_id = $1`, [patientId]);
    if (found.length > 0) rows[name] = found.map(({ id }) => id);
  }
  return rows;
}

const act = async (path: string, body: object) => {
  const patientId = path.split('/')[4]!;
  const officer = world.as('records-officer');
  const [row] = await world.sql<{ version: number }>('SELECT version FROM patient WHERE id = $1', [patientId]);
  const answer = await officer.post(path, body, { 'If-Match': `"${row!.version}"` });
  expect([path, answer.status, answer.body.title]).toEqual([path, path.endsWith('/merge') ? 201 : 200, undefined]);
  return answer.body;
};

/** What both take already is asked about when it is ordered once more. */
const AMLODIPINE = {
  medication: { system: 'http://www.whocc.no/atc', code: 'C08CA01', display: 'Amlodipin 5 mg' },
  dose: { value: 5, unit: 'mg' },
};

/** What a day on the ward writes in one stay, each kind through its own route. */
async function aDay(encounterId: string, medicine: object, point: string): Promise<void> {
  const doctor = world.as('doctor');
  const create = async (path: string, body: object, as = doctor): Promise<{ id: string; version: number }> => {
    const answer = await as.post(path, body);
    expect([path, answer.status, answer.body.errors]).toEqual([path, 201, undefined]);
    return answer.body;
  };
  await create(`/api/v1/encounters/${encounterId}/vitals`, { heartRate: 96, respiratoryRate: 20 }, world.as('nurse'));
  await create(
    `/api/v1/encounters/${encounterId}/fluids`,
    { direction: 'in', kind: 'oral', volume: 200 },
    world.as('nurse'),
  );
  const text = [{ code: 'course', text: 'Tỉnh, đỡ đau' }];
  const note = await create(`/api/v1/encounters/${encounterId}/notes`, { type: 'progress', sections: text });
  const signed = await doctor.post(`/api/v1/notes/${note.id}/sign`, {}, { 'If-Match': `"${note.version}"` });
  expect(signed.status).toBe(200);
  await aStoredFile(world, `/api/v1/encounters/${encounterId}/files`, {}, doctor);
  const order = await anOrder(world, { encounterId });
  await create(
    `/api/v1/orders/${order.id}/results`,
    report([potassium(7.4)], { effectiveAt: hoursAgo(0) }),
    world.as('lab'),
  );
  const { id: orderId } = await aMedicine(world, { encounterId, ...medicine });
  const { body: mar } = await doctor.get(`/api/v1/encounters/${encounterId}/mar`);
  const dose = (mar.items as { id: string; orderId: string }[]).find((item) => item.orderId === orderId)!;
  expect((await doctor.post(`/api/v1/doses/${dose.id}/give`, {}, { 'If-Match': '"0"' })).status).toBe(200);
  await aTransfusion(world, encounterId);
  const items = [{ medication: { display: 'Metformin 500 mg' }, source: 'family' }];
  await create(`/api/v1/encounters/${encounterId}/reconciliations`, { point, items });
}

it('What a day on the ward wrote while two records were one, is whose stay it was when they are parted again', async () => {
  const [known, other] = [await aPatient(world), await aPatient(world)];
  // Hers is over, the other's goes on: as when somebody was registered anew in the emergency ward.
  const before = await anAdmission(world, { patientId: known.id, bedId: null });
  await aDay(before.id, {}, 'admission');
  const kind = [
    'active-order',
    'unread-result',
    'due-dose',
    'running-transfusion',
    'unsigned-note',
    'open-reconciliation',
  ];
  const open = await world.as('doctor').get(`/api/v1/encounters/${before.id}/open-items`);
  const kinds = new Set([...kind, ...(open.body.items as { kind: string }[]).map((item) => item.kind)]);
  const passedOver = [...kinds].map((one) => ({ kind: one, reason: 'Bàn giao' }));
  const end = { disposition: 'home', passedOver };
  const discharged = await world
    .as('doctor')
    .post(`/api/v1/encounters/${before.id}/discharge`, end, { 'If-Match': `"${before.version}"` });
  expect([discharged.status, discharged.body.errors]).toEqual([200, undefined]);
  const stay = await anAdmission(world, { patientId: other.id, bedId: null });
  await aDay(stay.id, {}, 'admission');
  const [hers, theirs] = [await rowsOf(known.id), await rowsOf(other.id)];

  const { mergeId } = await act(`/api/v1/patients/${known.id}/merge`, { otherId: other.id, reason: 'Tưởng một người' });
  expect(await rowsOf(other.id)).toEqual({});
  await aDay(stay.id, AMLODIPINE, 'transfer');
  const visit = { patientId: known.id, class: 'outpatient', wardId: world.wards[1].id, reason: 'Tái khám' };
  const registrar = await world.as('registrar').post('/api/v1/encounters', visit);
  expect([registrar.status, registrar.body.errors]).toEqual([201, undefined]);
  const between = await rowsOf(known.id);

  const parted = await act(`/api/v1/patients/${known.id}/unmerge`, { mergeId, reason: 'Hai người khác nhau' });
  const [hersAfter, theirsAfter] = [await rowsOf(known.id), await rowsOf(other.id)];
  const kept = new Set(Object.values(hers).flat());
  for (const [table, ids] of Object.entries(between)) {
    const all = [...(hersAfter[table] ?? []), ...(theirsAfter[table] ?? [])].sort();
    expect([table, all]).toEqual([table, [...ids].sort()]); // nothing is lost, and nothing is of both
  }
  // Hers are what she had, the visit that she began meanwhile, and the other's MRN, retired; all the rest is of the other's stay.
  const hersNew = Object.entries(hersAfter).flatMap(([table, ids]) =>
    ids.filter((id) => !kept.has(id)).map(() => table),
  );
  expect([...new Set(hersNew)].filter((table) => !['encounter', 'stay', 'patient_identifier'].includes(table))).toEqual(
    [],
  );
  for (const table of [
    'vital_signs',
    'note',
    'service_order',
    'diagnostic_report',
    'dose',
    'transfusion',
    'medicine_reconciliation',
    'task',
    'task_step',
    'stored_file',
  ]) {
    const grown = [table, (theirsAfter[table] ?? []).length - (theirs[table] ?? []).length > 0];
    expect(grown).toEqual([table, true]);
  }
  expect(parted.stayed).toEqual({});
  const { body: chart } = await world.as('doctor').get(`/api/v1/patients/${known.id}/chart`);
  const shown = JSON.stringify(chart);
  for (const id of Object.values(theirsAfter).flat()) expect(shown).not.toContain(id);
});

it('Parting two records while people chart in both leaves every row with whose stay it is in', async () => {
  const [known, other] = [await aPatient(world), await aPatient(world)];
  const stays = [];
  for (const { id: patientId } of [known, other]) {
    const visit = { patientId, class: 'outpatient', wardId: world.wards[1].id, reason: 'Ho' };
    stays.push((await world.as('doctor').post('/api/v1/encounters', visit)).body as { id: string });
  }
  const { mergeId } = await act(`/api/v1/patients/${known.id}/merge`, { otherId: other.id, reason: 'Tưởng một người' });
  const writes = stays.flatMap(({ id }) =>
    Array.from({ length: 6 }, (_, n) =>
      world.as('doctor').post(`/api/v1/encounters/${id}/vitals`, { heartRate: 70 + n }),
    ),
  );
  const parting = act(`/api/v1/patients/${known.id}/unmerge`, { mergeId, reason: 'Hai người khác nhau' });
  const [, ...answers] = await Promise.all([parting, ...writes]);
  const written = answers.filter(({ status }) => status === 201).length;
  expect(answers.filter(({ status }) => ![201, 409, 503].includes(status))).toEqual([]);
  const ids = stays.map(({ id }) => id);
  const rows = await world.sql<{ right: boolean }>(
    `SELECT v.patient_id = e.patient_id AS right FROM vital_signs v JOIN encounter e ON e.id = v.encounter_id WHERE e.id = ANY ($1)`,
    [ids],
  );
  expect([rows.length, rows.every(({ right }) => right)]).toEqual([written, true]);
});
