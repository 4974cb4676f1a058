#!/usr/bin/env node
// A system that is told what happens in the hospital: takes webhooks, and none whose signature is not right. Needs Node 20 and nothing else.
//   node webhook-receiver.mjs <port> <secret>     the secret is what POST /api/v1/subscriptions answered, whsec_…
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const [port, secret = ''] = process.argv.slice(2);
const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
/** A message that is older was caught on its way and sent again. */
const OLDEST_SECONDS = 300;
const seen = new Set();

function isGenuine({ 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signatures = '' }, body) {
  if (Math.abs(Date.now() / 1000 - Number(time)) > OLDEST_SECONDS) return false;
  const wanted = createHmac('sha256', key).update(`${id}.${time}.${body}`).digest();
  return signatures.split(' ').some((one) => {
    const given = Buffer.from(one.replace(/^v1,/, ''), 'base64');
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}

const server = createServer(async (request, response) => {
  let body = '';
  for await (const part of request.setEncoding('utf8')) body += part;
  if (!isGenuine(request.headers, body)) {
    response.writeHead(401).end();
    return;
  }
  // The same message may come again: whoever has it says so, and does nothing twice.
  const id = request.headers['webhook-id'];
  if (!seen.has(id)) console.log(body);
  seen.add(id);
  response.writeHead(204).end();
});
server.listen(Number(port), () => console.log(`listening on ${server.address().port}`));
