import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createApplication } from '../../src/application.js';
import { loadSettings } from '../../src/config/load-settings.js';
import { routesOf } from '../support/routes.js';
import { settingsOfWorld, startWorld, type World } from '../support/world.js';

interface Operation {
  summary?: string;
  tags?: string[];
  security?: object[];
  responses: Record<string, { description?: string; content?: Record<string, { schema?: Schema }> }>;
}
interface Schema {
  $ref?: string;
  type?: string;
  example?: unknown;
  examples?: unknown[];
  properties?: Record<string, Schema>;
  items?: Schema;
  allOf?: Schema[];
  enum?: unknown[];
}
/** As the build writes it: schemas come from the compiler, which the tests do not run. */
const api = JSON.parse(readFileSync('openapi.json', 'utf8')) as {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};
const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
);

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe('The API description', () => {
  it('is OpenAPI 3.1 and names every route', () => {
    expect(api.openapi).toMatch(/^3\.1\./);
    const served: string[] = routesOf(world.app).map(({ name }) => name.replace(/:(\w+)/g, '{$1}'));
    const described: string[] = operations.map(([name]) => name);
    expect(served.filter((name) => !described.includes(name))).toEqual([]);
    expect(described.filter((name) => !served.includes(name))).toEqual([]);
  });

  it.each(operations)('of %s says what it does, who may, and what comes back', (_, operation) => {
    expect(operation.summary).toMatch(/\S{3,}/);
    expect(operation.tags?.length).toBe(1);
    const good = Object.entries(operation.responses).filter(([code]) => code.startsWith('2'));
    expect(good).toHaveLength(1);
    const [[status, { content }]] = good;
    expect(status === '204' || Object.values(content ?? {}).some(({ schema }) => schema !== undefined)).toBe(true);
  });

  it('gives an example for every plain field of every body', () => {
    const without = Object.entries(api.components.schemas).flatMap(([name, { properties = {} }]) =>
      Object.entries(properties)
        .filter(([, field]) => isPlain(field) && field.example === undefined && !field.examples)
        .map(([field]) => `${name}.${field}`),
    );
    expect(without).toEqual([]);
  });

  it('is served, with a page to try it on that asks nothing of the internet', async () => {
    const description = await world.anonymous.get('/openapi.json');
    expect(description.status).toBe(200);
    const page = await world.anonymous.get('/docs');
    expect(page.status).toBe(200);
    expect(page.text).not.toMatch(/(?:src|href)\s*=\s*["'](?:https?:)?\/\//);
    expect(page.text).not.toMatch(/@import|fetch\(\s*["']https?:/);
  });

  it('is not served where the setting says so', async () => {
    const settings = loadSettings({ ...settingsOfWorld(world.database), DOCS: 'off' });
    const app = await createApplication(settings, pino({ level: 'silent' }));
    await app.init();
    for (const path of ['/docs', '/docs/', '/docs-json', '/docs-yaml', '/openapi.json']) {
      expect([path, (await app.inject(path)).statusCode]).toEqual([path, 404]);
    }
    await app.close();
  });
});

/** A field that is a value by itself, or a list of such: neither another schema nor an object. */
function isPlain(field: Schema): boolean {
  if (field.type === 'array') return field.items !== undefined && isPlain(field.items);
  return ['string', 'number', 'integer', 'boolean'].includes(field.type ?? '');
}
