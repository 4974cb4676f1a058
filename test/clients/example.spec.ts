import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { signatureOf } from '../../src/integration/outgoing/sending/http-post.js';
import { anOrder } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { hl7Time } from '../hl7v2/messages.js';
import { approve, REGISTRATION } from './machines.js';

let world: World;
let folder: string;
beforeAll(async () => {
  world = await startWorld();
  folder = await mkdtemp(join(tmpdir(), 'benh-an-lab-'));
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

const script = resolve('docs/examples/lab-client.mjs');
const run = async (...words: string[]) =>
  (await promisify(execFile)(process.execPath, [script, ...words], { cwd: folder })).stdout;

it('the example of docs/integrators.md makes a key, gets a token, finds an order and posts its report, as FHIR and as HL7 v2', async () => {
  await world.app.listen(0, '127.0.0.1');
  const address = (await world.app.getUrl()).replace('[::1]', 'localhost');
  const jwks = JSON.parse(await run('keys')) as object;
  const scopes = ['system/DiagnosticReport.c', 'system/ServiceRequest.rs'];
  const registered = await world
    .as('admin')
    .post('/api/v1/clients', { ...REGISTRATION, clientId: 'lis-mau', scopes, jwks });
  expect(registered.status).toBe(201);
  expect((await approve(world, registered.body.id as string)).status).toBe(200);
  const order = await anOrder(world);
  expect(await run('orders', address, 'lis-mau')).toBe(
    `${[order.number, order.id, `Patient/${order.patientId}`, 'Kali huyết thanh'].join('\t')}\n`,
  );
  await writeFile(join(folder, 'report.json'), await run('report', address, 'lis-mau', order.number));
  expect(await run('post', address, 'lis-mau', 'report.json')).toMatch(/^201 /);
  const now = await world.as('doctor').get(`/api/v1/orders/${order.id}`);
  expect(now.body.status).toBe('completed');
  const next = await anOrder(world);
  const { body: patient } = await world.as('doctor').get(`/api/v1/patients/${next.patientId}`);
  const said = readFileSync('docs/examples/result.hl7', 'utf8')
    .replace('XN26-000001', next.number)
    .replace('79014-00000001', patient.mrn)
    .replace('Nguyễn^Ánh^Thị', '')
    .replace(/20261123\d{6}/g, hl7Time(1));
  await writeFile(join(folder, 'result.hl7'), said.replaceAll('\n', '\r'));
  expect(await run('hl7', address, 'lis-mau', 'result.hl7')).toMatch(/^MSA\|AA\|MSG0001$/m);
  expect((await world.as('doctor').get(`/api/v1/orders/${next.id}`)).body.status).toBe('completed');
});

it('the example that listens takes what is signed, and nothing else', async () => {
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const listener = spawn(process.execPath, [resolve('docs/examples/webhook-receiver.mjs'), '0', secret]);
  try {
    const lines = createInterface(listener.stdout)[Symbol.asyncIterator]();
    const { value: first } = await lines.next();
    const message = { id: 'm1', content: '{"type":"result.created"}' };
    const seconds = Math.floor(Date.now() / 1000);
    const send = async (signature: string, at = seconds) => {
      const headers = { 'webhook-id': 'm1', 'webhook-timestamp': String(at), 'webhook-signature': signature };
      const address = `http://127.0.0.1:${/\d+/.exec(String(first))![0]}/`;
      return (await fetch(address, { method: 'POST', headers, body: message.content })).status;
    };
    const signature = signatureOf(secret, message, seconds);
    expect([await send('v1,AAAA'), await send(signature, seconds - 1000), await send(signature)]).toEqual([
      401, 401, 204,
    ]);
    expect((await lines.next()).value).toBe(message.content);
  } finally {
    listener.kill();
  }
});
