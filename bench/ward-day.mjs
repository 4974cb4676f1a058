// npm run bench -- ward-day [--patients 40] [--at-once 8]: 24 scripted hours of a ward. Orders are signed, verified, dispensed and given,
// some doses by two nurses at once; the laboratory answers with preliminary and final reports. It ends with every order accounted for.
import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { writing } from './bulk.mjs';
import { machine, writeReport } from './report.mjs';
import { startService } from './service.mjs';
import { say } from './tell.mjs';

const root = dirname(import.meta.dirname);
const { values } = parseArgs({
  options: { patients: { type: 'string', default: '40' }, 'at-once': { type: 'string', default: '8' } },
});
const [PATIENTS, AT_ONCE] = [Number(values.patients), Number(values['at-once'])];
/** Of a patient: three medicines, thirteen doses each in the day, and two laboratory orders of five values: 200, 1,560 and 400 of forty. */
const EVERY_HOURS = 1.8;
const ATC = 'http://www.whocc.no/atc';
const MEDICINES = [
  { code: 'N02BE01', display: 'Paracetamol 250 mg', mg: 250 },
  { code: 'A11DA01', display: 'Vitamin B1 10 mg', mg: 10 },
  { code: 'A11GA01', display: 'Vitamin C 100 mg', mg: 100 },
];
const PANELS = [
  { code: '24323-8', display: 'Sinh hoá máu' },
  { code: '24362-6', display: 'Chức năng thận' },
];
const VALUES = [
  ['2823-3', 'Kali', 4.1, 'mmol/L'],
  ['2951-2', 'Natri', 139, 'mmol/L'],
  ['2075-0', 'Clo', 102, 'mmol/L'],
  ['2160-0', 'Creatinin', 80, 'umol/L'],
  ['2345-7', 'Glucose', 5.6, 'mmol/L'],
];
/** Every so many doses two nurses give the same one; every so many the patient refuses. */
const [RACED, REFUSED] = [20, 33];

const service = await startService(root);
const tokens = {};
const phases = {};
const sql = new pg.Pool({ connectionString: service.urlOf('admin'), max: 1 });
const rows = async (text, given) => (await sql.query(text, given)).rows;

