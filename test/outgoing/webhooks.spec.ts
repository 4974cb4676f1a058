import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as newId } from 'uuid';
import { aMachine } from '../clients/machines.js';
import { anAdmission, anEncounter, anOrder, aPatient } from '../support/builders.js';
import { runAsSystem } from '../../src/kernel/request-context.js';
import { GivenUpMetrics } from '../../src/platform/operations/given-up-metrics.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { startWorld, type World } from '../support/world.js';
import { aSubscription, aWebhook, send, waited, withoutJobs } from './receivers.js';

let world: World;
let webhook: Awaited<ReturnType<typeof aWebhook>>;
let clientId: string;
beforeAll(async () => {
  world = await startWorld({ OUTGOING_HOSTS: '127.0.0.1', OUTGOING_HTTP: 'true' });
  await withoutJobs(world);
  webhook = await aWebhook();
  const scopes = ['system/Patient.r', 'system/Encounter.r', 'system/ServiceRequest.rs', 'system/DiagnosticReport.rs'];
  ({ id: clientId } = await aMachine(world, scopes));
});
afterAll(async () => {
  await webhook.close();
  await world.close();
});

const told = () =>
  webhook.got.splice(0).map(({ text }) => JSON.parse(text) as { type: string; data: Record<string, string> });
const input = (topics: string[], fields = {}) => ({
  clientId,
  name: 'LIS',
  channel: 'webhook',
  address: webhook.address,
  topics,
  ...fields,
});
const disable = async (id: string, version: number) =>
  world.as('admin').post(`/api/v1/subscriptions/${id}/disable`, {}, { 'If-Match': `"${version}"` });

