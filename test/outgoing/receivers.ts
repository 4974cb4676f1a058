import { createServer, type IncomingHttpHeaders } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { framed, MllpFraming } from '../../src/integration/hl7v2/mllp/mllp-framing.js';
import { OutboxService } from '../../src/integration/outgoing/outbox.service.js';
import { Dispatcher } from '../../src/integration/outgoing/sending/dispatcher.service.js';
import { runAsSystem } from '../../src/kernel/request-context.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import type { World } from '../support/world.js';

/** A message as another system got it. */
export interface Got {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Another system that listens for webhooks; what it answers is set, 204 unless it says otherwise. */
export async function aWebhook() {
  const got: Got[] = [];
  const answers: number[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const status = answers.shift() ?? 204;
      if (status < 300) got.push({ headers: request.headers, text: Buffer.concat(parts).toString('utf8') });
      response.writeHead(status, status === 302 ? { Location: '/elsewhere' } : {}).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => new Promise((resolve) => server.close(resolve));
  return { got, answers, port, address: `http://127.0.0.1:${port}/hooks`, close };
}

/** Another system that listens by MLLP; its acknowledgements are AA unless set otherwise. */
export async function anMllpSystem() {
  const got: string[] = [];
  const answers: string[] = [];
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    const framing = new MllpFraming(1e6);
    sockets.add(socket.on('error', () => socket.destroy()));
    socket.on('data', (chunk) => {
      for (const message of framing.take(chunk) ?? []) {
        const text = message.toString('utf8');
        const [code = 'AA', ...more] = (answers.shift() ?? 'AA').split('\r');
        const id = text.split('|')[9];
        if (code === 'AA' && more.length === 0) got.push(text);
        const lines = [`MSH|^~\\&|LIS|XN|BENHAN||||ACK|${id}|P|2.5.1`, `MSA|${code}|${id}`, ...more];
        socket.write(framed(Buffer.from(`${lines.join('\r')}\r`)));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  };
  return { got, answers, address: `mllp://127.0.0.1:${port}`, close };
}

/** Reads the trail and sends what waits, as the service does by itself every two seconds. */
export async function send(world: World): Promise<void> {
  const [outbox, dispatcher] = [
    world.app.get(OutboxService, { strict: false }),
    world.app.get(Dispatcher, { strict: false }),
  ];
  await outbox.look();
  await dispatcher.run();
}

/** What a receiver that failed would wait for has passed. */
export const waited = (world: World): Promise<void> =>
  runAsSystem('test', () =>
    world.app.get(UnitOfWork, { strict: false }).write(async (tx) => {
      await tx.$executeRaw`UPDATE subscription_state SET open_until = '-infinity', lease_until = '-infinity'`;
      await tx.$executeRaw`UPDATE delivery SET next_at = now() - interval '1 s' WHERE state = 'waiting'`;
    }),
  );

/** From now on only tests read the trail and send; what was under way has ended. */
export async function withoutJobs(world: World): Promise<void> {
  const jobs = world.app.get(Jobs, { strict: false });
  const { running } = jobs as unknown as { running: ReadonlyMap<string, Promise<void>> };
  jobs.run = () => Promise.resolve();
  await Promise.all(running.values());
}

/** Somebody is told from now on: registered as the administrator, approved as the privacy officer. */
export async function aSubscription(
  world: World,
  input: object,
): Promise<{ id: string; secret: string; version: number }> {
  const { status, text, body } = await world.as('admin').post('/api/v1/subscriptions', { name: 'Nơi nhận', ...input });
  if (status !== 201) throw new Error(`not subscribed: ${text}`);
  const etag = { 'If-Match': `"${body.version}"` };
  const approved = await world.as('privacy-officer').post(`/api/v1/subscriptions/${body.id}/approve`, {}, etag);
  if (approved.status !== 200) throw new Error(`not approved: ${approved.text}`);
  return { id: body.id, secret: body.secret, version: approved.body.version };
}
