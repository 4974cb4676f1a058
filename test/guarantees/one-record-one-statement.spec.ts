import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Database } from '../../src/platform/database/database.js';
import { withoutBackgroundJobs } from '../support/background-jobs.js';
import { routesOf, type DeclaredRoute } from '../support/routes.js';
import { aWholeChart, type WholeChart } from '../support/whole-chart.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt, firstOf, valueOf } from '../../src/kernel/list.js';

/** Routes that read one record and must not cost more than opening a chart. */
const ONE_RECORD = [
  'GET /api/v1/encounters/:id',
  'GET /api/v1/notes/:id',
  'GET /api/v1/orders/:id',
  'GET /api/v1/patients/:id',
  'GET /api/v1/patients/:id/chart',
  'GET /api/v1/patients/:id/confidentiality',
  'GET /api/v1/results/:id',
  'GET /api/v1/vitals/:id',
];
/** What PostgreSQL may think of tables of another size: the row that is right must not depend on it. */
const PLANS: Readonly<Record<string, readonly string[]>> = {
  'as it likes': [],
  'without walks from row to row': ['nestloop', 'indexscan', 'bitmapscan', 'indexonlyscan'],
  'without hashes': ['hashjoin', 'indexscan', 'bitmapscan', 'indexonlyscan'],
  'with merges only': ['hashjoin', 'nestloop', 'indexscan', 'bitmapscan', 'indexonlyscan'],
  'without hashes and merges': ['hashjoin', 'mergejoin', 'indexscan', 'bitmapscan', 'indexonlyscan'],
};

let world: World;
let charts: WholeChart[];
let routes: DeclaredRoute[];
let app: pg.Client;
beforeAll(async () => {
  world = await startWorld();
  const [first, second] = world.wards;
  charts = [await aWholeChart(world, first.id), await aWholeChart(world, second.id)];
  await worksOnlyIn(world, 'doctor', first.id);
  await worksOnlyIn(world, 'nurse', second.id);
  routes = routesOf(world.app).filter(
    ({ method, declaration }) => method === 'get' && declaration?.decides === 'inline',
  );
  app = new pg.Client(world.database.appUrl);
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await world.close();
});

const idIn = ({ ids }: WholeChart, path: string): string =>
  valueOf(ids, elementAt(/^\/api\/v1\/(\w+)\/:id/.exec(path)!, 1));
const addressIn = (chart: WholeChart, path: string): string => path.replace(':id', idIn(chart, path));

/** What a request of the doctor sends to the database once their session is known: its statements, and how often it goes there. */
async function costOf(path: string): Promise<{ names: string[]; texts: string[]; roundTrips: number }> {
  const { pool } = world.app.get(Database, { strict: false });
  await world.as('doctor').get('/api/v1/auth/me');
  const sent: pg.QueryConfig[] = [];
  const seeing = pool.seeing.bind(pool);
  pool.seeing = (scope, statement) => {
    sent.push(statement);
    return seeing(scope, statement) as never;
  };
  let roundTrips = 0;
  const count = () => roundTrips++;
  pool.on('acquire', count);
  try {
    expect((await world.as('doctor').get(addressIn(elementAt(charts, 0), path))).status).toBe(200);
  } finally {
    pool.off('acquire', count);
    pool.seeing = seeing;
  }
  return { names: sent.map(({ name }) => name ?? ''), texts: sent.map(({ text }) => text), roundTrips };
}

/** Runs the statement of some who ask at once, planned so. @returns what each place got, less the moments of the trail */
async function answers(text: string, asked: readonly object[], plan: string): Promise<Record<number, unknown>> {
  await app.query('BEGIN');
  try {
    for (const part of valueOf(PLANS, plan)) await app.query(`SET LOCAL enable_${part} = off`);
    await app.query('SET LOCAL enable_memoize = on');
    const { rows } = await app.query(text, [JSON.stringify(asked.map((one, place) => ({ ...one, place })))]);
    return Object.fromEntries(rows.map(({ place, ...row }) => [place, row]));
  } finally {
    await app.query('ROLLBACK');
  }
}

describe('One record', () => {
  it('is read in one statement wherever it can be', () => {
    expect(routes.map(({ name }) => name).sort()).toEqual(ONE_RECORD);
  });

  it.each(ONE_RECORD)('costs one statement, decision and event included: %s', async (name) => {
    const { names, roundTrips } = await withoutBackgroundJobs(world.app, () => costOf(name.replace('GET ', '')));
    expect([names.length, roundTrips]).toEqual([1, 1]);
    expect(names[0]).toMatch(/\+decision$/);
  });

  it.each(ONE_RECORD)('is found for each who asks in the same statement, however it is planned: %s', async (name) => {
    const path = name.replace('GET ', '');
    const { texts } = await withoutBackgroundJobs(world.app, () => costOf(path));
    const shared = { kind: 'read', actor_kind: 'staff', entity: 'test', purpose: 'TREAT', told: false, tie_days: 0 };
    const as = (role: 'doctor' | 'nurse', chart: WholeChart) => ({
      ...{ ...shared, actor_id: world.staff[role].id, username: role, role },
      entity_id: idIn(chart, path),
      scope: `{${role === 'doctor' ? elementAt(charts, 0).patientId : elementAt(charts, 1).patientId}}`,
    });
    const [theirs, others] = firstOf(charts, 2);
    // By turns, so that whatever a plan keeps from the one before is of another's.
    const asked = [
      as('nurse', theirs),
      as('doctor', theirs),
      as('nurse', others),
      as('doctor', others),
      as('doctor', theirs),
    ];
    for (const plan of Object.keys(PLANS)) {
      const got = await answers(elementAt(texts, 0), asked, plan);
      expect([plan, Object.keys(got)]).toEqual([plan, ['1', '2', '4']]);
      expect([plan, got[4]]).toEqual([plan, got[1]]);
      expect([plan, got[1]]).toMatchObject([plan, { recorded_patient: theirs.patientId }]);
      expect([plan, got[2]]).toMatchObject([plan, { recorded_patient: others.patientId }]);
      expect([plan, got]).toEqual([plan, await answers(elementAt(texts, 0), asked, 'as it likes')]);
    }
  });
});
