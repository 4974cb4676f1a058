import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { runAsSystem } from '../../src/kernel/request-context.js';
import type { Role } from '../../src/platform/routes/policy.js';
import { potassium, report, send } from '../results/reports.js';
import { aMedicine, anAdmission, anOrder, aPatient } from '../support/builders.js';
import { changeBehind } from '../support/processes.js';
import { later } from '../support/days.js';
import { markConfidential, worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const boardOf = (wardId: string) => world.as('nurse').get(`/api/v1/wards/${wardId}/board`);

/** A round of vital signs, written as the domain that charts them would. */
const chart = (encounter: { id: string; patientId: string }, values: object, effectiveAt = new Date()) =>
  runAsSystem('chart', () =>
    world.app.get(UnitOfWork, { strict: false }).write((tx) =>
      tx.vitalSigns.create({
        data: {
          heartRate: 104,
          respiratoryRate: 22,
          systolic: 122,
          diastolic: 76,
          temperature: 38.9,
          oxygenSaturation: 95,
          supplementalOxygen: false,
          consciousness: 'A',
          ...values,
          encounterId: encounter.id,
          patientId: encounter.patientId,
          recordedBy: world.staff.nurse.id,
          effectiveAt,
        },
        select: { id: true },
      }),
    ),
  );

describe('The board of a ward', () => {
  it('shows every bed in order, who lies in it, and patients who wait for one', async () => {
    const [ward] = world.wards;
    const { id: patientId, mrn } = await aPatient(world, { fullName: 'Trần Thị Bảng', birthDate: '1980-02' });
    const lying = await anAdmission(world, { patientId, bedId: elementAt(ward.beds, 1).id });
    const waiting = await anAdmission(world);
    await anAdmission(world, { wardId: world.wards[1].id });
    const { status, body } = await boardOf(ward.id);
    expect(status).toBe(200);
    expect(body).toMatchObject({ wardId: ward.id, wardCode: 'NOI', wardName: 'Khoa NOI', complete: true });
    expect(body.items).toHaveLength(4);
    expect(body.items[0]).toEqual({
      bed: {
        id: elementAt(ward.beds, 0).id,
        roomCode: 'P1',
        code: 'G1',
        active: true,
        taken: false,
        state: 'free',
        stateReason: null,
      },
      encounter: null,
    });
    expect(body.items[1]).toEqual({
      bed: {
        id: elementAt(ward.beds, 1).id,
        roomCode: 'P1',
        code: 'G2',
        active: true,
        taken: true,
        state: 'occupied',
        stateReason: null,
      },
      encounter: {
        id: lying.id,
        visitNumber: expect.any(String),
        class: 'inpatient',
        patientId,
        patient: {
          mrn,
          fullName: 'Trần Thị Bảng',
          sex: 'female',
          unknown: false,
          birthDate: '1980-02',
          age: expect.any(Object),
          deceased: false,
        },
        startedAt: expect.any(String),
        since: expect.any(String),
        reason: 'Sốt cao',
        isolation: [],
        leave: null,
        vitals: null,
        allergies: { status: 'not-asked', count: 0, highestCriticality: null },
        diagnosis: null,
        doses: { due: 0, overdue: 0, nextAt: null },
        results: { unread: 0, critical: 0 },
        orders: { pending: 0, urgent: 0 },
      },
    });
    expect(body.items[3]).toMatchObject({ bed: null, encounter: { id: waiting.id, patientId: waiting.patientId } });
    const event = elementAt(
      await world.sql('SELECT kind, entity, username, patient_ids FROM audit.event ORDER BY id DESC LIMIT 1'),
      0,
    );
    expect(event).toMatchObject({ kind: 'list', entity: 'ward_board', username: 'nurse' });
    expect(new Set(event.patient_ids)).toEqual(new Set([patientId, waiting.patientId]));
  });

  it('shows the latest vital signs that were no error, with their NEWS2', async () => {
    const ward = world.wards[1];
    const admitted = await anAdmission(world, { wardId: ward.id, bedId: elementAt(ward.beds, 0).id });
    await chart(admitted, {}, new Date(Date.now() - 3_600_000));
    await chart(admitted, { heartRate: 78 }, new Date(Date.now() - 7_200_000));
    await chart(admitted, { heartRate: 30, status: 'entered-in-error', statusReason: 'Nhầm' });
    const { body } = await boardOf(ward.id);
    expect(body.items[0].encounter.vitals).toMatchObject({
      effectiveAt: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/),
      heartRate: 104,
      respiratoryRate: 22,
      systolic: 122,
      diastolic: 76,
      temperature: 38.9,
      oxygenSaturation: 95,
      supplementalOxygen: false,
      consciousness: 'A',
      news2Total: 5,
    });
  });

  it('scores no child, and no round that lacks a parameter', async () => {
    const ward = world.wards[1];
    const child = await aPatient(world, { birthDate: String(new Date().getFullYear() - 8) });
    const childIn = await anAdmission(world, {
      patientId: child.id,
      wardId: ward.id,
      bedId: elementAt(ward.beds, 1).id,
    });
    const adultIn = await anAdmission(world, { wardId: ward.id, bedId: elementAt(ward.beds, 2).id });
    await chart(childIn, {});
    await chart(adultIn, { consciousness: null });
    const { body } = await boardOf(ward.id);
    expect(body.items[1].encounter.vitals).toMatchObject({ heartRate: 104, news2Total: null });
    expect(body.items[2].encounter.vitals).toMatchObject({ heartRate: 104, news2Total: null });
  });

  it('keeps each latest value and the last complete score, whatever is charted alone after', async () => {
    const { body: opened } = await world.as('admin').post('/api/v1/wards', { code: 'NANG', name: 'Khoa nặng' });
    const admitted = await anAdmission(world, { wardId: opened.id, bedId: null });
    const vitals = async () => (await boardOf(opened.id)).body.items[0].encounter.vitals;
    const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    const dying = { heartRate: 140, respiratoryRate: 32, systolic: 85, diastolic: 50, temperature: 39.5 };
    const worse = { oxygenSaturation: 88, supplementalOxygen: true, consciousness: 'V' };
    await chart(admitted, { ...dying, ...worse }, ago(30));
    const nothing = Object.fromEntries(Object.keys({ ...dying, ...worse }).map((name) => [name, null]));
    await chart(admitted, { ...nothing, weight: 61 }, ago(20));
    const at30 = { ...dying, ...worse, news2Total: 19 };
    const score = { total: 19, risk: 'high', redParameter: true, recheckMinutes: 0 };
    expect(await vitals()).toMatchObject({ ...at30, ageMinutes: { heartRate: 30 }, news2: score, shownSince: null });
    await chart(admitted, { ...nothing, heartRate: 138 }, ago(10));
    const later = await vitals();
    expect(later).toMatchObject({
      ...at30,
      heartRate: 138,
      ageMinutes: { heartRate: 10, temperature: 30 },
      news2: score,
    });
    expect(later.shownSince).toMatchObject({ partial: 19, risk: 'high', effectiveAt: later.takenAt.heartRate });
    // Watched all the time, a set is still written down each quarter of an hour.
    expect(Date.parse(later.dueAt) - Date.parse(later.news2.effectiveAt)).toBe(15 * 60_000);
  });

  it('shows no diastolic of another moment beside the latest systolic', async () => {
    const { body: opened } = await world.as('admin').post('/api/v1/wards', { code: 'HA', name: 'Khoa huyết áp' });
    const admitted = await anAdmission(world, { wardId: opened.id, bedId: null });
    await chart(admitted, { systolic: 118, diastolic: 76 }, new Date(Date.now() - 30 * 60_000));
    await chart(admitted, { systolic: 60, diastolic: null }, new Date(Date.now() - 10 * 60_000));
    const { vitals } = (await boardOf(opened.id)).body.items[0].encounter;
    expect(vitals).toMatchObject({ systolic: 60, diastolic: null, takenAt: { diastolic: null } });
  });

  it('says what a single bad value after a good round means for the next one', async () => {
    const { body: opened } = await world.as('admin').post('/api/v1/wards', { code: 'NHE', name: 'Khoa nhẹ' });
    const admitted = await anAdmission(world, { wardId: opened.id, bedId: null });
    const good = { heartRate: 78, respiratoryRate: 16, temperature: 37, oxygenSaturation: 98 };
    await chart(admitted, good, new Date(Date.now() - 120 * 60_000));
    const others = { respiratoryRate: null, systolic: null, diastolic: null, temperature: null, consciousness: null };
    const only = { ...others, oxygenSaturation: null, supplementalOxygen: null, heartRate: 138 };
    await chart(admitted, only, new Date(Date.now() - 60_000));
    const { vitals } = (await boardOf(opened.id)).body.items[0].encounter;
    expect(vitals).toMatchObject({ news2Total: 0, news2: { risk: 'low', recheckMinutes: 720 } });
    expect(vitals.shownSince).toMatchObject({ partial: 3, risk: 'low-medium', redParameter: true, recheckMinutes: 60 });
    expect(vitals.dueAt).toBe(vitals.shownSince.dueAt);
  });

  it('tells the age of the small in days, allergies and the diagnosis of the stay', async () => {
    const { body: opened } = await world.as('admin').post('/api/v1/wards', { code: 'NHI', name: 'Khoa Nhi' });
    const birthDate = new Date(Date.now() - 12 * 86_400_000).toISOString().slice(0, 10);
    const { id: patientId } = await aPatient(world, { birthDate });
    const admitted = await anAdmission(world, { patientId, wardId: opened.id, bedId: null });
    const add = (list: string, body: object) => world.as('doctor').post(`/api/v1/patients/${patientId}/${list}`, body);
    const answers = [
      await add('allergies', { code: { display: 'Sữa bò' }, criticality: 'low' }),
      await add('allergies', { code: { display: 'Penicillin' }, criticality: 'high' }),
      await add('problems', { code: { code: 'J18.9', display: 'Viêm phổi' }, encounterId: admitted.id }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    const { encounter } = (await boardOf(opened.id)).body.items[0];
    expect(encounter.patient.age).toMatchObject({ unit: 'day' });
    expect(encounter.allergies).toEqual({ status: 'known', count: 2, highestCriticality: 'high' });
    expect(encounter.diagnosis).toMatchObject({ code: 'J18.9', display: 'Viêm phổi' });
  });

  it('tells what waits: doses with the next, results that no doctor has looked at, critical ones, and orders', async () => {
    const { body: opened } = await world.as('admin').post('/api/v1/wards', { code: 'CHO', name: 'Khoa chờ' });
    const { id: encounterId } = await anAdmission(world, { wardId: opened.id, bedId: null });
    const waits = async (role: 'nurse' | 'registrar' = 'nurse') => {
      const { body } = await world.as(role).get(`/api/v1/wards/${opened.id}/board`);
      const { doses, results, orders } = body.items[0].encounter;
      return { doses, results, orders };
    };
    await aMedicine(world, { encounterId });
    const medication = { system: 'http://www.whocc.no/atc', code: 'A02BC01', display: 'Omeprazol 20 mg' };
    const asNeeded = { minimumGapHours: 12, maximumPerDay: 2 };
    await aMedicine(world, { encounterId, medication, dose: { value: 20, unit: 'mg' }, timing: { asNeeded } });
    const order = await anOrder(world, { encounterId, priority: 'stat' });
    await anOrder(world, { encounterId, signed: false });
    const doses = { due: 1, overdue: 0, nextAt: expect.stringMatching(/^\d{4}-.*Z$/) };
    const noResults = { unread: 0, critical: 0 };
    expect(await waits()).toEqual({ doses, results: noResults, orders: { pending: 1, urgent: 1 } });
    const { body: reported } = await send(world, order, report([potassium(7.1)]));
    const { body: mar } = await world.as('nurse').get(`/api/v1/encounters/${encounterId}/mar`);
    const due = (mar.items as { id: string; status: string }[]).find(({ status }) => status === 'due');
    await world.as('nurse').post(`/api/v1/doses/${due?.id}/refuse`, { reason: 'Buồn nôn' }, { 'If-Match': '"0"' });
    expect(await waits()).toEqual({
      doses: { due: 0, overdue: 0, nextAt: null },
      results: { unread: 1, critical: 1 },
      orders: { pending: 0, urgent: 0 },
    });
    // A nurse who reads it back has told the doctor; a doctor has looked at it.
    await world.as('nurse').post(`/api/v1/results/${reported.id}/acknowledge`, { readBack: '7.1' });
    expect((await waits()).results).toEqual({ unread: 1, critical: 0 });
    await world.as('doctor').post(`/api/v1/results/${reported.id}/review`, undefined, { 'If-Match': '"1"' });
    expect((await waits()).results).toEqual(noResults);
    expect(await waits('registrar')).toEqual({ doses: null, results: null, orders: null });
  });

  it('tells of a dose whose time went by, although nothing was written since', async () => {
    const { body: opened } = await world.as('admin').post('/api/v1/wards', { code: 'QUA', name: 'Khoa quá giờ' });
    const { id: encounterId } = await anAdmission(world, { wardId: opened.id, bedId: null });
    const { id } = await aMedicine(world, { encounterId });
    await changeBehind(world, `UPDATE service_order SET signed_at = now() - interval '58 minutes' WHERE id = '${id}'`);
    const doses = async () => (await boardOf(opened.id)).body.items[0].encounter.doses;
    expect(await doses()).toMatchObject({ due: 1, overdue: 0 });
    await later(4 * 60_000, async () => expect(await doses()).toMatchObject({ due: 0, overdue: 1 }));
  });

  it('counts an infusion until it is begun, and not what runs or is paused', async () => {
    const { body: opened } = await world.as('admin').post('/api/v1/wards', { code: 'TRUYEN', name: 'Khoa truyền' });
    const { id: encounterId } = await anAdmission(world, { wardId: opened.id, bedId: null });
    const counts = async () => (await boardOf(opened.id)).body.items[0].encounter.doses;
    const rate = { value: 100, unit: 'mL/h' };
    const more = { route: 'intravenous', infusion: { fluid: 'Natri clorid 0,9 %', volume: 500, rate } };
    const order = await aMedicine(world, { encounterId, dose: { value: 1000, unit: 'mg' }, more });
    expect(await counts()).toEqual({ due: 1, overdue: 0, nextAt: expect.any(String) });
    const { body: mar } = await world.as('nurse').get(`/api/v1/encounters/${encounterId}/mar`);
    const { id } = (mar.items as { id: string; orderId: string }[]).find(({ orderId }) => orderId === order.id)!;
    const act = (what: string, version: number, body: object = {}) =>
      world.as('nurse').post(`/api/v1/doses/${id}/${what}`, body, { 'If-Match': `"${version}"` });
    expect((await act('give', 0)).status).toBe(200);
    expect(await counts()).toEqual({ due: 0, overdue: 0, nextAt: null });
    expect((await act('pause', 1, { reason: 'Đi chụp phim' })).status).toBe(200);
    expect(await counts()).toEqual({ due: 0, overdue: 0, nextAt: null });
    const chart = (await world.as('doctor').get(`/api/v1/patients/${order.patientId}/chart`)).body;
    const shown = (chart.orders as { id: string; dosage: object }[]).find((one) => one.id === order.id);
    expect(shown?.dosage).toMatchObject({ dose: { value: 1000, unit: 'mg' }, infusion: { volume: 500, rate } });
  });

  it('of an empty ward is empty, and on the trail', async () => {
    const { body: ward } = await world.as('admin').post('/api/v1/wards', { code: 'TRONG', name: 'Khoa trống' });
    const { status, body } = await boardOf(ward.id);
    expect([status, body.items]).toEqual([200, []]);
    const [event] = await world.sql('SELECT kind, patient_ids FROM audit.event ORDER BY id DESC LIMIT 1');
    expect(event).toMatchObject({ kind: 'list', patient_ids: [] });
  });

  it('follows a patient who is moved', async () => {
    const [ward, other] = world.wards;
    const { id, version } = await anAdmission(world, { bedId: elementAt(ward.beds, 0).id });
    const place = { wardId: other.id };
    await world.as('doctor').post(`/api/v1/encounters/${id}/transfer`, place, { 'If-Match': `"${version}"` });
    expect((await boardOf(ward.id)).text).not.toContain(id);
    const { body } = await boardOf(other.id);
    expect(body.items.at(-1)).toMatchObject({ bed: null, encounter: { id } });
  });

  it('loses whoever is discharged', async () => {
    const [ward] = world.wards;
    const { id, version } = await anAdmission(world, { bedId: elementAt(ward.beds, 2).id });
    await world
      .as('doctor')
      .post(`/api/v1/encounters/${id}/discharge`, { disposition: 'home' }, { 'If-Match': `"${version}"` });
    const { text } = await boardOf(ward.id);
    expect(text).not.toContain(id);
  });

  it('shows registration who lies where, and nothing charted', async () => {
    const [ward] = world.wards;
    const admitted = await anAdmission(world, { wardId: ward.id, bedId: null });
    await chart(admitted, {});
    const items = async (role: 'registrar' | 'nurse') =>
      (await world.as(role).get(`/api/v1/wards/${ward.id}/board`)).body.items as {
        encounter: { id: string; reason: string | null; vitals: object | null } | null;
      }[];
    const shownTo = async (role: 'registrar' | 'nurse') =>
      (await items(role)).find(({ encounter }) => encounter?.id === admitted.id)?.encounter;
    expect(await shownTo('nurse')).toMatchObject({ vitals: { heartRate: 104 }, reason: 'Sốt cao' });
    expect(await shownTo('registrar')).toMatchObject({ vitals: null, reason: 'Sốt cao' });
    await markConfidential(world, admitted.patientId, 'V');
    expect(await shownTo('registrar')).toMatchObject({ vitals: null, reason: null });
  });

  it('is not for the laboratory, auditors and administrators', async () => {
    for (const role of ['lab', 'auditor', 'admin'] as const) {
      expect((await world.as(role).get(`/api/v1/wards/${world.wards[0].id}/board`)).status).toBe(403);
    }
  });
});

describe('Whom other wards ask a ward to take', () => {
  interface Row {
    readonly patientId: string;
    readonly reason: string | null;
    readonly presentWard: { readonly id: string; readonly name: string; readonly bedCode: string | null } | null;
    readonly askedBy: { readonly fullName: string | null };
  }
  const comingTo = async (role: Role, wardId: string) => {
    const { status, body } = await world.as(role).get(`/api/v1/wards/${wardId}/incoming?limit=100`);
    expect(status).toBe(200);
    return (body as { items: Row[] }).items;
  };
  const refer = (patientId: string, wardId: string) =>
    world.as('doctor').post(`/api/v1/patients/${patientId}/referrals`, { wardId, reason: 'Xin nhận điều trị nội trú' });
  const move = async (stay: { id: string; version: number }, wardId: string) => {
    const moved = await world
      .as('doctor')
      .post(`/api/v1/encounters/${stay.id}/transfer`, { wardId }, { 'If-Match': `"${stay.version}"` });
    expect(moved.status).toBe(200);
  };

  beforeAll(() => worksOnlyIn(world, 'doctor', world.wards[0].id));

  it('is shown with where they are and who asks, on the trail by name, until they have come', async () => {
    const [asking, asked] = [world.wards[0].id, world.wards[1].id];
    const { id: patientId } = await aPatient(world, { fullName: 'Lê Văn Báo', birthDate: '1970' });
    const stay = await anAdmission(world, { patientId, wardId: asking, bedId: null });
    expect(await comingTo('nurse', asked)).toEqual([]);
    expect((await refer(patientId, asked)).status).toBe(201);
    expect(await comingTo('nurse', asked)).toEqual([
      expect.objectContaining({
        patientId,
        patient: expect.objectContaining({ fullName: 'Lê Văn Báo', birthDate: '1970', sex: 'female' }),
        presentWard: { id: asking, name: 'Khoa NOI', bedCode: null },
        reason: 'Xin nhận điều trị nội trú',
        askedBy: expect.objectContaining({ id: world.staff.doctor.id }),
        version: 1,
      }),
    ]);
    const [event] = await world.sql(
      `SELECT entity, patient_ids FROM audit.event WHERE detail->>'route' LIKE '%incoming' AND patient_ids <> '{}' ORDER BY id DESC LIMIT 1`,
    );
    expect(event).toEqual({ entity: 'access_grant', patient_ids: [patientId] });
    expect(await comingTo('nurse', asking)).toEqual([]);
    await move(stay, asked);
    expect(await comingTo('nurse', asked)).toEqual([]);
  });

  it('is shown to nobody who may not see the patient, and to a desk without the reason of a confidential record', async () => {
    const asked = world.wards[1].id;
    const stay = await anAdmission(world, { wardId: world.wards[0].id, bedId: null });
    expect((await refer(stay.patientId, asked)).status).toBe(201);
    await markConfidential(world, stay.patientId, 'R');
    expect(await comingTo('registrar', asked)).toMatchObject([{ patientId: stay.patientId, reason: null }]);
    await worksOnlyIn(world, 'head-nurse', asked);
    expect(await comingTo('head-nurse', asked)).toMatchObject([{ reason: 'Xin nhận điều trị nội trú' }]);
    await worksOnlyIn(world, 'head-nurse');
    expect(await comingTo('head-nurse', asked)).toEqual([]);
    expect((await world.as('lab').get(`/api/v1/wards/${asked}/incoming`)).status).toBe(403);
    const [grant] = (await world.as('doctor').get(`/api/v1/patients/${stay.patientId}/grants`)).body.items;
    await world.as('doctor').post(`/api/v1/grants/${grant.id}/end`, {}, { 'If-Match': `"${grant.version}"` });
    expect(await comingTo('registrar', asked)).toEqual([]);
  });
});
