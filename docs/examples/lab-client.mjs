#!/usr/bin/env node
// A laboratory system that signs who it is (SMART Backend Services). Needs Node 20 and nothing else.
//   node lab-client.mjs keys                                makes lab-key.json and prints the public keys to register
//   node lab-client.mjs token <address> <client id> <scope>  prints an access token
//   node lab-client.mjs orders <address> <client id>         prints the orders that wait: number, order, patient, test
//   node lab-client.mjs report <address> <client id> [number] prints a report to start from, of that order or the first that is a laboratory's
//   node lab-client.mjs post <address> <client id> <file>    posts a DiagnosticReport
//   node lab-client.mjs hl7 <address> <client id> <file>     sends messages of HL7 v2, and prints how they are acknowledged
import { generateKeyPairSync, createPrivateKey, randomUUID, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const KEY_FILE = 'lab-key.json';
const [command, address, clientId, last] = process.argv.slice(2);
const ENGLISH = { 'Accept-Language': 'en' };
const base64url = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

function makeKeys() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const kid = randomUUID();
  writeFileSync(KEY_FILE, JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid }), {
    mode: 0o600,
    flag: 'wx',
  });
  const key = { ...publicKey.export({ format: 'jwk' }), kid, alg: 'ES384', use: 'sig' };
  console.log(JSON.stringify({ keys: [key] }, null, 2));
}

function assertionFor(endpoint) {
  const key = JSON.parse(readFileSync(KEY_FILE, 'utf8'));
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: clientId, sub: clientId, aud: endpoint, iat: now, exp: now + 120, jti: randomUUID() };
  const text = `${base64url({ alg: 'ES384', typ: 'JWT', kid: key.kid })}.${base64url(claims)}`;
  const privateKey = createPrivateKey({ key, format: 'jwk' });
  const signature = sign('sha384', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
}

async function token(scope) {
  const found = await fetch(`${address}/.well-known/smart-configuration`);
  const { token_endpoint: endpoint } = await found.json();
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: ENGLISH,
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertionFor(endpoint),
    }),
  });
  const body = await answer.json();
  if (!answer.ok) {
    console.error(`No token: ${body.error}: ${body.error_description}`);
    process.exit(1);
  }
  return body.access_token;
}

const numberOf = ({ identifier = [] }) => identifier.find(({ system }) => system?.endsWith('/order-number'))?.value;

async function waitingOrders() {
  const headers = { Authorization: `Bearer ${await token('system/ServiceRequest.rs')}`, ...ENGLISH };
  const answer = await fetch(`${address}/fhir/R4/ServiceRequest?status=active&_count=20`, {
    headers,
  });
  const { entry = [] } = await answer.json();
  return entry.map(({ resource }) => resource);
}

async function orders() {
  for (const order of await waitingOrders()) {
    console.log([numberOf(order), order.id, order.subject.reference, order.code.text ?? ''].join('\t'));
  }
}

async function report(number = 'XN') {
  const order = (await waitingOrders()).find((one) => numberOf(one)?.startsWith(number));
  if (!order) {
    console.error(`No order ${number} waits.`);
    process.exit(1);
  }
  const { id, subject, code } = order;
  const seen = { status: 'final', subject, code, effectiveDateTime: new Date().toISOString() };
  const value = { value: 4.2, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' };
  const made = {
    ...{ resourceType: 'DiagnosticReport', basedOn: [{ reference: `ServiceRequest/${id}` }], ...seen },
    contained: [{ resourceType: 'Observation', id: 'value', ...seen, valueQuantity: value }],
    result: [{ reference: '#value' }],
  };
  console.log(JSON.stringify(made, null, 2));
}

async function hl7(file) {
  const answer = await fetch(`${address}/hl7v2`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${await token('system/DiagnosticReport.c')}`,
      'Content-Type': 'x-application/hl7-v2+er7',
      ...ENGLISH,
    },
    body: readFileSync(file),
  });
  const text = (await answer.text()).replaceAll('\r', '\n').trim();
  console.log(text);
  if (!answer.ok || /^MSA\|A[ER]/m.test(text)) process.exitCode = 1;
}

async function post(file) {
  const answer = await fetch(`${address}/fhir/R4/DiagnosticReport`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${await token('system/DiagnosticReport.c')}`,
      'Content-Type': 'application/fhir+json',
      'Idempotency-Key': randomUUID(),
      ...ENGLISH,
    },
    body: readFileSync(file),
  });
  console.log(answer.status, JSON.stringify(await answer.json(), null, 2));
  if (!answer.ok) process.exitCode = 1;
}

const commands = {
  keys: makeKeys,
  token: async () => console.log(await token(last)),
  orders,
  report: () => report(last),
  post: () => post(last),
  hl7: () => hl7(last),
};
if (commands[command]) await commands[command]();
else {
  console.error(
    'Usage: lab-client.mjs keys | token <address> <client id> <scope> | orders <address> <client id> | report <address> <client id> [number] | post|hl7 <address> <client id> <file>',
  );
  process.exitCode = 2;
}
