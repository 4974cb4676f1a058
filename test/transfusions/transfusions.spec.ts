import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anEncounter } from '../support/builders.js';
import { changeBehind } from '../support/processes.js';
import { expectProblem } from '../support/problems.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { PASSWORD, startWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 120_000);
afterAll(() => world?.close());

const RED_CELLS = { system: 'https://benhan.vn/codes', code: 'KHC', display: 'Khối hồng cầu' };
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

async function anOrderOfBlood(units = 1, encounterId?: string) {
  const id = encounterId ?? (await anEncounter(world)).id;
  const order = { kind: 'blood', code: RED_CELLS, units, sign: true };
  const { body } = await world.as('doctor').post(`/api/v1/encounters/${id}/orders`, order);
  const [{ mrn }] = (await world.sql(`SELECT mrn FROM patient WHERE id = $1`, [body.patientId])) as [{ mrn: string }];
  return { id: body.id as string, encounterId: id, mrn };
}
let units = 0;
const bag = (mrn: string, fields: object = {}) => ({
  patientMrn: mrn,
  unitNumber: `V0161-26-${++units}`,
  product: 'red-cells',
  unitGroup: { abo: 'O', rhd: 'positive' },
  patientGroup: { abo: 'A', rhd: 'positive' },
  expiresAt: inDays(20),
  witnessId: world.staff['head-nurse'].id,
  ...fields,
});
const begin = (orderId: string, body: object, who: 'nurse' | 'trainee' = 'nurse', headers = {}) =>
  world.as(who).post(`/api/v1/orders/${orderId}/transfusions`, body, headers);
const end = (id: string, version: number, body: object) =>
  world.as('nurse').post(`/api/v1/transfusions/${id}/end`, body, { 'If-Match': `"${version}"` });
const statusOf = async (orderId: string) => (await world.as('doctor').get(`/api/v1/orders/${orderId}`)).body;

