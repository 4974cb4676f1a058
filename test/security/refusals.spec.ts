import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { may, ROLES, type Action } from '../../src/platform/routes/policy.js';
import { aPatient, anAdmission } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { ENDLESS, routesOf, somePath, type DeclaredRoute } from '../support/routes.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
let routes: DeclaredRoute[];
let patient: { id: string };
let stay: { id: string; patientId: string };
beforeAll(async () => {
  world = await startWorld();
  patient = await aPatient(world, { fullName: 'Trịnh Thị Bí Mật' });
  stay = await anAdmission(world, { patientId: patient.id });
  routes = routesOf(world.app).filter(
    ({ declaration }) => declaration && !['public', 'signed-in'].includes(declaration.action),
  );
});
afterAll(() => world.close());

/** Hundreds of requests one after the other, beside whatever else the machine does. */
const WALK_MS = 240_000;
const UNKNOWN = '01900000-0000-7000-8000-000000000000';
/** The path with an id that exists where the route is about patients or encounters. */
const realPath = (path: string) => {
  const id = path.includes('/encounters/') ? stay.id : path.includes('atient') ? patient.id : undefined;
  return id ? path.replace(/:\w+/g, id) : somePath(path);
};
/** Whose data an address asks for: the patient's, or that of their stay. */
const patientOf = ({ path }: DeclaredRoute) =>
  /^\/(api\/v1\/(patients|encounters)|fhir\/R4\/Patient)\/:/.test(path) ? patient.id : null;
const call = (client: World['anonymous'], { method }: DeclaredRoute, path: string) =>
  method === 'get' || method === 'delete' ? client[method](path) : client[method](path, {});
const writes = async () => {
  const row = elementAt(
    await world.sql(`SELECT count(*)::int AS n FROM audit.event WHERE kind IN ('create', 'update')`),
    0,
  );
  return row.n as number;
};
/** What the trail has of requests, by their ids. */
async function eventsOf(requestIds: readonly string[]): Promise<Record<string, unknown[]>> {
  const rows = await world.sql(
    'SELECT request_id, kind, username, role, patient_id, detail FROM audit.event WHERE request_id = ANY ($1)',
    [requestIds],
  );
  const events: Record<string, unknown[]> = {};
  for (const { request_id: requestId, ...event } of rows) (events[requestId as string] ??= []).push(event);
  return events;
}

describe('Whoever may not', () => {
  it.each(ROLES)(
    '%s learns nothing, changes nothing and is on the trail, on every route closed to the role',
    async (role) => {
      const closed = routes.filter(({ declaration }) => !may(role, declaration!.action as Action));
      const before = await writes();
      const expected: Record<string, unknown> = {};
      for (const route of closed) {
        const [real, unknown] = [realPath(route.path), route.path.replace(/:\w+/g, UNKNOWN)];
        const answer = await call(world.as(role), route, real);
        const other = await call(world.as(role), route, unknown);
        expect(`${route.name} ${answer.status} ${other.status}`).toBe(`${route.name} 403 403`);
        const requestId = answer.headers['x-request-id']!;
        expect(answer.text.replaceAll(requestId, '')).toBe(other.text.replaceAll(other.headers['x-request-id']!, ''));
        expect(answer.text).not.toContain('Bí Mật');
        if (!route.path.startsWith('/fhir')) expectProblem(answer, 403, 'forbidden');
        const { action } = route.declaration!;
        expected[requestId] = [
          {
            ...{ kind: 'refusal', username: role, role, patient_id: patientOf(route) },
            detail: expect.objectContaining({ route: route.name, action, why: 'forbidden' }),
          },
        ];
      }
      expect(await eventsOf(Object.keys(expected))).toEqual(expected);
      expect(await writes()).toBe(before);
    },
    WALK_MS,
  );

  it('nobody signed in learns nothing and changes nothing', async () => {
    const before = await writes();
    for (const route of routes) {
      const answer = await call(world.anonymous, route, realPath(route.path));
      expect(`${route.name} ${answer.status}`).toBe(`${route.name} 401`);
      expect(answer.headers['www-authenticate']).toBe('Bearer');
      expect(answer.text).not.toContain('Bí Mật');
    }
    expect(await writes()).toBe(before);
  });
});

describe('Whoever may', () => {
  it.each(ROLES)('%s gets an answer from every route open to the role, and never an internal error', async (role) => {
    for (const route of routes.filter(({ declaration }) => may(role, declaration!.action as Action))) {
      if (ENDLESS.includes(route.name)) continue;
      const { status } = await call(world.as(role), route, realPath(route.path));
      expect(`${route.name} ${status} ${status < 500 && ![401, 403].includes(status)}`).toBe(
        `${route.name} ${status} true`,
      );
    }
  });
});
