// Two services on one database of its own, behind a proxy that asks the other when one does not answer; each is killed in turn.
import { createServer, request as ask } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, Hospital } from './hospital.mjs';
import { accounted, Load } from './load.mjs';
import { ownPostgres } from './own-postgres.mjs';
import { proxiesHere, startProxy, tryProxy } from './proxies.mjs';

/** "At once", with a notice and a busy machine between. */
const AT_ONCE_MS = 2000;

export async function twoServices({ port }) {
  const first = new Hospital(port + 20, { settings: { WORKERS: '1' } });
  let [database, second, proxy, front] = [];
  try {
    await first.start(); // makes the demo hospital
    await first.stop();
    database = await ownPostgres(first.cluster, port + 22);
    const shared = {
      ...{
        DATABASE_URL: database.appUrl,
        DATABASE_SEALER_URL: database.sealerUrl,
        DATABASE_OWNER_URL: database.ownerUrl,
      },
      ...{ SECOND_FACTOR: 'optional', TOKEN_SECRET_FILE: join(first.dataDir, 'token-secret'), HL7_MLLP_PORT: '' },
      SECOND_FACTOR_KEYS_FILE: join(first.dataDir, 'second-factor-keys'),
      AUDIT_KEY_FILE: join(first.dataDir, 'audit-signing-key.pem'),
      AUDIT_WITNESS_FOLDER: first.environment.AUDIT_WITNESS_FOLDER,
    };
    Object.assign(first.environment, shared);
    second = new Hospital(port + 24, { settings: { WORKERS: '1', ...shared } });
    await Promise.all([first.start(), second.start()]);
    await inBoth(first, second);
    const places = [first.port, second.port];
    proxy = await proxyTo(port + 26, places);
    front = new Hospital(port + 26); // only asked
    const told = [`a proxy of ours: ${await eachKilled(front, [first, second])}`];
    for (const [at, one] of proxiesHere().entries()) {
      const stop = await startProxy(one, port + 27 + at, places);
      try {
        const tried = await tryProxy(port + 27 + at, { first, charted: () => chartedBy(first) });
        const behind = new Hospital(port + 27 + at, { origin: `https://127.0.0.1:${port + 27 + at}` });
        told.push(
          `${one.name} as in deploy/: ${tried}, ${await eachKilled(behind, [first, second]).finally(() => behind.close())}`,
        );
      } finally {
        await stop();
      }
    }
    const [verified, reconciled] = [await first.emr('audit', 'verify'), await first.emr('audit', 'reconcile')];
    for (const { status, output } of [verified, reconciled]) if (status !== 0) throw new Error(output);
    return `a sign-in ended in one was over in the other, guesses and events were one; ${told.join('; ')}`;
  } finally {
    proxy?.closeAllConnections();
    proxy?.close();
    await Promise.all([first.close(), second?.close(), front?.close()]);
    await database?.stop();
  }
}

/** Each is killed and started again while people write through a proxy. */
async function eachKilled(front, services) {
  const load = new Load(front);
  const sealed = [];
  for (const one of services) {
    await sleep(500);
    await one.stop('SIGKILL');
    sealed.push(await sealsOn(services[0]));
    const before = load.done;
    await eventually(() => load.done > before + 10, 15_000);
    await one.start();
  }
  const { wrong, done } = await load.stop();
  if (wrong.length > 0) throw new Error(`answered ${JSON.stringify(wrong)}`);
  const told = await accounted(front, services[0]);
  return `${done} writes while each was killed, ${told}, sealed on after ${sealed.map((seconds) => seconds.toFixed(1)).join(' and ')} s`;
}

/** A nurse charts in one of them, with whichever patient is there. */
async function chartedBy(hospital) {
  const { rows } = await hospital.sql((client) =>
    client.query('SELECT id FROM encounter WHERE ended_at IS NULL ORDER BY id LIMIT 40'),
  );
  for (const { id } of rows) {
    const { status } = await hospital.call('POST', `/api/v1/encounters/${id}/vitals`, {
      role: 'nurse',
      body: { heartRate: 72 },
    });
    if (status === 201) return;
  }
  throw new Error('nobody could be charted');
}

