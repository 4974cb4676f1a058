import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { parseArgs } from 'node:util';
import { framed, MllpFraming } from '../../integration/hl7v2/mllp/mllp-framing.js';
import { addressHere } from '../../server/address-here.js';
import { settingsOfThisMachine } from '../../server/environment.js';
import { StartError } from '../../server/start-error.js';
import { USAGE } from '../usage.js';

const WAIT_MS = 15_000;
const MOST = 64 * 1024 * 1024;

/** `emr hl7 send FILE`: sends messages of HL7 v2 as a laboratory would, and prints what is answered. @returns 1 when one was not accepted */
export async function runHl7(words: readonly string[]): Promise<number> {
  const [command, ...rest] = words;
  if (command !== 'send') throw new StartError(`Usage: ${USAGE.hl7}`);
  const { values, positionals } = readWords(rest);
  const [file, ...more] = positionals;
  if (!file || more.length > 0) throw new StartError(`Usage: ${USAGE.hl7}`);
  const content = contentOf(file);
  const answer = values.mllp ? await overMllp(values.mllp, content) : await overHttp(values, content);
  process.stdout.write(`${answer.replaceAll('\r', '\n').trim()}\n`);
  return /^MSA\|A[ER]/m.test(answer.replaceAll('\r', '\n')) ? 1 : 0;
}

interface Given {
  readonly mllp?: string;
  readonly url?: string;
  readonly token?: string;
  readonly username?: string;
  readonly password?: string;
}

function readWords(words: readonly string[]): { values: Given; positionals: string[] } {
  const text = { type: 'string' } as const;
  try {
    const options = { mllp: text, url: text, token: text, username: text, password: text };
    return parseArgs({ args: [...words], allowPositionals: true, options });
  } catch (error) {
    throw new StartError(`${(error as Error).message}. Usage: ${USAGE.hl7}`);
  }
}

function contentOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    throw new StartError(`${file} cannot be read.`);
  }
}

/** With a token, or signed in as a person of the laboratory; the demo's by default. */
async function overHttp(given: Given, content: Buffer): Promise<string> {
  const url = given.url ?? addressHere(settingsOfThisMachine());
  const token = given.token ?? (await tokenOf(url, given));
  const answer = await ask(`${url}/hl7v2`, 'x-application/hl7-v2+er7', content, token);
  if (!answer.ok) throw new StartError(`${url} answered ${answer.status}: ${await answer.text()}`);
  return answer.text();
}

async function tokenOf(
  url: string,
  { username = 'lab', password = settingsOfThisMachine().demoPassword }: Given,
): Promise<string> {
  const answer = await ask(`${url}/api/v1/auth/login`, 'application/json', JSON.stringify({ username, password }));
  const { accessToken } = (await answer.json()) as { accessToken?: string };
  if (!accessToken) throw new StartError(`${url} did not let ${username} in.`);
  return accessToken;
}

const ask = (address: string, type: string, body: string | Buffer, token?: string): Promise<Response> =>
  fetch(address, {
    method: 'POST',
    headers: { 'Content-Type': type, ...(token && { Authorization: `Bearer ${token}` }) },
    body: typeof body === 'string' ? body : new Uint8Array(body),
    signal: AbortSignal.timeout(WAIT_MS),
  }).catch((error: unknown) => {
    throw new StartError(`${address} cannot be reached (${(error as Error).message}).`);
  });

/** One message in one frame; the first frame that comes back is its acknowledgement. */
function overMllp(place: string, content: Buffer): Promise<string> {
  const [, host = '127.0.0.1', port] = /^(?:(.+):)?(\d+)$/.exec(place) ?? [];
  if (port === undefined) throw new StartError(`--mllp needs an address such as 127.0.0.1:2575. Usage: ${USAGE.hl7}`);
  return new Promise((resolve, reject) => {
    const framing = new MllpFraming(MOST);
    const failed = (why: string) => reject(new StartError(`${place} ${why}.`));
    const socket = connect({ host, port: Number(port) }, () => socket.write(framed(content)));
    socket.setTimeout(WAIT_MS, () => socket.destroy());
    socket.on('data', (chunk) => {
      const [answer] = framing.take(chunk) ?? [];
      if (!answer) return;
      resolve(answer.toString('utf8'));
      socket.end();
    });
    socket.on('error', ({ message }) => failed(`cannot be reached (${message})`));
    socket.on('close', () => failed('answered nothing'));
  });
}
