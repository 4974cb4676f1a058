// What the bare driver does with the same rows, in a process of its own: node bench/floor.mjs '<json>' on stdin
//   {url, statements: [{name, text, takes}], values: [[…], …], concurrency, seconds}
// One statement runs by itself; several run in a transaction, as a program without an ORM would write it.
import pg from 'pg';
import { writeBare } from './bare.mjs';
import { Count } from './count.mjs';

let input = '';
for await (const part of process.stdin) input += part;
const { url, statements, values, concurrency, seconds } = JSON.parse(input);

const write = (client, row) => writeBare(client, statements, row);

const clients = await Promise.all(
  Array.from({ length: concurrency }, async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await write(client, values[0]);
    return client;
  }),
);
const count = new Count(seconds);
let next = 0;
await Promise.all(
  clients.map(async (client) => {
    while (performance.now() < count.end) {
      const since = performance.now();
      await write(client, values[next++ % values.length]);
      count.add(since);
    }
  }),
);
count.print();
await Promise.all(clients.map((client) => client.end()));
