import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPatient } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

interface Case {
  actor: { username: string };
  patientId: string | null;
  reason: string;
}

let world: World;
beforeAll(async () => {
  world = await startWorld({ RADAR_EVERY_MINUTES: '0' });
});
afterAll(() => world.close());

const auditor = () => world.as('auditor');
/** Cases of a rule, after a run. */
async function casesOf(rule: string, username?: string): Promise<Case[]> {
  expect((await auditor().post('/api/v1/radar/run')).status).toBe(200);
  const { body } = await auditor().get(`/api/v1/radar/cases?rule=${rule}`);
  const { items } = body as { items: Case[] };
  return items.filter(({ actor }) => username === undefined || actor.username === username);
}

/** Five cards, each of another patient. */
async function cardsOfFive(start: string): Promise<{ system: string; value: string }[]> {
  const numbers = Array.from({ length: 5 }, (_, n) => ({ system: 'bhyt', value: `${start}${n}` }));
  for (const identifier of numbers) await aPatient(world, { identifiers: [identifier] });
  return numbers;
}

const probe = (role: 'registrar' | 'doctor' | 'nurse', identifier: object, terminal = 'QUAY-9') => {
  const input = { fullName: 'Lê Dò Số', sex: 'male', identifiers: [identifier] };
  return world.as(role).post('/api/v1/patients', input, { 'X-Terminal': terminal });
};

describe('The radar strikes when numbers are tried out', () => {
  it('of which somebody is told that they are taken', async () => {
    const numbers = await cardsOfFive('DN479001234560');
    for (const identifier of numbers.slice(0, 4)) {
      expectProblem(await probe('registrar', identifier), 409, 'identifier-taken');
    }
    // The same number again is the same patient.
    await probe('registrar', elementAt(numbers, 0));
    expect(await casesOf('identifier-probing')).toEqual([]);
    await probe('registrar', elementAt(numbers, 4));
    expect(await casesOf('identifier-probing')).toMatchObject([
      { actor: { username: 'registrar' }, patientId: null, reason: expect.stringMatching(/ 5 .* 60 phút .* ở đây\.$/) },
    ]);
  });

  it('by several people at one terminal', async () => {
    const numbers = await cardsOfFive('DN479001234570');
    for (const identifier of numbers.slice(0, 3)) await probe('doctor', identifier, 'QUAY-1');
    for (const identifier of numbers.slice(3)) await probe('nurse', identifier, 'QUAY-2');
    expect([
      ...(await casesOf('identifier-probing', 'doctor')),
      ...(await casesOf('identifier-probing', 'nurse')),
    ]).toEqual([]);
    for (const identifier of numbers.slice(3)) await probe('nurse', identifier, 'QUAY-1');
    expect(await casesOf('identifier-probing', 'nurse')).toMatchObject([
      { reason: expect.stringMatching(/5 người bệnh.*nhiều người tại cùng một máy/) },
    ]);
  });

  it('by the cards of others, shown for one patient', async () => {
    const numbers = await cardsOfFive('DN479001234580');
    const { id } = await aPatient(world);
    for (const [at, { value }] of numbers.entries()) {
      const card = { cardNumber: value, validFrom: `202${at}-01-01`, validTo: `202${at}-12-31` };
      const shown = await world.as('records-officer').post(`/api/v1/patients/${id}/insurance`, card);
      expect(shown.body.warnings).toContain('card-of-another-patient');
    }
    expect(await casesOf('identifier-probing', 'records-officer')).toMatchObject([
      { reason: expect.stringContaining('5 người bệnh') },
    ]);
  });

  it('by searches that show no record of whom they name', async () => {
    const numbers = await cardsOfFive('DN479001234590');
    const system = 'https://benhan.vn/fhir/sid/bhyt';
    for (const { value } of numbers) {
      const answer = await world.as('head-nurse').get(`/fhir/R4/Encounter?patient.identifier=${system}%7C${value}`);
      expect([answer.status, answer.body.entry ?? []]).toEqual([200, []]);
    }
    expect(await casesOf('identifier-probing', 'head-nurse')).toMatchObject([
      { reason: expect.stringContaining('5 người bệnh') },
    ]);
  });

  it('that nobody has, each counted once', async () => {
    const { headers } = await auditor().get('/api/v1/radar/rules/identifier-guessing');
    const few = { thresholds: { numbers: 4 } };
    await auditor().patch('/api/v1/radar/rules/identifier-guessing', few, { 'If-Match': headers.etag! });
    const ask = async (path: string) => expect((await world.as('lab').get(path)).body.items).toEqual([]);
    await ask('/api/v1/patients?identifier=cccd%7C001090999991');
    await ask('/api/v1/patients?phone=0909999991');
    await ask('/api/v1/orders?number=XN26-999991');
    await ask('/api/v1/orders?number=XN26-999991');
    // What is begun, or said in words, is no number.
    await ask('/api/v1/patients?q=99999');
    await ask('/api/v1/orders?number=XN26-99');
    await ask('/api/v1/patients?name=khong%20co%20ai');
    expect(await casesOf('identifier-guessing')).toEqual([]);
    await ask('/api/v1/patients?q=001090999992');
    expect(await casesOf('identifier-guessing')).toMatchObject([
      { actor: { username: 'lab' }, reason: 'Tra 4 số khác nhau không tìm thấy ai trong 60 phút.' },
    ]);
  });

  it('but not when those who looked for them are registered then', async () => {
    const ask = (number: string) => world.as('nurse').get(`/api/v1/patients?identifier=cccd%7C${number}`);
    for (const number of ['001090888881', '001090888882', '001090888883', '001090888884']) await ask(number);
    const newcomer = { fullName: 'Trần Thị Mới Đến', sex: 'female', birthDate: '1990' };
    expect((await world.as('nurse').post('/api/v1/patients', newcomer)).status).toBe(201);
    await ask('001090888885');
    expect(await casesOf('identifier-guessing', 'nurse')).toEqual([]);
    for (const number of ['001090888886', '001090888887']) await ask(number);
    expect(await casesOf('identifier-guessing', 'nurse')).toHaveLength(1);
  });
});
