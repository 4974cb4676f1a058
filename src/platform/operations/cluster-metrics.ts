import cluster from 'node:cluster';
import { AggregatorRegistry } from 'prom-client';

const ASK = 'benh-an:metrics?';
const TELL = 'benh-an:metrics';

/** In a worker: the exposition text of the whole cluster. */
export function askPrimary(): Promise<string> {
  return new Promise((resolve, reject) => {
    const id = Math.random();
    const listen = (message: { type?: string; id?: number; text?: string }) => {
      if (message?.type !== TELL || message.id !== id) return;
      process.off('message', listen);
      clearTimeout(timer);
      resolve(message.text ?? '');
    };
    const timer = setTimeout(() => {
      process.off('message', listen);
      reject(new Error('The primary process did not answer with metrics'));
    }, 5000);
    process.on('message', listen);
    process.send?.({ type: ASK, id });
  });
}

/** In the primary process: collects from the workers whenever one is asked for /metrics. @param own what the primary counts itself */
export function answerForCluster(own: () => Promise<string>): void {
  const all = new AggregatorRegistry();
  cluster.on('message', (worker, message: { type?: string; id?: number }) => {
    if (message?.type !== ASK) return;
    all
      .clusterMetrics()
      .then(async (text) => worker.send({ type: TELL, id: message.id, text: text + (await own()) }))
      .catch(() => worker.send({ type: TELL, id: message.id, text: '' }));
  });
}
