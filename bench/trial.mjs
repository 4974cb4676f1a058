// One scenario against one service: loads of every kind, the bare driver turn about with them, statements and memory.
import { Agent, request } from 'undici';
import { falseIn } from './answer.mjs';
import { SETTLING } from './count.mjs';
import { run, summary } from './measure.mjs';
import { cpuOf } from './processes.mjs';
import { requestsOf } from './scenario.mjs';

/** The open model's rate, as a share of what the closed loop reached with 16 callers. */
const OPEN_SHARE = 0.6;
/** Requests sent one by one before anything is measured, to see that they are answered as declared. */
const LOOKED_AT = 4;
/** So many events may wait to be sealed before a scenario, before a run whose records were just written, and for so many seconds more. */
const [MUCH, FEW, PATIENCE] = [20_000, 200, 90];
const agent = new Agent({ connections: 1 });

export class Trial {
  /** @param of {service, world, statements, scenario} */
  constructor({ service, world, statements, scenario }) {
    Object.assign(this, { service, world, statements, scenario });
  }

  /** Looks up or writes what the scenario needs; when that is much, waits until it is sealed: that is not the load of the first run. */
  async prepare() {
    this.facts = (await this.scenario.prepare?.(this.world)) ?? {};
    await this.sealed(MUCH);
    // From here on PostgreSQL writes its log into files of before, as it does where it runs for weeks; a new one holds all who commit.
    await this.world.sql('CHECKPOINT');
    this.floors = this.scenario.floors?.(this.world, this.facts) ?? {};
  }

  /** Waits until no more than that many events wait to be sealed. */
  async sealed(most) {
    for (let tries = 0; tries < PATIENCE * 4; tries++) {
      const [{ waits }] = await this.world.sql(WAITS, [most]);
      if (!waits) break;
      await new Promise((done) => setTimeout(done, 250));
    }
  }

  /** @returns what is wrong with the answers to the first requests; each asked alone */
  async look() {
    const requests = await requestsOf(this.scenario, this.world, this.facts, LOOKED_AT);
    const wrong = [];
    for (const one of requests.slice(0, LOOKED_AT)) {
      const found = falseIn(one.answer, await this.send(one));
      if (found) wrong.push(`${one.method} ${one.path}: ${found}`);
    }
    return wrong;
  }

  async send({ path, method, headers, body }) {
    const answer = await request(`${this.service.base}${path}`, { dispatcher: agent, method, headers, body });
    return { status: answer.statusCode, text: await answer.body.text() };
  }

  /** Statements of a request, asked one at a time. */
  async countStatements() {
    const requests = await requestsOf(this.scenario, this.world, this.facts);
    return this.statements.of((n) => this.send(requests[n % requests.length]));
  }

  warmUp(seconds) {
    return this.serve({ concurrency: 16, seconds });
  }

  /** Rounds of a closed loop, and of the bare driver between them, so that what disturbs the machine disturbs both. */
  async level(concurrency, { rounds, seconds }) {
    const served = newSide();
    const bare = Object.fromEntries(Object.keys(this.floors).map((name) => [name, newSide()]));
    for (let round = 0; round < rounds; round++) {
      await this.serve({ concurrency, seconds }, served);
      for (const [name, floor] of Object.entries(this.floors)) {
        await this.counted(bare[name], () =>
          run('floor.mjs', { url: this.service.urlOf('app'), ...floor, concurrency, seconds }),
        );
      }
    }
    const level = { service: summary(served.runs, served.cpu), floors: {} };
    for (const [name, side] of Object.entries(bare)) {
      const floor = summary(side.runs, side.cpu);
      level.floors[name] = { ...floor, ratio: Number((level.service.perSecond / floor.perSecond).toFixed(3)) };
    }
    return level;
  }

  /** Requests that arrive whatever the service does. @param reached requests a second of the closed loop */
  async open(reached, { seconds }) {
    const rate = this.scenario.open ?? Math.max(1, Math.round(reached * OPEN_SHARE));
    const served = newSide();
    await this.serve({ concurrency: 0, rate, seconds }, served);
    return { rate, service: summary(served.runs, served.cpu) };
  }

  /** One run against the service; its requests are made anew where each can be sent only once. */
  async serve(load, into) {
    const { once } = this.scenario;
    const expected = once ? Math.ceil((load.seconds + SETTLING) * (load.rate ?? once)) : 0;
    const requests = await requestsOf(this.scenario, this.world, this.facts, expected);
    // What was written for them to work on is no part of their cost.
    if (once) await this.sealed(FEW);
    const input = { base: this.service.base, requests, once: once !== undefined, ...load };
    await this.counted(into, () => run('load.mjs', input, { mayBeFalse: true }));
  }

  /** Adds a run, and the CPU the service and its database spent on it, to what was measured before. */
  async counted(into, measured) {
    const before = cpuOf(this.service.pid);
    const one = await measured();
    const after = cpuOf(this.service.pid);
    if (!into) return;
    into.runs.push(one);
    for (const part of ['node', 'postgres']) into.cpu[part] += after[part] - before[part];
  }
}

export const newSide = () => ({ runs: [], cpu: { node: 0, postgres: 0 } });

const WAITS = `SELECT count(*) > $1::int AS waits FROM audit.seal_position at, LATERAL (SELECT e.id FROM audit.event e
  WHERE (e.xid, e.id) > (at.xid, at.id) ORDER BY e.xid, e.id LIMIT $1::int + 1) next
  WHERE NOT EXISTS (SELECT FROM audit.leaf l WHERE l.event_id = next.id)`;
