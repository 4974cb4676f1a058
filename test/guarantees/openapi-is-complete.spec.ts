import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { pino } from 'pino';
import { createApplication } from '../../src/application.js';
import { loadSettings } from '../../src/platform/config/load-settings.js';
import { routesOf } from '../support/routes.js';
import { settingsOfWorld, startWorld, type World } from '../support/world.js';
import { elementAt, valueOf } from '../../src/kernel/list.js';

interface Operation {
  summary?: string;
  tags?: string[];
  security?: object[];
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, object> };
  responses: Record<string, Answer>;
}
interface Answer {
  $ref?: string;
  description?: string;
  content?: Record<string, { schema?: Schema }>;
}
interface Schema {
  $ref?: string;
  description?: string;
  type?: string | string[];
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
  components: { schemas: Record<string, Schema>; responses: Record<string, Answer> };
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
    const served: string[] = routesOf(world.app).map(({ name }) =>
      name.replace(/:(\w+)/g, '{$1}').replace('*', '{path}'),
    );
    const described: string[] = operations.map(([name]) => name);
    expect(served.filter((name) => !described.includes(name))).toEqual([]);
    expect(described.filter((name) => !served.includes(name))).toEqual([]);
  });

  it.each(operations)('of %s says what it does, who may, and what comes back', (_, operation) => {
    expect(operation.summary).toMatch(/\S{3,}/);
    expect(operation.tags?.length).toBe(1);
    const good = Object.entries(operation.responses).filter(([code]) => code.startsWith('2'));
    expect(good).toHaveLength(1);
    const [status, { content }] = elementAt(good, 0);
    expect(status === '204' || Object.values(content ?? {}).some(({ schema }) => schema !== undefined)).toBe(true);
  });

  it('gives an example for every plain field of every body', () => {
    const without = Object.entries(api.components.schemas).flatMap(([name, { properties = {} }]) =>
      Object.entries(properties)
        .filter(([, field]) => isPlain(field) && field.example === undefined && !field.examples)
        .filter(([, { description }]) => !description?.startsWith('Always null'))
        .map(([field]) => `${name}.${field}`),
    );
    expect(without).toEqual([]);
  });

  it.each(operations)('of %s says what comes back instead, and in which form', (name, operation) => {
    const refusals = Object.entries(operation.responses).filter(([code]) => !code.startsWith('2'));
    const codes = refusals.map(([code]) => code);
    const takes = (header: string) => operation.parameters?.some((one) => one.in === 'header' && one.name === header);
    expect(codes).toEqual(expect.arrayContaining(['400', '429', '500', '503']));
    if (operation.security) expect(codes).toEqual(expect.arrayContaining(['401', '403']));
    if (operation.requestBody) expect(codes).toEqual(expect.arrayContaining(['413', '415']));
    if (takes('If-Match')) expect(codes).toEqual(expect.arrayContaining(['412', '428']));
    if (takes('Idempotency-Key')) expect(codes).toContain('422');
    for (const [, answer] of refusals) {
      const { description, content = {} } = answer.$ref
        ? valueOf(api.components.responses, answer.$ref.slice('#/components/responses/'.length))
        : answer;
      expect(description).toMatch(/\S/);
      const [mediaType, { schema }] = elementAt(Object.entries(content), 0);
      const isOurs = !name.includes(' /fhir') && !name.endsWith(' /oauth2/token');
      if (isOurs) expect(mediaType).toBe('application/problem+json');
      expect(schema?.$ref).toMatch(/^#\/components\/schemas\/(ProblemDetails|OperationOutcome|OAuthError)$/);
    }
  });

  it('gives examples that are what their schemas say', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: true });
    addFormats.default(ajv);
    ajv.addSchema({ $id: 'api', components: api.components });
    const wrong = Object.entries(api.components.schemas).flatMap(([name, { properties = {} }]) =>
      Object.entries(properties)
        .filter(([, { example }]) => example !== undefined)
        .map(([field, { example }]) => {
          const $ref = `api#/components/schemas/${name}/properties/${field}`;
          return ajv.validate({ $ref }, example)
            ? ''
            : `${name}.${field} ${JSON.stringify(example)}: ${ajv.errorsText()}`;
        })
        .filter(Boolean),
    );
    expect(wrong).toEqual([]);
  });

  it('takes FHIR by its own media type, and shows what FHIR answers look like', () => {
    const fhir = operations.filter(([name]) => name.includes(' /fhir/R4'));
    // Searches whose parameters stand in the body take a form.
    const taking = fhir.filter(([name]) => !name.endsWith('/_search'));
    const bodies = taking.flatMap(([, { requestBody }]) => (requestBody ? [Object.keys(requestBody.content)] : []));
    expect(bodies.length).toBeGreaterThan(2);
    for (const types of bodies) expect(types).toContain('application/fhir+json');
    const shown = fhir.flatMap(([, { responses }]) =>
      Object.entries(responses)
        .filter(([code]) => code.startsWith('2'))
        .flatMap(([, { content = {} }]) => Object.values(content)),
    );
    const examples = shown.map(({ schema }) => schema?.example).filter((example) => example !== undefined);
    expect(examples.length).toBeGreaterThan(20);
    for (const example of examples) expect(Object.keys(example as object).length).toBeGreaterThan(2);
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
  const types = [field.type ?? []].flat();
  return types.length > 0 && types.every((type) => ['string', 'number', 'integer', 'boolean', 'null'].includes(type));
}
