import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { isIP, isIPv6 } from 'node:net';
import { join } from 'node:path';
import { clusterOf } from './first-start.js';
import { DATABASE } from './credentials.js';

/** Beside the cluster: where PostgreSQL listens beside 127.0.0.1, for standbys on other machines. */
const LISTENING = 'listening.json';

/** Addresses of this machine on which the database of a folder listens, beside 127.0.0.1. */
export function listensOn(dataDir: string): string[] {
  try {
    const said = JSON.parse(readFileSync(join(dataDir, LISTENING), 'utf8')) as unknown;
    return Array.isArray(said) ? said.filter((one): one is string => typeof one === 'string' && isIP(one) > 0) : [];
  } catch {
    return [];
  }
}

/** From its next start on the database listens there too. */
export const listenOn = (dataDir: string, address: string): void =>
  replaceFile(
    join(dataDir, LISTENING),
    `${JSON.stringify([...new Set([...listensOn(dataDir), address])])}\n`,
    clusterOf(dataDir),
  );

/** Who comes from where, for the files of PostgreSQL that say who may. */
export interface LetIn {
  /** The role of the standby; what stands under its name goes with it. */
  readonly name: string;
  /** The machine of the standby, and that of the primary: whichever is the standby's some day asks the other who is what. */
  readonly there: string;
  readonly here: string;
}

/** Lets the standby on another machine in, over TLS only. PostgreSQL reads it at its next reload. */
export function letIn(dataDir: string, { name, there, here }: LetIn): void {
  const file = hbaOf(dataDir);
  const lines = [
    `hostssl replication ${name} ${network(there)} scram-sha-256`,
    `hostssl postgres ${name} ${network(there)} scram-sha-256`,
    ...[there, here].map((address) => `hostssl ${DATABASE} emr_app ${network(address)} scram-sha-256`),
  ];
  const kept = withoutLinesOf(name, readFileSync(file, 'utf8'));
  replaceFile(file, `${kept}${lines.map((line) => `${line} ${markOf(name)}\n`).join('')}`, file);
}

/** Lets it in no more. */
export function shutOut(dataDir: string, name: string): void {
  const file = hbaOf(dataDir);
  if (!existsSync(file)) return;
  const text = readFileSync(file, 'utf8');
  const kept = withoutLinesOf(name, text);
  if (kept !== text) replaceFile(file, kept, file);
}

const hbaOf = (dataDir: string): string => join(clusterOf(dataDir), 'pg_hba.conf');
const markOf = (name: string): string => `# ${name}`;
const network = (address: string): string => `${address}/${isIPv6(address) ? 128 : 32}`;

function withoutLinesOf(name: string, text: string): string {
  const lines = text.split('\n').filter((line) => !line.endsWith(markOf(name)));
  return lines.join('\n').replace(/\n*$/, '\n');
}

/** Whole or not at all, and owned like another file: started by root, PostgreSQL runs as an account of its own. */
export function replaceFile(file: string, content: string, like: string): void {
  const unfinished = `${file}.${randomBytes(4).toString('hex')}`;
  writeFileSync(unfinished, content, { mode: 0o600, flag: 'wx', flush: true });
  const { uid, gid } = statSync(like);
  if (process.getuid?.() === 0) chownSync(unfinished, uid, gid);
  renameSync(unfinished, file);
}
