import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createLogger } from '../../src/platform/edge/logging.js';
import { startWorld, type World } from '../support/world.js';

/** Ends a line, begins a forged one, colours a terminal, turns the direction of writing, hides. */
const TRICKS = '\r\n{"level":30,"msg":"request","person":"admin"}\u001b[31m\u202e\u2066\u2028\u0085\u200b';
const ENCODED = encodeURIComponent(TRICKS);
const UNSEEMLY = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b]|\\u001b|\\u202e|\\r|\\n/;

let world: World;
let written = '';
beforeAll(async () => {
  const stream = new PassThrough();
  stream.on('data', (bytes: Buffer) => (written += bytes.toString()));
  world = await startWorld({}, createLogger({ logLevel: 'debug', logFormat: 'json' }, stream));
});
afterAll(() => world.close());
beforeEach(() => {
  written = '';
});

const linesOfRequests = () =>
  written
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as { msg: string; route?: string; person?: string; requestId?: string });

describe('No line of the log is made by a caller:', () => {
  it.each<[string, (ask: World['anonymous']) => Promise<{ status: number }>]>([
    [
      'by a name to sign in with',
      (ask) => ask.post('/api/v1/auth/login', { username: TRICKS.slice(0, 60), password: 'x' }),
    ],
    ['by an address', (ask) => ask.get(`/api/v1/${ENCODED}`)],
    ['by an id', (ask) => ask.get(`/api/v1/patients/${ENCODED}`)],
    ['by a question', (ask) => ask.get(`/api/v1/patients?name=${ENCODED}&${ENCODED}=1`)],
    [
      'by headers',
      (ask) => ask.get('/api/v1/auth/me', { 'X-Request-Id': ENCODED, 'X-Terminal': ENCODED, 'X-Reason': ENCODED }),
    ],
    ['by the name of a program', (ask) => ask.get('/api/v1/auth/me', { 'User-Agent': ENCODED })],
    [
      'by a body',
      (ask) => ask.post('/api/v1/patients', { fullName: TRICKS, sex: 'male', birthDate: '1980', [TRICKS]: 1 }),
    ],
    ['by a forged token', (ask) => ask.get('/api/v1/auth/me', { Authorization: `Bearer ${ENCODED}.${ENCODED}.x` })],
  ])('%s', async (_what, attack) => {
    for (const client of [world.anonymous, world.as('registrar')]) await attack(client);
    const lines = linesOfRequests();
    expect(lines.map(({ msg }) => msg)).toEqual(['request', 'request']);
    for (const line of written.split('\n')) expect(line).not.toMatch(UNSEEMLY);
    expect(written).not.toContain('admin');
  });
});

describe('What is no route of ours', () => {
  it.each([
    ['/api/v1/nguoi-benh/Nguyen-Van-An', 404],
    ['/api/v1/nguoi-benh/Nguyen-Van-An?x=%00', 400],
    ['/api/v1/nguoi-benh/Nguyen-Van-An/%ZZ', 400],
    [`/api/v1/patients/Nguyen-Van-An${'x'.repeat(300)}`, 414],
  ])('%s is not written into the log', async (path, status) => {
    expect((await world.as('doctor').get(path)).status).toBe(status);
    expect(linesOfRequests().filter(({ route }) => !/^GET \((unknown|unreadable)\)$/.test(route!))).toEqual([]);
    expect(written).not.toContain('Nguyen');
  });
});
