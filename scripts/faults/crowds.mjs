// Many at once: who waits for one record, who asks for more than can be answered, who never ends a request. Everybody else goes on.
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from './hospital.mjs';
import { Load } from './load.mjs';

/** Four nurses chart for another patient all the while. */
class Charting {
  done = 0;
  #isOver = false;

  constructor(hospital, encounterId) {
    this.running = Array.from({ length: 4 }, async () => {
      while (!this.#isOver) {
        const { status } = await chart(hospital, encounterId);
        if (status === 201) this.done += 1;
        else if (![429, 503].includes(status)) throw new Error(`charting was answered with ${status}`);
      }
    });
  }

  async stop() {
    this.#isOver = true;
    await Promise.all(this.running);
  }
}

const chart = (hospital, encounterId) =>
  hospital.call('POST', `/api/v1/encounters/${encounterId}/vitals`, { role: 'nurse', body: { heartRate: 77 } });

/** Two stays of different patients for whom the demo's nurse may chart. */
async function twoStays(hospital) {
  const { rows } = await hospital.sql((client) =>
    client.query('SELECT id, patient_id AS patient FROM encounter WHERE ended_at IS NULL ORDER BY id LIMIT 40'),
  );
  const found = [];
  for (const row of rows) {
    if (found.length < 2 && (await chart(hospital, row.id)).status === 201) found.push(row);
  }
  if (found.length < 2) throw new Error('the nurse may chart for nobody');
  return found;
}

/**
 * The rows of one patient are held, sixty wait for them, each for something else; everybody else goes on as if the same sixty had asked and nobody
 * had to wait: on a slow machine sixty requests are work for a second, which is not what waiting takes from others.
 */
export async function heldRow(hospital) {
  const [held, other] = await twoStays(hospital);
  const wait = [
    (n) => ({
      ...{ method: 'PATCH', path: `/api/v1/patients/${held.patient}`, role: 'registrar' },
      ...{ body: { workplace: `Nơi làm ${n}` }, headers: { 'If-Match': '"1"' } },
    }),
    () => ({
      ...{ method: 'POST', path: `/api/v1/encounters/${held.id}/vitals`, role: 'nurse', body: { heartRate: 78 } },
    }),
    (n) => ({
      ...{ method: 'POST', path: `/api/v1/patients/${held.patient}/allergies`, role: 'nurse' },
      body: { code: { system: 'http://www.whocc.no/atc', code: 'J01C', display: `Chất thử ${n}` }, criticality: 'low' },
    }),
  ];
  const measure = async (meanwhile) => {
    const [load, charting] = [new Load(hospital), new Charting(hospital, other.id)];
    await sleep(1000);
    const before = load.done + charting.done;
    await meanwhile(3000);
    const done = load.done + charting.done - before;
    await Promise.all([load.stop(), charting.stop()]);
    return done;
  };
  const answered = new Map();
  const sixty = (counts) =>
    Array.from({ length: 60 }, async (_, n) => {
      const { method, path, ...rest } = wait[n % wait.length](n);
      const { status, headers } = await hospital.call(method, path, rest);
      if (status === 503 && !headers.get('retry-after')) throw new Error('503 without Retry-After');
      counts.set(status, (counts.get(status) ?? 0) + 1);
    });
  const hold = (ms) =>
    hospital.sql(async (client) => {
      await client.query('BEGIN');
      await client.query('SELECT FROM patient WHERE id = $1 FOR UPDATE', [held.patient]);
      await client.query('SELECT FROM encounter WHERE id = $1 FOR UPDATE', [held.id]);
      const waiting = sixty(answered);
      await sleep(ms);
      await client.query('ROLLBACK');
      await Promise.all(waiting);
    });
  const ask = (ms) => Promise.all([sleep(ms), ...sixty(new Map())]);
  const before = await measure(ask);
  const beside = await measure(hold);
  const after = await measure(ask);
  const wrong = [...answered.keys()].filter((status) => ![200, 201, 409, 412, 429, 503].includes(status));
  if (wrong.length > 0) throw new Error(`those who waited were answered ${wrong.join(', ')}`);
  const alone = (before + after) / 2;
  const told = `others did ${beside} beside ${before} and ${after} while nobody had to wait; those who waited: ${counted(answered)}`;
  if (beside < alone * 0.9) throw new Error(told);
  return told;
}

const counted = (statuses) => [...statuses].map(([status, count]) => `${count} × ${status}`).join(', ');

/** Eight hundred callers of lists and reports, ten times what is answered in a second or so, while four nurses chart. */
export async function overload(hospital) {
  const [stay] = await twoStays(hospital);
  const kinds = [
    { role: 'nurse', path: '/api/v1/patients?name=thu' },
    { role: 'auditor', path: '/api/v1/audit/events?limit=50' },
  ];
  const [statuses, charted] = [new Map(), new Map()];
  const count = (counts, what) => counts.set(what, (counts.get(what) ?? 0) + 1);
  const ask = async ({ role, path }) => {
    const answer = await hospital.call('GET', path, { role }).catch(() => undefined);
    if (answer?.status === 503 && !answer.headers.get('retry-after')) throw new Error('503 without Retry-After');
    count(statuses, `${path.split(/[?/]/)[3]} ${answer?.status ?? 'cut off'}`);
  };
  for (const { role } of kinds) await hospital.token(role);
  let isOver = false;
  const nurses = Array.from({ length: 4 }, async () => {
    while (!isOver) count(charted, (await chart(hospital, stay.id).catch(() => ({ status: 'cut off' }))).status);
  });
  await Promise.all(
    Array.from({ length: 800 }, async (_, n) => {
      for (let turn = 0; turn < 5; turn++) await ask(kinds[n % kinds.length]);
    }),
  );
  isOver = true;
  await Promise.all(nurses);
  const seconds = await hospital.back(5000);
  await eventually(async () => (await hospital.call('GET', kinds[0].path, { role: 'nurse' })).status === 200, 5000);
  const told = `asked: ${counted(statuses)}; charting: ${counted(charted)}; ready after ${seconds.toFixed(1)} s`;
  const wrong = [...statuses.keys()].filter((status) => !/ (200|429|503)$/.test(status));
  if (wrong.length > 0) throw new Error(`answered ${wrong.join(', ')}`);
  if (![...statuses.keys()].some((status) => status.endsWith(' 503'))) throw new Error(`nothing was shed: ${told}`);
  if ([...charted.keys()].some((status) => status !== 201)) throw new Error(`charting was shed: ${told}`);
  return told;
}

/** Two hundred who never end their request. */
export async function slowClients(hospital) {
  const sockets = Array.from({ length: 200 }, () => {
    const socket = connect(hospital.port, '127.0.0.1', () =>
      socket.write('POST /api/v1/patients HTTP/1.1\r\nHost: localhost\r\n'),
    );
    socket.on('error', () => undefined);
    return socket;
  });
  try {
    const load = new Load(hospital);
    await sleep(3000);
    const { done, wrong } = await load.stop();
    if (done < 20 || wrong.length > 0) throw new Error(`only ${done} writes beside them, ${JSON.stringify(wrong)}`);
    return `${done} writes beside them`;
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}
