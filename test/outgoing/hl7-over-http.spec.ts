import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signatureOf } from '../../src/integration/outgoing/sending/http-post.js';
import { aMachine } from '../clients/machines.js';
import { anAdmission, aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { aSubscription, send, waited, withoutJobs } from './receivers.js';

let world: World;
let his: Awaited<ReturnType<typeof aHis>>;
let subscription: Awaited<ReturnType<typeof aSubscription>>;
beforeAll(async () => {
  world = await startWorld({ OUTGOING_HOSTS: '127.0.0.1', OUTGOING_HTTP: 'true' });
  await withoutJobs(world);
  his = await aHis();
  const { id: clientId } = await aMachine(world, [
    'system/Patient.r',
    'system/Encounter.r',
    'system/ServiceRequest.rs',
  ]);
  const input = { clientId, channel: 'hl7-http', address: his.address, topics: ['patient', 'encounter', 'order'] };
  subscription = await aSubscription(world, { ...input, application: 'HIS', facility: 'BV' });
});
afterAll(async () => {
  await his.close();
  await world.close();
});

/** Another system that takes HL7 v2 by POST: what it answers is set, a status and a code, 200 and AA unless it says otherwise. */
async function aHis() {
  const got: { text: string; headers: Record<string, unknown> }[] = [];
  const answers: (readonly [status: number, code: string])[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const text = Buffer.concat(parts).toString('utf8');
      const [status, code] = answers.shift() ?? [200, 'AA'];
      if (code === 'AA') got.push({ text, headers: request.headers });
      const ack = code === '' ? 'OK' : `MSH|^~\\&|HIS|BV|||||ACK|1|P|2.5.1\rMSA|${code}|${text.split('|')[9]}\r`;
      response.writeHead(status, { 'Content-Type': 'x-application/hl7-v2+er7' }).end(ack);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { got, answers, address: `http://127.0.0.1:${port}/hl7v2`, close: () => new Promise((r) => server.close(r)) };
}
const typesCame = () => his.got.splice(0).map(({ text }) => text.split('|')[8]?.split('^').slice(0, 2).join('^'));
const stateOf = (patientId: string) =>
  world.sql('SELECT state, failure FROM delivery WHERE patient_id = $1 ORDER BY id', [patientId]);

describe('A system that is told HL7 v2 over HTTP', () => {
  it('gets what an MLLP system gets, in ER7 and signed', async () => {
    await anAdmission(world);
    await send(world);
    const [{ text, headers } = { text: '', headers: {} }] = his.got;
    expect(text).toMatch(/^MSH\|\^~\\&\|BENHAN\|\d{5}\|HIS\|BV\|.*\|ADT\^A01\^ADT_A01\|.*\rPID\|.*\rPV1\|/s);
    expect(headers['content-type']).toBe('x-application/hl7-v2+er7; charset=utf-8');
    const [id, seconds] = [String(headers['webhook-id']), Number(headers['webhook-timestamp'])];
    expect(headers['webhook-signature']).toBe(signatureOf(subscription.secret, { id, content: text }, seconds));
    expect(typesCame()).toEqual(['ADT^A01']);
  });

  it('takes a message when its acknowledgement says so: until then it comes again, in the order of its patient', async () => {
    const { id } = await aPatient(world);
    await send(world);
    for (const [n, fullName] of ['Trần A', 'Trần B'].entries()) {
      await world.as('registrar').patch(`/api/v1/patients/${id}`, { fullName }, { 'If-Match': `"${n + 1}"` });
    }
    for (const [answer, failure] of [
      [[200, ''], 'not-acknowledged'],
      [[503, ''], 'http-503'],
      [[200, 'AE'], 'application-error'],
      [[400, 'AE'], 'application-error'],
    ] as const) {
      his.answers.push(answer);
      await send(world);
      expect(await stateOf(id)).toEqual([
        { state: 'waiting', failure },
        { state: 'waiting', failure: null },
      ]);
      await waited(world);
    }
    await send(world);
    expect(typesCame()).toEqual(['ADT^A08', 'ADT^A08']);
  });

  it('that rejects one for good makes it a dead letter, whichever status it comes with; it can be sent again', async () => {
    const { id } = await aPatient(world);
    await send(world);
    his.answers.push([400, 'AR']);
    await world.as('registrar').patch(`/api/v1/patients/${id}`, { fullName: 'Lê C' }, { 'If-Match': '"1"' });
    await send(world);
    expect(await stateOf(id)).toEqual([{ state: 'dead', failure: 'rejected' }]);
    const dead = `/api/v1/subscriptions/${subscription.id}/deliveries?state=dead`;
    const [letter] = (await world.as('admin').get(dead)).body.items;
    expect((await world.as('admin').post(`/api/v1/deliveries/${letter.id}/retry`, {})).status).toBe(200);
    await send(world);
    expect(typesCame()).toEqual(['ADT^A08']);
  });
});
