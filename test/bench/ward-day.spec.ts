import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { startWorld, type World } from '../support/world.js';

interface Answer {
  readonly status: number;
  readonly body: unknown;
}
interface Place {
  call(as: string, method: string, path: string, body?: object | string, headers?: object): Promise<Answer>;
  rows(text: string, values?: unknown[]): Promise<unknown[]>;
  change(work: (client: pg.Client) => Promise<void>): Promise<void>;
  readonly wardId: string;
  readonly everyHours: number;
}
type Phase = <T, A>(name: string, list: readonly T[], work: (one: T) => Promise<A>) => Promise<A[]>;
interface Day {
  readonly left: readonly string[];
}
interface End {
  readonly faults: readonly string[];
  readonly orders: Readonly<Record<string, number>>;
  readonly dosesDue: number;
  readonly values: number;
  readonly bags: Readonly<Record<string, number>>;
  readonly infused: number;
  readonly inbox: Readonly<Record<string, number>>;
  readonly critical: Readonly<Record<string, number>>;
}
const part = (name: string) => import(resolve(`bench/ward-day/${name}.mjs`)) as Promise<object>;
const { playDay } = (await part('day')) as { playDay: (place: Place, patients: number, phase: Phase) => Promise<Day> };
const { accountFor } = (await part('account')) as { accountFor: (place: object, day: Day) => Promise<End> };

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const asIn =
  (place: World): Place['call'] =>
  async (as, method, path, body, headers = {}) => {
    const caller = place.as(as as 'doctor');
    if (method === 'GET') return caller.get(path);
    return caller.post(path, body as object, headers as Record<string, string>);
  };

/** Four people at once. */
const phase: Phase = async (_, list, work) => {
  const left = [...list];
  const answers: Awaited<ReturnType<typeof work>>[] = [];
  const person = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) answers.push(await work(one));
  };
  await Promise.all(Array.from({ length: 4 }, person));
  return answers;
};

it('A day of a ward ends with every order, dose, result and critical result accounted for', async () => {
  const rows: Place['rows'] = (text, values = []) => world.sql(text, values);
  const change: Place['change'] = async (work) => {
    const client = new pg.Client({ connectionString: world.database.superuserUrl });
    await client.connect();
    await client.query(`SELECT set_config('emr.context', '{"actorKind":"system","username":"system:test"}', false)`);
    await work(client).finally(() => client.end());
  };
  const place = { call: asIn(world), rows, change, wardId: world.wards[0].id, everyHours: 6 };
  const day = await playDay(place, 8, phase);
  const { faults, ...end } = await accountFor(place, day);
  expect(faults).toEqual([]);
  expect(end.orders).toEqual({
    'laboratory cancelled': 1,
    'laboratory completed': 15,
    'medication cancelled': 2,
    'medication completed': 22,
  });
  expect([end.dosesDue, end.values]).toEqual([88, 75]);
  expect([end.bags, end.infused]).toEqual([{ given: 5, stopped: 3 }, 5 * 500 + 3 * 350]);
  expect(Object.values(end.inbox).reduce((sum, n) => sum + n, 0)).toBe(4);
  expect(end.critical).toEqual({ acknowledged: 2 });
});
