import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const rulesOf = (answer: { status: number; body: { errors: { pointer: string; rule: string }[] } }) => [
  answer.status,
  answer.body.errors.map(({ pointer, rule }) => `${pointer} ${rule}`).sort(),
];

describe('What is wrong beyond single fields is told together with them', () => {
  it('of an admission: an outpatient in a bed, and no reason', async () => {
    const { id: patientId } = await aPatient(world);
    const [ward] = world.wards;
    const place = { wardId: ward.id, bedId: ward.beds[0]!.id };
    const answer = await world.as('doctor').post('/api/v1/encounters', { patientId, class: 'outpatient', ...place });
    expect(rulesOf(answer)).toEqual([400, ['/bedId outpatient-in-bed', '/reason required']]);
  });

  it('of a list of encounters: neither a ward nor a patient, and a state that does not exist', async () => {
    const list = (query: string) => world.as('doctor').get(`/api/v1/encounters?${query}`);
    expect(rulesOf(await list('status=lost'))).toEqual([400, ['status in', 'wardId ward-or-patient']]);
    expect(rulesOf(await list('status=lost&wardId=first'))).toEqual([400, ['status in', 'wardId uuid']]);
  });

  it('of a member of staff: a doctor without a certificate, and a user name nobody can have', async () => {
    const person = { username: 'Đức', fullName: 'BS. Đức', roles: ['doctor'], password: 'mot-cau-de-nho-2026' };
    const [status, rules] = rulesOf(await world.as('admin').post('/api/v1/staff', person));
    expect([status, rules]).toEqual([
      400,
      expect.arrayContaining(['/practisingCertificate needed-by-doctors', expect.stringMatching(/^\/username /)]),
    ]);
  });

  it('of a roster: a duty that ends before it begins, and one of nobody', async () => {
    const [startsAt, endsAt] = [1, 9].map((hours) => new Date(Date.now() + hours * 3_600_000).toISOString());
    const staffId = world.staff.nurse.id;
    const duties = [
      { staffId, startsAt: endsAt, endsAt: startsAt },
      { startsAt, endsAt },
    ];
    const answer = await world.as('head-nurse').post(`/api/v1/wards/${world.wards[0].id}/duties`, { duties });
    expect(rulesOf(answer)).toEqual([400, ['/duties/0/endsAt in-order', '/duties/1/staffId required']]);
  });

  it('of a consultation: an end a year ahead, and nobody asked', async () => {
    const { id } = await aPatient(world);
    const until = new Date(Date.now() + 365 * 86_400_000).toISOString();
    const answer = await world
      .as('doctor')
      .post(`/api/v1/patients/${id}/consultations`, { until, reason: 'Xin ý kiến' });
    expect(rulesOf(answer)).toEqual([400, ['/staffId required', '/until within-a-month']]);
  });
});

it('an answer given again is in the language of the first, and does not call itself another', async () => {
  const { id } = await aPatient(world);
  const [ward] = world.wards;
  const body = { patientId: id, class: 'inpatient', wardId: ward.id, reason: 'Sốt' };
  const headers = { 'Idempotency-Key': 'once', 'Accept-Language': 'vi' };
  const first = await world.as('doctor').post('/api/v1/encounters', body, headers);
  expect([first.status, first.headers['content-language']]).toEqual([201, 'vi']);
  const again = await world.as('doctor').post('/api/v1/encounters', body, { ...headers, 'Accept-Language': 'en' });
  expect([again.status, again.headers['idempotency-replayed'], again.headers['content-language']]).toEqual([
    201,
    'true',
    undefined,
  ]);
});
