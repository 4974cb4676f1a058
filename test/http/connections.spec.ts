import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { until } from '../support/until.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let port: number;
const logged: { level: number; problem?: string; msg: string; route?: string }[] = [];
beforeAll(async () => {
  const log = { write: (line: string) => void logged.push(JSON.parse(line)) };
  world = await startWorld({ REQUEST_TIMEOUT_MS: '1000' }, pino({ level: 'info' }, log));
  await world.app.listen(0, '127.0.0.1');
  port = (world.app.getHttpServer().address() as AddressInfo).port;
});
afterAll(() => world.close());

/** What comes back for these very bytes, until the service hangs up. */
const send = (text: string): Promise<string> =>
  new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => {
      if (text) socket.write(text);
    });
    socket.on('data', (bytes) => (answer += bytes.toString()));
    socket.on('error', () => resolve(answer));
    socket.on('close', () => resolve(answer));
  });
const message = (...lines: string[]) => lines.map((line) => `${line}\r\n`).join('');

describe('What Node itself refuses is answered as every other problem is:', () => {
  it.each([
    ['what is no HTTP', 400, 'malformed-request', message('GARBAGE', '')],
    [
      'too many headers',
      431,
      'headers-too-large',
      message('GET / HTTP/1.1', 'Host: a', `X-A: ${'a'.repeat(20_000)}`, ''),
    ],
    ['no host', 400, 'no-host', message('GET /health/live HTTP/1.1', 'Connection: close', '')],
    ['an expectation', 417, 'expectation-failed', message('GET /health/live HTTP/1.1', 'Host: a', 'Expect: tea', '')],
    ['headers that never end', 408, 'request-timeout', 'GET /health/live HTTP/1.1\r\nHost: a\r\n'],
    [
      'a body that never ends',
      408,
      'request-timeout',
      message(
        'POST /api/v1/auth/login HTTP/1.1',
        'Host: a',
        'Content-Type: application/json',
        'Content-Length: 100',
        '',
        '{"us',
      ).slice(0, -2),
    ],
  ])('%s', async (_what, status, code, text) => {
    const answer = await send(text);
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head).toMatch(/content-type: application\/problem\+json; charset=utf-8/i);
    expect(JSON.parse(body)).toMatchObject({ type: `https://benhan.vn/problems/${code}`, status });
  });
});

describe('A connection', () => {
  it('on which nothing is said ends, however many there are, and others are answered meanwhile', async () => {
    const silent = Promise.all(Array.from({ length: 40 }, () => send('')));
    const half = Promise.all(Array.from({ length: 10 }, () => send('GET /health/live HTTP/1.1\r\nHo')));
    const answered = await send(message('GET /health/live HTTP/1.1', 'Host: a', 'Connection: close', ''));
    expect(answered).toMatch(/^HTTP\/1.1 200 /);
    for (const answer of [...(await silent), ...(await half)]) expect(answer).toMatch(/^(HTTP\/1.1 408 .*)?/);
    const server = world.app.getHttpServer();
    await until(async () => (await promisify(server.getConnections.bind(server))()) === 0);
  });

  it('that a caller breaks off is told as what it is, and not as a database that is down', async () => {
    const lines = [
      'POST /api/v1/auth/login HTTP/1.1',
      'Host: a',
      'Content-Type: application/json',
      'Content-Length: 100',
    ];
    const server = world.app.getHttpServer();
    const socket = connect(port, '127.0.0.1', () => socket.write(`${message(...lines, '')}{"us`));
    socket.on('error', () => undefined);
    await once(server, 'request');
    socket.resetAndDestroy();
    await until(async () => (await promisify(server.getConnections.bind(server))()) === 0);
    await send(message('GET /health/live HTTP/1.1', 'Host: a', 'Connection: close', ''));
    expect(logged.filter(({ problem, level }) => problem !== undefined || level >= 50)).toEqual([]);
  });

  it('is told when a body comes packed', async () => {
    const answer = await world.as('doctor').post('/api/v1/encounters', {}, { 'Content-Encoding': 'gzip' });
    expect([answer.status, answer.body.type]).toEqual([415, 'https://benhan.vn/problems/unsupported-encoding']);
    expect(answer.headers['accept-encoding']).toBe('identity');
    expect((await world.as('doctor').post('/api/v1/encounters', {}, { 'Content-Encoding': 'identity' })).status).toBe(
      400,
    );
  });
});
