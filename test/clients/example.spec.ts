import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { anOrder } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
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

it('the example of docs/integrators.md makes a key, gets a token and posts a report', async () => {
  await world.app.listen(0, '127.0.0.1');
  const address = (await world.app.getUrl()).replace('[::1]', 'localhost');
  const jwks = JSON.parse(await run('keys')) as object;
  const scopes = ['system/DiagnosticReport.c'];
  const registered = await world
    .as('admin')
    .post('/api/v1/clients', { ...REGISTRATION, clientId: 'lis-mau', scopes, jwks });
  expect(registered.status).toBe(201);
  expect((await approve(world, registered.body.id as string)).status).toBe(200);
  const order = await anOrder(world);
  const report = {
    resourceType: 'DiagnosticReport',
    status: 'final',
    basedOn: [{ reference: `ServiceRequest/${order.id}` }],
    subject: { reference: `Patient/${order.patientId}` },
    code: { text: 'Kali huyết thanh' },
    effectiveDateTime: new Date().toISOString(),
    conclusion: 'Trong giới hạn bình thường',
  };
  await writeFile(join(folder, 'report.json'), JSON.stringify(report));
  expect(await run('post', address, 'lis-mau', 'report.json')).toMatch(/^201 /);
  const now = await world.as('doctor').get(`/api/v1/orders/${order.id}`);
  expect(now.body.status).toBe('completed');
});
