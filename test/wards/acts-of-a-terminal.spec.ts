import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aMedicine, anAdmission, anOrder, aPatient } from '../support/builders.js';
import { hoursAgo, potassium, report } from '../results/reports.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { aTerminal, type WardTerminal } from '../support/ward-terminal.js';
import { PASSWORD, startWorld, type Client, type World } from '../support/world.js';

const PIN = '407159';

let world: World;
let terminal: WardTerminal;
beforeAll(async () => {
  world = await startWorld();
  await worksOnlyIn(world, 'nurse', world.wards[0].id);
  terminal = await aTerminal(world);
  await terminal.signIn('nurse');
  await world.as('nurse').post('/api/v1/auth/pin', { password: PASSWORD, pin: PIN });
});
afterAll(() => world.close());

type Call = (as: Client, method: 'get' | 'post', path: string, body?: object, version?: number) => Promise<Body>;
// What stands in an answer differs from act to act.
type Body = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any

/** Does an act, and counts its requests and the fields that somebody fills in. */
async function counted(act: (call: Call) => Promise<unknown>): Promise<[requests: number, fields: number]> {
  let [requests, fields] = [0, 0];
  await act(async (as, method, path, body = {}, version) => {
    requests += 1;
    fields += Object.keys(body).length;
    const headers: Record<string, string> = version === undefined ? {} : { 'If-Match': `"${version}"` };
    const answer = method === 'get' ? await as.get(path) : await as.post(path, body, headers);
    expect([path, answer.status < 300, answer.body.errors]).toEqual([path, true, undefined]);
    return answer.body as Body;
  });
  return [requests, fields];
}

const ROUND = {
  ...{ heartRate: 92, respiratoryRate: 18, systolic: 118, diastolic: 72, temperature: 37.2, oxygenSaturation: 97 },
  ...{ supplementalOxygen: false, consciousness: 'A' },
};
const TESTS = ['2823-3', '2951-2', '2075-0', '2160-0', '718-7', '2345-7', '1742-6', '1920-8', '1975-2', '3094-0'];

/** Acts, as docs/console.md tells them, with the requests and fields that they cost. */
const ACTS: Record<string, { costs: [number, number]; act: (call: Call) => Promise<unknown> }> = {
  'Begin a shift at a terminal: PIN, then the board of my ward': {
    costs: [2, 2],
    act: async (call) => {
      const here = { post: (_: string, body: object) => terminal.switchTo(body) } as Client;
      const { person } = await call(here, 'post', '/api/v1/auth/switch', { username: 'nurse', pin: PIN });
      await call(world.as('nurse'), 'get', `/api/v1/wards/${person.wards[0].id}/board`);
    },
  },
  'Chart a round of vital signs': {
    costs: [1, 8],
    act: async (call) => {
      const { id } = await anAdmission(world, { bedId: null });
      const charted = await call(world.as('nurse'), 'post', `/api/v1/encounters/${id}/vitals`, ROUND);
      expect(charted).toMatchObject({ recordedBy: { fullName: expect.any(String) } });
    },
  },
  'Move a round that was charted for the wrong patient': {
    costs: [1, 2],
    act: async (call) => {
      const [wrong, right] = [await anAdmission(world, { bedId: null }), await anAdmission(world, { bedId: null })];
      const { body } = await world.as('nurse').post(`/api/v1/encounters/${wrong.id}/vitals`, ROUND);
      const move = { encounterId: right.id, reason: 'Nhầm giường' };
      await call(world.as('nurse'), 'post', `/api/v1/vitals/${body.id}/move`, move, body.version);
    },
  },
  'See who is due for vital signs': {
    costs: [1, 0],
    act: (call) => call(world.as('nurse'), 'get', `/api/v1/wards/${world.wards[0].id}/due`),
  },
  'Give a medicine that is due': {
    costs: [2, 0],
    act: async (call) => {
      const { encounterId } = await aMedicine(world);
      const mar = await call(world.as('nurse'), 'get', `/api/v1/encounters/${encounterId}/mar`);
      await call(world.as('nurse'), 'post', `/api/v1/doses/${mar.items[0].id}/give`, {}, 0);
    },
  },
  'Order ten tests and sign them': {
    costs: [1, 2],
    act: async (call) => {
      const { id } = await anAdmission(world, { bedId: null });
      const orders = TESTS.map((code) => ({
        kind: 'laboratory',
        code: { system: 'http://loinc.org', code, display: code },
      }));
      const { orders: signed } = await call(world.as('doctor'), 'post', `/api/v1/encounters/${id}/orders`, {
        orders,
        sign: true,
      });
      expect(signed).toHaveLength(TESTS.length);
    },
  },
  'Read the whole patient': {
    costs: [1, 0],
    act: async (call) => {
      const { patientId } = await anAdmission(world, { bedId: null });
      await call(world.as('doctor'), 'get', `/api/v1/patients/${patientId}/chart`);
    },
  },
  'See the work of the laboratory, and enter a result': {
    costs: [2, 3],
    act: async (call) => {
      const order = await anOrder(world);
      await call(world.as('lab'), 'get', '/api/v1/orders?kind=laboratory&status=active');
      const result = report([potassium(4.4)], { effectiveAt: hoursAgo(0) });
      await call(world.as('lab'), 'post', `/api/v1/orders/${order.id}/results`, result);
    },
  },
  'Register somebody': {
    costs: [1, 5],
    act: (call) =>
      call(world.as('registrar'), 'post', '/api/v1/patients', {
        ...{ fullName: 'Hà Thị Nhanh', sex: 'female', birthDate: '1990-01-02', phones: ['0903777888'] },
        identifiers: [{ system: 'cccd', value: '001190001777' }],
      }),
  },
  'Admit to a bed': {
    costs: [1, 5],
    act: async (call) => {
      const [ward] = world.wards;
      const { id: patientId } = await aPatient(world);
      const bedId = ward.beds[0]!.id;
      const admission = { patientId, class: 'inpatient', wardId: ward.id, bedId, reason: 'Đau ngực' };
      await call(world.as('doctor'), 'post', '/api/v1/encounters', admission);
    },
  },
};

describe('What an act costs at a terminal', () => {
  it.each(Object.entries(ACTS))('%s', async (_, { costs, act }) => {
    expect(await counted(act)).toEqual(costs);
  });

  it('is what the documentation says', async () => {
    const text = await readFile('docs/console.md', 'utf8');
    for (const [name, { costs }] of Object.entries(ACTS)) {
      expect(text.replace(/ +/g, ' ')).toContain(`| ${name} | ${costs[0]} | ${costs[1]} |`);
    }
  });
});
