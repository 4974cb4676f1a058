import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { slipsBetween } from '../../src/clinical/patients/slips.rules.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  const names = [
    'Trương Đặng Ghềnh',
    'Nguyễn Thị Thu Hương',
    'Nguyễn Văn Hường',
    'Lê Thị Hương',
    'Phạm Quỳnh',
    'Phạm Quynk',
  ];
  for (const fullName of names) {
    await aPatient(world, { fullName, birthDate: fullName === 'Lê Thị Hương' ? '1970' : '1990' });
  }
});
afterAll(() => world.close());

interface Found {
  id: string;
  fullName: string;
  approximate?: boolean;
}
const search = async (query: Record<string, string>) =>
  (await world.as('nurse').get(`/api/v1/patients?${new URLSearchParams(query).toString()}`)).body as {
    items: Found[];
    next: string | null;
  };
const found = async (name: string) => (await search({ name })).items.map(({ fullName }) => fullName);

describe('A word that was mistyped by a letter', () => {
  it.each([
    ['a letter left out', 'ghnh', ['Trương Đặng Ghềnh']],
    ['a letter too many', 'gheenh', ['Trương Đặng Ghềnh']],
    ['a wrong letter', 'ghanh', ['Trương Đặng Ghềnh']],
    ['two letters exchanged', 'ghehn', ['Trương Đặng Ghềnh']],
    ['the first letter', 'hgenh', ['Trương Đặng Ghềnh']],
    ['among words that are right', 'truogn ghenh', ['Trương Đặng Ghềnh']],
    ['in the family name', 'nguyrn huong', ['Nguyễn Văn Hường', 'Nguyễn Thị Thu Hương']],
    ['beside the beginning of a word', 'ghenh truonk d', ['Trương Đặng Ghềnh']],
    ['with accents', 'Ghềhn', ['Trương Đặng Ghềnh']],
  ])('still finds the patient: %s', async (_, name, expected) => {
    expect((await found(name)).sort()).toEqual([...expected].sort());
  });

  it('finds nobody when two words are mistyped, or one by two letters', async () => {
    for (const name of ['truogn ghehn', 'ghxxh', 'henhg', 'gh3n7']) {
      expect([name, await found(name)]).toEqual([name, []]);
    }
  });

  it('is not looked for when somebody has the word: what was typed comes first', async () => {
    expect(await found('pham quynk')).toEqual(['Phạm Quynk']);
    expect(await found('quynh')).toEqual(['Phạm Quỳnh']);
  });

  it('is marked, so that nobody takes the one for the other', async () => {
    const marks = async (name: string) => (await search({ name })).items.map(({ approximate }) => approximate);
    expect([await marks('ghnh'), await marks('ghenh')]).toEqual([[true], [undefined]]);
  });

  it('keeps to the other conditions, and is on the trail as who was shown', async () => {
    const { items } = await search({ name: 'huobg', birthDate: '1970' });
    expect(items.map(({ fullName }) => fullName)).toEqual(['Lê Thị Hương']);
    const event = elementAt(
      await world.sql<{ patient_ids: string[] }>(
        `SELECT patient_ids FROM audit.event WHERE kind = 'search' AND $1 = ANY (patient_ids) ORDER BY id DESC LIMIT 1`,
        [elementAt(items, 0).id],
      ),
      0,
    );
    expect(event.patient_ids).toEqual([elementAt(items, 0).id]);
  });

  it('goes through its pages without loss or repeat', async () => {
    for (let n = 0; n < 7; n++) await aPatient(world, { fullName: `Tô Khuyến ${n}` });
    const seen: string[] = [];
    let page = await search({ name: 'khuyne', limit: '3' });
    for (;;) {
      seen.push(...page.items.map(({ id }) => id));
      expect(page.items.every(({ approximate }) => approximate)).toBe(true);
      if (!page.next) break;
      // Who comes meanwhile under the name that was typed is of no page that follows.
      if (seen.length === 3) await aPatient(world, { fullName: 'Khuyne Trước' });
      page = (await world.as('nurse').get(page.next)).body;
    }
    expect([seen.length, new Set(seen).size]).toEqual([7, 7]);
  });

  it('is no match in FHIR, which promises names as they are written', async () => {
    const entries = async (name: string) =>
      ((await world.as('lab').get(`/fhir/R4/Patient?name=${name}`)).body.entry ?? []).length as number;
    expect([await entries('ghnh'), await entries('ghenh')]).toEqual([0, 1]);
  });
});

describe('Two words', () => {
  it('are a slip apart in the database where the rule counts one, of any length up to seven letters', async () => {
    const pairs = await world.sql<{ one: string; other: string; near: boolean }>(
      `WITH RECURSIVE word (text) AS (
         SELECT '' UNION ALL SELECT text || letter FROM word, unnest(ARRAY['a', 'b']) letter WHERE length(text) < 7)
       SELECT one.text AS one, other.text AS other, public.one_slip_apart(one.text, other.text) AS near FROM word one, word other
        WHERE one.text <> other.text`,
    );
    expect(pairs).toHaveLength(255 * 254);
    const wrong = pairs.filter(({ one, other, near }) => near !== (slipsBetween(one, other) === 1));
    expect(wrong.slice(0, 5)).toEqual([]);
  });
});
