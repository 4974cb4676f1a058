// nginx and HAProxy with the examples of deploy/, as far as this machine has the programs (or NGINX and HAPROXY name them).
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { removeFolder, scratchFolder, whenTold } from '../scratch.mjs';
import { eventually, root } from './hospital.mjs';

const example = (name) => readFileSync(join(root, 'deploy', name), 'utf8');
const both = (text, one, ports, of) => text.replace(one, ports.map(of).join('\n'));

const PROGRAMS = [
  {
    name: 'nginx',
    program: process.env.NGINX ?? 'nginx',
    version: ['-v'],
    config(folder, port, ports) {
      const server = both(
        example('nginx.conf'),
        /^ {2}server 127.0.0.1:3000.*$/m,
        ports,
        (each) => `  server 127.0.0.1:${each} max_fails=2 fail_timeout=5s;`,
      )
        .replace('listen 443', `listen 127.0.0.1:${port}`)
        .replaceAll('/etc/ssl/emr', join(folder, 'emr'));
      const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
        (place) => `${place}_temp_path ${join(folder, place)};`,
      );
      const user = process.getuid() === 0 ? 'user root;' : '';
      return `${user} daemon off; worker_processes 1; pid ${join(folder, 'pid')}; error_log ${join(folder, 'log')};
        events { worker_connections 512; }\nhttp { access_log off; ${places.join(' ')}\n${server}\n}`;
    },
    words: (folder, file) => ['-p', folder, '-e', join(folder, 'log'), '-c', file],
  },
  {
    name: 'HAProxy',
    program: process.env.HAPROXY ?? 'haproxy',
    version: ['-v'],
    config: (folder, port, ports) =>
      both(example('haproxy.cfg'), /^ {2}server one .*$/m, ports, (each) => `  server s${each} 127.0.0.1:${each}`)
        .replace('bind :443', `bind 127.0.0.1:${port}`)
        .replaceAll('/etc/ssl/emr', join(folder, 'emr')),
    words: (folder, file) => ['-db', '-f', file],
  },
];

/** Those that are here. */
export const proxiesHere = () => PROGRAMS.filter(({ program, version }) => spawnSync(program, version).status === 0);

/** Starts one in front of services on some ports. @returns how to stop it */
export async function startProxy({ name, program, config, words }, port, ports) {
  const folder = scratchFolder('benh-an-proxy-');
  // Its certificate is of this moment, and nobody's.
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  mkdirSync(join(folder, 'client_body'));
  certificate(folder);
  const file = join(folder, 'config');
  writeFileSync(file, config(folder, port, ports));
  const log = [];
  const proxy = spawn(program, words(folder, file), { stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [proxy.stdout, proxy.stderr]) stream.setEncoding('utf8').on('data', (text) => log.push(text));
  const callOff = whenTold(() => proxy.kill('SIGKILL'));
  const stop = async () => {
    if (proxy.exitCode === null && proxy.signalCode === null) {
      proxy.kill('SIGTERM');
      await once(proxy, 'exit');
    }
    callOff();
    removeFolder(folder);
  };
  try {
    await eventually(async () => {
      if (proxy.exitCode !== null) throw new Error(`${name} did not start: ${log.join('').trim()}`);
      return (await through(port, 'GET', '/health/ready').catch(() => undefined))?.status === 200;
    }, 15_000);
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}

function certificate(folder) {
  const [key, crt] = [join(folder, 'emr.key'), join(folder, 'emr.crt')];
  const words = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  const { status, stderr } = spawnSync('openssl', [...words, '-subj', '/CN=localhost', '-keyout', key, '-out', crt]);
  if (status !== 0) throw new Error(`no certificate could be made: ${stderr}`);
  // HAProxy takes both from one file, nginx the certificate alone.
  writeFileSync(join(folder, 'emr.pem'), `${readFileSync(crt, 'utf8')}${readFileSync(key, 'utf8')}`);
}

/** Asks over TLS, from an address of this machine that is not the proxy's own. */
export function through(port, method, path, { body, headers = {}, from = '127.0.0.2', heard } = {}) {
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port, method, path, headers, localAddress: from, rejectUnauthorized: false, agent: false },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (more) => {
          text += more;
          heard?.(more);
        });
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({ status: answer.statusCode, body: text.startsWith('{') ? JSON.parse(text) : text }),
        );
        if (heard) resolve({ status: answer.statusCode, end: () => asked.destroy() });
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}

/** What the example promises, but for the death of a machine. @throws Error where it does not hold */
export async function tryProxy(port, { first, charted }) {
  const json = { 'Content-Type': 'application/json' };
  const login = JSON.stringify({ username: 'doctor', password: first.environment.DEMO_PASSWORD });
  const signedIn = await through(port, 'POST', '/api/v1/auth/login', {
    body: login,
    headers: { ...json, 'X-Forwarded-For': '203.0.113.9' },
  });
  if (signedIn.status !== 200) throw new Error(`signing in was answered with ${signedIn.status}`);
  const { rows } = await first.sql((client) =>
    client.query(
      `SELECT host(address) AS address FROM audit.event WHERE kind = 'sign-in' AND username = 'doctor' ORDER BY id DESC LIMIT 1`,
    ),
  );
  if (rows[0]?.address !== '127.0.0.2') throw new Error(`the trail has the address ${rows[0]?.address}`);
  const metrics = await through(port, 'GET', '/metrics');
  if (metrics.status !== 403) throw new Error(`metrics were answered with ${metrics.status}`);
  const token = { Authorization: `Bearer ${signedIn.body.accessToken}` };
  const large = await through(port, 'POST', '/api/v1/patients', {
    body: Buffer.alloc(30 * 1024 * 1024, 'x'),
    headers: { ...json, ...token, 'Content-Length': 30 * 1024 * 1024 },
  }).catch(({ code }) => ({ status: code }));
  // Who is refused while sending may see the connection end.
  if (![413, 'EPIPE', 'ECONNRESET'].includes(large.status)) throw new Error(`30 MB were answered with ${large.status}`);
  let text = '';
  const stream = await through(port, 'GET', '/api/v1/stream', {
    headers: { ...token, Accept: 'text/event-stream' },
    heard: (more) => (text += more),
  });
  await charted();
  const began = performance.now();
  await eventually(() => text.includes('data:'), 5000);
  stream.end();
  return `an event after ${((performance.now() - began) / 1000).toFixed(1)} s`;
}