async function call(as, method, path, body, headers = {}) {
  const answer = await fetch(`${service.base}${path}`, {
    method,
    headers: { authorization: `Bearer ${tokens[as]}`, ...(body && { 'content-type': 'application/json' }), ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text ? JSON.parse(text) : {} };
}
async function must(...asked) {
  const answer = await call(...asked);
  if (answer.status >= 400)
    throw new Error(`${asked[1]} ${asked[2]} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}
const version = (n) => ({ 'if-match': `"${n}"` });

/** Does something with each of a list, several people at once, and keeps how fast it went. */
async function phase(name, list, work) {
  const began = performance.now();
  const spans = [];
  const left = [...list];
  const answers = [];
  const person = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) {
      const at = performance.now();
      answers.push(await work(one));
      spans.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, person));
  const seconds = (performance.now() - began) / 1000;
  const sorted = spans.toSorted((a, b) => a - b);
  const p99 = Math.round(sorted[Math.floor(sorted.length * 0.99)] ?? 0);
  phases[name] = { count: list.length, perSecond: Math.round(list.length / seconds), p99 };
  say(`${name.padEnd(22)} ${String(list.length).padStart(5)}   ${phases[name].perSecond}/s   p99 ${p99} ms`);
  return answers;
}

const medication = ({ code, display, mg }) => ({
  kind: 'medication',
  medication: { system: ATC, code, display },
  ...{ dose: { value: mg, unit: 'mg' }, route: 'oral', timing: { everyHours: EVERY_HOURS } },
});
const panel = ({ code, display }) => ({ kind: 'laboratory', code: { system: 'http://loinc.org', code, display } });
const report = (status) => ({
  ...{ status, effectiveAt: new Date().toISOString() },
  observations: VALUES.map(([code, display, value, unit]) => ({
    ...{ code: { system: 'http://loinc.org', code, display }, value, unit },
  })),
});

/** As if they had lain there, and been ordered, a day ago. */
const dayAgo = (orders, encounters) =>
  writing(service.urlOf('admin'), async (client) => {
    await client.query(`UPDATE encounter SET started_at = now() - interval '25 hours' WHERE id = ANY($1)`, [
      encounters,
    ]);
    await client.query(`UPDATE stay SET started_at = now() - interval '25 hours' WHERE encounter_id = ANY($1)`, [
      encounters,
    ]);
    const signed = `date_trunc('minute', now() - interval '24 hours')`;
    await client.query(`UPDATE service_order SET signed_at = ${signed} WHERE id = ANY($1)`, [orders]);
  });

async function giveOne(dose, n) {
  const path = `/api/v1/doses/${dose.id}`;
  if (n % REFUSED === 0) {
    return must('nurse', 'POST', `${path}/refuse`, { reason: 'Buồn nôn', at: dose.plannedAt }, version(0));
  }
  const give = (who) => call(who, 'POST', `${path}/give`, { givenAt: dose.plannedAt }, version(0));
  const tried = await Promise.all((n % RACED === 0 ? ['nurse', 'head-nurse'] : ['nurse']).map(give));
  const won = tried.filter(({ status }) => status === 200).length;
  if (won !== 1) throw new Error(`a dose was given ${won} times: ${JSON.stringify(tried)}`);
  return tried.length;
}

async function day() {
  const who = ['registrar', 'doctor', 'nurse', 'head-nurse', 'pharmacist', 'lab'];
  for (const name of who) tokens[name] = await service.tokenOf(name);
  const [{ id: wardId }] = await rows(`SELECT id FROM ward WHERE code = 'NOI'`);
  const numbers = Array.from({ length: PATIENTS }, (_, n) => n);
  const stays = await phase('patients admitted', numbers, async (n) => {
    const fullName = `Nguyễn Văn Ngày ${randomUUID().replace(/[^a-f]/g, '')}`;
    const person = { fullName, sex: 'male', birthDate: `19${60 + (n % 30)}-0${1 + (n % 9)}-1${n % 9}` };
    const patient = await must('registrar', 'POST', '/api/v1/patients', person);
    const input = { patientId: patient.id, class: 'inpatient', wardId, reason: 'Viêm phổi' };
    return must('doctor', 'POST', '/api/v1/encounters', input);
  });
  const written = await phase('sets of 5 orders', stays, ({ id }) =>
    must('doctor', 'POST', `/api/v1/encounters/${id}/orders`, {
      ...{ sign: true, orders: [...MEDICINES.map(medication), ...PANELS.map(panel)] },
    }),
  );
  const orders = written.flatMap((one) => one.orders);
  const medicines = orders.filter(({ kind }) => kind === 'medication');
  const tests = orders.filter(({ kind }) => kind === 'laboratory');
  await dayAgo(
    orders.map(({ id }) => id),
    stays.map(({ id }) => id),
  );
  await phase('medicines verified', medicines, ({ id }) =>
    must('pharmacist', 'POST', `/api/v1/orders/${id}/pharmacy/verify`, {}, version(0)),
  );
  await phase('medicines dispensed', medicines, ({ id }) =>
    must('pharmacist', 'POST', `/api/v1/orders/${id}/dispensings`, {
      ...{ quantity: 13, unit: '{tablet}', lot: 'B2411', expiresOn: '2031-06-30' },
    }),
  );
  const sheets = await phase('sheets read', stays, ({ id }) => must('nurse', 'GET', `/api/v1/encounters/${id}/mar`));
  const due = sheets.flatMap(({ items }) => items.filter(({ plannedAt }) => Date.parse(plannedAt) <= Date.now()));
  await phase(
    'doses',
    due.map((dose, n) => ({ dose, n: n + 1 })),
    ({ dose, n }) => giveOne(dose, n),
  );
  for (const status of ['preliminary', 'final']) {
    await phase(`${status} reports`, tests, ({ id }) =>
      must('lab', 'POST', `/api/v1/orders/${id}/results`, report(status)),
    );
  }
  const now = await rows('SELECT id, version FROM service_order WHERE id = ANY($1)', [medicines.map(({ id }) => id)]);
  await phase('medicines completed', now, (one) =>
    must('nurse', 'POST', `/api/v1/orders/${one.id}/complete`, undefined, version(one.version)),
  );
  return { orders: orders.map(({ id }) => id), due: due.length };
}

/** What is left over at the end of the day: nothing, or the benchmark fails. */
async function account({ orders, due }) {
  const states = await rows('SELECT kind, status, count(*)::int FROM service_order WHERE id = ANY($1) GROUP BY 1, 2', [
    orders,
  ]);
  const [doses] = await rows(
    `SELECT count(*)::int AS all, count(*) FILTER (WHERE status = 'given')::int AS given, count(*) FILTER (WHERE status = 'refused')::int AS refused
       FROM dose WHERE order_id = ANY($1)`,
    [orders],
  );
  const [values] = await rows(
    `SELECT count(*)::int AS count FROM observation o JOIN diagnostic_report r ON r.id = o.report_id
      WHERE r.order_id = ANY($1) AND o.superseded_at IS NULL`,
    [orders],
  );
  const open = states.filter(({ status }) => status !== 'completed');
  const right = open.length === 0 && doses.all === due && doses.given + doses.refused === due;
  say(
    `orders ${JSON.stringify(states)}; doses planned ${due}, recorded ${JSON.stringify(doses)}; values ${values.count}`,
  );
  if (!right) throw new Error('not every order is accounted for');
  say('Every order is accounted for.');
  return { states, doses, values: values.count };
}

const at = new Date().toISOString();
try {
  const end = await account(await day());
  writeReport(root, 'ward-day-', { at, machine: machine(), patients: PATIENTS, atOnce: AT_ONCE, phases, end });
} catch (error) {
  process.stderr.write(`The benchmark failed: ${error.stack}\n`);
  process.exitCode = 1;
} finally {
  await sql.end();
  await service.stop();
}
