import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectProblem } from '../support/problems.js';
import { startWorld, type World } from '../support/world.js';

const ORIGIN = 'https://benh-an.example';
let closed: World;
let open: World;
beforeAll(async () => {
  closed = await startWorld();
  open = await startWorld({ CORS_ORIGINS: ORIGIN });
});
afterAll(async () => {
  await closed.close();
  await open.close();
});

const ask = (world: World, origin: string) => world.as('doctor').get('/api/v1/auth/me', { Origin: origin });
const preflight = (world: World, origin: string, method = 'PATCH') =>
  world.app.inject({
    method: 'OPTIONS',
    url: '/api/v1/patients/01900000-0000-7000-8000-000000000000',
    headers: {
      origin,
      'access-control-request-method': method,
      'access-control-request-headers': 'authorization,content-type,if-match,idempotency-key',
    },
  });
const corsHeaders = (headers: object) => Object.keys(headers).filter((name) => name.startsWith('access-control-allow'));

describe('Pages of other origins', () => {
  it('are told nothing unless an origin is configured', async () => {
    expect(corsHeaders((await ask(closed, ORIGIN)).headers)).toEqual([]);
    expect(corsHeaders((await preflight(closed, ORIGIN)).headers)).toEqual([]);
  });

  it('may call from the configured origin, with every method and header the service knows', async () => {
    const answer = await ask(open, ORIGIN);
    expect(answer.status).toBe(200);
    expect(answer.headers['access-control-allow-origin']).toBe(ORIGIN);
    const readable = answer.headers['access-control-expose-headers']!.split(', ');
    for (const name of ['ETag', 'X-Request-Id', 'Idempotency-Replayed', 'Retry-After', 'X-Care-Access']) {
      expect(readable).toContain(name);
    }
    const asked = await preflight(open, ORIGIN);
    expect(asked.statusCode).toBe(204);
    expect(asked.headers['access-control-allow-origin']).toBe(ORIGIN);
    for (const method of ['GET', 'POST', 'PATCH']) {
      expect(asked.headers['access-control-allow-methods']).toContain(method);
    }
    expect(asked.headers['access-control-allow-headers']).toContain('if-match');
  });

  it('read refusals too, from the configured origin', async () => {
    const answer = await open.anonymous.get('/api/v1/auth/me', { Origin: ORIGIN });
    expectProblem(answer, 401, 'unauthenticated');
    expect(answer.headers['access-control-allow-origin']).toBe(ORIGIN);
  });

  it.each(['https://evil.example', `${ORIGIN}.evil.example`, 'http://benh-an.example', `${ORIGIN}:8443`, 'null', '*'])(
    'are told nothing when they come from %s',
    async (origin) => {
      expect((await ask(open, origin)).headers['access-control-allow-origin']).toBeUndefined();
      expect((await preflight(open, origin)).headers['access-control-allow-origin']).toBeUndefined();
    },
  );

  it('never get credentials of the browser', async () => {
    expect((await ask(open, ORIGIN)).headers['access-control-allow-credentials']).toBeUndefined();
  });
});

describe('Every answer', () => {
  it.each([
    ['a success', '/api/v1/auth/me'],
    ['a refusal', '/api/v1/patients/x'],
    ['nothing found', '/nothing'],
    ['FHIR', '/fhir/R4/metadata'],
    ['an address with NUL', '/api/v1/patients?name=%00'],
    ['an address that is no text', '/api/v1/%ZZ'],
    ['one of FHIR that is no text', '/fhir/R4/%ZZ'],
    ['an address too long', `/api/v1/patients/${'x'.repeat(300)}`],
    ['an address in disguise', '/%61pi/v1/patients?name=an'],
    ['a probe', '/health/live'],
  ])('carries what keeps a browser careful: %s', async (_what, path) => {
    const { headers } = await closed.as('doctor').get(path);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers['strict-transport-security']).toMatch(/max-age=31536000; includeSubDomains/);
    expect(headers['content-security-policy']).toBe(
      "default-src 'none';object-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none';sandbox",
    );
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-request-id']).toMatch(/^[\w-]{36}$/);
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['server']).toBeUndefined();
    expect(headers['set-cookie']).toBeUndefined();
  });

  it('of the page to try the API in lets it load its own scripts, and stand in no frame', async () => {
    const { headers } = await closed.anonymous.get('/docs');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toBe(
      "default-src 'self';script-src 'self' 'unsafe-inline';style-src 'self' 'unsafe-inline';img-src 'self' data:;object-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'none'",
    );
    expect((await closed.anonymous.get('/docsx')).headers['content-security-policy']).toContain("default-src 'none'");
  });

  it('about people is kept by no cache', async () => {
    const answer = await closed.as('doctor').get('/api/v1/patients?name=an');
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toContain('no-store');
    const tokens = await closed.anonymous.post('/api/v1/auth/login', { username: 'doctor', password: 'x' });
    expect(tokens.headers['cache-control']).toContain('no-store');
  });
});
