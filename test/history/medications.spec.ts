import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { runAsSystem } from '../../src/kernel/request-context.js';
import { MedicationsService, type NewMedicationRequest } from '../../src/clinical/medications/medications.service.js';
import { aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const importing = (request: NewMedicationRequest) =>
  runAsSystem('import', () =>
    world.app
      .get(UnitOfWork, { strict: false })
      .write((tx) => world.app.get(MedicationsService, { strict: false }).recordWithin(tx, request)),
  );
const listOf = (patientId: string, query = '') =>
  world.as('nurse').get(`/api/v1/patients/${patientId}/medications${query}`);

describe('Prescriptions that another system tells of', () => {
  it('are listed as they were told, the latest written first, by status, in pages', async () => {
    const { id: patientId } = await aPatient(world);
    const common = { patientId, intent: 'order', dosageText: 'Uống 1 viên mỗi sáng' } as const;
    const amlodipine = { system: 'http://www.whocc.no/atc', code: 'C08CA01', display: 'Amlodipin 5 mg' };
    const on = (day: number) => new Date(Date.UTC(2020, 0, day));
    await importing({ ...common, status: 'active', code: amlodipine, authoredAt: on(2) });
    await importing({ ...common, status: 'stopped', code: { display: 'Aspirin' }, authoredAt: on(3) });
    await importing({ ...common, status: 'active', code: { display: 'Metformin' }, authoredAt: on(1) });
    const { body } = await listOf(patientId, '?status=active&limit=1');
    expect(body.items).toMatchObject([
      { patientId, status: 'active', intent: 'order', code: amlodipine, dosageText: 'Uống 1 viên mỗi sáng' },
    ]);
    const next = await world.as('nurse').get(body.next as string);
    expect(next.body.items).toMatchObject([{ code: { system: null, code: null, display: 'Metformin' } }]);
    expect(next.body.next).toBeNull();
    expect((await listOf(patientId)).body.items).toHaveLength(3);
  });

  it('are shown on the trail even when there are none; to doctors and nurses only', async () => {
    const { id } = await aPatient(world);
    expect((await listOf(id)).body).toEqual({ patientId: id, items: [], next: null });
    const [event] = await world.sql(`SELECT * FROM audit.event WHERE kind = 'list' AND patient_id = $1`, [id]);
    expect(event).toMatchObject({ entity: 'medication_request', username: 'nurse' });
    for (const role of ['registrar', 'lab', 'auditor', 'admin'] as const) {
      expect((await world.as(role).get(`/api/v1/patients/${id}/medications`)).status).toBe(403);
    }
  });

  it('of nobody are not found; what cannot be asked is refused', async () => {
    expect((await listOf('01900000-0000-7000-8000-000000000000')).status).toBe(404);
    const { id } = await aPatient(world);
    for (const query of ['?status=x', '?limit=0', '?cursor=x', '?x=1']) {
      expect((await listOf(id, query)).status).toBe(400);
    }
  });

  it('with a status or intent that FHIR does not know are refused by the database', async () => {
    const { id: patientId } = await aPatient(world);
    const request = { patientId, intent: 'order', code: { display: 'x' }, authoredAt: new Date() } as const;
    await expect(importing({ ...request, status: 'gone' as never })).rejects.toThrow();
    expect((await listOf(patientId)).body.items).toEqual([]);
  });
});
