import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { withinOneDay } from '../support/days.js';
import { PEOPLE, TRUTHS, typedNow } from './search-truth.table.js';

let world: World;
const names = new Map<string, string>();
beforeAll(async () => {
  world = await startWorld();
  for (const [key, fields] of Object.entries(PEOPLE)) names.set((await aPatient(world, fields)).id, key);
});
afterAll(() => world.close());

/** Who is found, by their keys in the table. */
async function found(q: string): Promise<string[]> {
  const { status, body } = await world.as('nurse').get(`/api/v1/patients?${new URLSearchParams({ q }).toString()}`);
  expect([q, status]).toEqual([q, 200]);
  return (body.items as { id: string }[]).map(({ id }) => names.get(id) ?? 'somebody else');
}

describe.each(Object.entries(TRUTHS))('Finding people: %s', (_, rows) => {
  it.each(rows)('%j finds %s first, also %j, never %j', (row, first, also = [], never = []) =>
    withinOneDay(async () => {
      const typed = typedNow(row);
      const people = await found(typed);
      expect([typed, people[0] ?? 'nobody']).toEqual([typed, first]);
      expect(people).toEqual(expect.arrayContaining([...also]));
      expect(people.filter((one) => never.some((key) => key === one))).toEqual([]);
      expect(new Set(people).size).toBe(people.length);
      expect(await found(typed.normalize('NFD'))).toEqual(people);
    })(),
  );
});

it('the table has at least eighty rows, each typed once', () => {
  const typed = Object.values(TRUTHS).flatMap((rows) => rows.map(([text]) => text));
  expect(typed.length).toBeGreaterThanOrEqual(80);
  expect(new Set(typed).size).toBe(typed.length);
});
