import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPatient } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { anUntied } from '../support/untied.js';
import { markConfidential } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let patient: { id: string; mrn: string };
beforeAll(async () => {
  world = await startWorld();
  patient = await aPatient(world, {
    fullName: 'Nguyễn Thị Ánh',
    birthDate: '1990-05-12',
    identifiers: [{ system: 'cccd', value: '001190000123' }],
  });
});
afterAll(() => world.close());

const at = (version: number) => ({ 'If-Match': `"${version}"` });
const act = (id: string, action: 'assign' | 'dismiss', body: object, version = 1) =>
  world.as('records-officer').post(`/api/v1/untied-resources/${id}/${action}`, body, at(version));
const eventsOf = (id: string) =>
  world.sql(
    `SELECT kind, patient_id, username, reason, changes->'patient_id' AS tied FROM audit.event
      WHERE entity = 'fhir_source' AND entity_id = $1 AND kind = 'update'`,
    [id],
  );
const ANH = { patient: { display: 'NGUYEN THI ANH', identifier: { value: '001190000123' } } };
const OTHER = {
  patient: { reference: '#p' },
  contained: [{ resourceType: 'Patient', id: 'p', name: [{ text: 'Trần Văn Bình' }], birthDate: '1971' }],
};

describe('A resource that nobody could tie', () => {
  it('is compared with a patient, tied by a person, and part of the record from then on', async () => {
    const id = await anUntied(world, ANH);
    const seen = await world.as('lab').get(`/api/v1/untied-resources/${id}/comparison?patientId=${patient.id}`);
    expect(seen.body).toEqual({
      named: [{ name: 'NGUYEN THI ANH', birthDate: null, sex: null, identifiers: ['001190000123'] }],
      patient: { id: patient.id, mrn: patient.mrn, fullName: 'Nguyễn Thị Ánh', birthDate: '1990-05-12', sex: 'female' },
      compared: { name: 'same', birthDate: null, identifier: 'same' },
    });
    const tied = await act(id, 'assign', { patientId: patient.id, reason: 'Đúng số CCCD' });
    expect([tied.status, tied.body]).toMatchObject([200, { id, patientId: patient.id, version: 2 }]);
    expect(tied.headers.etag).toBe('"2"');
    expect(await eventsOf(id)).toEqual([
      {
        kind: 'update',
        patient_id: patient.id,
        username: 'records-officer',
        reason: 'Đúng số CCCD',
        tied: [null, patient.id],
      },
    ]);
    const report = await world.as('auditor').get(`/api/v1/patients/${patient.id}/access-report`);
    expect(JSON.stringify(report.body)).toContain('Đúng số CCCD');
    expect((await world.as('doctor').get(`/fhir/R4/Immunization/${id}`)).status).not.toBe(404);
    expect((await world.as('lab').get(`/api/v1/untied-resources/${id}`)).status).toBe(404);
    expectProblem(await act(id, 'assign', { patientId: patient.id, reason: 'Lần nữa' }, 2), 404, 'resource-not-found');
  });

  it('that names somebody else is told with both, which is on the trail, and tied only when confirmed', async () => {
    const id = await anUntied(world, OTHER);
    const body = { patientId: patient.id, reason: 'Người nhà xác nhận' };
    const refused = await act(id, 'assign', body);
    expectProblem(refused, 409, 'names-another');
    expect(refused.body).toMatchObject({
      named: [{ name: 'Trần Văn Bình', birthDate: '1971' }],
      patient: { fullName: 'Nguyễn Thị Ánh' },
      compared: { name: 'differs', birthDate: 'differs', identifier: null },
    });
    const told = await world.sql('SELECT patient_ids, patient_id FROM audit.event WHERE request_id = $1', [
      refused.headers['x-request-id'],
    ]);
    expect(JSON.stringify(told)).toContain(patient.id);
    expect((await act(id, 'assign', { ...body, confirmed: true })).status).toBe(200);
  });

  it('is said to be nobody’s here with a reason, stays readable, and may be tied after all', async () => {
    const id = await anUntied(world, OTHER);
    expectProblem(await act(id, 'dismiss', { reason: ' ' }), 400, 'validation');
    const dismissed = await act(id, 'dismiss', { reason: 'Gửi nhầm bệnh viện' });
    expect([dismissed.status, dismissed.body]).toEqual([200, { id, version: 2 }]);
    const lists = async (state: string) =>
      (await world.as('lab').get(`/api/v1/untied-resources?limit=100&state=${state}`)).body.items as {
        id: string;
        decision: object;
      }[];
    expect((await lists('open')).map((one) => one.id)).not.toContain(id);
    expect((await lists('dismissed')).find((one) => one.id === id)?.decision).toEqual({
      at: expect.any(String),
      by: { id: world.staff['records-officer'].id, fullName: expect.any(String) },
      reason: 'Gửi nhầm bệnh viện',
    });
    expect(await eventsOf(id)).toMatchObject([{ patient_id: null, reason: 'Gửi nhầm bệnh viện' }]);
    expect((await act(id, 'dismiss', { reason: 'Lần nữa' })).status).toBe(412);
    const tied = { patientId: patient.id, reason: 'Hoá ra đúng', confirmed: true };
    expect((await act(id, 'assign', tied, 2)).status).toBe(200);
  });

  it('is tied by one of two who decide at once, to nobody who is not on record, and by nobody without that work', async () => {
    const id = await anUntied(world, ANH);
    const body = { patientId: patient.id, reason: 'Đúng người' };
    const both = await Promise.all([act(id, 'assign', body), act(id, 'dismiss', { reason: 'Không rõ' })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, expect.any(Number)]);
    expect(await eventsOf(id)).toHaveLength(1);
    const other = await anUntied(world, ANH);
    expectProblem(await act(other, 'assign', { ...body, patientId: randomUUID() }), 404, 'patient-not-found');
    expect((await world.as('records-officer').post(`/api/v1/untied-resources/${other}/assign`, body)).status).toBe(428);
    for (const role of ['doctor', 'registrar', 'auditor'] as const) {
      expect((await world.as(role).post(`/api/v1/untied-resources/${other}/assign`, body, at(1))).status).toBe(403);
    }
    const closed = await aPatient(world, { fullName: 'Nguyễn Thị Ánh' });
    await markConfidential(world, closed.id, 'R');
    const refused = await world
      .as('lab')
      .post(`/api/v1/untied-resources/${other}/assign`, { ...body, patientId: closed.id }, at(1));
    expect([refused.status, (await eventsOf(other)).length]).toEqual([403, 0]);
    expect((await act(other, 'assign', { ...body, patientId: closed.id, confirmed: true })).status).toBe(200);
  });

  it('raises the record it is tied to when its codes are sensitive', async () => {
    const { id: patientId } = await aPatient(world);
    const reasonCode = [{ coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'B20' }] }];
    const id = await anUntied(world, { reasonCode });
    expect((await act(id, 'assign', { patientId, reason: 'Đúng người' })).status).toBe(200);
    expect(await world.sql('SELECT confidentiality FROM patient WHERE id = $1', [patientId])).toEqual([
      { confidentiality: 'R' },
    ]);
  });
});
