import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createApplication } from '../../src/application.js';
import { loadSettings } from '../../src/platform/config/load-settings.js';
import { expectProblem } from '../support/problems.js';
import { settingsOfWorld, startWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe('The page that says where everything is', () => {
  it.each([
    [undefined, 'vi', 'Đăng nhập'],
    ['en-GB', 'en', 'Signing in'],
    ['fr', 'vi', 'Đăng nhập'],
  ])('answers %p with a page in %p', async (asked, language, words) => {
    const answer = await world.anonymous.get('/about', asked ? { 'Accept-Language': asked } : {});
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect([answer.headers['content-language'], answer.headers['vary']]).toEqual([language, 'Accept-Language']);
    expect(answer.text).toContain(`<html lang="${language}">`);
    expect(answer.text).toContain(words);
    for (const place of ['/docs', '/health/ready', '/api/v1/auth/login']) expect(answer.text).toContain(place);
  });

  it('leads to nothing that is not there', async () => {
    const { text } = await world.anonymous.get('/about');
    const links = [...text.matchAll(/href="([^"]+)"/g)].map(([, path]) => path);
    expect(links.length).toBeGreaterThan(4);
    for (const path of links) expect([path, (await world.anonymous.get(path!)).status]).toEqual([path, 200]);
  });

  it('lets the page do nothing but show itself, in its own style', async () => {
    const { text, headers } = await world.anonymous.get('/about');
    const style = createHash('sha256')
      .update(/<style>(.*)<\/style>/s.exec(text)![1]!)
      .digest('base64');
    expect(headers['content-security-policy']!.split('; ').sort()).toEqual([
      "base-uri 'none'",
      "default-src 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      `style-src 'sha256-${style}'`,
    ]);
    expect(text).not.toMatch(/<script|<img|style=|https?:/);
  });

  it('does not lead to the documentation where that is off', async () => {
    const settings = loadSettings({ ...settingsOfWorld(world.database), DOCS: 'off' });
    const app = await createApplication(settings, pino({ level: 'silent' }));
    await app.init();
    expect((await app.inject('/about')).payload).not.toContain('href="/docs"');
    await app.close();
  });
});

describe('A method that an address does not take', () => {
  it.each([
    ['GET', '/api/v1/auth/login', 'POST'],
    ['DELETE', '/api/v1/patients', 'GET, HEAD, POST'],
    ['PUT', '/api/v1/patients/01900000-0000-7000-8000-000000000000', 'GET, HEAD, PATCH'],
    ['POST', '/', 'GET, HEAD'],
    ['POST', '/health/live?x=1', 'GET, HEAD'],
  ] as const)('%s %s is refused and told what it takes', async (method, url, allow) => {
    const answer = await world.app.inject({ method, url });
    const headers = answer.headers as Record<string, string>;
    expectProblem({ status: answer.statusCode, headers, body: answer.json() }, 405, 'method-not-allowed');
    expect(headers.allow).toBe(allow);
  });

  it('is an OperationOutcome below /fhir', async () => {
    const answer = await world.app.inject({ method: 'DELETE', url: '/fhir/R4/Patient/1' });
    expect([answer.statusCode, answer.headers.allow]).toEqual([405, 'GET, HEAD, PATCH, PUT']);
    expect(answer.json()).toMatchObject({ resourceType: 'OperationOutcome' });
  });

  it('where nothing is at all is still not found', async () => {
    const answer = await world.app.inject({ method: 'DELETE', url: '/api/v1/nothing' });
    expect([answer.statusCode, answer.headers.allow]).toEqual([404, undefined]);
  });
});

describe('An id that is none', () => {
  it('is named, each of several, and what is right is not', async () => {
    const id = '01900000-0000-7000-8000-000000000000';
    const pointers = async (one: string, other: string) => {
      const path = `/api/v1/patients/${one}/identifiers/${other}/retire`;
      const answer = await world.as('registrar').post(path, { reason: 'Nhầm' }, { 'If-Match': '"1"' });
      expectProblem(answer, 400, 'validation');
      return (answer.body.errors as { pointer: string }[]).map(({ pointer }) => pointer);
    };
    expect(await pointers('x', id)).toEqual(['id']);
    expect(await pointers(id, 'x')).toEqual(['identifierId']);
    expect(await pointers('x', 'y')).toEqual(['id', 'identifierId']);
  });
});

describe('The page to try the API in', () => {
  const pageOf = async (settings: Record<string, string>) => {
    const loaded = loadSettings({ ...settingsOfWorld(world.database), ...settings });
    const app = await createApplication(loaded, pino({ level: 'silent' }));
    await app.init();
    const { payload } = await app.inject('/docs');
    await app.close();
    return payload;
  };

  it('speaks Vietnamese, and names whom to sign in as with the demo hospital', async () => {
    const page = await pageOf({ SEED_DEMO: 'true', DEMO_PASSWORD: 'Nước chảy đá mòn' });
    for (const words of ['Dùng thử', 'BS. Trần Văn Minh', '"username":"nurse"', 'Nước chảy đá mòn']) {
      expect(page).toContain(words);
    }
  });

  it('names nobody and no password without the demo hospital', async () => {
    const page = await pageOf({ SEED_DEMO: 'false', DEMO_PASSWORD: 'Nước chảy đá mòn' });
    expect(page).toContain('"accounts":[]');
    expect(page).not.toContain('Nước chảy đá mòn');
  });

  it('begins with what a newcomer needs, and leaves no part out', async () => {
    const { body } = await world.anonymous.get('/openapi.json');
    const { tags, paths } = body as {
      tags: { name: string }[];
      paths: Record<string, Record<string, { tags: string[] }>>;
    };
    const used = new Set(
      Object.values(paths).flatMap((path) => Object.values(path).flatMap((operation) => operation.tags)),
    );
    expect(tags.slice(0, 3).map(({ name }) => name)).toEqual(['auth', 'patients', 'wards']);
    expect(tags.map(({ name }) => name).sort()).toEqual([...used].sort());
  });
});
