// The load generator, in a process of its own: node bench/load.mjs '<json>'
//   {base, requests: [{method, path, headers, body}], concurrency, seconds, rate?}
// Without `rate` a closed loop: `concurrency` callers, each waiting for its answer. With `rate` an open model: requests
// leave at fixed times whatever the service does, and latency counts from when one should have left, so that a service
// that stalls cannot hide the requests it kept waiting.
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';

const { base, requests, concurrency, seconds, rate } = JSON.parse(await text(process.stdin));
const pool = new Pool(base, { connections: rate ? 128 : concurrency, pipelining: 1 });
const latencies = [];
const failures = new Map();
let next = 0;

async function text(stream) {
  let whole = '';
  for await (const part of stream) whole += part;
  return whole;
}

async function send(since) {
  const { method, path, headers, body } = requests[next++ % requests.length];
  const { statusCode, body: answer } = await pool.request({ method, path, headers, body });
  const words = await answer.text();
  latencies.push(performance.now() - since);
  if (statusCode >= 300) failures.set(`${statusCode} ${words.slice(0, 200)}`, (failures.get(statusCode) ?? 0) + 1);
}

async function closedLoop(end) {
  const most = process.env.BENCH_ONCE ? requests.length : Infinity;
  const caller = async () => {
    while (performance.now() < end && next < most) await send(performance.now());
  };
  await Promise.all(Array.from({ length: concurrency }, caller));
}

async function openModel(start, end) {
  const under = new Set();
  for (let n = 0; ; n++) {
    const due = start + (n * 1000) / rate;
    if (due > end) break;
    const wait = due - performance.now();
    if (wait > 1) await sleep(wait);
    const sent = send(due).finally(() => under.delete(sent));
    under.add(sent);
  }
  await Promise.all(under);
}

const started = performance.now();
await (rate ? openModel(started, started + seconds * 1000) : closedLoop(started + seconds * 1000));
const took = (performance.now() - started) / 1000;
await pool.close();
process.stdout.write(JSON.stringify({ took, latencies, failures: [...failures.keys()].slice(0, 3) }));
