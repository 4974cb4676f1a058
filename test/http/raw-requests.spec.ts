import { connect, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startWorld, type World } from '../support/world.js';

let world: World;
let port: number;
beforeAll(async () => {
  world = await startWorld();
  await world.app.listen(0, '127.0.0.1');
  port = (world.app.getHttpServer().address() as AddressInfo).port;
});
afterAll(() => world.close());

/** What comes back for these very bytes, until the service hangs up. */
const send = (text: string): Promise<string> =>
  new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (bytes) => (answer += bytes.toString()));
    socket.on('error', () => resolve(answer));
    socket.on('close', () => resolve(answer));
  });
const statuses = (answer: string) => [...answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
const message = (...lines: string[]) => lines.map((line) => `${line}\r\n`).join('');
const JSON_POST = ['POST /api/v1/auth/refresh HTTP/1.1', 'Host: emr.example', 'Content-Type: application/json'];
/** Stands behind a message; whoever counts the message's length wrongly takes it for a request. */
const HIDDEN = message('GET /health/live HTTP/1.1', 'Host: emr.example', 'Connection: close', '');

describe('A message whose end can be read in two ways is refused, and what follows it is not answered:', () => {
  it.each([
    ['two lengths', message(...JSON_POST, 'Content-Length: 2', 'Content-Length: 3', '', '{}')],
    ['two equal lengths', message(...JSON_POST, 'Content-Length: 2', 'Content-Length: 2', '', '{}')],
    ['a length and chunks', message(...JSON_POST, 'Content-Length: 2', 'Transfer-Encoding: chunked', '', '0', '')],
    ['chunks and a length', message(...JSON_POST, 'Transfer-Encoding: chunked', 'Content-Length: 2', '', '0', '')],
    ['an unknown encoding', message(...JSON_POST, 'Transfer-Encoding: xchunked', '', '0', '')],
    ['chunks not last', message(...JSON_POST, 'Transfer-Encoding: chunked, identity', '', '0', '')],
    ['chunks named twice', message(...JSON_POST, 'Transfer-Encoding: chunked', 'Transfer-Encoding: x', '', '0', '')],
    ['a space before the colon', message(...JSON_POST, 'Content-Length : 2', '', '{}')],
    ['a length with a sign', message(...JSON_POST, 'Content-Length: +2', '', '{}')],
    ['a negative length', message(...JSON_POST, 'Content-Length: -2', '', '{}')],
    ['a length in hexadecimal', message(...JSON_POST, 'Content-Length: 0x2', '', '{}')],
    ['a folded header', message(...JSON_POST, 'X-A: b', ' Content-Length: 2', '', '')],
    ['a bare CR in a header', message(...JSON_POST, 'X-A: b\rContent-Length: 2', '', '')],
    ['lines ended by LF alone', message(...JSON_POST).replaceAll('\r', '') + '\n'],
    ['a chunk without its end', message(...JSON_POST, 'Transfer-Encoding: chunked', '', '2', '{}0', '')],
    ['a chunk whose length is no number', message(...JSON_POST, 'Transfer-Encoding: chunked', '', 'z', '{}', '')],
  ])('%s', async (_what, text) => {
    const answer = await send(text + HIDDEN);
    expect(statuses(answer)).toEqual([400]);
    expect(answer).not.toContain('"status":"ok"');
  });
});

describe('A message', () => {
  it('that is right is answered, and so is the one after it', async () => {
    const text = message(...JSON_POST, 'Content-Length: 2', '', '{}').slice(0, -2) + HIDDEN;
    expect(statuses(await send(text))).toEqual([400, 200]);
  });

  it.each([
    ['no host', ['GET /health/live HTTP/1.1']],
    ['two hosts', ['GET /health/live HTTP/1.1', 'Host: emr.example', 'HOST: evil.example']],
    ['the same host twice', ['GET /health/live HTTP/1.1', 'Host: emr.example', 'Host: emr.example']],
  ])('that names %s is refused', async (_what, lines) => {
    expect(statuses(await send(message(...lines, 'Connection: close', '')))).toEqual([400]);
  });

  it.each([
    ['address', message(`GET /${'a'.repeat(20_000)} HTTP/1.1`, 'Host: emr.example', '')],
    ['header', message('GET /health/live HTTP/1.1', 'Host: emr.example', `X-A: ${'a'.repeat(20_000)}`, '')],
    [
      'list of headers',
      message('GET / HTTP/1.1', 'Host: a', ...Array.from({ length: 4000 }, (_, n) => `A${n}: b`), ''),
    ],
  ])('with too long a %s is refused', async (_what, text) => {
    expect(statuses(await send(text))).toEqual([431]);
  });

  it.each(['TRACE', 'TRACK', 'CONNECT', 'PROPFIND', 'DEBUG', 'get'])(
    'with the method %s does nothing',
    async (method) => {
      const answer = await send(
        message(`${method} /health/live HTTP/1.1`, 'Host: a', 'X-Echo: secret', 'Connection: close', ''),
      );
      expect(statuses(answer).every((status) => status >= 400)).toBe(true);
      expect(answer).not.toContain('secret');
    },
  );

  it.each(['websocket', 'h2c'])('that asks to go on as %s stays what it is', async (protocol) => {
    const asks = ['Host: a', 'Connection: Upgrade, close', `Upgrade: ${protocol}`];
    const answer = await send(message('GET /health/live HTTP/1.1', ...asks, ''));
    expect(statuses(answer)).not.toContain(101);
  });

  it('cannot put a line of its own into an answer', async () => {
    for (const path of [
      '/x%0d%0aSet-Cookie:a=b',
      '/api/v1/patients?name=%0d%0aSet-Cookie:a=b',
      '/docs%0d%0aSet-Cookie:a=b',
    ]) {
      const asks = ['Host: a', 'X-Request-Id: a%0d%0aSet-Cookie: a=b', 'Origin: https://a%0d%0aSet-Cookie: a=b'];
      const answer = await send(message(`GET ${path} HTTP/1.1`, ...asks, 'Connection: close', ''));
      expect(answer.split('\r\n\r\n')[0]).not.toMatch(/set-cookie/i);
    }
  });
});
