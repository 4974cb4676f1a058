// Asks one after the other, and times what an auditor waits for.
import { QUESTIONS } from './audit-questions.mjs';
import { falseIn } from './answer.mjs';
import { summary } from './measure.mjs';
import { say } from './tell.mjs';

/** Milliseconds that a question of the trail may take, p99. */
const MOST_MS = 100;

/** Latencies in ms of requests sent one after the other; a wrong answer ends it. */
export async function ask(base, token, requests) {
  const latencies = [];
  for (const { path, answer: wanted } of requests) {
    const since = performance.now();
    const answer = await fetch(`${base}${path}`, { headers: { authorization: `Bearer ${token}` } });
    const wrong = falseIn(wanted, { status: answer.status, text: await answer.text() });
    latencies.push(performance.now() - since);
    if (wrong) throw new Error(`${path}: ${wrong}`);
  }
  const took = latencies.reduce((sum, one) => sum + one, 0) / 1000;
  return summary([{ latencies, took, falses: { count: 0, examples: [] } }]);
}

/** As `ask`, told under its title; the first five only warm up. */
export async function asked(base, token, title, requests) {
  await ask(base, token, requests.slice(0, 5));
  const taken = await ask(base, token, requests.slice(5));
  const missed = taken.p99 > MOST_MS ? `   MISSED (${MOST_MS})` : '';
  say(`  ${title.padEnd(44)} p50 ${taken.p50} ms   p99 ${taken.p99} ms${missed}`);
  return taken;
}

/**
 * Events of the whole trail, and the newest of people: what was generated names no person, terminal or stay. Who of those whom they name is on
 * record: the made-up events of a large trail are about nobody.
 */
const DRAWN = `SELECT drawn.*, EXISTS (SELECT FROM patient WHERE id = drawn.patient_id) AS patient_known,
    EXISTS (SELECT FROM staff_member WHERE id = drawn.actor_id) AS person_known FROM (
  (SELECT * FROM audit.event TABLESAMPLE SYSTEM (0.1) WHERE patient_id IS NOT NULL ORDER BY random() LIMIT 40)
  UNION ALL (SELECT * FROM audit.event WHERE occurred_at > now() - interval '3 days' AND actor_id IS NOT NULL
    AND encounter_id IS NOT NULL AND entity_id IS NOT NULL AND address IS NOT NULL ORDER BY occurred_at DESC LIMIT 40)) drawn`;

/** Every question of an auditor, each about the drawn events that tell what it asks about. */
export async function askQuestions(base, { sql, tokens }) {
  const rows = await sql(DRAWN);
  const taken = {};
  for (const [name, question] of Object.entries(QUESTIONS)) {
    const paths = rows.map(question).filter((path) => path !== undefined && !/\bnull\b/.test(path));
    const requests = paths.map((path) => ({ path }));
    taken[name] = await asked(base, tokens.auditor, name, requests).catch(({ message }) => {
      say(`  ${name}: FALSE ${message}`);
    });
  }
  return taken;
}
