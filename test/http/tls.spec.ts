import { X509Certificate } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent as HttpAgent, request as plainRequest, type IncomingMessage, type Server } from 'node:http';
import { Agent, request } from 'node:https';
import { connect as connectPlainly } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { SETTINGS_TOKEN, type Settings } from '../../src/platform/config/settings.js';
import { listenPlainly } from '../../src/platform/edge/plain-http.js';
import { freePort } from '../support/free-port.js';
import { until } from '../support/until.js';
import { startWorld, type World } from '../support/world.js';

/** Keys with certificates of their own, good from 2020 to 2120. */
const made = (name: 'server' | 'other') => join(import.meta.dirname, '..', 'hl7v2', 'certificates', `${name}.pem`);
const fingerprintOf = (name: 'server' | 'other') => new X509Certificate(readFileSync(made(name))).fingerprint256;
const folder = mkdtempSync(join(tmpdir(), 'tls-'));
const [certificate, key] = [join(folder, 'emr.pem'), join(folder, 'emr.key')];

const logged: string[] = [];
let world: World;
let port: number;
let plain: Server;
let plainPort: number;
beforeAll(async () => {
  for (const file of [certificate, key]) copyFileSync(made('server'), file);
  plainPort = await freePort();
  world = await startWorld(
    { TLS_CERTIFICATE: certificate, TLS_KEY: key, HTTP_PORT: String(plainPort) },
    pino({ level: 'info' }, { write: (line) => void logged.push(line) }),
  );
  await world.app.listen(0, '127.0.0.1');
  port = (world.app.getHttpServer().address() as { port: number }).port;
  plain = (await listenPlainly(world.app.get<Settings>(SETTINGS_TOKEN)))!;
});
afterAll(async () => {
  plain?.close();
  await world?.close();
  rmSync(folder, { recursive: true });
});

interface Answer {
  readonly status?: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}
const answered = (asked: ReturnType<typeof request>): Promise<Answer> =>
  new Promise((resolve, reject) => {
    asked.once('error', reject).once('response', (answer) => {
      void text(answer).then((body) => resolve({ status: answer.statusCode, headers: answer.headers, body }));
    });
    asked.end();
  });
const ask = (path: string, agent = new Agent()) =>
  answered(request({ host: '127.0.0.1', port, path, agent, rejectUnauthorized: false }));
const askPlainly = (path: string, { method = 'GET', headers = {} } = {}) =>
  answered(plainRequest({ host: '127.0.0.1', port: plainPort, path, method, headers, agent: new HttpAgent() }));

/** The certificate that a new connection is shown. */
const shown = (): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate().fingerprint256);
      socket.destroy();
    }).once('error', reject);
  });

describe('A service that encrypts by itself', () => {
  it('answers over TLS, tells browsers to stay there, and says nothing to who speaks plainly', async () => {
    const { status, headers } = await ask('/health/ready');
    expect(status).toBe(200);
    expect(headers['strict-transport-security']).toMatch(/max-age=31536000/);
    expect(headers['set-cookie']).toBeUndefined();
    const heard = await new Promise<string>((resolve) => {
      let said = '';
      connectPlainly(port, '127.0.0.1')
        .on('data', (chunk) => (said += chunk.toString('latin1')))
        .on('error', () => resolve(said))
        .on('close', () => resolve(said))
        .write('GET /health/ready HTTP/1.1\r\nHost: a\r\n\r\n');
    });
    expect(heard).not.toContain('HTTP/1.1');
    await expect(ask('/health/ready')).resolves.toMatchObject({ status: 200 });
  });

  it('shows a renewed certificate to new connections, cuts nobody off, and takes no certificate without its key', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    await ask('/health/live', agent);
    const [socket] = Object.values(agent.freeSockets)[0]!;
    expect(await shown()).toBe(fingerprintOf('server'));

    copyFileSync(made('other'), certificate);
    // A certificate whose key has not come.
    await until(() => logged.some((line) => line.includes('certificate not taken over')));
    expect(await shown()).toBe(fingerprintOf('server'));
    copyFileSync(made('other'), key);
    await until(() => logged.some((line) => line.includes('certificate read anew')));
    expect(await shown()).toBe(fingerprintOf('other'));

    expect(await ask('/health/live', agent)).toMatchObject({ status: 200 });
    expect(Object.values(agent.freeSockets)[0]).toEqual([socket]);
    agent.destroy();
  });
});

describe('Plain http beside TLS', () => {
  it('sends pages on to https under the name that was called', async () => {
    const headers = { Host: `emr.benhvien.example:${plainPort}` };
    const { status, headers: said } = await askPlainly('/app/wards/1?at=2', { headers });
    const { port: https } = world.app.get<Settings>(SETTINGS_TOKEN);
    expect([status, said.location]).toEqual([307, `https://emr.benhvien.example:${https}/app/wards/1?at=2`]);
    expect((await askPlainly('/', { headers })).status).toBe(307);
  });

  it.each([
    ['what programs ask', '/api/v1/patients', 'GET', 'a.example'],
    ['a password', '/api/v1/auth/login', 'POST', 'a.example'],
    ['a page that is sent something', '/app/', 'POST', 'a.example'],
    ['a name that is none', '/app/', 'GET', 'a.example/b@c'],
  ])('refuses %s, in the language of the caller', async (_, path, method, host) => {
    const { status, headers, body } = await askPlainly(path, {
      method,
      headers: { Host: host, 'Accept-Language': 'en' },
    });
    expect([status, headers.location]).toEqual([403, undefined]);
    expect(JSON.parse(body)).toMatchObject({ title: 'This service answers over https only', status: 403 });
  });
});
