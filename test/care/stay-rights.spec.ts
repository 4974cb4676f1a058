import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anAdmission } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { breakGlass, worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';
import { firstOf, valueOf } from '../../src/kernel/list.js';

let world: World;
let mine: string;
let surgery: string;
/** Lies in the surgical ward. */
let stay: Awaited<ReturnType<typeof anAdmission>>;
beforeAll(async () => {
  world = await startWorld({ BREAK_GLASS_PER_DAY: '100' });
  [mine, surgery] = firstOf(
    world.wards.map(({ id }) => id),
    2,
  );
  await worksOnlyIn(world, 'department-head', mine);
  await worksOnlyIn(world, 'nurse', surgery);
});
beforeEach(async () => {
  stay = await anAdmission(world, { wardId: surgery, bedId: null });
});
afterAll(() => world.close());

const act = (role: 'department-head' | 'nurse', action: string, body: object, { id, version } = stay) =>
  world.as(role).post(`/api/v1/encounters/${id}/${action}`, body, { 'If-Match': `"${version}"` });
const visit = () =>
  world
    .as('department-head')
    .post('/api/v1/encounters', { patientId: stay.patientId, class: 'outpatient', wardId: mine, reason: 'Khám thêm' });
const entries = async () =>
  (await world.as('privacy-officer').get('/api/v1/break-glass?review=pending&limit=100')).body.items
    .filter((item: { patientId: string }) => item.patientId === stay.patientId)
    .map(({ kind }: { kind: string }) => kind);

describe('A visit elsewhere', () => {
  it.each([
    ['transfer', { wardId: 'mine' }],
    ['discharge', { disposition: 'home' }],
    ['cancel', { reason: 'Nhầm' }],
  ])('gives no power to %s a stay of another ward', async (action, body) => {
    expect((await visit()).status).toBe(201);
    const filled = 'wardId' in body ? { wardId: mine } : body;
    expectProblem(await act('department-head', action, filled), 403, 'stay-of-another-ward');
    const { headers } = await world.as('department-head').get(`/api/v1/encounters/${stay.id}`);
    const reason = await world
      .as('department-head')
      .patch(`/api/v1/encounters/${stay.id}`, { reason: 'Khác' }, { 'If-Match': valueOf(headers, 'etag') });
    expectProblem(reason, 403, 'stay-of-another-ward');
  });

  it('is taken back by who began it', async () => {
    const own = (await visit()).body;
    expect((await act('department-head', 'cancel', { reason: 'Nhầm' }, own)).status).toBe(200);
  });
});

describe('A patient is moved', () => {
  it('by the ward where they lie, into any', async () => {
    expect((await act('nurse', 'transfer', { wardId: mine })).status).toBe(200);
    expect(await entries()).toEqual([]);
  });

  it('by the receiving ward when it was referred to, or in an emergency, and that is reviewed', async () => {
    const referral = { wardId: mine, reason: 'Xin chuyển khoa' };
    await world.as('nurse').post(`/api/v1/patients/${stay.patientId}/referrals`, referral);
    expect((await act('department-head', 'transfer', { wardId: mine })).status).toBe(200);
    expect(await entries()).toEqual(['transfer']);
    stay = await anAdmission(world, { wardId: surgery, bedId: null });
    await breakGlass(world, 'department-head', stay.patientId);
    expect((await act('department-head', 'transfer', { wardId: mine })).status).toBe(200);
    expect(await entries()).toEqual(['transfer', 'break-glass']);
  });
});
