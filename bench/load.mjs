// The load generator, in a process of its own: node bench/load.mjs '<json>'
//   {base, requests: [{method, path, headers, body}], concurrency, seconds, rate?}
// Without `rate` a closed loop: `concurrency` callers, each waiting for its answer. With `rate` an open model: requests
// leave at fixed times whatever the service does, and latency counts from when one should have left, so that a service
// that stalls cannot hide the requests it kept waiting.
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { Count } from './count.mjs';

const { base, requests, concurrency, seconds, rate } = JSON.parse(await text(process.stdin));
const pool = new Pool(base, { connections: rate ? 128 : concurrency, pipelining: 1 });
const failures = new Set();
let next = 0;

async function text(stream) {
  let whole = '';
  for await (const part of stream) whole += part;
  return whole;
}

/** Bodies are only received, not kept: a stream for each would cost more than asking, and its garbage stalls all callers at once. */
function answered(request) {
  return new Promise((done, failed) => {
    let status = 0;
    let words = '';
    pool.dispatch(request, {
      onRequestStart() {},
      onResponseStart(_, statusCode) {
        status = statusCode;
      },
      onResponseData(_, chunk) {
        if (status >= 300) words += chunk;
      },
      onResponseEnd: () => done({ status, words }),
      onResponseError: (_, error) => failed(error),
    });
  });
}

async function send(since) {
  const { status, words } = await answered(requests[next++ % requests.length]);
  count.add(since);
  if (status >= 300) failures.add(`${status} ${words.slice(0, 200)}`);
}

async function closedLoop() {
  const most = process.env.BENCH_ONCE ? requests.length : Infinity;
  const caller = async () => {
    while (performance.now() < count.end && next < most) await send(performance.now());
  };
  await Promise.all(Array.from({ length: concurrency }, caller));
}

async function openModel() {
  const under = new Set();
  for (let n = 0; ; n++) {
    const due = count.start + (n * 1000) / rate;
    if (due > count.end) break;
    const wait = due - performance.now();
    if (wait > 1) await sleep(wait);
    const sent = send(due).finally(() => under.delete(sent));
    under.add(sent);
  }
  await Promise.all(under);
}

const count = new Count(seconds);
await (rate ? openModel() : closedLoop());
count.print([...failures].slice(0, 3));
await pool.close();
