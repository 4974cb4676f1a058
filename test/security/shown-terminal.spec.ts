import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPatient } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { aTerminal, sessionOf, type WardTerminal } from '../support/ward-terminal.js';
import { PASSWORD, startWorld, type World } from '../support/world.js';
import { aMachine, ask, assertion, connect, form, PUBLIC_URL } from '../clients/machines.js';

let world: World;
let terminal: WardTerminal;
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  await aTerminal(world, 'NGOAI-99');
  terminal = await aTerminal(world, 'NOI-01');
});
afterAll(() => world.close());

const login = (headers: Record<string, string>, password = PASSWORD) =>
  world.anonymous.post('/api/v1/auth/login', { username: 'nurse', password }, headers);
/** Terminals on the trail that a request left there. */
const onTrail = async ({ headers }: { headers: Record<string, string> }) => {
  const events = await world.sql('SELECT terminal FROM audit.event WHERE request_id = $1', [headers['x-request-id']]);
  expect(events.length).toBeGreaterThan(0);
  return [...new Set(events.map(({ terminal: code }) => code))];
};

describe('With the key of an enrolled terminal', () => {
  it('the trail names that terminal, whatever X-Terminal says', async () => {
    const lie = { 'X-Terminal': 'NGOAI-99' };
    const answer = await terminal.signIn('nurse', lie);
    expect(await onTrail(answer)).toEqual(['NOI-01']);
    expect(await world.sql('SELECT terminal FROM session WHERE id = $1', [sessionOf(answer.body)])).toEqual([
      { terminal: 'NOI-01' },
    ]);
    const { id } = await aPatient(world);
    expect(await onTrail(await terminal.as(answer.body).get(`/api/v1/patients/${id}`, lie))).toEqual(['NOI-01']);
    expect(await onTrail(await login({ ...lie, 'X-Terminal-Key': terminal.key }, 'wrong'))).toEqual(['NOI-01']);
  });

  it('so it does for a session that is bound to none', async () => {
    const { id } = await aPatient(world);
    const shown = { 'X-Terminal-Key': terminal.key, 'X-Terminal': 'NGOAI-99' };
    expect(await onTrail(await world.as('doctor').get(`/api/v1/patients/${id}`, shown))).toEqual(['NOI-01']);
  });

  it('that is not good everything is refused, and nobody is signed in', async () => {
    const sessions = () => world.sql('SELECT count(*)::int AS n FROM session');
    const before = await sessions();
    const made = { 'X-Terminal-Key': 'made up' };
    expectProblem(await login(made), 401, 'terminal-unknown');
    expectProblem(await world.as('doctor').get('/api/v1/auth/me', made), 401, 'terminal-unknown');
    expectProblem(
      await world.anonymous.post('/api/v1/auth/refresh', { refreshToken: 'x' }, made),
      401,
      'terminal-unknown',
    );
    expect((await world.anonymous.get('/health/live', made)).status).toBe(200);
    expect(await sessions()).toEqual(before);
  });
});

describe('Without a key', () => {
  it.each(['NGOAI-99', 'ngoai-99', 'NGOAI 99', 'NGOAI‑99', 'NGOAI–99.', 'ＮＧＯＡＩ-99'])(
    'the name %s is of an enrolled terminal, and the trail says that it was only claimed',
    async (name) => {
      const claim = { 'X-Terminal': encodeURIComponent(name) };
      const { id } = await aPatient(world);
      const answers = [
        await login(claim),
        await login(claim, 'wrong'),
        await world.as('doctor').get(`/api/v1/patients/${id}`, claim),
      ];
      for (const answer of answers) expect(await onTrail(answer)).toEqual([`claimed:${name}`]);
    },
  );

  it('the name of one that is out of use is no better', async () => {
    const old = await aTerminal(world, 'CU-01');
    await world.as('admin').post(`/api/v1/terminals/${old.id}/retire`, {}, { 'If-Match': `"${old.version}"` });
    expect(await onTrail(await login({ 'X-Terminal': 'CU-01' }))).toEqual(['claimed:CU-01']);
  });

  it('other names stand as they are said', async () => {
    expect(await onTrail(await login({ 'X-Terminal': 'TIEP-DON-2' }))).toEqual(['TIEP-DON-2']);
    expect(await onTrail(await login({}))).toEqual([null]);
  });
});

describe('A machine', () => {
  it('has no terminal: what it calls itself is marked likewise, and a key counts for nothing', async () => {
    const registered = await aMachine(world, ['system/Patient.rs']);
    const machine = await connect(world, registered);
    const { id } = await aPatient(world);
    const read = (headers: Record<string, string>) => machine.get(`/fhir/R4/Patient/${id}`, headers);
    expect(await onTrail(await read({}))).toEqual([null]);
    expect(await onTrail(await read({ 'X-Terminal': 'LIS-01' }))).toEqual(['LIS-01']);
    expect(await onTrail(await read({ 'X-Terminal': 'NGOAI-99' }))).toEqual(['claimed:NGOAI-99']);
    const shown = await read({ 'X-Terminal-Key': 'made up' });
    expect([shown.status, await onTrail(shown)]).toEqual([200, [null]]);
    const token = await ask(world, form(await assertion(registered)), { 'X-Terminal': 'NGOAI-99' });
    expect([token.status, await onTrail(token)]).toEqual([200, ['claimed:NGOAI-99']]);
  });
});
