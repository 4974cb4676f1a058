import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SETTINGS_TOKEN } from '../../src/platform/config/settings.js';
import { DISPOSITIONS, type Disposition } from '../../src/clinical/encounters/dto/encounter.dto.js';
import { aMedicine, anAdmission, anOrder } from '../support/builders.js';
import { changeBehind } from '../support/processes.js';
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
    const { code } = elementAt(world.wards[0].beds, 1);
    expect(body.bedNotReturned).toEqual({
      ...{ id: encounter.bedId, code, because: 'occupied' },
      text: `Giường ${code} đã có người bệnh khác nằm; hãy xếp giường khác.`,
    });
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

describe('However a stay ended, and whatever it was corrected to', () => {
  const DETAILS: Partial<Record<Disposition, object>> = {
    'other-hcf': { destination: 'Bệnh viện Chợ Rẫy', destinationCode: '79024' },
    exp: { deathCause: 'Suy hô hấp', deathPlace: 'Khoa Nội' },
  };
  /** All rows that a discharge could touch, without what counts changes. */
  async function everything(id: string, patientId: string, bedId: string) {
    const rows = (of: string, where: string) =>
      `(SELECT jsonb_agg(to_jsonb(r) - '{version,updated_at}'::text[] ORDER BY r.id) FROM ${of} r WHERE ${where})`;
    const [all] = await world.sql(
      `SELECT ${rows('encounter', 'id = $1')} AS encounter, ${rows('stay', 'encounter_id = $1')} AS stays,
         ${rows('patient', 'id = $2')} AS patient, ${rows('bed', 'id = $3')} AS bed,
         ${rows('service_order', 'encounter_id = $1')} AS orders, ${rows('task', 'encounter_id = $1')} AS tasks`,
      [id, patientId, bedId],
    );
    return all;
  }
  /** The plan of the next day, as far as it does not move on with the clock. */
  async function plan(id: string) {
    const { body } = await world.as('nurse').get(`/api/v1/encounters/${id}/mar`);
    return (body.items as { id: string }[]).slice(0, 3).map(({ id: dose }) => dose);
  }

  it.each(DISPOSITIONS)('%s is taken back, and everything is as before', async (first) => {
    const { id: wardId, beds } = world.wards[1];
    const bedId = elementAt(beds, 2).id;
    await changeBehind(world, `UPDATE ward SET cleaning_after_stay = true WHERE id = '${wardId}'`);
    const { id, patientId, version: admitted } = await anAdmission(world, { wardId, bedId });
    await anOrder(world, { encounterId: id });
    await aMedicine(world, { encounterId: id, timing: { everyHours: 8 } });
    const isolated = await act(id, 'isolation', admitted, { isolation: ['contact'], reason: 'Nghi lây' });
    const away = await act(id, 'leave', isolated.body.version, { reason: 'Về lo việc nhà' });
    expect(away.status).toBe(200);
    const [before, planned] = [await everything(id, patientId, bedId), await plan(id)];
    expect(planned).toHaveLength(3);
    let { version } = away.body as { version: number };
    const said = (disposition: Disposition) => ({ disposition, ...DETAILS[disposition] });
    const passedOver = ['active-order', 'due-dose'].map((kind) => ({ kind, reason: 'Để lại' }));
    const changed = (answer: { status: number; body: { version: number } }) => {
      expect(answer).toMatchObject({ status: 200 });
      ({ version } = answer.body);
      return answer.body;
    };
    for (const second of DISPOSITIONS) {
      changed(await act(id, 'discharge', version, { ...said(first), passedOver }));
      changed(await act(id, 'discharge/correct', version, { ...said(second), reason: 'Chọn nhầm' }));
      const [now] = await world.sql(
        `SELECT p.deceased_at IS NOT NULL AS dead, e.leave_since IS NOT NULL AS away
           FROM encounter e JOIN patient p ON p.id = e.patient_id WHERE e.id = $1`,
        [id],
      );
      expect([first, second, now]).toEqual([first, second, { dead: second === 'exp', away: true }]);
      expect(changed(await reopen({ id, version }))).toMatchObject({ bedNotReturned: null, leave: expect.any(Object) });
      expect([first, second, await everything(id, patientId, bedId)]).toEqual([first, second, before]);
    }
    expect(await plan(id)).toEqual(planned);
    // A death is taken back with the stay that it ended as well.
    changed(await act(id, 'discharge', version, { ...said('exp'), passedOver }));
    const { version: of } = (await world.as('doctor').get(`/api/v1/patients/${patientId}`)).body;
    const revoke = await world
      .as('doctor')
      .post(`/api/v1/patients/${patientId}/death/revoke`, { reason: 'Chọn nhầm' }, at(of));
    expect(revoke).toMatchObject({ status: 200, body: { putRight: [{ id, reopened: true }], dischargedDead: [] } });
    expect(await everything(id, patientId, bedId)).toEqual(before);
    version = (await world.as('doctor').get(`/api/v1/encounters/${id}`)).body.version;
    changed(await act(id, 'discharge', version, { ...said('home'), passedOver }));
    await changeBehind(world, `UPDATE bed SET mark = NULL WHERE id = '${bedId}'`);
  });

  it('a death that was on record before a discharge stands when that is taken back', async () => {
    const { id, patientId, version } = await anAdmission(world, { bedId: null });
    const read = async () => (await world.as('doctor').get(`/api/v1/patients/${patientId}`)).body;
    const death = { at: new Date().toISOString(), cause: 'Ngừng tim' };
    const recorded = await world.as('doctor').post(`/api/v1/patients/${patientId}/death`, death, at(1));
    expect(recorded.status).toBe(200);
    const left = await act(id, 'discharge', version, { disposition: 'exp' });
    expect(await read()).toMatchObject({ deceasedAt: recorded.body.deceasedAt, deathCause: 'Ngừng tim' });
    const corrected = await act(id, 'discharge/correct', left.body.version, { disposition: 'home', reason: 'Nhầm' });
    const again = await act(id, 'discharge/correct', corrected.body.version, { disposition: 'exp', reason: 'Đúng' });
    const opened = await reopen({ id, version: again.body.version });
    expect([corrected.status, again.status, opened.status]).toEqual([200, 200, 200]);
    expect(await read()).toMatchObject({ deceasedAt: recorded.body.deceasedAt, deathCause: 'Ngừng tim' });
  });
});
