// A job that can never be done, in each queue, with a sound one behind it.
import { eventually } from './hospital.mjs';

/** Behind the poison, in each queue: work that is done at once and changes nothing. */
const SOUND = {
  recurring: `'{"name": "nothing-of-this-name"}'`,
  escalation: `(SELECT jsonb_build_object('taskId', id, 'level', 99) FROM task LIMIT 1)`,
  mapping: `(SELECT jsonb_build_object('mappingId', id) FROM code_mapping WHERE target_code IS NULL LIMIT 1)`,
};
/** A code that nobody has mapped yet: applying it is done at once. */
const UNMAPPED = `WITH named AS MATERIALIZED (
    SELECT set_config('emr.context', '{"actorKind": "system", "username": "system:import"}', true))
  INSERT INTO code_mapping (sender, kind, code) SELECT 'faults', 'code', 'KALI' FROM named ON CONFLICT DO NOTHING`;
/** A service looks for recurring work every ten seconds. */
const MOST_MS = 40_000;

export const poisonedJobs = (hospital) =>
  hospital.sql(async (client) => {
    const { rows: queues } = await client.query(
      'SELECT name FROM pgboss.queue WHERE dead_letter IS NOT NULL ORDER BY name',
    );
    await client.query(UNMAPPED);
    for (const { name } of queues) {
      if (!SOUND[name]) throw new Error(`no sound job is known for the queue ${name}`);
      const insert = (what, data) =>
        client.query(
          `INSERT INTO pgboss.job (name, data, singleton_key, policy, retry_limit, retry_delay, dead_letter)
           SELECT name, ${data}, $2, policy, 1, 0, dead_letter FROM pgboss.queue WHERE name = $1`,
          [name, what],
        );
      await insert('poison', 'NULL');
      await insert('sound', SOUND[name]);
    }
    const states = async (what) => {
      const { rows } = await client.query(
        `SELECT name, state::text AS state FROM pgboss.job WHERE singleton_key = $1 AND name <> 'dead-letter'`,
        [what],
      );
      return rows.map(({ state }) => state);
    };
    const all = async (what, state) => (await states(what)).every((found) => found === state);
    await eventually(() => all('sound', 'completed'), MOST_MS);
    await eventually(() => all('poison', 'failed'), MOST_MS);
    const { rows: dead } = await client.query(
      `SELECT count(*)::int AS letters FROM pgboss.job WHERE name = 'dead-letter'`,
    );
    if (dead[0].letters !== queues.length)
      throw new Error(`${dead[0].letters} dead letters of ${queues.length} queues`);
    const doctor = await hospital.emr('doctor', '--json');
    const line = JSON.parse(doctor.output).checks.find(({ check }) => check === 'queues');
    if (line.level === 'ok' || queues.some(({ name }) => !line.says.en.includes(name))) {
      throw new Error(`the doctor says: ${JSON.stringify(line)}`);
    }
    await client.query(`DELETE FROM pgboss.job WHERE singleton_key IN ('poison', 'sound') OR name = 'dead-letter'`);
    return `${queues.map(({ name }) => name).join(', ')}: kept as dead letters, those behind them done; the doctor: ${line.says.en}`;
  });
