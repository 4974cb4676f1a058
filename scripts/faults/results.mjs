// A thousand results over MLLP from twenty lines, as analysers send them: each goes out again until it is acknowledged, whatever is killed meanwhile.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const [LINES, MESSAGES, PATIENTS] = [20, 1000, 50];
/** The longest that a line waits for an acknowledgement before it is opened anew, in ms. */
const ACK_MS = 15_000;

/** @returns how often messages went out again, and in how many seconds all were acknowledged; throws when one is lost, or there twice */
export async function killInTheMiddle(hospital, breaks) {
  const prefix = `K${Date.now().toString(36).toUpperCase()}`;
  await registerSender(hospital, prefix);
  await hospital.token('registrar'); // signed in once, not fifty times at once
  const patients = await Promise.all(Array.from({ length: PATIENTS }, (_, n) => register(hospital, `${prefix} ${n}`)));
  const texts = Array.from({ length: MESSAGES }, (_, n) => messageOf(prefix, n, patients[n % PATIENTS]));
  const began = performance.now();
  const counts = { acknowledged: 0, again: 0 };
  const sending = Promise.all(Array.from({ length: LINES }, (_, at) => sendAll(hospital, texts, at, counts)));
  for (const [at, breaking] of breaks.entries()) {
    const due = ((at + 1) * MESSAGES) / (breaks.length + 1);
    while (counts.acknowledged < due) await Promise.race([sleep(20), sending]);
    await breaking(hospital);
  }
  await sending;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  await hospital.back(30_000);
  const found = await countOf(hospital, prefix);
  const wanted = { numbers: MESSAGES, reports: MESSAGES, values: MESSAGES, messages: MESSAGES, unsettled: 0 };
  for (const [what, count] of Object.entries(wanted)) {
    if (found[what] !== count) throw new Error(`${what}: ${found[what]} instead of ${count}`);
  }
  return `${MESSAGES} acknowledged in ${seconds} s, ${counts.again} sent again`;
}

/** One line: its share of the messages one after the other, each until AA comes. */
async function sendAll(hospital, texts, at, counts) {
  let line;
  for (let n = at; n < texts.length; n += LINES) {
    for (let isFirst = true; ; isFirst = false) {
      if (!isFirst) counts.again += 1;
      const answer = await ask(hospital, line, texts[n]).catch(() => undefined);
      line = answer?.line;
      if (answer?.text.includes('\rMSA|AA|')) break;
      if (answer) throw new Error(`answered ${answer.text.replaceAll('\r', ' / ')}`);
      await sleep(100);
    }
    counts.acknowledged += 1;
  }
  line?.destroy();
}

async function ask(hospital, line, text) {
  const socket = line ?? connect(hospital.mllpPort, '127.0.0.1');
  try {
    if (!line) await once(socket, 'connect');
    const answer = answerOf(socket);
    socket.write(`\x0b${text}\x1c\r`);
    return { line: socket, text: await answer };
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

function answerOf(socket) {
  return new Promise((resolve, reject) => {
    let text = '';
    const over = (error) => {
      socket.off('data', take).off('close', failed).off('error', failed).off('timeout', failed).setTimeout(0);
      if (error) reject(error);
      else resolve(text);
    };
    const failed = () => over(new Error('the line broke'));
    const take = (chunk) => {
      text += chunk.toString('utf8');
      if (text.includes('\x1c')) over();
    };
    socket.on('data', take).once('close', failed).once('error', failed).setTimeout(ACK_MS, failed);
  });
}

async function registerSender(hospital, prefix) {
  const input = {
    name: 'LIS thử',
    jwksUrl: 'https://lis.example/jwks.json',
    scopes: ['system/DiagnosticReport.c'],
    purpose: 'Thử tải',
    contact: 'CNTT',
    hl7v2: { application: prefix, addresses: ['127.0.0.1'] },
  };
  const { body } = await must(hospital.call('POST', '/api/v1/clients', { role: 'admin', body: input }), 201);
  const headers = { 'If-Match': `"${body.version}"` };
  await must(
    hospital.call('POST', `/api/v1/clients/${body.id}/approve`, { role: 'privacy-officer', body: {}, headers }),
    200,
  );
}

async function register(hospital, fullName) {
  const { body } = await must(
    hospital.call('POST', '/api/v1/patients', {
      role: 'registrar',
      body: { fullName, sex: 'female' },
      headers: { 'Idempotency-Key': randomUUID() },
    }),
    201,
  );
  return body;
}

async function must(asked, status) {
  const answer = await asked;
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer;
}

function messageOf(prefix, n, { mrn, fullName }) {
  const at = new Date(Date.now() + 7 * 3_600_000 - 3_600_000).toISOString().slice(0, 19).replace(/\D/g, '');
  return [
    `MSH|^~\\&|${prefix}|XN|EMR|BV|${at}||ORU^R01^ORU_R01|${prefix}-${n}|P|2.5.1||||||UNICODE UTF-8`,
    `PID|1||${mrn}^^^MRN^MR||${fullName}`,
    `OBR|1||${prefix}-${n}^LIS|2823-3^Kali^LN|||${at}|||||||||||||||${at}||LAB|F`,
    `OBX|1|NM|2823-3^Kali^LN||${(4 + (n % 100) / 1000).toFixed(3)}|mmol/L|3.5-5.1||||F`,
    '',
  ].join('\r');
}

const countOf = (hospital, prefix) =>
  hospital.sql(async (client) => {
    const { rows } = await client.query(
      `WITH mine AS (SELECT number, report_id FROM received_report WHERE namespace = $1)
       SELECT (SELECT count(DISTINCT number)::int FROM mine) AS numbers, (SELECT count(DISTINCT report_id)::int FROM mine) AS reports,
         (SELECT count(*)::int FROM observation WHERE report_id IN (SELECT report_id FROM mine)) AS "values",
         (SELECT count(*)::int FROM incoming_message WHERE namespace = $1) AS messages,
         (SELECT count(*)::int FROM incoming_message WHERE namespace = $1 AND state <> 'filed') AS unsettled`,
      [`${prefix}|XN`],
    );
    return rows[0];
  });
