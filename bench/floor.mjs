// What the bare driver does with the same rows, in a process of its own: node bench/floor.mjs '<json>' on stdin
//   {url, statement: {name, text}, values: [[…], …], concurrency, seconds}
import pg from 'pg';

let input = '';
for await (const part of process.stdin) input += part;
const { url, statement, values, concurrency, seconds } = JSON.parse(input);

const clients = await Promise.all(
  Array.from({ length: concurrency }, async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query({ ...statement, values: values[0] });
    return client;
  }),
);
const latencies = [];
let next = 0;
const started = performance.now();
const end = started + seconds * 1000;
await Promise.all(
  clients.map(async (client) => {
    while (performance.now() < end) {
      const since = performance.now();
      await client.query({ ...statement, values: values[next++ % values.length] });
      latencies.push(performance.now() - since);
    }
  }),
);
const took = (performance.now() - started) / 1000;
await Promise.all(clients.map((client) => client.end()));
process.stdout.write(JSON.stringify({ took, latencies, failures: [] }));
