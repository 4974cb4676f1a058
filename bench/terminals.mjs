// npm run bench -- terminals [--seconds 5] [--rounds 3]: how long a nurse waits at a ward's terminal, by PIN, by badge and by password, with
// argon2id as in a hospital.
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { run, summary } from './measure.mjs';
import { machine, writeReport } from './report.mjs';
import { startService } from './service.mjs';

const root = dirname(import.meta.dirname);
const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '5' }, rounds: { type: 'string', default: '3' } },
});
const [SECONDS, ROUNDS] = [Number(values.seconds), Number(values.rounds)];
const PASSWORD = 'benchmark only';
const PIN = '407159';
/** Each has a terminal of their own: the demo's people who may take one over. */
const PEOPLE = ['nurse', 'doctor', 'registrar', 'lab'];
/** A switch is to take less, in milliseconds. */
const AIM = 1000;

const service = await startService(root);
const report = { at: new Date().toISOString(), machine: machine(), seconds: SECONDS, rounds: ROUNDS, ways: {} };
try {
  const terminals = await enrol();
  const ways = {
    'by PIN': ({ username, key }) => post('/api/v1/auth/switch', { username, pin: PIN }, key),
    'by badge': ({ badge, key }) => post('/api/v1/auth/switch', { badge }, key),
    'by password': ({ username, key }) => post('/api/v1/auth/login', { username, password: PASSWORD }, key),
  };
  for (const [name, way] of Object.entries(ways)) {
    const requests = terminals.map(way);
    await run('load.mjs', { base: service.base, requests, concurrency: PEOPLE.length, seconds: 2 });
    for (const concurrency of [1, PEOPLE.length]) {
      const runs = [];
      for (let round = 0; round < ROUNDS; round++) {
        runs.push(await run('load.mjs', { base: service.base, requests, concurrency, seconds: SECONDS }));
      }
      const { perSecond, p50, p99 } = summary(runs);
      report.ways[`${name}, ${concurrency} at a time`] = { perSecond, p50, p99 };
      const met = p99 < AIM ? 'met' : 'missed';
      process.stdout.write(
        `${name}, ${concurrency} at a time: ${perSecond}/s   p50 ${p50} ms   p99 ${p99} ms   ${met}\n`,
      );
    }
  }
} catch (error) {
  process.stderr.write(`The benchmark failed: ${error.message}\n`);
  process.exitCode = 1;
} finally {
  await service.stop();
}
if (!process.exitCode) writeReport(root, 'terminals-', report);

function post(path, body, key, token) {
  const headers = {
    'content-type': 'application/json',
    ...(key && { 'x-terminal-key': key }),
    ...(token && { authorization: `Bearer ${token}` }),
  };
  return { method: 'POST', path, headers, body: JSON.stringify(body) };
}

async function send({ method, path, headers, body }) {
  const answer = await fetch(`${service.base}${path}`, { method, headers, body });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.status === 204 ? undefined : answer.json();
}

/** A terminal, a PIN, a badge and a full sign-in for each. */
async function enrol() {
  const admin = await service.tokenOf('admin');
  const terminals = [];
  for (const [n, username] of PEOPLE.entries()) {
    const token = await service.tokenOf(username);
    const { person } = await send(post('/api/v1/auth/login', { username, password: PASSWORD }));
    await send(post('/api/v1/auth/pin', { password: PASSWORD, pin: PIN }, undefined, token));
    const badge = `04A2245B6C7D8${n}`;
    await send(post(`/api/v1/staff/${person.id}/badges`, { badge }, undefined, admin));
    const place = { code: `DO-${n}`, name: 'Máy đo' };
    const { key } = await send(post('/api/v1/terminals', place, undefined, admin));
    terminals.push({ username, badge, key });
  }
  return terminals;
}
