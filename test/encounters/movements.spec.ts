import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Role } from '../../src/platform/routes/policy.js';
import { writeAsApp } from '../support/app-writes.js';
import { aPatient, anAdmission } from '../support/builders.js';
import { isPatient, markConfidential, worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let giving: string;
let receiving: string;
let stay: Awaited<ReturnType<typeof anAdmission>>;
let version: number;
beforeAll(async () => {
  world = await startWorld();
  [giving, receiving] = [world.wards[0].id, world.wards[1].id];
  await worksOnlyIn(world, 'nurse', giving);
  await worksOnlyIn(world, 'head-nurse', receiving);
});
beforeEach(async () => {
  stay = await anAdmission(world, { wardId: giving, bedId: null });
  version = stay.version;
});
afterAll(() => world.close());

type Row = {
  kind: string;
  patientId: string;
  text: string;
  otherWard: { id: string } | null;
  patient: { fullName: string };
};
const act = async (role: Role, action: string, body: object) => {
  const answer = await world
    .as(role)
    .post(`/api/v1/encounters/${stay.id}/${action}`, body, { 'If-Match': `"${version}"` });
  if (answer.status !== 200) throw new Error(answer.text);
  version = answer.body.version;
};
const REASON = { reason: 'Chuyển nhầm người bệnh' };
/** Why the last transfer is not taken back. */
const refusalOf = async (body: object) =>
  (await world.as('doctor').post(`/api/v1/encounters/${stay.id}/transfer/cancel`, body, { 'If-Match': `"${version}"` }))
    .body.type as string;
/** As if all of it had been so long ago. */
const aged = (time: string) =>
  writeAsApp(
    world,
    `UPDATE stay SET started_at = started_at - interval '${time}', ended_at = ended_at - interval '${time}' WHERE encounter_id = '${stay.id}'`,
  );
const rowsOf = async (role: Role, ward: string, query = '?limit=100') =>
  ((await world.as(role).get(`/api/v1/wards/${ward}/movements${query}`)).body.items as Row[]).filter(
    ({ patientId }) => patientId === stay.patientId,
  );
const kindsOf = async (role: Role, ward: string) =>
  (await rowsOf(role, ward)).map(({ kind, otherWard }) =>
    otherWard ? `${kind} ${otherWard.id === giving ? 'giving' : 'receiving'}` : kind,
  );

describe('The movements of a ward', () => {
  it('tell both wards of a transfer, whoever made it, and by name the one that may see the patient no more', async () => {
    await act('doctor', 'transfer', { wardId: receiving });
    expect(await kindsOf('nurse', giving)).toEqual(['transfer-out receiving', 'admission']);
    expect(await kindsOf('head-nurse', receiving)).toEqual(['transfer-in giving']);
    const [row] = await rowsOf('nurse', giving);
    expect(row).toMatchObject({
      text: 'Chuyển sang khoa khác',
      patient: { fullName: expect.stringMatching(/^Nguyễn Thị Thử/) },
    });
  });

  it('tell of leave, discharge and what was taken back, and of no change of bed', async () => {
    await act('doctor', 'transfer', { wardId: giving, bedId: world.wards[0].beds.at(-1)!.id });
    await act('doctor', 'leave', { reason: 'Về nhà cuối tuần' });
    expect(await kindsOf('nurse', giving)).toEqual(['leave', 'admission']);
    await act('doctor', 'return', {});
    await act('doctor', 'discharge', { disposition: 'home' });
    expect(await kindsOf('nurse', giving)).toEqual(['discharge', 'return', 'leave', 'admission']);
    stay = await anAdmission(world, { wardId: giving, bedId: null });
    version = stay.version;
    await act('doctor', 'cancel', { reason: 'Nhầm người' });
    expect(await kindsOf('nurse', giving)).toEqual(['cancelled', 'admission']);
  });

  it('are as if it had never been where a transfer was taken back, in the bed of before if it is free', async () => {
    const [first, second] = [world.wards[0].beds[0]!.id, world.wards[0].beds[1]!.id];
    await act('doctor', 'transfer', { wardId: giving, bedId: first });
    await act('doctor', 'transfer', { wardId: receiving });
    await act('doctor', 'transfer/cancel', REASON);
    const { body } = await world.as('doctor').get(`/api/v1/encounters/${stay.id}`);
    expect([body.wardId, body.bedId]).toEqual([giving, first]);
    expect(await kindsOf('head-nurse', receiving)).toEqual([]);
    expect(await kindsOf('nurse', giving)).toEqual(['admission']);
    // The one before goes back too, and behind the first place there is none.
    await act('doctor', 'transfer/cancel', REASON);
    expect(await refusalOf(REASON)).toMatch(/transfer-not-found$/);
    await act('doctor', 'transfer', { wardId: giving, bedId: second });
    await act('doctor', 'transfer', { wardId: giving, bedId: first });
    const other = await anAdmission(world, { wardId: giving, bedId: second });
    expect(await refusalOf(REASON)).toMatch(/bed-occupied$/);
    await world
      .as('doctor')
      .post(`/api/v1/encounters/${other.id}/cancel`, REASON, { 'If-Match': `"${other.version}"` });
    await act('doctor', 'discharge', { disposition: 'home' });
    await act('doctor', 'reopen', REASON);
    const reopened = await world.as('doctor').get(`/api/v1/encounters/${stay.id}`);
    expect(reopened.body.bedId).toBe(first);
    await aged('25 hours');
    expect(await refusalOf(REASON)).toMatch(/transfer-too-old$/);
  });

  it('are each page an event of the trail that names whom it shows', async () => {
    await act('doctor', 'transfer', { wardId: receiving });
    const path = `/api/v1/wards/${giving}/movements?limit=1`;
    const first = await world.as('nurse').get(path);
    const second = await world.as('nurse').get(first.body.next);
    for (const { body, headers } of [first, second]) {
      expect(body.items).toHaveLength(1);
      const events = await world.sql(
        'SELECT kind, entity, patient_ids, username FROM audit.event WHERE request_id = $1',
        [headers['x-request-id']],
      );
      expect(events).toEqual([
        { kind: 'list', entity: 'encounter', patient_ids: [body.items[0].patientId], username: 'nurse' },
      ]);
    }
    expect(second.body.items[0]).not.toEqual(first.body.items[0]);
  });

  it('show nothing of another ward, nobody their own record, and after three days only whom the ward may see', async () => {
    await act('doctor', 'transfer', { wardId: receiving });
    expect(await kindsOf('nurse', receiving)).toEqual([]);
    await isPatient(world, 'nurse', stay.patientId);
    expect(await kindsOf('nurse', giving)).toEqual([]);
    await isPatient(world, 'nurse', null);
    await markConfidential(world, stay.patientId, 'R');
    expect((await world.as('nurse').get(`/api/v1/patients/${stay.patientId}/chart`)).status).toBe(403);
    expect(await kindsOf('nurse', giving)).toEqual(['transfer-out receiving', 'admission']);
    await aged('4 days');
    expect(await kindsOf('nurse', giving)).toEqual([]);
    expect(await kindsOf('head-nurse', receiving)).toEqual(['transfer-in giving']);
    const { id: patientId } = await aPatient(world);
    expect((await rowsOf('nurse', giving)).map((row) => row.patientId)).not.toContain(patientId);
  });

  it('begin where they are asked for, at most 31 days ago', async () => {
    await act('doctor', 'transfer', { wardId: receiving });
    const later = new Date(Date.now() + 60_000).toISOString();
    expect(await rowsOf('nurse', giving, `?since=${later}`)).toEqual([]);
    const { body } = await world.as('nurse').get(`/api/v1/wards/${giving}/movements?since=2020-01-01T00:00:00Z`);
    expect(Date.now() - Date.parse(body.since)).toBeLessThan(31.01 * 86_400_000);
    expect((await world.as('nurse').get(`/api/v1/wards/${giving}/movements?since=hôm-qua`)).status).toBe(400);
  });
});
