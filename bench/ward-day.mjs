// npm run bench -- ward-day [--patients 40] [--at-once 8]: 24 scripted hours of a ward. Orders are signed, changed, verified, dispensed and given, some
// doses by two nurses at once; the laboratory answers over the API, FHIR and HL7 v2. It ends with everything accounted for, or fails.
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { writing } from './bulk.mjs';
import { machine, writeReport } from './report.mjs';
import { startService } from './service.mjs';
import { say } from './tell.mjs';
import { accountFor } from './ward-day/account.mjs';
import { playDay } from './ward-day/day.mjs';

const root = dirname(import.meta.dirname);
const { values } = parseArgs({
  options: { patients: { type: 'string', default: '40' }, 'at-once': { type: 'string', default: '8' } },
});
const [PATIENTS, AT_ONCE] = [Number(values.patients), Number(values['at-once'])];
const PEOPLE = ['registrar', 'doctor', 'nurse', 'head-nurse', 'pharmacist', 'lab'];

const service = await startService(root);
const tokens = {};
const phases = {};
const sql = new pg.Pool({ connectionString: service.urlOf('admin'), max: 1 });
const rows = async (text, given) => (await sql.query(text, given)).rows;

async function call(as, method, path, body, headers = {}) {
  const isText = typeof body === 'string';
  const answer = await fetch(`${service.base}${path}`, {
    method,
    headers: { authorization: `Bearer ${tokens[as]}`, ...(body && { 'content-type': 'application/json' }), ...headers },
    ...(body && { body: isText ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text && !isText ? JSON.parse(text) : text };
}

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

const change = (work) => writing(service.urlOf('admin'), work);

/** A critical result that nobody took goes on: as if its ten minutes had passed, and the service had looked again. */
async function letGoOn(tasks) {
  if (tasks.length === 0) return;
  await change((client) =>
    client.query(`UPDATE task SET due_at = now() - interval '3 minutes' WHERE id = ANY($1)`, [tasks]),
  );
  const text = `SELECT count(*)::int AS n FROM task t WHERE id = ANY($1) AND (SELECT count(*) FROM task_step s WHERE s.task_id = t.id) < 2`;
  for (let seconds = 0; seconds < 180 && (await rows(text, [tasks]))[0].n > 0; seconds++) await sleep(1000);
}

const at = new Date().toISOString();
try {
  for (const name of PEOPLE) tokens[name] = await service.tokenOf(name);
  const [{ id: wardId }] = await rows(`SELECT id FROM ward WHERE code = 'NOI'`);
  const day = await playDay({ call, rows, change, wardId }, PATIENTS, phase);
  await letGoOn(day.left);
  const { faults, ...end } = await accountFor({ call, rows }, day);
  say(JSON.stringify(end, null, 2));
  if (faults.length > 0) throw new Error(`not everything is accounted for:\n${faults.join('\n')}`);
  say('Every order, dose, result and critical result is accounted for.');
  writeReport(root, 'ward-day-', { at, machine: machine(), patients: PATIENTS, atOnce: AT_ONCE, phases, end });
} catch (error) {
  process.stderr.write(`The benchmark failed: ${error.stack}\n`);
  process.exitCode = 1;
} finally {
  await sql.end();
  await service.stop();
}
