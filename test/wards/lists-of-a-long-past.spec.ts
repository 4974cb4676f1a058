import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { join } from 'node:path';
import pg from 'pg';
import { Database, type Statement } from '../../src/platform/database/database.js';
import type { Role } from '../../src/platform/routes/policy.js';
import { withoutBackgroundJobs } from '../support/background-jobs.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt, valueOf } from '../../src/kernel/list.js';

interface FurnishedWard {
  readonly wardId: string;
  readonly username: Role;
  readonly lying: readonly { readonly patient_id: string }[];
}
type Wards = Readonly<Record<'short' | 'long', FurnishedWard>>;
type List = 'board' | 'encounters' | 'worklist';
interface Bench {
  furnishWards(url: string, size: { visitsElsewhere: number }): Promise<Wards>;
  WARD_REQUESTS: Readonly<Record<List, (ward: FurnishedWard) => string>>;
}
interface Asked extends Statement {
  readonly values: readonly (string | number | null)[];
  readonly scope: string;
}

let world: World;
let app: pg.Client;
let bench: Bench;
let wards: Wards;
beforeAll(async () => {
  world = await startWorld();
  bench = (await import(join(import.meta.dirname, 'two-wards.mjs'))) as Bench;
  wards = await bench.furnishWards(world.database.ownerUrl, { visitsElsewhere: 3000 });
  app = new pg.Client(world.database.appUrl);
  await app.connect();
}, 180_000);
afterAll(async () => {
  await app.end();
  await world.close();
});

/**
 * Asks for a list as somebody of the ward. What jobs under way ask has ended before anything is counted.
 * @returns the answer, the reads of the request, and how often it went to the database
 */
const asked = (list: List, ward: FurnishedWard) => withoutBackgroundJobs(world.app, () => costOf(list, ward));

async function costOf(list: List, ward: FurnishedWard) {
  const { pool } = world.app.get(Database, { strict: false });
  const reads = jest.spyOn(pool, 'seeing');
  const trips = jest.spyOn(pool, 'connect');
  try {
    const answer = await world.as(ward.username).get(bench.WARD_REQUESTS[list](ward));
    const statements = reads.mock.calls.map(
      ([settings, config]) => ({ ...config, scope: settings?.scope ?? scopeIn(config.values) }) as Asked,
    );
    return { answer, statements, trips: trips.mock.calls.length };
  } finally {
    reads.mockRestore();
    trips.mockRestore();
  }
}

/** Boards that share a statement bring the scope of each with them. */
const scopeIn = ([first]: readonly unknown[] = []): string =>
  String(first).startsWith('[') ? elementAt(JSON.parse(String(first)) as { scope: string }[], 0).scope : '';

/** Pages of tables and indexes that a statement touches as the application's role, whatever the functions it calls touch included. */
async function pagesOf(
  { text, values, scope }: Asked,
  mode: 'force_generic_plan' | 'force_custom_plan',
): Promise<number> {
  await app.query(`SET plan_cache_mode = ${mode}`);
  await app.query('DEALLOCATE ALL');
  await app.query(`PREPARE asked AS ${text}`);
  const literals = values.map((value) => (value === null ? 'NULL' : pg.escapeLiteral(String(value))));
  const explain = `EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) EXECUTE asked (${literals.join(', ')})`;
  let pages = 0;
  // The first times fill caches.
  for (let time = 0; time < 3; time++) {
    await app.query('BEGIN');
    await app.query(`SELECT set_config('emr.scope', $1, true)`, [scope]);
    const { rows } = await app.query<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>(explain);
    await app.query('ROLLBACK');
    const [{ Plan: plan }] = elementAt(rows, 0)['QUERY PLAN'];
    pages = valueOf(plan, 'Shared Hit Blocks') + valueOf(plan, 'Shared Read Blocks');
  }
  return pages;
}

describe.each(['board', 'encounters', 'worklist'] as const)('The %s of a ward with a long past', (list) => {
  it('touches as many pages as that of a ward with a short one, in every plan', async () => {
    const statementOf = async (ward: FurnishedWard) => (await asked(list, ward)).statements.at(-1)!;
    const [short, long] = [await statementOf(wards.short), await statementOf(wards.long)];
    expect(long.scope).toHaveLength(short.scope.length);
    for (const mode of ['force_generic_plan', 'force_custom_plan'] as const) {
      const [few, many] = [await pagesOf(short, mode), await pagesOf(long, mode)];
      expect(few).toBeGreaterThan(50);
      expect({ mode, few, many, isAlike: many <= 1.2 * few }).toMatchObject({ isAlike: true });
    }
  });

  it('is one statement, with its decision and its event', async () => {
    const { answer, statements, trips } = await asked(list, wards.long);
    expect([answer.status, statements.length, trips]).toEqual([200, 1, 1]);
    const shown = new Set((answer.body.items as object[]).map((item) => patientOf(item)).filter(Boolean));
    const events = await world.sql<{ kind: string; username: string; patient_ids: string[] }>(
      'SELECT kind, username, patient_ids FROM audit.event WHERE request_id = $1',
      [answer.headers['x-request-id']],
    );
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ kind: 'list', username: 'head-nurse' });
    expect(new Set(elementAt(events, 0).patient_ids)).toEqual(shown);
    const lying = new Set(wards.long.lying.map(({ patient_id }) => patient_id));
    expect([...shown].every((id) => lying.has(id!))).toBe(true);
    expect(shown.size).toBe(list === 'board' ? lying.size : 20);
  });
});

const patientOf = (item: { patientId?: string; encounter?: { patientId: string } | null }): string | undefined =>
  item.patientId ?? item.encounter?.patientId;
