import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MOST_LOOKED_AT } from '../../src/platform/audit/questions/event-places.js';
import { addEvents, openingOf } from '../support/audit-events.js';
import { aPatient, anAdmission } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

interface Event {
  id: string;
  kind: string;
  entity: string;
  patientId: string | null;
  patientIds: string[] | null;
  patientCount: number | null;
  encounterId: string | null;
  actor: { username: string; role: string };
  changes: Record<string, unknown> | null;
  terminal: string | null;
}

let world: World;
let patientId: string;
let encounterId: string;
const TERMINAL = { 'X-Terminal': 'KHOA-NOI-07' };

beforeAll(async () => {
  world = await startWorld();
  patientId = (await aPatient(world)).id;
  encounterId = (await anAdmission(world, { patientId })).id;
  const vitals = { effectiveAt: new Date().toISOString(), heartRate: 88 };
  await world.as('nurse').post(`/api/v1/encounters/${encounterId}/vitals`, vitals, TERMINAL);
  await world.as('doctor').get(`/api/v1/patients/${patientId}/chart`, { 'X-Purpose-Of-Use': 'ETREAT' });
  await world.as('nurse').get(`/api/v1/wards/${world.wards[0].id}/board`);
  await aPatient(world);
});
afterAll(() => world.close());

/** Every event a question finds, over all pages. */
async function ask(question: Record<string, string>): Promise<Event[]> {
  const found: Event[] = [];
  for (
    let path: string | null = `/api/v1/audit/events?${new URLSearchParams({ limit: '7', ...question }).toString()}`;
    path;
  ) {
    const answer = await world.as('auditor').get(path);
    expect(answer.status).toBe(200);
    const page = answer.body as { items: Event[]; next: string | null };
    found.push(...page.items);
    path = page.next;
  }
  expect(found.map(({ id }) => id)).toEqual([...new Set(found.map(({ id }) => id))].sort().reverse());
  return found;
}

const about = ({ patientId: one, patientIds }: Event) => one === patientId || (patientIds ?? []).includes(patientId);

