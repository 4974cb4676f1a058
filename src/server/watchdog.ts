import cluster, { type Worker } from 'node:cluster';
import { Counter } from 'prom-client';
import { BEAT, BEAT_MS } from './heartbeat.js';

/** Workers that were ended since they said nothing; shown with the workers' own metrics. */
const stuck = new Counter({
  name: 'workers_stuck_total',
  help: 'Workers that were ended since their event loop stood still',
  registers: [],
});

/** The exposition text of what the primary counts itself. */
export const watchdogMetrics = async (): Promise<string> => {
  const { name, help, values } = await stuck.get();
  return `# HELP ${name} ${help}\n# TYPE ${name} counter\n${name} ${values[0]?.value ?? 0}\n`;
};

/**
 * In the primary: ends workers that said nothing for too long, for an endless loop or a regular expression gone wild. Whoever keeps the
 * workers puts another in their place.
 */
export class Watchdog {
  private readonly heard = new Map<number, number>();
  private lookedAt = performance.now();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly tell: (sentence: string) => void) {
    cluster.on('message', (worker, message: { type?: string }) => {
      if (message?.type === BEAT) this.heard.set(worker.id, performance.now());
    });
    cluster.on('exit', ({ id }) => this.heard.delete(id));
  }

  /** Begins, or goes on with another limit. @param seconds of silence that are too long; 0 for none */
  watch(seconds: number): void {
    clearInterval(this.timer);
    this.lookedAt = performance.now();
    if (seconds > 0) this.timer = setInterval(() => this.look(seconds), BEAT_MS).unref();
  }

  private look(seconds: number): void {
    const now = performance.now();
    const ownPause = now - this.lookedAt - BEAT_MS;
    this.lookedAt = now;
    for (const [id, at] of this.heard) {
      // What this process, or the whole machine, slept through says nothing of a worker.
      if (ownPause > BEAT_MS) this.heard.set(id, now);
      else if (now - at > seconds * 1000) this.end(cluster.workers?.[id], seconds);
    }
  }

  private end(worker: Worker | undefined, seconds: number): void {
    if (!worker || worker.isDead()) return;
    this.heard.delete(worker.id);
    stuck.inc();
    this.tell(`Worker ${worker.process.pid} said nothing for ${seconds} s: it is stuck, and ended.`);
    worker.process.kill('SIGKILL');
  }
}
