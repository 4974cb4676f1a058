import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { may, POLICY, type Action } from '../../src/platform/routes/policy.js';
import { routesOf, type DeclaredRoute } from '../support/routes.js';
import { breakGlass, worksOnlyIn } from '../support/ward-staff.js';
import { aWholeChart, type WholeChart } from '../support/whole-chart.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

/** Where FHIR has its own word for a part of a chart. */
const FHIR: Readonly<Record<string, string>> = {
  Patient: 'patients',
  Encounter: 'encounters',
  Observation: 'vitals',
  DiagnosticReport: 'results',
  ServiceRequest: 'orders',
  Condition: 'problems',
  AllergyIntolerance: 'allergies',
};
const REASON = 'Ngừng tuần hoàn tại sảnh';

let world: World;
let theirs: WholeChart;
let ofDoctors: DeclaredRoute[];
beforeAll(async () => {
  world = await startWorld({ CARE_TIE_DAYS: '0' });
  theirs = await aWholeChart(world, world.wards[1].id);
  await worksOnlyIn(world, 'department-head', world.wards[0].id);
  await breakGlass(world, 'department-head', theirs.patientId, REASON);
  ofDoctors = routesOf(world.app).filter(
    ({ declaration }) =>
      declaration!.action in POLICY &&
      may('department-head', declaration!.action as Action) &&
      declaration!.discloses !== 'nothing',
  );
});
afterAll(() => world.close());

const holder = () => world.as('department-head');
const idFor = (path: string): string | undefined => {
  const [, api, part] = /^\/(api\/v1|fhir\/R4)\/([^/]+)\/:id/.exec(path) ?? [];
  const id = part && theirs.ids[(api === 'fhir/R4' && FHIR[part]) || part];
  return part === 'Observation' ? `${id}.8867-4` : id;
};
const names = (text: string) => Object.values(theirs.ids).some((id) => text.includes(id));
const eventsSince = (id: string) =>
  world.sql<{ kind: string; purpose: string; reason: string; entity: string }>(
    'SELECT * FROM audit.event WHERE id > $1 AND (patient_id = $2 OR $2 = ANY (patient_ids)) ORDER BY id',
    [id, theirs.patientId],
  );
const lastId = async () =>
  elementAt(await world.sql<{ id: string }>('SELECT id FROM audit.event ORDER BY id DESC LIMIT 1'), 0).id;

describe('What a broken glass opened', () => {
  it('says so in the answer of every route that takes an id, and on the trail with purpose and reason', async () => {
    const routes = ofDoctors.filter(({ path }) => idFor(path) && !path.endsWith('/access'));
    expect(routes.length).toBeGreaterThan(30);
    const silent: string[] = [];
    let shown = 0;
    for (const { method, path, name } of routes) {
      const before = await lastId();
      const address = path.replace(':id', idFor(path)!);
      const headers = { 'If-Match': '"99"' };
      const answer =
        method === 'get'
          ? await holder().get(address)
          : method === 'patch'
            ? await holder().patch(address, {}, headers)
            : await holder().post(address, {}, headers);
      if (answer.status === 200) shown++;
      const events = await eventsSince(before);
      const isTold = /^break-glass; until=/.test(answer.headers['x-care-access'] ?? '');
      const isOnTrail = events.every(({ purpose, reason }) => purpose === 'BTG' && reason === REASON);
      const isRead = method !== 'get' || answer.status !== 200 || events.length > 0;
      if (!isTold || !isOnTrail || !isRead) silent.push(`${answer.status} ${name}`);
    }
    expect(silent).toEqual([]);
    expect(shown).toBeGreaterThan(20);
  });

  it('is in no list of wards or of one’s own; in those of that patient it says so', async () => {
    const lists = ofDoctors.filter(
      ({ method, path, name }) => method === 'get' && !path.includes(':') && !/\/patients$/.test(name),
    );
    expect(lists.length).toBeGreaterThan(7);
    let shown = 0;
    for (const { path, name } of lists) {
      for (const query of [
        '',
        '?status=active',
        '?status=completed',
        `?wardId=${world.wards[1].id}`,
        `?patientId=${theirs.patientId}`,
        `?patient=${theirs.patientId}`,
        `?encounter=${theirs.ids.encounters}`,
        `?identifier=${theirs.ids.orders}`,
        ...Object.values(theirs.ids).map((id) => `?_id=${id}`),
      ]) {
        const before = await lastId();
        const { status, body, headers } = await holder().get(`${path}${query}`);
        if (status !== 200 || !names(JSON.stringify(body.items ?? body.entry ?? []))) continue;
        shown++;
        const events = await eventsSince(before);
        expect([name, query, headers['x-care-access']]).toEqual([name, query, expect.stringMatching(/^break-glass/)]);
        expect(events).toMatchObject([{ purpose: 'BTG', reason: REASON }]);
      }
    }
    expect(shown).toBeGreaterThan(7);
    const board = await holder().get(`/api/v1/wards/${world.wards[1].id}/board`);
    expect(names(board.text)).toBe(false);
  });
});
