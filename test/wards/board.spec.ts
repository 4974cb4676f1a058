import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { runAsSystem } from '../../src/kernel/request-context.js';
import { anAdmission, aPatient } from '../support/builders.js';
import { markConfidential } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';

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
    const lying = await anAdmission(world, { patientId, bedId: ward.beds[1].id });
    const waiting = await anAdmission(world);
    await anAdmission(world, { wardId: world.wards[1].id });
    const { status, body } = await boardOf(ward.id);
    expect(status).toBe(200);
    expect(body).toMatchObject({ wardId: ward.id, wardCode: 'NOI', wardName: 'Khoa NOI', complete: true });
    expect(body.items).toHaveLength(4);
    expect(body.items[0]).toEqual({
      bed: { id: ward.beds[0].id, roomCode: 'P1', code: 'G1', active: true, taken: false },
      encounter: null,
    });
    expect(body.items[1]).toEqual({
      bed: { id: ward.beds[1].id, roomCode: 'P1', code: 'G2', active: true, taken: true },
      encounter: {
        id: lying.id,
        class: 'inpatient',
        patientId,
        patient: { mrn, fullName: 'Trần Thị Bảng', sex: 'female', birthDate: '1980-02' },
        startedAt: expect.any(String),
        since: expect.any(String),
        reason: 'Sốt cao',
        vitals: null,
      },
    });
    expect(body.items[3]).toMatchObject({ bed: null, encounter: { id: waiting.id, patientId: waiting.patientId } });
    const [event] = await world.sql(
      'SELECT kind, entity, username, patient_ids FROM audit.event ORDER BY id DESC LIMIT 1',
    );
    expect(event).toMatchObject({ kind: 'list', entity: 'ward_board', username: 'nurse' });
    expect(new Set(event.patient_ids)).toEqual(new Set([patientId, waiting.patientId]));
  });

  it('shows the latest vital signs that were no error, with their NEWS2', async () => {
    const ward = world.wards[1];
    const admitted = await anAdmission(world, { wardId: ward.id, bedId: ward.beds[0].id });
    await chart(admitted, {}, new Date(Date.now() - 3_600_000));
    await chart(admitted, { heartRate: 78 }, new Date(Date.now() - 7_200_000));
    await chart(admitted, { heartRate: 30, status: 'entered-in-error', statusReason: 'Nhầm' });
    const { body } = await boardOf(ward.id);
    expect(body.items[0].encounter.vitals).toEqual({
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
    const childIn = await anAdmission(world, { patientId: child.id, wardId: ward.id, bedId: ward.beds[1].id });
    const adultIn = await anAdmission(world, { wardId: ward.id, bedId: ward.beds[2].id });
    await chart(childIn, {});
    await chart(adultIn, { consciousness: null });
    const { body } = await boardOf(ward.id);
    expect(body.items[1].encounter.vitals).toMatchObject({ heartRate: 104, news2Total: null });
    expect(body.items[2].encounter.vitals).toMatchObject({ heartRate: 104, news2Total: null });
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
    const { id, version } = await anAdmission(world, { bedId: ward.beds[0].id });
    const place = { wardId: other.id };
    await world.as('doctor').post(`/api/v1/encounters/${id}/transfer`, place, { 'If-Match': `"${version}"` });
    expect((await boardOf(ward.id)).text).not.toContain(id);
    const { body } = await boardOf(other.id);
    expect(body.items.at(-1)).toMatchObject({ bed: null, encounter: { id } });
  });

  it('loses whoever is discharged', async () => {
    const [ward] = world.wards;
    const { id, version } = await anAdmission(world, { bedId: ward.beds[2].id });
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
