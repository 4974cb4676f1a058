import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { PASSWORD, startWorld, type World } from '../support/world.js';

interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
  readonly answer: object;
}
interface Floor {
  readonly statements: object[];
  readonly values: unknown[][];
}
interface Scenario {
  prepare?(measured: object): Promise<object>;
  floors?(measured: object, facts: object): Record<string, Floor>;
}
/** The parts of bench/ that are plain JavaScript. */
interface Bench {
  readonly SCENARIOS: Readonly<Record<string, Scenario>>;
  makeBareTables(adminUrl: string): Promise<void>;
  worldOf(service: object, hospital: string, share: number): Promise<{ close(): Promise<void> }>;
  requestsOf(scenario: Scenario, measured: object, facts: object, expected: number): Promise<Request[]>;
  falseIn(wanted: object, answer: { status: number; text: string }): string | undefined;
  writeBare(client: pg.Client, statements: object[], row: unknown[]): Promise<void>;
}

const FILES = ['scenarios/index', 'scenario', 'hospital', 'answer', 'bare'];
const loaded = await Promise.all(FILES.map((file) => import(resolve(`bench/${file}.mjs`)) as Promise<Partial<Bench>>));
const bench = Object.assign({}, ...loaded) as Bench;

/** Enough for a list to be full, and no more: nothing is measured here. */
const SHARE = 0.001;
const ASKED = 2;

describe('What the benchmark asks', () => {
  let world: World;
  let measured: Awaited<ReturnType<Bench['worldOf']>>;
  let app: pg.Client;

  beforeAll(async () => {
    world = await startWorld();
    await bench.makeBareTables(world.database.superuserUrl);
    const tokenOf = async (username: string) => {
      const answer = await world.anonymous.post('/api/v1/auth/login', { username, password: PASSWORD });
      return (answer.body as { accessToken: string }).accessToken;
    };
    const service = { urlOf: () => world.database.superuserUrl, tokenOf };
    measured = await bench.worldOf(service, 'small', SHARE);
    app = new pg.Client(world.database.appUrl);
    await app.connect();
  }, 120_000);

  afterAll(async () => {
    await app?.end();
    await measured?.close();
    await world?.close();
  });

  it.each(Object.keys(bench.SCENARIOS))('%s is answered as it declares', async (name) => {
    const scenario = bench.SCENARIOS[name]!;
    const facts = (await scenario.prepare?.(measured)) ?? {};
    const requests = await bench.requestsOf(scenario, measured, facts, ASKED);
    for (const { method, path, headers, body, answer } of requests.slice(0, ASKED)) {
      const { statusCode, payload } = await world.app.inject({ method, url: path, headers, payload: body });
      expect(bench.falseIn(answer, { status: statusCode, text: payload })).toBeUndefined();
    }
    for (const { statements, values } of Object.values(scenario.floors?.(measured, facts) ?? {})) {
      await bench.writeBare(app, statements, values[0]!);
    }
  });
});
