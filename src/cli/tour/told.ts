import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signatureOf } from '../../integration/outgoing/sending/http-post.js';
import { Caller } from './caller.js';
import { messageFor } from './hl7.js';

const WAIT_MS = 20_000;

/** Where and for whom it is played. */
interface Story {
  readonly base: string;
  readonly password: string;
  readonly encounterId: string;
  readonly patientId: string;
  readonly doctor: Caller;
  readonly lab: Caller;
}

/** A result comes in as HL7 v2, and another system, which listens here, is told of it by a signed webhook. */
export async function tellAnother(story: Story): Promise<string> {
  const admin = await Caller.signIn(story.base, 'admin', story.password);
  const heard = await listen();
  try {
    const subscription = await subscribe(story, admin, heard.address);
    if (!subscription) return 'not played: OUTGOING_HOSTS and OUTGOING_HTTP do not let this machine be told anything';
    const began = performance.now();
    const number = await report(story);
    const { headers, text } = await heard.first;
    const [id, seconds] = [String(headers['webhook-id']), Number(headers['webhook-timestamp'])];
    const isSigned = headers['webhook-signature'] === signatureOf(subscription.secret, { id, content: text }, seconds);
    if (!isSigned) throw new Error('the signature of what came is not right');
    await admin.post(`/api/v1/subscriptions/${subscription.id}/disable`, {}, { 'If-Match': subscription.tag });
    const took = ((performance.now() - began) / 1000).toFixed(1);
    return `${number} in as HL7 v2, ${(JSON.parse(text) as { type: string }).type} out, signed, ${took} s later`;
  } finally {
    heard.close();
  }
}

async function listen() {
  const {
    promise: first,
    resolve,
    reject,
  } = Promise.withResolvers<{
    headers: IncomingMessage['headers'];
    text: string;
  }>();
  first.catch(() => undefined);
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => (text += part));
    request.on('end', () => {
      response.writeHead(204).end();
      resolve({ headers: request.headers, text });
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const timer = setTimeout(() => reject(new Error('nothing was told')), WAIT_MS);
  const close = () => {
    clearTimeout(timer);
    server.close();
    server.closeAllConnections();
  };
  return { first, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close };
}

/** Registered by the administrator and approved by the privacy officer, first the machine and then what it is told. */
async function subscribe({ base, password }: Story, admin: Caller, address: string) {
  const privacy = await Caller.signIn(base, 'privacy-officer', password);
  const { body: client, tag } = await admin.post('/api/v1/clients', {
    clientId: `tour-${randomUUID().slice(0, 8)}`,
    name: 'Cổng kết quả (chuyến tham quan)',
    jwksUrl: 'https://portal.example/jwks.json',
    scopes: ['system/DiagnosticReport.rs'],
    purpose: 'Báo có kết quả mới',
    contact: 'Phòng CNTT',
  });
  await privacy.post(`/api/v1/clients/${String(client.id)}/approve`, {}, { 'If-Match': tag });
  const input = { clientId: client.id, name: 'Cổng kết quả', channel: 'webhook', address, topics: ['result'] };
  const asked = await admin.tryPost('/api/v1/subscriptions', input);
  if (asked.status === 400) return undefined;
  const { id, secret } = asked.body as { id: string; secret: string };
  const approved = await privacy.post(`/api/v1/subscriptions/${id}/approve`, {}, { 'If-Match': asked.tag });
  return { id, secret, tag: approved.tag };
}

/** @returns the number of the order that was answered */
async function report({ doctor, lab, encounterId, patientId }: Story): Promise<string> {
  const order = await doctor.post(`/api/v1/encounters/${encounterId}/orders`, {
    kind: 'laboratory',
    code: { system: 'http://loinc.org', code: '2823-3', display: 'Kali huyết thanh' },
  });
  await doctor.post(`/api/v1/orders/${String(order.body.id)}/sign`, {}, { 'If-Match': order.tag });
  const { body: patient } = await doctor.get(`/api/v1/patients/${patientId}`);
  const number = String(order.body.number);
  const answer = await lab.send('/hl7v2', messageFor(String(patient.mrn), 'NGUYEN^ANH^THI', number));
  if (!answer.includes('MSA|AA') || answer.includes('ERR|')) throw new Error(`it was not filed: ${answer}`);
  return number;
}