describe('A unit of blood', () => {
  it('runs after two people compared it, and the last one completes the order', async () => {
    const { id, mrn, encounterId } = await anOrderOfBlood(2);
    const [one, other] = [await begin(id, bag(mrn)), await begin(id, bag(mrn))];
    expect([one.status, other.status]).toEqual([201, 201]);
    expect(one.body).toMatchObject({
      status: 'in-progress',
      recordedBy: { id: world.staff.nurse.id },
      witness: { id: world.staff['head-nurse'].id },
      witnessConfirmed: false,
    });
    expect((await statusOf(id)).startedAt).not.toBeNull();
    expectProblem(await begin(id, bag(mrn)), 409, 'transfusion-all-given');
    expect((await end(one.body.id, 1, { outcome: 'completed', volume: 250 })).body.status).toBe('completed');
    expect((await statusOf(id)).status).toBe('active');
    expectProblem(await end(one.body.id, 2, { outcome: 'completed', volume: 250 }), 409, 'transfusion-over');
    expectProblem(await end(other.body.id, 1, { outcome: 'stopped', volume: 30 }), 400, 'validation');
    const stopped = { outcome: 'stopped', volume: 30, reaction: 'Rét run', reason: 'Nghi phản ứng tan máu' };
    expect((await end(other.body.id, 1, stopped)).body).toMatchObject({ status: 'stopped', reaction: 'Rét run' });
    expect((await statusOf(id)).status).toBe('completed');
    const { body } = await world.as('doctor').get(`/api/v1/encounters/${encounterId}/transfusions`);
    expect(body.items.map(({ status }: { status: string }) => status)).toEqual(['stopped', 'completed']);
    await expect(
      changeBehind(world, `UPDATE transfusion SET unit_abo = 'A', version = version + 1 WHERE id = '${one.body.id}'`),
    ).rejects.toThrow(/cannot be overwritten/);
  });

  it('says that the second person confirmed by their own PIN; a wrong one is counted, and kept nowhere', async () => {
    const { id, mrn } = await anOrderOfBlood(2);
    const set = await world.as('head-nurse').post('/api/v1/auth/pin', { password: PASSWORD, pin: '407159' });
    expect(set.status).toBe(204);
    const key = { 'Idempotency-Key': randomUUID() };
    expectProblem(await begin(id, bag(mrn, { witnessPin: '407158' })), 403, 'witness-pin-wrong');
    const unit = bag(mrn, { witnessPin: '407159' });
    const confirmed = await begin(id, unit, 'nurse', key);
    expect([confirmed.status, confirmed.body.witnessConfirmed]).toEqual([201, true]);
    expect((await begin(id, unit, 'nurse', key)).headers['idempotency-replayed']).toBe('true');
    const own = bag(mrn, { witnessId: world.staff.nurse.id, witnessPin: '407159' });
    expectProblem(await begin(id, own), 400, 'validation');
    const guesses = await Promise.all(Array.from({ length: 6 }, () => begin(id, bag(mrn, { witnessPin: '918273' }))));
    expect(new Set(guesses.map(({ status }) => status))).toEqual(new Set([403, 429]));
    const failed = await world.sql(`SELECT detail FROM audit.event WHERE kind = 'sign-in-failed' AND entity_id = $1`, [
      world.staff['head-nurse'].id,
    ]);
    expect(failed.length).toBeGreaterThan(1);
    const kept = await world.sql(
      `SELECT (SELECT string_agg(e::text, '') FROM audit.event e) || (SELECT string_agg(k::text, '') FROM idempotency_key k) AS text`,
    );
    // By themselves: an id or a moment may have six digits in a row that are the same.
    expect(JSON.stringify(kept)).not.toMatch(/(?<![\w.-])(?:40715[89]|918273)(?![\w-])/);
  });

  it('completes its order when the last two end in the same moment', async () => {
    const { id, mrn } = await anOrderOfBlood(2);
    const running = [await begin(id, bag(mrn)), await begin(id, bag(mrn))];
    const whole = { outcome: 'completed', volume: 250 };
    const ended = await Promise.all(running.map(({ body }) => end(body.id, 1, whole)));
    expect(ended.map(({ status }) => status)).toEqual([200, 200]);
    expect((await statusOf(id)).status).toBe('completed');
  });

  it.each([
    ['another patient’s wristband', { patientMrn: '79016-99999999' }, 409, 'transfusion-other-patient'],
    ['a group that harms', { unitGroup: { abo: 'B', rhd: 'positive' } }, 409, 'transfusion-incompatible'],
    ['RhD without a reason', { patientGroup: { abo: 'A', rhd: 'negative' } }, 422, 'transfusion-reason-needed'],
    ['a unit that has expired', { expiresAt: inDays(-1) }, 400, 'validation'],
    ['a time before the order', { startedAt: inDays(-0.01) }, 400, 'validation'],
    [
      'an expired unit and a time before the order',
      { startedAt: inDays(-3), expiresAt: inDays(-1) },
      400,
      'validation',
    ],
    ['nobody beside', { witnessId: '01900000-0000-7000-8000-000000000000' }, 400, 'validation'],
  ])('is refused with %s, and nothing runs', async (_, fields, status, code) => {
    const { id, mrn, encounterId } = await anOrderOfBlood();
    expectProblem(await begin(id, bag(mrn, fields)), status, code);
    const { body } = await world.as('doctor').get(`/api/v1/encounters/${encounterId}/transfusions`);
    expect(body.items).toEqual([]);
  });

  it('needs somebody else beside who began it', async () => {
    const { id, mrn } = await anOrderOfBlood();
    expectProblem(await begin(id, bag(mrn, { witnessId: world.staff.nurse.id })), 400, 'validation');
    expectProblem(await begin(id, bag(mrn), 'trainee'), 403, 'forbidden');
  });

  it('needs a second person of the ward, or on duty there', async () => {
    const { id, mrn } = await anOrderOfBlood();
    const beside = { witnessId: world.staff['department-head'].id };
    await worksOnlyIn(world, 'department-head', world.wards[1].id);
    const refused = await begin(id, bag(mrn, beside));
    expect([refused.status, refused.body.errors]).toMatchObject([400, [{ pointer: '/witnessId' }]]);
    await worksOnlyIn(world, 'department-head', world.wards[0].id);
    expect((await begin(id, bag(mrn, beside))).status).toBe(201);
  });

  it('is not given to the dead', async () => {
    const { id, mrn, encounterId } = await anOrderOfBlood();
    const doctor = world.as('doctor');
    const { patientId } = (await doctor.get(`/api/v1/encounters/${encounterId}`)).body;
    const etag = { 'If-Match': (await doctor.get(`/api/v1/patients/${patientId}`)).headers.etag! };
    const death = { cause: 'Suy hô hấp', at: inDays(-0.01) };
    expect((await doctor.post(`/api/v1/patients/${patientId}/death`, death, etag)).status).toBe(200);
    expectProblem(await begin(id, bag(mrn)), 409, 'after-death');
  });

  it('goes into one patient once, whoever is at which bed', async () => {
    const [one, other] = [await anOrderOfBlood(), await anOrderOfBlood()];
    const same = { unitNumber: 'V0161-26-SAME' };
    const answers = await Promise.all([one, other].map(({ id, mrn }) => begin(id, bag(mrn, same))));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)!.body.type).toContain('transfusion-unit-used');
  });

  it('is begun once when the terminal sends it again', async () => {
    const { id, mrn } = await anOrderOfBlood(2);
    const key = { 'Idempotency-Key': `blood-${id}` };
    const unit = bag(mrn);
    const [first, again] = [await begin(id, unit, 'nurse', key), await begin(id, unit, 'nurse', key)];
    expect([again.status, again.body.id]).toEqual([201, first.body.id]);
  });

  it('asks for the group anew when it is not that of an earlier one, and for an order in force', async () => {
    const { id, mrn, encounterId } = await anOrderOfBlood(2);
    await begin(id, bag(mrn));
    const differs = await begin(id, bag(mrn, { patientGroup: { abo: 'O', rhd: 'positive' } }));
    expectProblem(differs, 409, 'transfusion-group-differs');
    expect(differs.body.detail).toContain('A Rh(D) +');
    const held = await anOrderOfBlood(1, encounterId);
    await world.as('doctor').post(`/api/v1/orders/${held.id}/hold`, {}, { 'If-Match': '"1"' });
    expectProblem(await begin(held.id, bag(mrn)), 409, 'order-on-hold');
  });

  it('whatever several people do at once, is given once, in no more units than were ordered, of an order in force', async () => {
    const step = fc.record({
      what: fc.constantFrom('begin', 'begin', 'end', 'end', 'hold', 'resume', 'discontinue'),
      which: fc.nat(2),
      stopped: fc.boolean(),
    });
    const rounds = fc.array(fc.array(step, { minLength: 2, maxLength: 5 }), { minLength: 2, maxLength: 4 });
    const begins = { what: 'begin', which: 0, stopped: false };
    const ends = { what: 'end', which: 0, stopped: false };
    const wholeWalk = [[begins, begins], [ends, { ...begins, which: 1 }], [ends]];
    const reached = new Set<string>();
    await fc.assert(
      fc.asyncProperty(rounds, async (walk) => {
        const { id, mrn } = await anOrderOfBlood(2);
        const numbers = [1, 2, 3].map(() => `V0161-26-${++units}`);
        for (const steps of walk) {
          const known = await world.sql<{ id: string; version: number }>(
            `SELECT id, version FROM transfusion WHERE order_id = $1 ORDER BY status = 'in-progress' DESC, id`,
            [id],
          );
          const { version } = await statusOf(id);
          const takes = steps.flatMap(({ what, which, stopped }) => {
            if (what === 'begin') return [begin(id, bag(mrn, { unitNumber: numbers[which] }))];
            const one = known[which];
            const outcome = stopped ? { outcome: 'stopped', reason: 'Rét run' } : { outcome: 'completed' };
            if (what === 'end') return one ? [end(one.id, one.version, { ...outcome, volume: 200 })] : [];
            const headers = { 'If-Match': `"${version}"` };
            return [world.as('doctor').post(`/api/v1/orders/${id}/${what}`, { reason: 'Chờ mổ' }, headers)];
          });
          const answers = await Promise.all(takes);
          expect(answers.filter(({ status }) => status >= 500).map(({ text }) => text)).toEqual([]);
          reached.add(await expectSoundBlood(id));
        }
      }),
      { numRuns: 8, examples: [[wholeWalk]] },
    );
    expect([...reached]).toEqual(expect.arrayContaining(['active', 'completed']));
  }, 60_000);
});

/** Each unit once, no more than were ordered, each version an event, and no order completed while one runs. @returns the state of the order */
async function expectSoundBlood(orderId: string): Promise<string> {
  const [found] = await world.sql<{ status: string; given: number; units: number; running: number; events: boolean }>(
    `SELECT o.status, count(t.id)::int AS given, count(DISTINCT t.unit_number)::int AS units,
       count(*) FILTER (WHERE t.status = 'in-progress')::int AS running,
       coalesce(bool_and(t.version = (SELECT count(*) FROM audit.event e WHERE e.entity = 'transfusion' AND e.entity_id = t.id
         AND e.kind IN ('create', 'update'))), true) AS events
     FROM service_order o LEFT JOIN transfusion t ON t.order_id = o.id WHERE o.id = $1 GROUP BY o.id`,
    [orderId],
  );
  const { status, given, units: bags, running, events } = found!;
  expect([bags, events, given <= 2]).toEqual([given, true, true]);
  if (status === 'completed') expect([given, running]).toEqual([2, 0]);
  return status;
}
