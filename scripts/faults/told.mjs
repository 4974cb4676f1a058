// What a laboratory's system is told by HL7 v2 over MLLP (admissions as ADT, orders as OML) while the service and PostgreSQL are killed: each comes,
// the same one again under the same number, and each patient's in the order in which it happened.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, SLOWNESS } from './hospital.mjs';

const PATIENTS = 30;
/** From the last act until all of it was told: receivers that failed are waited for some seconds, twice as long each time. */
const MOST_MS = 90_000;

/** @returns how many messages came, and how many of them again; throws when one is missing, there twice under two numbers, or out of its order */
export async function killWhileTold(hospital, breaks) {
  const receiver = await aReceiver();
  try {
    await subscribe(hospital, receiver.port);
    await hospital.token('registrar');
    await hospital.token('doctor');
    const done = [];
    const acting = actAll(hospital, done);
    for (const [at, breaking] of breaks.entries()) {
      while (done.length < ((at + 1) * PATIENTS) / (breaks.length + 1)) await Promise.race([sleep(20), acting]);
      await breaking(hospital);
    }
    await acting;
    await hospital.back(30_000 * SLOWNESS);
    const missing = () => done.filter(({ mrn, order }) => wordOf(receiver.got, mrn) !== `A01 ${order}`);
    await eventually(() => missing().length === 0, MOST_MS * SLOWNESS).catch(() => {
      const [one] = missing();
      throw new Error(
        `${missing().length} not told in full; of ${one.mrn}, ${one.order}: ${wordOf(receiver.got, one.mrn)}`,
      );
    });
    const numbers = new Set(receiver.got.map(({ id }) => id));
    return `${numbers.size} told, ${receiver.got.length - numbers.size} of them again`;
  } finally {
    receiver.close();
  }
}

/** What came of a patient, each message once, in the order in which it came first. */
function wordOf(got, mrn) {
  const first = new Map();
  for (const one of got) if (one.mrn === mrn && !first.has(one.id)) first.set(one.id, one);
  return [...first.values()].map(({ event, order }) => order ?? event).join(' ');
}

/** A system that takes what comes, and remembers it before it answers. */
async function aReceiver() {
  const got = [];
  const sockets = new Set();
  const server = createServer((socket) => {
    let text = '';
    sockets.add(socket);
    socket
      .on('error', () => socket.destroy())
      .on('data', (chunk) => {
        text += chunk.toString('utf8');
        for (let end; (end = text.indexOf('\x1c')) >= 0; text = text.slice(end + 1)) {
          const message = text.slice(text.indexOf('\x0b') + 1, end);
          const field = (segment, place) =>
            new RegExp(`^${segment}\\|.*$`, 'm').exec(lines(message))?.[0].split('|')[place];
          const id = field('MSH', 9);
          const [, event] = field('MSH', 8).split('^');
          got.push({ id, event, mrn: field('PID', 3).split('^')[0], order: field('ORC', 2)?.split('^')[0] });
          const ack = [`MSH|^~\\&|LIS|XN|BENHAN||||ACK|${id}|P|2.5.1`, `MSA|AA|${id}`, ''].join('\r');
          socket.write(`\x0b${ack}\x1c\r`);
        }
      });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { got, port: server.address().port, close };
}
const lines = (message) => message.replaceAll('\r', '\n');

async function subscribe(hospital, port) {
  const scopes = ['system/Patient.r', 'system/Encounter.r', 'system/ServiceRequest.r'];
  const machine = {
    jwksUrl: 'https://lis.example/jwks.json',
    scopes,
    purpose: 'Thử',
    contact: 'CNTT',
    name: 'LIS nhận tin',
  };
  const client = await approved(hospital, '/api/v1/clients', machine);
  await approved(hospital, '/api/v1/subscriptions', {
    ...{ clientId: client.id, name: 'LIS nhận tin', channel: 'mllp', address: `mllp://127.0.0.1:${port}` },
    ...{ topics: ['encounter', 'order'], application: 'LIS', facility: 'XN' },
  });
}

async function approved(hospital, path, body) {
  const made = await must(hospital.call('POST', path, { role: 'admin', body }), 201);
  const headers = { 'If-Match': `"${made.version}"` };
  await must(hospital.call('POST', `${path}/${made.id}/approve`, { role: 'privacy-officer', body: {}, headers }), 200);
  return made;
}

/** Patient after patient is admitted and has an order signed, each act sent again until it is answered. */
async function actAll(hospital, done) {
  const { wards } = await again(() => hospital.call('GET', '/api/v1/auth/me', { role: 'doctor' }), 200);
  for (let n = 0; n < PATIENTS; n++) {
    const patient = await made(hospital, 'registrar', '/api/v1/patients', {
      fullName: `Người Được Báo ${n}`,
      sex: 'female',
    });
    const stay = { patientId: patient.id, class: 'inpatient', wardId: wards[0].id, reason: 'Sốt cao' };
    const { id } = await made(hospital, 'doctor', '/api/v1/encounters', stay);
    const code = { system: 'http://loinc.org', code: '2823-3', display: 'Kali huyết thanh' };
    const order = await made(hospital, 'doctor', `/api/v1/encounters/${id}/orders`, { kind: 'laboratory', code });
    const headers = { 'If-Match': `"${order.version}"`, 'Idempotency-Key': randomUUID() };
    const sign = () => hospital.call('POST', `/api/v1/orders/${order.id}/sign`, { role: 'doctor', body: {}, headers });
    // Signed by a call whose answer was lost, it is another version: that is known, and no fault.
    await again(sign, 200, 412);
    done.push({ mrn: patient.mrn, order: order.number });
  }
}

const made = (hospital, role, path, body) => {
  const headers = { 'Idempotency-Key': randomUUID() };
  return again(() => hospital.call('POST', path, { role, body, headers }), 201);
};

async function again(ask, ...wanted) {
  for (;;) {
    const answer = await ask().catch(() => undefined);
    if (answer && wanted.includes(answer.status)) return answer.body;
    if (answer && ![429, 503].includes(answer.status)) {
      throw new Error(`answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    }
    await sleep(100);
  }
}

async function must(asked, status) {
  const answer = await asked;
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}
