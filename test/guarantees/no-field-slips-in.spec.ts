import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES, may } from '../../src/platform/routes/policy.js';
import { routesOf, somePath } from '../support/routes.js';
import { startWorld, type World } from '../support/world.js';

interface Operation {
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, { schema?: { $ref?: string } }> };
}
interface Schema {
  $ref?: string;
  items?: Schema;
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  enum?: unknown[];
}
const { paths, components } = JSON.parse(readFileSync('openapi.json', 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

/** Reasons that tell nobody later why: a sign, a letter, a number, a key held down, a run along the keyboard. */
const SAYING_NOTHING = ['.', 'x', '…', '123', 'aaaa', 'asdf'];
const RULES = /^(?:says-why|names-reason|says-something)$/;
/** What is called a reason and is none: why somebody came to a clinic, and for what a medicine is taken when needed. */
const COMPLAINTS = ['VisitDto', 'AsNeededDto'];

/** Bodies of a schema, each with one reason, and where that stands. */
function bodiesWithReason(schema: Schema = {}, depth = 0): { pointer: string; body: (reason: string) => unknown }[] {
  const name = schema.$ref?.split('/').at(-1);
  if ((name && COMPLAINTS.includes(name)) || depth > 4) return [];
  const { properties = {}, allOf = [], items } = name ? (components.schemas[name] ?? {}) : schema;
  const inside = (one: Schema | undefined, step: string, wrap: (inner: unknown) => unknown) =>
    bodiesWithReason(one, depth + 1).map(({ pointer, body }) => ({
      pointer: `/${step}${pointer}`,
      body: (reason: string) => wrap(body(reason)),
    }));
  return [
    ...allOf.flatMap((one) => bodiesWithReason(one, depth + 1)),
    ...(items ? inside(items, '0', (inner) => [inner]) : []),
    // One of a list says what the list says.
    ...Object.entries(properties).flatMap(([field, one]) =>
      /^(?:late)?reason$/i.test(field) && !one.enum
        ? [{ pointer: `/${field}`, body: (reason: string) => ({ [field]: reason }) }]
        : inside(one, field, (inner) => ({ [field]: inner })),
    ),
  ];
}

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

/** Routes of our own API whose description satisfies a condition, each with somebody who may call it. */
function routesWith(condition: (operation: Operation) => boolean | undefined) {
  return routesOf(world.app).flatMap(({ name, method, path, declaration }) => {
    const operation = paths[path.replace(/:(\w+)/g, '{$1}')]?.[method];
    if (!declaration || !operation || !path.startsWith('/api/') || !condition(operation)) return [];
    const { action } = declaration;
    const isOpen = action === 'public' || action === 'signed-in';
    const caller = action === 'public' ? world.anonymous : world.as(ROLES.find((one) => isOpen || may(one, action))!);
    return [{ name, method, path: somePath(path), caller, operation }];
  });
}

describe('No field slips in', () => {
  it('every route with a body refuses a field that is not its own, and names it', async () => {
    const routes = routesWith(
      ({ requestBody }) => requestBody?.content['application/json']?.schema?.$ref !== undefined,
    );
    expect(routes.length).toBeGreaterThan(40);
    for (const { name, method, path, caller } of routes) {
      const body = { isAdmin: true, 'constructor.prototype': { role: 'admin' } };
      const headers = { 'If-Match': '"1"' };
      const { status, body: answer } = await (method === 'patch'
        ? caller.patch(path, body, headers)
        : caller.post(path, body, headers));
      expect(`${name} ${status}`).toBe(`${name} 400`);
      expect([name, answer.errors]).toEqual([
        name,
        expect.arrayContaining([expect.objectContaining({ pointer: '/isAdmin', rule: 'unknown-field' })]),
      ]);
    }
  });

  it('no reason that says nothing is taken, wherever one is asked for', async () => {
    const asked: string[] = [];
    for (const { name, method, path, caller, operation } of routesWith(({ requestBody }) => !!requestBody)) {
      const schema = operation.requestBody?.content['application/json']?.schema;
      for (const { pointer, body } of bodiesWithReason(schema)) {
        for (const reason of SAYING_NOTHING) {
          const sent = body(reason) as object;
          const headers = { 'If-Match': '"1"' };
          const { body: answer } = await (method === 'patch'
            ? caller.patch(path, sent, headers)
            : caller.post(path, sent, headers));
          const found = (answer.errors ?? []).find((one: { pointer: string }) => one.pointer === pointer);
          expect([name, pointer, reason, found?.rule]).toEqual([name, pointer, reason, expect.stringMatching(RULES)]);
        }
        asked.push(`${name} ${pointer}`);
      }
    }
    expect(asked.length).toBeGreaterThan(60);
  }, 60_000);

  it('every route that reads refuses a parameter it does not know, and names it', async () => {
    const routes = routesOf(world.app).filter(({ method, declaration }) => method === 'get' && declaration);
    expect(routes.length).toBeGreaterThan(60);
    for (const { name, path, declaration } of routes) {
      const { action } = declaration!;
      const isOpen = action === 'public' || action === 'signed-in';
      // What only machines may do: test/fhir/bulk-export, test/fhir/subscriptions.
      if (!isOpen && !ROLES.some((one) => may(one, action))) continue;
      const caller = action === 'public' ? world.anonymous : world.as(ROLES.find((one) => isOpen || may(one, action))!);
      const { status, text } = await caller.get(`${somePath(path)}?isAdmin=true`);
      expect(`${name} ${status}`).toBe(`${name} 400`);
      expect([name, text]).toEqual([name, expect.stringContaining('isAdmin')]);
    }
  });

  it('every list says that it has pages', () => {
    const lists = Object.values(paths).filter(({ get }) => get?.parameters?.some(({ name }) => name === 'cursor'));
    expect(lists.length).toBeGreaterThan(20);
    for (const { get } of lists) {
      expect(get?.parameters).toContainEqual(expect.objectContaining({ name: 'limit', required: false }));
    }
  });

  it('every list refuses a parameter that comes twice, and one it does not know', async () => {
    const routes = routesWith(({ parameters = [] }) =>
      parameters.some((one) => one.in === 'query' && one.name === 'limit'),
    );
    expect(routes.length).toBeGreaterThan(10);
    for (const { name, path, caller } of routes) {
      for (const query of ['limit=1&limit=2', 'limit[]=1', 'limit[gt]=1', 'isAdmin=true']) {
        const { status } = await caller.get(`${path}?${query}`);
        expect(`${name} ${query} ${status}`).toBe(`${name} ${query} 400`);
      }
    }
  });
});
