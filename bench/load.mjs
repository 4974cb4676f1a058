// The load generator, in a process of its own: node bench/load.mjs, on stdin as JSON
//   {base, requests: [{method, path, headers, body, answer}], concurrency, seconds, rate?, once?}
// Without `rate` a closed loop: `concurrency` callers, each waiting for its answer. With `rate` an open model: requests
// leave at fixed times whatever the service does, and latency counts from when one should have left, so that a service
// that stalls cannot hide the requests it kept waiting. With `once` each request is sent once at most.
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { falseIn, PARSED_EACH } from './answer.mjs';
import { Count } from './count.mjs';

const { base, requests, concurrency, seconds, rate, once } = JSON.parse(await text(process.stdin));
const pool = new Pool(base, { connections: rate ? 128 : concurrency, pipelining: 1 });
let next = 0;

async function text(stream) {
  let whole = '';
  for await (const part of stream) whole += part;
  return whole;
}

/** Bodies are looked at once and let go: a stream for each would cost more than asking, and its garbage stalls all callers at once. */
function answered(request) {
  return new Promise((done) => {
    let status = 0;
    let body = '';
    pool.dispatch(request, {
      onRequestStart() {},
      onResponseStart(_, statusCode) {
        status = statusCode;
      },
      onResponseData(_, chunk) {
        // Most answers are one chunk; what is looked for is in ASCII.
        body += chunk.latin1Slice();
      },
      onResponseEnd: () => done({ status, text: body }),
      onResponseError: (_, error) => done({ status: 0, text: String(error) }),
    });
  });
}

async function send(since) {
  const at = next++;
  const { answer: wanted, ...request } = requests[at % requests.length];
  const answer = await answered(request);
  const wrong = falseIn(wanted, answer, at % PARSED_EACH === 0);
  if (wrong === undefined) count.add(since);
  else count.addFalse(`${request.method} ${request.path}: ${wrong}`);
}

async function closedLoop() {
  const most = once ? requests.length : Infinity;
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
count.print();
await pool.close();