describe('Questions to the trail', () => {
  it('find what was done to a patient and the lists that showed them, and nothing of others', async () => {
    const events = await ask({ patientId });
    expect(events.every(about)).toBe(true);
    const kinds = events.map(({ kind, entity }) => `${kind} ${entity}`);
    expect(kinds).toEqual(expect.arrayContaining(['create patient', 'create vital_signs', 'read chart']));
    expect(events.some(({ patientIds }) => patientIds?.includes(patientId))).toBe(true);
  });

  it('name of a list only the patient who is asked about, and say how many it showed', async () => {
    const others = [await aPatient(world), await aPatient(world)].map(({ id }) => id);
    await world.as('nurse').get(`/api/v1/patients?name=${encodeURIComponent('nguyen thi thu')}`);
    const search = (await ask({ patientId, kind: 'search' }))[0]!;
    expect(search.patientIds).toEqual([patientId]);
    expect(search.patientCount).toBeGreaterThan(others.length);
    const reading = elementAt(await ask({ kind: 'list', entity: 'audit_event', patientId }), 0);
    expect(reading.patientCount ?? 1).toBe(1);
    const whole = (await world.as('auditor').get(`/api/v1/audit/events/${search.id}`)).body as Event;
    expect(whole.patientIds).toHaveLength(search.patientCount ?? 0);
    expect(whole.patientIds).toEqual(expect.arrayContaining([patientId, ...others]));
  });

  it.each<[string, () => Record<string, string>, (event: Event) => boolean]>([
    ['an encounter', () => ({ encounterId }), (event) => event.encounterId === encounterId],
    ['a person', () => ({ actorId: world.staff.nurse.id }), ({ actor }) => actor.username === 'nurse'],
    ['a username', () => ({ username: 'nurse' }), ({ actor }) => actor.username === 'nurse'],
    ['a role', () => ({ role: 'doctor' }), ({ actor }) => actor.role === 'doctor'],
    ['a terminal', () => ({ terminal: 'KHOA-NOI-07' }), ({ terminal }) => terminal === 'KHOA-NOI-07'],
    ['a kind', () => ({ kind: 'create' }), ({ kind }) => kind === 'create'],
    ['a kind that is seldom', () => ({ kind: 'sign-in' }), ({ kind }) => kind === 'sign-in'],
    ['a table', () => ({ entity: 'vital_signs' }), ({ entity }) => entity === 'vital_signs'],
    ['a purpose', () => ({ purpose: 'ETREAT' }), ({ kind, entity }) => kind === 'read' && entity === 'chart'],
    ['a field', () => ({ field: 'heartRate' }), ({ changes }) => changes?.['heartRate'] === 88],
    [
      'several at once',
      () => ({ patientId, username: 'nurse', kind: 'create', entity: 'vital_signs' }),
      ({ entity, actor }) => entity === 'vital_signs' && actor.username === 'nurse',
    ],
  ])('find by %s just the events of it', async (_, question, belongs) => {
    const events = await ask(question());
    expect(events.length).toBeGreaterThan(0);
    expect(events.filter((event) => !belongs(event))).toEqual([]);
  });

  it('find by a ward what was done to encounters while they were there, and its board', async () => {
    const events = await ask({ wardId: world.wards[0].id });
    expect(events.map(({ entity }) => entity)).toEqual(expect.arrayContaining(['vital_signs']));
    expect(events.every((event) => event.encounterId !== null || event.entity.includes('ward'))).toBe(true);
    expect(await ask({ wardId: world.wards[1].id, entity: 'vital_signs' })).toEqual([]);
  });

  it('find by a request what it wrote', async () => {
    const answer = await world.as('nurse').get(`/api/v1/patients/${patientId}`);
    const events = await ask({ requestId: answer.headers['x-request-id']! });
    expect(events).toMatchObject([{ kind: 'read', patientId }]);
  });

  it('keep to the period', async () => {
    const later = new Date(Date.now() + 3_600_000).toISOString();
    expect(await ask({ patientId, from: later })).toEqual([]);
    const all = await ask({ patientId, to: later });
    expect(all.length).toBeGreaterThan(0);
    expect(await ask({ patientId, to: later, from: '1900-01-01T00:00:00Z' })).toEqual(
      expect.arrayContaining(all.map(({ id }) => expect.objectContaining({ id }) as unknown)),
    );
    expect(await ask({ patientId, to: '1900-01-01T00:00:00Z' })).toEqual([]);
  });

  it('are answered at once where one event is rare among many, and say how far they looked where nothing leads to it', async () => {
    const owner = openingOf(world.database.ownerUrl);
    await owner.query(
      `INSERT INTO audit.event (kind, actor_kind, username, role, terminal, address, request_id, entity)
       VALUES ('update', 'system', 'system:move', 'pharmacist', 'PHONG-CŨ', '10.99.0.1', 'the-one', 'ward')`,
    );
    await addEvents(owner, MOST_LOOKED_AT + 500, 'crowd');
    await owner.end();
    const first = async (question: Record<string, string>) => {
      const answer = await world.as('auditor').get(`/api/v1/audit/events?${new URLSearchParams(question).toString()}`);
      return answer.body as { items: Event[]; next: string | null; searchedTo: string | null };
    };
    for (const [name, value] of [
      ['terminal', 'PHONG-CŨ'],
      ['address', '10.99.0.1'],
      ['requestId', 'the-one'],
      ['username', 'system:move'],
    ] as const) {
      expect(await first({ [name]: value })).toMatchObject({
        items: [{ entity: 'ward' }],
        next: null,
        searchedTo: null,
      });
      expect(await first({ [name]: `9${value}`.replace('910.', '11.') })).toEqual({
        items: [],
        next: null,
        searchedTo: null,
        notCovered: [],
      });
    }
    const short = await first({ role: 'pharmacist', entity: 'ward' });
    expect(short).toMatchObject({ items: [], next: expect.any(String) as unknown });
    expect(Date.now() - Date.parse(short.searchedTo ?? '')).toBeLessThan(3_600_000);
    expect(await ask({ role: 'pharmacist', entity: 'ward' })).toMatchObject([{ entity: 'ward' }]);
  });

  it.each([
    'patientId=1',
    'from=yesterday',
    'kind=eaten',
    'role=king',
    'address=here',
    'field=heart_rate',
    'from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z',
    'color=red',
  ])('refuse %s with a problem that names the field', async (question) => {
    const answer = await world.as('auditor').get(`/api/v1/audit/events?${question}`);
    expect(answer.status).toBe(400);
    expect((answer.body as { errors: object[] }).errors.length).toBeGreaterThan(0);
  });
});
