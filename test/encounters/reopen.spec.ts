import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SETTINGS_TOKEN } from '../../src/platform/config/settings.js';
import { anAdmission } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const at = (version: number) => ({ 'If-Match': `"${version}"` });
const act = (id: string, action: string, version: number, body: object) =>
  world.as('doctor').post(`/api/v1/encounters/${id}/${action}`, body, at(version));
const reopen = ({ id, version }: { id: string; version: number }) =>
  act(id, 'reopen', version, { reason: 'Cho ra viện nhầm' });
/** Somebody admitted to a bed of the first ward, and discharged. */
async function discharged(bed: number, disposition: string, ward = 0) {
  const { id: wardId, beds } = elementAt(world.wards, ward);
  const bedId = elementAt(beds, bed).id;
  const { id, version, patientId } = await anAdmission(world, { wardId, bedId });
  const { status, body } = await act(id, 'discharge', version, { disposition });
  expect(status).toBe(200);
  return { id, version: body.version as number, patientId, bedId };
}

describe('A discharge taken back', () => {
  it('gives the bed back and says on the trail why', async () => {
    const encounter = await discharged(0, 'home');
    const { status, body } = await reopen(encounter);
    expect([status, body.status, body.bedId, body.endedAt, body.discharge]).toEqual([
      200,
      'in-progress',
      encounter.bedId,
      null,
      null,
    ]);
    const events = await world.sql(
      `SELECT reason FROM audit.event WHERE entity = 'encounter' AND entity_id = $1 AND kind = 'update' ORDER BY id DESC LIMIT 1`,
      [encounter.id],
    );
    expect(events).toEqual([{ reason: 'Cho ra viện nhầm' }]);
    expect((await reopen({ ...encounter, version: body.version })).body.type).toMatch(/encounter-not-finished$/);
  });

  it('leaves the bed to whoever lies in it now', async () => {
    const encounter = await discharged(1, 'home');
    const next = await anAdmission(world, { bedId: encounter.bedId });
    const { status, body } = await reopen(encounter);
    expect([status, body.status, body.bedId, body.wardId]).toEqual([200, 'in-progress', null, world.wards[0].id]);
    expect((await world.as('doctor').get(`/api/v1/encounters/${next.id}`)).body.bedId).toBe(encounter.bedId);
  });

  it('takes a death back with it', async () => {
    const encounter = await discharged(2, 'exp');
    const patient = async () => (await world.as('doctor').get(`/api/v1/patients/${encounter.patientId}`)).body;
    expect((await patient()).deceasedAt).toEqual(expect.any(String));
    expect((await reopen(encounter)).status).toBe(200);
    expect((await patient()).deceasedAt).toBeNull();
  });

  it('is refused while the patient is in again, and to a nurse', async () => {
    const encounter = await discharged(0, 'home', 1);
    await anAdmission(world, { patientId: encounter.patientId, bedId: null });
    const { status, body } = await reopen(encounter);
    expect([status, body.type]).toEqual([409, expect.stringMatching(/patient-admitted$/)]);
    const address = `/api/v1/encounters/${encounter.id}/reopen`;
    const refused = await world.as('nurse').post(address, { reason: 'Nhầm' }, at(encounter.version));
    expect(refused.status).toBe(403);
  });

  it('happens once, of eight at the same moment', async () => {
    const { id, version, patientId } = await anAdmission(world, { bedId: null });
    const { body } = await act(id, 'discharge', version, { disposition: 'exp' });
    const answers = await Promise.all(Array.from({ length: 8 }, () => reopen({ id, version: body.version })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 7 }, () => 412)]);
    expect((await world.as('doctor').get(`/api/v1/patients/${patientId}`)).body.deceasedAt).toBeNull();
  });

  it('is left to a records officer after some time', async () => {
    const { id, version } = await anAdmission(world, { bedId: null });
    const { body } = await act(id, 'discharge', version, { disposition: 'home' });
    const settings = world.app.get<{ reopenHours: number }>(SETTINGS_TOKEN, { strict: false });
    const before = settings.reopenHours;
    Object.assign(settings, { reopenHours: -1 });
    const refused = await reopen({ id, version: body.version });
    const reason = { 'X-Reason': encodeURIComponent('Đính chính hồ sơ') };
    const address = `/api/v1/encounters/${id}/reopen`;
    const officer = world.as('records-officer');
    const done = await officer.post(address, { reason: 'Nhầm người bệnh' }, { ...at(body.version), ...reason });
    Object.assign(settings, { reopenHours: before });
    expect([done.status, done.body.status]).toEqual([200, 'in-progress']);
    expect([refused.status, refused.body.type]).toEqual([409, expect.stringMatching(/reopen-too-late$/)]);
  });
});
