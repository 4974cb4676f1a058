import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect } from 'node:tls';
import { STARTER } from '../../clinical/orders/checks/formulary.data.js';
import type { Settings } from '../../platform/config/settings.js';
import { firstRow } from '../../platform/database/rows.js';
import type { Session } from '../../platform/database/session.js';
import { spaceOf } from '../../platform/operations/disk-space.js';
import { addressHere } from '../../server/address-here.js';
import type { Finding } from './check.js';
import type { DatabaseCheck } from './database-checks.js';

const MB = 1024 * 1024;
const A_DAY_MS = 86_400_000;
const ANSWER_MS = 5000;

export async function askService(settings: Settings): Promise<Finding[]> {
  const address = addressHere(settings);
  try {
    const { status, body } = await answerOf(`${address}/health/ready`);
    if (status === 200) return [{ check: 'service', says: 'ready', values: { address } }];
    const { title = String(status) } = JSON.parse(body) as { title?: string };
    return [{ check: 'service', says: 'notReady', values: { problem: title } }];
  } catch {
    return [{ check: 'service', says: 'away', values: { address } }];
  }
}

/** Whose certificate it is does not matter on this machine, and nothing is told: its validity is a check of its own. */
async function answerOf(address: string): Promise<{ status?: number; body: string }> {
  const { get } = address.startsWith('https') ? https : http;
  const signal = AbortSignal.timeout(ANSWER_MS);
  const asked = get(address, { headers: { 'Accept-Language': 'en' }, rejectUnauthorized: false, signal } as object);
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, body: await text(answer) };
}

/** Each folder once that lies on a disk of its own. */
export async function askDisks(folders: readonly string[], lowMb: number): Promise<Finding[]> {
  const found = await Promise.all(
    folders.map(async (folder): Promise<Finding> => {
      const space = await spaceOf(folder, lowMb);
      if (!space) return { check: 'disk', says: 'none', values: { folder } };
      const says = space.isFull ? 'full' : space.isLow ? 'low' : 'room';
      return { check: 'disk', says, values: { folder, free: Math.floor(space.freeBytes / MB) } };
    }),
  );
  const wrong = found.filter(({ says }) => says !== 'room');
  return wrong.length > 0 ? wrong : found.slice(0, 1);
}

/** In seconds: what a round trip may take, and what mixes up who wrote first. */
const CLOCK_TOLERANCE = 5;

export const askClock: DatabaseCheck = async (query: Session['query']) => {
  const before = Date.now();
  const { now } = firstRow(
    await query<{ now: number }>({
      name: 'doctor.clock',
      text: 'SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS now',
    }),
  );
  const seconds = Math.round(Math.abs(now - (before + Date.now()) / 2) / 100) / 10;
  const says = seconds > CLOCK_TOLERANCE ? 'differs' : isKeptByNtp() ? 'same' : 'unkept';
  return [{ check: 'clock', says, values: { seconds } }];
};

/** What systemd knows; chrony tells it too. */
function isKeptByNtp(): boolean {
  const { stdout } = spawnSync('timedatectl', ['show', '--property=NTPSynchronized', '--value'], { encoding: 'utf8' });
  return stdout?.trim() === 'yes' || existsSync('/run/systemd/timesync/synchronized');
}

/** In days: a key that signs, and a secret. */
const [OLD_KEY, OLD_SECRET] = [800, 400];

export function askKeys(
  { auditSealSeconds, tokenSecret, secondFactorKeys }: Partial<Settings>,
  keyFile: string,
  dataDir: string,
): Finding[] {
  const age = (file: string) => Math.floor((Date.now() - statSync(file).mtimeMs) / A_DAY_MS);
  const kept = [
    { file: join(dataDir, 'token-secret'), isGiven: tokenSecret !== undefined },
    { file: join(dataDir, 'second-factor-keys'), isGiven: secondFactorKeys !== undefined },
  ];
  const secrets = kept.map(({ file }) => file).filter((file) => existsSync(file));
  // Where the trail was sealed a service has run, and has made what nobody gave it.
  const lacking = existsSync(keyFile) ? kept.filter(({ file, isGiven }) => !isGiven && !existsSync(file)) : [];
  const found: Finding[] = lacking.map(({ file }) => ({ check: 'keys', says: 'lacking', values: { file } }));
  if (!existsSync(keyFile)) {
    found.push(
      auditSealSeconds === 0
        ? { check: 'keys', says: 'elsewhere' }
        : { check: 'keys', says: 'missing', values: { file: keyFile } },
    );
  }
  const files = [...(existsSync(keyFile) ? [keyFile] : []), ...secrets];
  for (const file of files) {
    if (statSync(file).mode & 0o007) found.push({ check: 'keys', says: 'open', values: { file } });
    const days = age(file);
    if (days > (file === keyFile ? OLD_KEY : OLD_SECRET)) {
      found.push({ check: 'keys', says: 'old', values: { name: file, days } });
    }
  }
  return found.length > 0 ? found : [{ check: 'keys', says: 'young', values: { days: age(keyFile) } }];
}

/** A certificate that ends sooner is told of, in days: asking for a new one takes weeks. */
export const SOON_DAYS = 21;

/** The certificate that callers are shown at PUBLIC_URL. */
export async function askCertificate({ publicUrl }: Settings): Promise<Finding[]> {
  if (!publicUrl?.startsWith('https://')) return [{ check: 'certificate', says: 'none' }];
  const { hostname, port } = new URL(publicUrl);
  return new Promise((resolve) => {
    const socket = connect(
      { host: hostname, port: Number(port) || 443, servername: hostname, timeout: ANSWER_MS },
      () => {
        const days = Math.floor((Date.parse(socket.getPeerCertificate().valid_to) - Date.now()) / A_DAY_MS);
        socket.end();
        resolve([{ check: 'certificate', says: days < SOON_DAYS ? 'soon' : 'valid', values: { days } }]);
      },
    );
    const away = (reason: string) =>
      resolve([{ check: 'certificate', says: 'away', values: { address: publicUrl, reason } }]);
    socket.once('timeout', () => {
      socket.destroy();
      away('ETIMEDOUT');
    });
    socket.once('error', ({ code = '', message }: NodeJS.ErrnoException) => {
      const isOfCertificate = /^(CERT_|UNABLE_|DEPTH_|SELF_|ERR_TLS_CERT)/.test(code);
      if (isOfCertificate) resolve([{ check: 'certificate', says: 'expired', values: { reason: message } }]);
      else away(code || message);
    });
  });
}

/** Whether the hospital has compared the medicines that the checks know with their sources: its own formulary, or the starter. */
export const askKnowledge: DatabaseCheck = async (query) => {
  const [loaded] = await query<{ version: number; confirmed: boolean }>({ name: 'doctor.formulary', text: FORMULARY });
  if (loaded?.confirmed ?? STARTER.confirmed) return [{ check: 'knowledge', says: 'confirmed' }];
  return [
    { check: 'knowledge', says: 'unconfirmed', values: { names: `formulary ${loaded?.version ?? STARTER.version}` } },
  ];
};

const FORMULARY = `SELECT version, content->>'confirmedBy' IS NOT NULL AS confirmed FROM reference_data
  WHERE kind = 'formulary' ORDER BY version DESC LIMIT 1`;
