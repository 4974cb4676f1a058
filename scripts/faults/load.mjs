// Writes all the while, as wards do: each patient under a key of its own, sent again until it is answered.
import { setTimeout as sleep } from 'node:timers/promises';

/** What each hospital acknowledged over the whole run: name → id. */
const acknowledgements = new WeakMap();
const acknowledgedBy = (hospital) => {
  if (!acknowledgements.has(hospital)) acknowledgements.set(hospital, new Map());
  return acknowledgements.get(hospital);
};
const keys = new Map();
let number = 0;

export class Load {
  statuses = new Map();
  #running;
  #isOver = false;

  constructor(hospital, writers = 4) {
    this.hospital = hospital;
    this.#running = Array.from({ length: writers }, () => this.#write());
  }

  /** No new ones are begun; those that were are sent until they are answered. */
  async stop() {
    this.#isOver = true;
    await Promise.all(this.#running);
    return this;
  }

  get done() {
    return this.statuses.get(201) ?? 0;
  }

  /** Answers that no caller should get: neither done nor told to come again. */
  get wrong() {
    return [...this.statuses].filter(([status]) => ![201, 503, 429, 'cut off'].includes(status));
  }

  async #write() {
    while (!this.#isOver && !this.hospital.isClosed) {
      const fullName = `Bệnh Nhân Thử ${++number}`;
      const key = `faults-${process.pid}-${number}`;
      keys.set(fullName, key);
      await this.#untilAnswered(fullName, key);
    }
  }

  async #untilAnswered(fullName, key) {
    while (!this.hospital.isClosed) {
      const answer = await register(this.hospital, fullName, key).catch(() => undefined);
      const status = answer?.status ?? 'cut off';
      this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
      if (status === 201) {
        acknowledgedBy(this.hospital).set(fullName, answer.body.id);
        return;
      }
      await sleep(100);
    }
  }
}

export const register = (hospital, fullName, key) =>
  hospital.call('POST', '/api/v1/patients', {
    role: 'registrar',
    body: { fullName, sex: 'female' },
    headers: { 'Idempotency-Key': key },
  });

/** @returns in words how many were acknowledged; throws when any of them is gone, there twice, or answered otherwise when sent again */
export async function accounted(hospital, database) {
  const { acknowledged, lost, doubled, changed } = await account(hospital, database);
  const told = `${acknowledged} acknowledged, lost ${lost}, doubled ${doubled}`;
  if (lost + doubled + changed > 0) throw new Error(`${told}, answered otherwise when sent again ${changed}`);
  return told;
}

/**
 * @param database the hospital whose database it is, where another has it
 * @returns how many acknowledged writes are gone, are there twice, and answer otherwise when sent again
 */
export async function account(hospital, database = hospital) {
  const acknowledged = acknowledgedBy(hospital);
  const rows = await database.sql(async (client) => {
    const { rows: found } = await client.query(
      `SELECT full_name AS name, array_agg(id::text) AS ids FROM patient WHERE full_name LIKE 'Bệnh Nhân Thử %' GROUP BY full_name`,
    );
    return new Map(found.map(({ name, ids }) => [name, ids]));
  });
  const lost = [...acknowledged].filter(([name, id]) => !rows.get(name)?.includes(id)).length;
  const doubled = [...rows.values()].filter((ids) => ids.length > 1).length;
  let changed = 0;
  for (const [name, id] of [...acknowledged].slice(-20)) {
    const again = await register(database, name, keys.get(name));
    if (again.status !== 201 || again.body.id !== id) changed += 1;
  }
  return { acknowledged: acknowledged.size, lost, doubled, changed };
}
