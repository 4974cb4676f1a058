import { httpProblems, Problem } from '../../kernel/problem.js';
import type { RequestContext } from '../../kernel/request-context.js';
import { patientOf } from '../../kernel/scope.js';

/** Transactions of one record that run at once in a process: they mostly wait for each other anyhow. */
const OF_A_RECORD = 3;
/** Those that may wait for one record; whoever comes then is told at once to come again. */
const WAITING_FOR_A_RECORD = 24;
const WAITING = 400;
/** Connections that transactions leave to reads and to statements that go together. */
const LEFT = 3;

/** What is counted together, how many of it run at once, and how many may wait to. */
interface Lane {
  readonly name: string;
  readonly most: number;
  readonly mostWaiting: number;
}

interface Waiting {
  readonly lanes: readonly Lane[];
  readonly enter: () => void;
}

/**
 * Keeps those who wait for one row from taking every connection, as bulkheads keep one leak from sinking a ship: of the transactions that a
 * process runs at once, few are of one record, at most half of one route, and some connections are left to everybody else. Who is not let in
 * waits here, without a connection.
 */
export class Bulkhead {
  private readonly running = new Map<string, number>();
  private readonly waiting: Waiting[] = [];
  /** Who was told to come again, since the process began. */
  refused = 0;

  /**
   * @param connections of the process
   * @param patienceMs how long one waits to be let in
   */
  constructor(
    private readonly connections: number,
    private readonly patienceMs: number,
  ) {}

  get waitingCount(): number {
    return this.waiting.length;
  }

  /** How many transactions of one route, or of one command, run at once. */
  get besideEachOther(): number {
    return Math.min(this.most, Math.floor(this.connections / 2));
  }

  private get most(): number {
    return Math.max(1, this.connections - LEFT);
  }

  /** Runs the work of a request when there is room for it. @throws Problem busy */
  async run<T>(context: RequestContext, work: () => Promise<T>): Promise<T> {
    const lanes = this.lanesOf(context);
    await this.enter(lanes);
    try {
      return await work();
    } finally {
      this.leave(lanes);
    }
  }

  private lanesOf(context: RequestContext): Lane[] {
    const record = recordOf(context);
    const others = [
      { name: context.route, most: this.besideEachOther, mostWaiting: WAITING },
      { name: '', most: this.most, mostWaiting: WAITING },
    ];
    if (record === undefined) return others;
    return [{ name: record, most: Math.min(OF_A_RECORD, this.most), mostWaiting: WAITING_FOR_A_RECORD }, ...others];
  }

  private async enter(lanes: readonly Lane[]): Promise<void> {
    if (this.hasRoom(lanes)) {
      this.count(lanes, 1);
      return;
    }
    if (lanes.some((lane) => this.waitingFor(lane) >= lane.mostWaiting)) throw this.refusal();
    await new Promise<void>((resolve, reject) => {
      const one: Waiting = {
        lanes,
        enter: () => {
          clearTimeout(timer);
          resolve();
        },
      };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(one), 1);
        reject(this.refusal());
      }, this.patienceMs);
      this.waiting.push(one);
    });
  }

  private waitingFor({ name }: Lane): number {
    return this.waiting.filter(({ lanes }) => lanes.some((lane) => lane.name === name)).length;
  }

  private leave(lanes: readonly Lane[]): void {
    this.count(lanes, -1);
    for (let at = 0; at < this.waiting.length;) {
      const one = this.waiting[at]!;
      if (!this.hasRoom(one.lanes)) {
        at++;
        continue;
      }
      this.waiting.splice(at, 1);
      this.count(one.lanes, 1);
      one.enter();
    }
  }

  private hasRoom(lanes: readonly Lane[]): boolean {
    return lanes.every(({ name, most }) => (this.running.get(name) ?? 0) < most);
  }

  private count(lanes: readonly Lane[], change: 1 | -1): void {
    for (const { name } of lanes) {
      const running = (this.running.get(name) ?? 0) + change;
      if (running === 0) this.running.delete(name);
      else this.running.set(name, running);
    }
  }

  private refusal(): Problem {
    this.refused += 1;
    return new Problem(httpProblems.busy);
  }
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

/** The record whose row a request may have to wait for: its patient, where that is known, or what its address names first. */
export const recordOf = ({ scope, pending, path }: RequestContext): string | undefined =>
  patientOf(scope) ?? (pending?.asked.id ?? UUID.exec(path)?.[0])?.toLowerCase();
