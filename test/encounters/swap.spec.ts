import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anAdmission } from '../support/builders.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let beds: readonly { readonly id: string }[];
beforeAll(async () => {
  world = await startWorld();
  beds = world.wards[0].beds;
});
afterAll(() => world.close());

type Stay = Awaited<ReturnType<typeof anAdmission>>;
const swap = (stay: { id: string; version: number }, withId: string, as: 'doctor' | 'nurse' | 'lab' = 'doctor') =>
  world.as(as).post(`/api/v1/encounters/${stay.id}/swap`, { withId }, { 'If-Match': `"${stay.version}"` });
const read = async ({ id }: { id: string }) => (await world.as('doctor').get(`/api/v1/encounters/${id}`)).body as Stay;
const rulesOf = ({ status, body }: { status: number; body: { type?: string; errors?: { rule: string }[] } }) => [
  status,
  body.errors?.map(({ rule }) => rule).join() ?? body.type?.split('/').pop(),
];

describe('Two patients of a ward', () => {
  let one: Stay;
  let other: Stay;
  beforeAll(async () => {
    one = await anAdmission(world, { bedId: beds[0]!.id });
    other = await anAdmission(world, { bedId: beds[1]!.id });
  });

  it('change beds at one moment, and each is where the other was, with no time between', async () => {
    const { status, body } = await swap(one, other.id);
    expect([status, body.bedId, (await read(other)).bedId]).toEqual([200, other.bedId, one.bedId]);
    const places = await world.sql<{ encounter_id: string; bed_id: string; started_at: Date; ended_at: Date | null }>(
      'SELECT encounter_id, bed_id, started_at, ended_at FROM stay WHERE encounter_id = ANY ($1) ORDER BY started_at, encounter_id',
      [[one.id, other.id]],
    );
    const [former, now] = [places.slice(0, 2), places.slice(2)];
    expect(
      new Set([...former.map((place) => place.ended_at), ...now.map((place) => place.started_at)].map(String)).size,
    ).toBe(1);
    expect(now.map((place) => place.ended_at)).toEqual([null, null]);
    const { body: board } = await world.as('nurse').get(`/api/v1/wards/${world.wards[0].id}/board`);
    const lying = (board.items as { bed: { id: string } | null; encounter: { id: string } | null }[]).flatMap((item) =>
      item.bed && item.encounter ? [[item.bed.id, item.encounter.id]] : [],
    );
    expect(lying).toEqual(
      expect.arrayContaining([
        [one.bedId, other.id],
        [other.bedId, one.id],
      ]),
    );
  });

  it('however many ask for it at once: each time both are in a bed of their own', async () => {
    const [mine, theirs] = [await read(one), await read(other)];
    const answers = await Promise.all([
      swap(mine, other.id),
      swap(theirs, one.id),
      swap(mine, other.id),
      swap(theirs, one.id, 'nurse'),
    ]);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(1);
    expect(answers.filter(({ status }) => ![200, 403, 412, 503].includes(status)).map(rulesOf)).toEqual([]);
    const lie = [(await read(one)).bedId, (await read(other)).bedId];
    expect([...lie].sort()).toEqual([one.bedId, other.bedId].sort());
  });

  it('stay where they are when the other was moved since somebody saw them', async () => {
    const moved = await anAdmission(world, { bedId: beds[2]!.id });
    const mine = await read(one);
    const asked = (bedId: string) =>
      world
        .as('doctor')
        .post(`/api/v1/encounters/${mine.id}/swap`, { withId: moved.id, bedId }, { 'If-Match': `"${mine.version}"` });
    const refused = await asked(beds[0]!.id === mine.bedId ? beds[1]!.id : beds[0]!.id);
    expect(rulesOf(refused)).toEqual([400, 'moved-meanwhile']);
    expect([(await read(one)).bedId, (await read(moved)).bedId]).toEqual([mine.bedId, beds[2]!.id]);
    expect((await asked(beds[2]!.id)).status).toBe(200);
    await world
      .as('doctor')
      .post(
        `/api/v1/encounters/${one.id}/swap`,
        { withId: moved.id },
        { 'If-Match': `"${(await read(one)).version}"` },
      );
  });

  it('need a bed each, and to be two', async () => {
    const bedless = await anAdmission(world, { bedId: null });
    const mine = await read(one);
    expect(rulesOf(await swap(mine, one.id))).toEqual([400, 'with-oneself']);
    expect(rulesOf(await swap(mine, bedless.id))).toEqual([400, 'without-bed']);
    expect(rulesOf(await swap({ ...mine, version: 1 }, other.id))).toEqual([412, 'stale-precondition']);
    expect((await swap(mine, crypto.randomUUID())).status).toBe(404);
    expect((await swap(mine, other.id, 'lab')).status).toBe(403);
    await world.as('doctor').post(
      `/api/v1/encounters/${other.id}/discharge`,
      { disposition: 'home' },
      {
        'If-Match': `"${(await read(other)).version}"`,
      },
    );
    expect(rulesOf(await swap(mine, other.id))).toEqual([409, 'encounter-closed']);
  });
});

describe('Two patients of two wards', () => {
  /** A new bed of a ward. */
  async function aBed(wardId: string, code: string): Promise<string> {
    const added = await world
      .as('admin')
      .post(`/api/v1/wards/${wardId}/beds/batch`, { beds: [{ roomCode: 'P9', code }] });
    expect(added.status).toBe(201);
    const [bed] = await world.sql<{ id: string }>('SELECT id FROM bed WHERE ward_id = $1 AND code = $2', [
      wardId,
      code,
    ]);
    return bed!.id;
  }
  it('change beds where somebody may transfer both, and both wards are told', async () => {
    const [first, second] = world.wards;
    const mine = await anAdmission(world, { wardId: first.id, bedId: await aBed(first.id, 'C1') });
    const theirs = await anAdmission(world, { wardId: second.id, bedId: await aBed(second.id, 'C1') });
    const answer = await swap(mine, theirs.id);
    expect([answer.status, answer.body.wardId, answer.body.bedId]).toEqual([200, second.id, theirs.bedId]);
    const other = await read(theirs);
    expect([(other as { wardId?: string }).wardId, other.bedId]).toEqual([first.id, mine.bedId]);
    const movements = async (ward: string) => {
      await worksOnlyIn(world, 'nurse', ward);
      return ((await world.as('nurse').get(`/api/v1/wards/${ward}/movements`)).body.items as Movement[])
        .filter(({ encounterId }) => [mine.id, theirs.id].includes(encounterId))
        .map(({ kind, encounterId }) => `${kind} ${encounterId === mine.id ? 'mine' : 'theirs'}`);
    };
    expect(await movements(first.id)).toEqual(expect.arrayContaining(['transfer-out mine', 'transfer-in theirs']));
    expect(await movements(second.id)).toEqual(expect.arrayContaining(['transfer-out theirs', 'transfer-in mine']));
  });

  it('stay where they are for a nurse of one ward who has nothing to do with the other’s patient', async () => {
    const [first, second] = world.wards;
    const mine = await anAdmission(world, { wardId: first.id, bedId: await aBed(first.id, 'C2') });
    const theirs = await anAdmission(world, { wardId: second.id, bedId: await aBed(second.id, 'C2') });
    await worksOnlyIn(world, 'nurse', first.id);
    const refused = await swap(mine, theirs.id, 'nurse');
    expect([403, 404]).toContain(refused.status);
    expect([(await read(mine)).bedId, (await read(theirs)).bedId]).toEqual([mine.bedId, theirs.bedId]);
  });
});
type Movement = { kind: string; encounterId: string };
