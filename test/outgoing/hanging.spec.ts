import { readFileSync } from 'node:fs';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { OutboxService } from '../../src/integration/outgoing/outbox.service.js';
import { Dispatcher } from '../../src/integration/outgoing/sending/dispatcher.service.js';
import { aMachine } from '../clients/machines.js';
import { anEncounter } from '../support/builders.js';
import { freePort } from '../support/free-port.js';
import { until } from '../support/until.js';
import { startWorld, type World } from '../support/world.js';
import { aSubscription, aWebhook, send, withoutJobs } from './receivers.js';

let world: World;
let clientId: string;
const servers: Server[] = [];
const sockets = new Set<Socket>();
beforeAll(async () => {
  world = await startWorld({ OUTGOING_HOSTS: '127.0.0.1', OUTGOING_HTTP: 'true' });
  await withoutJobs(world);
  ({ id: clientId } = await aMachine(world, ['system/Patient.r', 'system/Encounter.r']));
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers) server.close();
  await world.close();
});

async function listening(server: Server): Promise<number> {
  servers.push(server.on('connection', (socket) => sockets.add(socket.on('error', () => socket.destroy()))));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
const failureOf = async (id: string) =>
  (await world.as('admin').get(`/api/v1/subscriptions/${id}`)).body.lastFailure as string | null;

it('A receiver that accepts and never answers keeps nobody else’s messages back', async () => {
  const silent = createTcpServer(() => undefined);
  const port = await listening(silent);
  const first = await aSubscription(world, {
    clientId,
    channel: 'mllp',
    address: `mllp://127.0.0.1:${port}`,
    topics: ['encounter'],
  });
  const other = await aWebhook();
  await aSubscription(world, { clientId, channel: 'webhook', address: other.address, topics: ['encounter'] });
  const dispatcher = world.app.get(Dispatcher, { strict: false });
  const look = () => (dispatcher as unknown as { look(): Promise<void> }).look();
  await anEncounter(world);
  await world.app.get(OutboxService, { strict: false }).look();
  await look();
  await until(() => other.got.length === 1);
  // The look that the job waits for is over, and the first receiver is still waited for.
  expect(await failureOf(first.id)).toBeNull();
  await anEncounter(world);
  await world.app.get(OutboxService, { strict: false }).look();
  void look();
  await until(() => other.got.length === 2);
  expect(await failureOf(first.id)).toBeNull();
  silent.close();
  for (const socket of sockets) socket.destroy();
  await other.close();
});

/** A certificate that no authority has issued. */
const OWN = readFileSync(join(import.meta.dirname, '../hl7v2/certificates/server.pem'));

it('Why a connection fails is told: nothing listens, it was broken off, a certificate that nobody here trusts', async () => {
  const [free, breaks, untrusted] = [
    await freePort(),
    await listening(createTcpServer((socket) => socket.on('data', () => socket.resetAndDestroy()))),
    await listening(createTlsServer({ cert: OWN, key: OWN })),
  ];
  const receivers = await Promise.all(
    [`mllp://127.0.0.1:${free}`, `mllp://127.0.0.1:${breaks}`, `mllps://127.0.0.1:${untrusted}`].map((address) =>
      aSubscription(world, { clientId, channel: 'mllp', address, topics: ['encounter'] }),
    ),
  );
  await anEncounter(world);
  await send(world);
  expect(await Promise.all(receivers.map(({ id }) => failureOf(id)))).toEqual([
    'connection-refused',
    'connection-reset',
    'certificate-not-trusted',
  ]);
});

it('A process that stops waits for no receiver that hangs: what it was sending stays to be sent at once, as if it had not been tried', async () => {
  const ports = [await listening(createTcpServer(() => undefined)), await listening(createTcpServer(() => undefined))];
  const [byLine, byPost] = [
    await aSubscription(world, {
      clientId,
      channel: 'mllp',
      address: `mllp://127.0.0.1:${ports[0]}`,
      topics: ['encounter'],
    }),
    await aSubscription(world, {
      clientId,
      channel: 'webhook',
      address: `http://127.0.0.1:${ports[1]}/`,
      topics: ['encounter'],
    }),
  ];
  await anEncounter(world);
  await world.app.get(OutboxService, { strict: false }).look();
  const dispatcher = world.app.get(Dispatcher, { strict: false });
  const sending = dispatcher.run();
  const told = () =>
    world.sql(`SELECT FROM audit.event WHERE kind = 'told' AND detail->>'receiver' = ANY ($1)`, [
      [byLine.id, byPost.id],
    ]);
  await until(async () => (await told()).length === 2);
  await dispatcher.onModuleDestroy();
  await sending;
  expect(
    await world.sql(
      `SELECT d.state, d.attempts, d.failure, t.failures, t.lease_until <= now() AS free FROM delivery d
         JOIN subscription_state t ON t.subscription_id = d.subscription_id WHERE d.subscription_id = ANY ($1)`,
      [[byLine.id, byPost.id]],
    ),
  ).toEqual(
    Array.from({ length: 2 }, () => ({ state: 'waiting', attempts: 0, failure: null, failures: 0, free: true })),
  );
});
