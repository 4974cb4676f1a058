import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MOST_FETCHED, MOST_LOOKED_AT } from '../../src/platform/audit/questions/event-places.js';
import { startWorld, type World } from '../support/world.js';

interface Row {
  id: string;
  occurred_at: Date;
  kind: string;
  actor_id: string | null;
  username: string;
  role: string | null;
  terminal: string | null;
  address: string | null;
  request_id: string | null;
  purpose: string | null;
  entity: string;
  patient_id: string | null;
  patient_ids: string[] | null;
}
type Question = Record<string, string>;

const PATIENTS = [1, 2, 3].map((n) => `01900000-0000-7000-8000-00000000000${n}`);
const EVENTS = 3 * MOST_FETCHED;
const CROWD = MOST_LOOKED_AT + 1_000;

let world: World;
let rows: Row[];
let until: string;

/** Few values of everything, so that questions meet; a crowd in between, so that no page can look at all. */
beforeAll(async () => {
  world = await startWorld();
  const { nurse, doctor } = world.staff;
  await world.sql(
    `INSERT INTO audit.event (id, occurred_at, kind, actor_kind, actor_id, username, role, terminal, address, request_id, purpose,
       entity, patient_id, patient_ids)
     SELECT uuidv7(-past), now() - past, kind, CASE WHEN actor IS NULL THEN 'system' ELSE 'staff' END, actor,
       coalesce((SELECT username FROM staff_member WHERE id = actor), 'system:seed'), (ARRAY['nurse', 'doctor'])[1 + n % 2],
       (ARRAY['KHOA-1', 'KHOA-2', NULL])[1 + n / 7 % 3], (ARRAY['10.0.0.1', '10.0.0.2'])[1 + n / 5 % 2]::inet, 'request-' || n / 4,
       (ARRAY['TREAT', 'TREAT', 'ETREAT'])[1 + n / 3 % 3], (ARRAY['chart', 'note'])[1 + n / 11 % 2],
       CASE WHEN kind <> 'list' THEN ($3::uuid[])[1 + n % 3] END,
       CASE WHEN kind = 'list' THEN ARRAY[($3::uuid[])[1 + n % 3], ($3::uuid[])[1 + (n + 1) % 3]] END
     FROM (SELECT n, ((n * 7919) % 2_000) * interval '1 hour' AS past, (ARRAY[$1::uuid, $2::uuid, NULL])[1 + n / 2 % 3] AS actor,
             (ARRAY['read', 'list', 'update', 'sign-in'])[1 + n % 4] AS kind FROM generate_series(1, $4::int) n) made`,
    [nurse.id, doctor.id, PATIENTS, EVENTS],
  );
  await world.sql(
    `INSERT INTO audit.event (id, occurred_at, kind, actor_kind, actor_id, username, role, terminal, address, request_id, purpose, entity)
     SELECT uuidv7(-past), now() - past, 'read', 'staff', $1, 'nurse', 'nurse', 'KHOA-1', '10.0.0.1', 'request', 'TREAT', 'chart'
     FROM (SELECT interval '40 days' AS past FROM generate_series(1, $2::int)) made`,
    [nurse.id, CROWD],
  );
  rows = await world.sql<Row>(`SELECT *, host(address) AS address FROM audit.event ORDER BY id DESC`);
  until = new Date(Date.now() + 1).toISOString();
  await world.sql('ANALYZE');
});
afterAll(() => world.close());

const CHECKS: Record<string, (row: Row, value: string) => boolean> = {
  patientId: (row, value) => row.patient_id === value || (row.patient_ids ?? []).includes(value),
  actorId: (row, value) => row.actor_id === value,
  username: (row, value) => row.username === value,
  role: (row, value) => row.role === value,
  terminal: (row, value) => row.terminal === value,
  address: (row, value) => row.address === value,
  requestId: (row, value) => row.request_id === value,
  purpose: (row, value) => row.purpose === value,
  kind: (row, value) => row.kind === value,
  entity: (row, value) => row.entity === value,
  from: (row, value) => row.occurred_at >= new Date(value),
  to: (row, value) => row.occurred_at < new Date(value),
};
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
const some = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined, freq: 2 });

const questions = fc.record({
  patientId: some(...PATIENTS),
  actorId: fc.option(
    fc.constantFrom('nurse', 'doctor').map((role) => role),
    { nil: undefined, freq: 2 },
  ),
  username: some('nurse', 'system:seed', 'nobody'),
  role: some('nurse', 'doctor'),
  terminal: some('KHOA-1', 'KHOA-2', 'KHOA-9'),
  address: some('10.0.0.1', '10.0.0.2'),
  requestId: some('request', 'request-12', 'request-x'),
  purpose: some('TREAT', 'ETREAT'),
  kind: some('read', 'list', 'sign-in'),
  entity: some('chart', 'note'),
  from: fc.option(fc.integer({ min: 20, max: 80 }), { nil: undefined, freq: 2 }),
  to: fc.option(fc.integer({ min: 1, max: 19 }), { nil: undefined, freq: 2 }),
});

it('Following the pages of any question finds every event it is about, once, and ends', async () => {
  await fc.assert(
    fc.asyncProperty(questions, fc.integer({ min: 40, max: 100 }), async (drawn, limit) => {
      const question: Question = { to: until };
      for (const [name, value] of Object.entries(drawn)) {
        if (value === undefined) continue;
        if (name === 'actorId') question.actorId = world.staff[value as 'nurse'].id;
        else question[name] = typeof value === 'number' ? daysAgo(value) : value;
      }
      const expected = rows.filter((row) =>
        Object.entries(question).every(([name, value]) => CHECKS[name]!(row, value)),
      );
      // A crowd comes in hundreds of pages; some of them say enough.
      const most = 400;
      const found = await ask(question, limit, most);
      expect(found).toEqual(expected.slice(0, found.length < most ? undefined : found.length).map(({ id }) => id));
    }),
    { numRuns: 60 },
  );
});

/** The events of the pages of a question, until there are this many or no more. */
async function ask(question: Question, limit: number, most: number): Promise<string[]> {
  const found: string[] = [];
  const parameters = new URLSearchParams({ ...question, limit: String(limit) });
  let path: string | null = `/api/v1/audit/events?${parameters.toString()}`;
  let before = Infinity;
  while (path && found.length < most) {
    const { status, body } = await world.as('auditor').get(path);
    expect(status).toBe(200);
    const { items, next, searchedTo } = body as {
      items: { id: string }[];
      next: string | null;
      searchedTo: string | null;
    };
    found.push(...items.map(({ id }) => id));
    // Whoever gets less than they asked for is told how far it looked, or that this is all.
    expect(searchedTo === null).toBe(next === null);
    if (searchedTo) expect(Date.parse(searchedTo)).toBeLessThanOrEqual(before);
    before = searchedTo ? Date.parse(searchedTo) : 0;
    path = next;
  }
  return found;
}
