import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { POLICY, ROLES } from '../../src/platform/routes/policy.js';
import { routesOf, somePath, type DeclaredRoute } from '../support/routes.js';
import { startWorld, type World } from '../support/world.js';

/** Routes open to anyone. To open another, write it here. */
const PUBLIC = [
  'GET /',
  'GET /.well-known/smart-configuration',
  'GET /about',
  'GET /api/v1/auth/methods',
  'GET /app',
  'GET /app/*',
  'GET /fhir/R4/.well-known/smart-configuration',
  'GET /fhir/R4/metadata',
  'GET /health/live',
  'GET /health/ready',
  'GET /metrics',
  'GET /sw.js',
  'GET /verify/:code',
  'POST /api/v1/auth/login',
  'POST /api/v1/auth/login/second-factor',
  'POST /api/v1/auth/oidc/begin',
  'POST /api/v1/auth/oidc/complete',
  'POST /api/v1/auth/refresh',
  'POST /api/v1/auth/switch',
  'POST /oauth2/token',
];

let world: World;
let routes: DeclaredRoute[];
beforeAll(async () => {
  world = await startWorld();
  routes = routesOf(world.app);
});
afterAll(() => world.close());

/** That each role may do what the policy says and nothing else is walked in test/security/refusals.spec.ts. */
describe('Every route declares its policy', () => {
  it('carries @Route', () => {
    expect(routes.length).toBeGreaterThan(30);
    expect(routes.filter(({ declaration }) => !declaration).map(({ name }) => name)).toEqual([]);
  });

  it('is public only when it stands in the list', () => {
    const open = routes.filter(({ declaration }) => declaration?.action === 'public').map(({ name }) => name);
    expect(open.sort()).toEqual(PUBLIC);
  });

  it('refuses whoever is not signed in, before it looks at anything', async () => {
    const closed = routes.filter(({ declaration }) => declaration?.action !== 'public');
    for (const { name, method, path } of closed) {
      const { status } = await call(world.anonymous, method, somePath(path));
      expect(`${name} ${status}`).toBe(`${name} 401`);
    }
  });

  it('stands in docs/decisions.md as the code has it', () => {
    const rows = new Map(
      readFileSync('docs/decisions.md', 'utf8')
        .split('\n')
        .map((line) => line.split('|').map((cell) => cell.trim()))
        .map(([, first, ...rest]) => [first?.replace(/`/g, ''), rest] as const),
    );
    for (const [action, roles] of Object.entries(POLICY)) {
      const marks = ROLES.map((role, index) => (rows.get(action)?.[index] ? role : undefined)).filter(Boolean);
      expect([action, marks.sort()]).toEqual([action, [...roles].sort()]);
    }
    for (const { method, path, declaration } of routes) {
      const row = rows.get(`${method.toUpperCase()} ${path.replace(/:(\w+)/g, '{$1}').replace('*', '{path}')}`);
      expect([path, row?.[0]]).toEqual([path, declaration!.action]);
    }
  });

  it('puts refusals on the trail: who, which route, which record', async () => {
    const id = '01900000-0000-7000-8000-000000000000';
    await world.as('auditor').get(`/api/v1/patients/${id}`);
    const [event] = await world.sql(
      `SELECT username, entity, entity_id FROM audit.event WHERE kind = 'refusal' ORDER BY id DESC LIMIT 1`,
    );
    expect(event).toEqual({ username: 'auditor', entity: 'GET /api/v1/patients/:id', entity_id: id });
  });
});

type Caller = World['anonymous'];
const call = (client: Caller, method: DeclaredRoute['method'], path: string) =>
  method === 'get' || method === 'delete' ? client[method](path) : client[method](path, {});
