import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { valueOf } from '../../src/kernel/list.js';
import { may, type Action, type Role } from '../../src/platform/routes/policy.js';
import { PUBLIC_URL } from '../clients/machines.js';
import { aClosedChart, type ClosedChart } from '../support/closed-chart.js';
import { addressOf } from '../support/get-addresses.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';

interface Documented {
  readonly paths: Readonly<Record<string, { get?: { 'x-action': string } }>>;
}
const { paths } = JSON.parse(readFileSync('openapi.json', 'utf8')) as Documented;
const ROUTES = Object.keys(paths).filter((path) => valueOf(paths, path).get && addressOf(path));

/** Where everyone who registers or looks somebody up finds who they are, and why they may open no more. */
const BY_NAME = ['/api/v1/patients', '/api/v1/patients/{id}/access'];
/** What each role is shown of a very restricted patient whom nothing but their role ties them to. To add a line, be sure. */
const SHOWN: Readonly<Partial<Record<Role, readonly string[]>>> = {
  doctor: BY_NAME,
  nurse: BY_NAME,
  pharmacist: BY_NAME,
  lab: [...BY_NAME, '/api/v1/results/unmatched'],
  radiographer: BY_NAME,
  // One at a time, with a reason in X-Reason; what waits for a person names who it names.
  'records-officer': [
    '/api/v1/patients',
    '/api/v1/patients/duplicates',
    '/api/v1/patients/{id}/duplicates',
    '/api/v1/results/unmatched',
  ],
  // Who somebody is, and their visits.
  registrar: [
    '/api/v1/encounters',
    '/api/v1/encounters/{id}',
    '/api/v1/encounters/{id}/history',
    '/api/v1/patients',
    '/api/v1/patients/{id}',
    '/api/v1/patients/{id}/confidentiality',
    '/api/v1/patients/{id}/duplicates',
    '/api/v1/patients/{id}/insurance',
    '/api/v1/wards/{id}/board',
    '/api/v1/wards/{id}/movements',
  ],
  admin: [],
};
const AT_ONCE = 6;

let world: World;
let closed: ClosedChart;
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  closed = await aClosedChart(world);
}, 120_000);
afterAll(() => world.close());

/** An answer that has a word of the patient in it, beyond what its address said. */
interface Showing {
  readonly path: string;
  /** Whether the trail says that this person was shown that patient. */
  readonly isNamed: boolean;
}

async function showingsTo(role: Role): Promise<Showing[]> {
  const until = new Date().toISOString();
  const { chart, traces } = closed;
  const showing: { path: string; requestId: string }[] = [];
  const ask = async (path: string) => {
    const address = addressOf(path)!(chart, until);
    const { status, text, body, headers } = await world.as(role).get(address);
    const own = (text ?? String(body)).replaceAll(address, '');
    const requestId = valueOf<string>(headers, 'x-request-id');
    if (status < 400 && traces.some((trace) => own.includes(trace))) showing.push({ path, requestId });
  };
  const routes = ROUTES.filter((path) => isOpenTo(role, path));
  const asker = async () => {
    for (let path = routes.pop(); path !== undefined; path = routes.pop()) await ask(path);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, asker));
  const named = await world.sql<{ request_id: string }>(
    `SELECT DISTINCT request_id FROM audit.event WHERE request_id = ANY ($1) AND actor_id = $2
       AND (patient_id = $3 OR $3 = ANY (patient_ids) OR entity_id = $3)`,
    [showing.map(({ requestId }) => requestId), world.staff[role].id, chart.patientId],
  );
  const ids = new Set(named.map(({ request_id }) => request_id));
  return showing.map(({ path, requestId }) => ({ path, isNamed: ids.has(requestId) }));
}

function isOpenTo(role: Role, path: string): boolean {
  const action = valueOf(paths, path).get!['x-action'];
  return ['public', 'signed-in'].includes(action) || may(role, action as Action);
}

const unnamed = (showings: readonly Showing[]) => showings.filter(({ isNamed }) => !isNamed).map(({ path }) => path);

describe('A very restricted patient', () => {
  it.each(['pharmacist', 'lab', 'doctor', 'auditor', 'privacy-officer'] as const)(
    'is on the trail as shown to a %s wherever an answer shows them: by an order, in the ward, at a review',
    async (role) => {
      if (role === 'doctor') await worksOnlyIn(world, role, closed.chart.ward.id);
      const showings = await showingsTo(role);
      expect(showings.length).toBeGreaterThan(9);
      expect(unnamed(showings)).toEqual([]);
      if (role === 'pharmacist') expect(showings.map(({ path }) => path)).toContain('/api/v1/pharmacy/orders');
      if (role === 'doctor') expect(showings.length).toBeGreaterThan(60);
    },
    60_000,
  );

  it.each(Object.keys(SHOWN) as Role[])(
    'is shown to a %s whom nothing ties to them only where it stands above, and then on the trail',
    async (role) => {
      await overLongAgo();
      if (role === 'doctor') await worksOnlyIn(world, role, world.wards[0].id);
      const showings = await showingsTo(role);
      expect(showings.map(({ path }) => path).sort()).toEqual([...SHOWN[role]!].sort());
      expect(unnamed(showings)).toEqual([]);
    },
    60_000,
  );
});

/** The orders and prescriptions of the patient ended before ties end. */
const overLongAgo = () =>
  world.sql(
    `WITH c AS MATERIALIZED (SELECT set_config('emr.context', '{"actorKind":"system","username":"t"}', true)),
       prescribed AS (UPDATE medication_request SET status = 'entered-in-error' FROM c WHERE patient_id = $1)
     UPDATE service_order SET status = 'completed', ended_at = now() - interval '40 days' FROM c WHERE patient_id = $1`,
    [closed.chart.patientId],
  );