describe('A webhook', () => {
  it('is told of what happens, in its order, signed, and each sending is on the trail as a disclosure', async () => {
    const { id, secret, version } = await aSubscription(world, input(['encounter', 'order']));
    const { id: encounterId, patientId } = await anAdmission(world);
    const order = await anOrder(world, { encounterId });
    await send(world);
    const [{ headers, text } = { headers: {}, text: '' }] = webhook.got;
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${text}`;
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
    expect(Math.abs(Number(headers['webhook-timestamp']) - Date.now() / 1000)).toBeLessThan(30);
    const all = told();
    const types = all.map(({ type }) => type);
    expect([types[0], types.at(-1)]).toEqual(['encounter.created', 'order.updated']);
    expect(all[0]?.data).toEqual({ patient: `Patient/${patientId}`, resource: `Encounter/${encounterId}` });
    expect(all.at(-1)?.data.resource).toBe(`ServiceRequest/${order.id}`);
    const events = await world.sql(
      `SELECT username, detail->>'host' AS host FROM audit.event WHERE kind = 'told' AND entity = 'delivery' AND patient_id = $1`,
      [patientId],
    );
    expect(events).toEqual(types.map(() => ({ username: 'system:dispatcher', host: `127.0.0.1:${webhook.port}` })));
    const report = await world.as('auditor').get(`/api/v1/patients/${patientId}/access-report`);
    const deeds = report.body.opened.flatMap(({ deeds: done }: { deeds: { words: string }[] }) => done);
    expect(deeds.map(({ words }: { words: string }) => words)).toContain('gửi tin về người bệnh tới LIS');
    await send(world);
    expect(told()).toEqual([]);
    await disable(id, version);
  });

  it('is tried again when it fails, later ones of the patient wait behind; a refusal ends dead and can be sent again', async () => {
    const { id, version } = await aSubscription(world, input(['patient']));
    const patient = await aPatient(world);
    await world
      .as('registrar')
      .patch(`/api/v1/patients/${patient.id}`, { fullName: 'Lê Thị Sau' }, { 'If-Match': '"1"' });
    webhook.answers.push(500, 302, 404);
    for (const failure of ['http-500', 'http-302', 'http-404']) {
      await send(world);
      const { body } = await world.as('admin').get(`/api/v1/subscriptions/${id}/deliveries`);
      expect(body.items.map((item: { state: string }) => item.state)).toEqual(['waiting', 'waiting']);
      expect(body.items[1].failure).toBe(failure);
      expect(JSON.stringify(body)).not.toContain(patient.id);
      await waited(world);
    }
    await send(world);
    expect(told().map(({ type }) => type)).toEqual(['patient.created', 'patient.updated']);
    webhook.answers.push(410);
    await aPatient(world);
    await send(world);
    const dead = (await world.as('admin').get(`/api/v1/subscriptions/${id}/deliveries?state=dead`)).body.items;
    expect(dead).toMatchObject([{ type: 'patient.created', failure: 'http-410', attempts: 1 }]);
    const metrics = () => world.app.get(GivenUpMetrics, { strict: false }).text();
    expect(await metrics()).toMatch(/^deliveries_dead 1$/m);
    expect((await world.as('admin').post(`/api/v1/deliveries/${dead[0].id}/retry`, {})).status).toBe(200);
    expect(await metrics()).toMatch(/^deliveries_dead 0$/m);
    expect((await world.as('admin').post(`/api/v1/deliveries/${dead[0].id}/retry`, {})).status).toBe(409);
    await send(world);
    expect(told()).toHaveLength(1);
    await disable(id, version);
  });

  it('that does not answer is left alone, longer each time; what happened since a moment is told again when asked', async () => {
    const { id, version } = await aSubscription(world, input(['patient']));
    webhook.answers.push(503, 503, 503);
    for (let n = 0; n < 4; n++) await aPatient(world);
    await send(world);
    await send(world);
    const { body: paused } = await world.as('admin').get(`/api/v1/subscriptions/${id}`);
    expect(paused).toMatchObject({ failures: 3, lastFailure: 'http-503', pausedUntil: expect.any(String) });
    expect(webhook.answers).toEqual([]);
    expect(told()).toEqual([]);
    await waited(world);
    await send(world);
    expect(told()).toHaveLength(4);
    const replay = (from: string) =>
      world.as('admin').post(`/api/v1/subscriptions/${id}/replay`, { from }, { 'If-Match': `"${version}"` });
    expect((await replay(new Date(Date.now() - 60_000).toISOString())).body).toEqual({ count: 4, next: null });
    await send(world);
    expect(told()).toHaveLength(4);
    expect((await replay(new Date().toISOString())).body.count).toBe(0);
    await disable(id, version);
  });

  it("is told nothing of before its approval, though another is; a patient whose messages wait keeps nobody else's back", async () => {
    const first = await aSubscription(world, input(['patient']));
    const { id: patientId } = await aPatient(world);
    const second = await aSubscription(world, input(['patient']));
    webhook.answers.push(500);
    await send(world);
    const all = () => world.sql('SELECT subscription_id FROM delivery WHERE patient_id = $1', [patientId]);
    expect(await all()).toEqual([{ subscription_id: first.id }]);
    // Numbered as the service numbers: its ids never go back, also where a test before this one had another clock.
    const later = Array.from({ length: 120 }, () => newId());
    await runAsSystem('test', () =>
      world.app.get(UnitOfWork, { strict: false }).write(async (tx) => {
        await tx.$executeRaw`UPDATE delivery SET next_at = now() + interval '1 hour' WHERE patient_id = ${patientId}::uuid`;
        await tx.$executeRaw`INSERT INTO delivery (id, subscription_id, patient_id, type, event_id, resource_type, resource_id, content, occurred_at)
          SELECT behind.id, subscription_id, patient_id, type, uuidv7(), resource_type, resource_id, content, occurred_at
          FROM delivery, unnest(${later}::uuid[]) AS behind (id) WHERE patient_id = ${patientId}::uuid`;
      }),
    );
    await disable(second.id, second.version);
    const { id: other } = await aPatient(world);
    await send(world);
    expect(told().map(({ data }) => data.patient)).toEqual([`Patient/${other}`]);
    await disable(first.id, first.version);
  });

  it('is told only once a second person approved it, only of what its client may read, and only on hosts that are allowed', async () => {
    const asked = (fields: object) => world.as('admin').post('/api/v1/subscriptions', input(['result'], fields));
    for (const address of [
      'http://127.0.0.2/x',
      'http://localhost/x',
      'http://169.254.169.254/x',
      'http://127.0.0.1.evil.example/',
    ]) {
      expect((await asked({ address })).body.errors).toMatchObject([{ pointer: '/address', rule: 'host-allowed' }]);
    }
    const disguised = [
      'http://127.1/',
      'http://2130706433/',
      'http://127。0。0。1/',
      'http://127.0.0.1/a\r\nX: y',
      'http://127.0.0.1:0/',
    ];
    const others = ['ftp://127.0.0.1/', 'http://a:b@127.0.0.1/', 'mllp://127.0.0.1:1', '//127.0.0.1'];
    for (const address of [...others, ...disguised]) {
      expect((await asked({ address })).body.errors).toMatchObject([{ pointer: '/address', rule: 'address' }]);
    }
    expect((await asked({ channel: 'mllp', address: 'mllp://127.0.0.1:1' })).body.errors).toMatchObject([
      { rule: 'topics' },
    ]);
    expect((await asked({ application: 'LIS\u000b' })).body.errors).toMatchObject([{ pointer: '/application' }]);
    const { id: other } = await aMachine(world, ['system/DiagnosticReport.c']);
    expect((await asked({ clientId: other })).body).toMatchObject({
      status: 422,
      detail: 'Cần các scope: system/DiagnosticReport.r.',
    });
    const { body } = await asked({});
    const { id: encounterId } = await anEncounter(world);
    await world.as('lab').post(`/fhir/R4/DiagnosticReport`, reportOf(await anOrder(world, { encounterId })));
    await send(world);
    expect(told()).toEqual([]);
    const etag = { 'If-Match': `"${body.version}"` };
    expect((await world.as('admin').post(`/api/v1/subscriptions/${body.id}/approve`, {}, etag)).status).toBe(403);
    const approved = await world.as('privacy-officer').post(`/api/v1/subscriptions/${body.id}/approve`, {}, etag);
    expect([approved.status, approved.body.approval]).toEqual([200, 'approved']);
    await send(world);
    expect(told()).toEqual([]);
    const report = await world
      .as('lab')
      .post(`/fhir/R4/DiagnosticReport`, reportOf(await anOrder(world, { encounterId })));
    expect(report.text).toContain('"DiagnosticReport"');
    await send(world);
    expect(told().map(({ type }) => type)).toEqual(['result.created']);
    const address = webhook.address.replace('/hooks', '/other');
    const moved = await world
      .as('admin')
      .patch(`/api/v1/subscriptions/${body.id}`, { address }, { 'If-Match': `"${approved.body.version}"` });
    expect(moved.body.approval).toBe('waiting');
    expect(
      JSON.stringify(await world.sql(`SELECT changes FROM audit.event WHERE entity = 'subscription'`)),
    ).not.toContain(body.secret);
  });
});

const reportOf = ({ id, patientId }: { id: string; patientId: string }) => ({
  resourceType: 'DiagnosticReport',
  status: 'final',
  basedOn: [{ reference: `ServiceRequest/${id}` }],
  subject: { reference: `Patient/${patientId}` },
  code: { text: 'Kali' },
  effectiveDateTime: new Date(Date.now() - 3_600_000).toISOString(),
  conclusion: 'Bình thường',
});