/** What one of two knows, the other knows at once. */
async function inBoth(first, second) {
  const nurse = await signIn(first, 'nurse');
  const at = (hospital, token, method, path, body) =>
    hospital.call(method, path, { body, headers: { Authorization: `Bearer ${token}` } });
  const heard = listen(second, nurse.accessToken);
  await eventually(() => heard.text !== undefined, 5000);
  const { rows } = await first.sql((client) =>
    client.query('SELECT id FROM encounter WHERE ended_at IS NULL ORDER BY id LIMIT 40'),
  );
  let charted;
  for (const { id } of rows) {
    charted = await at(first, nurse.accessToken, 'POST', `/api/v1/encounters/${id}/vitals`, { heartRate: 71 });
    if (charted.status === 201) break;
  }
  if (charted?.status !== 201) throw new Error(`charting was answered with ${charted?.status}`);
  await eventually(() => heard.text.includes('data:'), 10_000);
  heard.end();
  if ((await at(second, nurse.accessToken, 'GET', '/api/v1/auth/me')).status !== 200)
    throw new Error('a sign-in of one is none in the other');
  await at(first, nurse.accessToken, 'POST', '/api/v1/auth/logout', {});
  await eventually(
    async () => (await at(second, nurse.accessToken, 'GET', '/api/v1/auth/me')).status === 401,
    AT_ONCE_MS,
  );
  await dismissed(first, second, at);
  const guesses = [];
  for (let n = 0; n < 12; n++) {
    const body = { username: 'lab', password: 'sai-mat-khau-roi' };
    guesses.push((await [first, second][n % 2].call('POST', '/api/v1/auth/login', { body })).status);
  }
  if (!guesses.includes(429)) throw new Error(`twelve guesses at two services were answered ${guesses.join(', ')}`);
}

/** Who leaves the hospital in one is out in the other at once. */
async function dismissed(first, second, at) {
  const pharmacist = await signIn(second, 'pharmacist');
  if ((await at(second, pharmacist.accessToken, 'GET', '/api/v1/auth/me')).status !== 200)
    throw new Error('the pharmacist is not signed in');
  const { rows } = await first.sql((client) =>
    client.query(`SELECT id, version FROM staff_member WHERE username = 'pharmacist'`),
  );
  const [{ id, version }] = rows;
  const gone = await first.call('POST', `/api/v1/staff/${id}/leave`, {
    role: 'admin',
    body: {},
    headers: { 'If-Match': `"${version}"` },
  });
  if (gone.status !== 200) throw new Error(`the dismissal was answered with ${gone.status}`);
  await eventually(
    async () => (await at(second, pharmacist.accessToken, 'GET', '/api/v1/auth/me')).status === 401,
    AT_ONCE_MS,
  );
}

async function signIn(hospital, username) {
  const body = { username, password: hospital.environment.DEMO_PASSWORD };
  const { status, body: answer } = await hospital.call('POST', '/api/v1/auth/login', { body });
  if (status !== 200) throw new Error(`sign-in of ${username} was answered with ${status}`);
  return answer;
}

function listen({ port }, token) {
  const heard = { text: undefined, end: () => stream.destroy() };
  const headers = { Authorization: `Bearer ${token}`, Accept: 'text/event-stream' };
  const stream = ask({ host: '127.0.0.1', port, path: '/api/v1/stream', headers }, (answer) => {
    heard.text = '';
    answer.setEncoding('utf8').on('data', (more) => (heard.text += more));
    answer.on('error', () => undefined);
  });
  stream.on('error', () => undefined).end();
  return heard;
}

/** @returns after how many seconds the next checkpoint came */
async function sealsOn(hospital) {
  const size = () =>
    hospital.sql(
      async (client) => (await client.query('SELECT max(size)::int AS size FROM audit.checkpoint')).rows[0].size,
    );
  const [began, before] = [performance.now(), await size()];
  await eventually(async () => (await size()) > before, 15_000);
  return (performance.now() - began) / 1000;
}

/** Turn about; when one does not answer, the request goes to the other. What is under way is cut off with it. */
async function proxyTo(port, ports) {
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    const parts = [];
    incoming.on('data', (part) => parts.push(part));
    incoming.on('end', () => {
      const [one, other] = turn++ % 2 ? ports : ports.toReversed();
      const send = (to, next) => {
        const { method, url, headers } = incoming;
        const passed = ask({ host: '127.0.0.1', port: to, method, path: url, headers }, (answer) => {
          outgoing.writeHead(answer.statusCode, answer.headers);
          answer.on('error', () => outgoing.destroy());
          answer.pipe(outgoing);
        });
        passed.on('error', ({ code }) => (code === 'ECONNREFUSED' && next ? send(next) : outgoing.destroy()));
        passed.end(Buffer.concat(parts));
      };
      send(one, other);
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
