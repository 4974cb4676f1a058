import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { aMachine, connect, PUBLIC_URL } from '../clients/machines.js';
import { aPatient } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { startWorld, type Client, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

interface Case {
  actor: { id: string; username: string; fullName: string };
  patientId: string | null;
  reason: string;
}

let world: World;
beforeAll(async () => {
  world = await startWorld({ RADAR_EVERY_MINUTES: '0', PUBLIC_URL });
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

/** Changes the thresholds of a rule. */
async function tune(rule: string, thresholds: Record<string, number>): Promise<void> {
  const { headers } = await auditor().get(`/api/v1/radar/rules/${rule}`);
  const answer = await auditor().patch(`/api/v1/radar/rules/${rule}`, { thresholds }, { 'If-Match': headers.etag! });
  expect(answer.status).toBe(200);
}

/** A machine of this hospital, and its calls. */
async function aCaller(scope: string): Promise<{ clientId: string; calls: Client }> {
  const machine = await aMachine(world, [scope]);
  return { clientId: machine.clientId, calls: await connect(world, machine, scope) };
}

const SID = 'https://benhan.vn/fhir/sid';
/** A value under somebody's number, and another name. */
const misnamed = (by: Client, { value }: { value: string }) =>
  by.post('/fhir/R4/Observation', {
    resourceType: 'Observation',
    id: randomUUID(),
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '2823-3' }], text: 'Kali' },
    subject: { identifier: { system: `${SID}/bhyt`, value }, display: 'Không Phải Người Này' },
    effectiveDateTime: new Date().toISOString(),
    valueQuantity: { value: 4, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
  });

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
    await tune('identifier-guessing', { numbers: 4 });
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

  it('under which somebody sends values of other names, which wait for a person', async () => {
    const numbers = await cardsOfFive('DN479001234600');
    for (const number of numbers.slice(0, 4)) expect((await misnamed(world.as('lab'), number)).status).toBe(202);
    // The same one again, and one that nobody has, tell of nobody else.
    await misnamed(world.as('lab'), elementAt(numbers, 0));
    await misnamed(world.as('lab'), { value: 'DN4790012349999' });
    expect(await casesOf('identifier-probing', 'lab')).toEqual([]);
    await misnamed(world.as('lab'), elementAt(numbers, 4));
    expect(await casesOf('identifier-probing', 'lab')).toMatchObject([
      { reason: expect.stringContaining('5 người bệnh') },
    ]);
  });

  it('by another system, which is told by messages that wait, by conflicts and by searches, at thresholds of its own', async () => {
    const { clientId, calls } = await aCaller('system/*.cruds');
    const numbers = await cardsOfFive('DN479001234610');
    const [first, second, third, fourth, fifth] = numbers.map(({ value }) => ({ value }));
    const search = async ({ value }: { value: string }) =>
      expect((await calls.get(`/fhir/R4/Encounter?patient.identifier=${SID}/bhyt%7C${value}`)).status).toBe(200);
    for (const number of [first, second]) expect((await misnamed(calls, number!)).status).toBe(202);
    for (const number of [third, fourth, fifth]) await search(number!);
    expect(await casesOf('identifier-probing', clientId)).toEqual([]);
    await tune('identifier-probing', { machinePatients: 5 });
    await search(first!);
    expect(await casesOf('identifier-probing', clientId)).toMatchObject([
      {
        actor: { fullName: 'LIS khoa Xét nghiệm' },
        patientId: null,
        reason: expect.stringMatching(/ 5 người bệnh .* ở đây\.$/),
      },
    ]);
  });

  it('by another system that goes through numbers which nobody has; not by one that has an exception', async () => {
    await tune('identifier-guessing', { machineNumbers: 4 });
    const scope = 'system/Patient.rs';
    const [guessing, excepted] = [await aCaller(scope), await aCaller(scope)];
    const ask = async (by: Client, number: number) =>
      expect((await by.get(`/fhir/R4/Patient?identifier=${SID}/cccd%7C00109077777${number}`)).status).toBe(200);
    const rule = 'identifier-guessing';
    const until = new Date(Date.now() + 86_400_000).toISOString();
    const except = (actorId: string) =>
      auditor().post('/api/v1/radar/exceptions', { actorId, rule, until, reason: 'Tra số cho bảo hiểm mỗi ngày' });
    const [{ id }] = (await world.sql<{ id: string }>('SELECT id FROM machine_client WHERE client_id = $1', [
      excepted.clientId,
    ])) as [{ id: string }];
    expectProblem(await except(randomUUID()), 400, 'validation');
    expect((await except(id)).body).toMatchObject({ actor: { id, fullName: 'LIS khoa Xét nghiệm' } });
    expect((await auditor().get('/api/v1/radar/exceptions')).body.items).toMatchObject([{ actor: { id } }]);
    for (const number of [1, 2, 3, 3]) await ask(guessing.calls, number);
    expect(await casesOf(rule, guessing.clientId)).toEqual([]);
    for (const by of [guessing.calls, excepted.calls]) for (const number of [4, 5, 6, 7]) await ask(by, number);
    expect(await casesOf(rule, guessing.clientId)).toMatchObject([{ reason: expect.stringContaining('Tra 7 số') }]);
    expect(await casesOf(rule, excepted.clientId)).toEqual([]);
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
