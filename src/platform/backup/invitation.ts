import { createReadStream, createWriteStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Credentials } from '../database/embedded/credentials.js';
import type { Elsewhere } from '../database/embedded/superseded-elsewhere.js';
import { newBackupKey, openWith, sealFor } from './sealed-stream.js';
import { StandbyError } from './standby.js';
import { readTar, TAR_END, tarHeader, tarPadding } from './tar.js';

/** What the other machine must know to become the standby of this one. */
export interface Invitation {
  readonly format: 1;
  readonly hospitalCode: string;
  /** The primary, as the standby reaches it. */
  readonly primary: Elsewhere;
  /** Where the standby listens, for the primary to ask whether it was promoted. */
  readonly there: { readonly host: string; readonly port: number };
  /** Good once, and until then. */
  readonly password: string;
  readonly until: string;
  readonly synchronous: boolean;
  /** Passwords of the database's roles: the service of the promoted standby needs them. */
  readonly credentials: Credentials;
}

/** A file that travels with the invitation. */
export interface Carried {
  /** `keys/token-secret`, `witness/checkpoints-2026-01-31.ndjson`. */
  readonly name: string;
  readonly content: Buffer;
}

const [INVITATION, KEYS, WITNESS] = ['invitation.json', /^keys\/[\w.-]+$/, /^witness\/[\w.-]+$/];
const MOST_BYTES = 512 * 1024 * 1024;

/**
 * Seals an invitation and the files that travel with it into a new file.
 * @returns the code that opens it, which must go another way than the file
 */
export async function writeInvitation(
  file: string,
  invitation: Invitation,
  carried: readonly Carried[],
): Promise<string> {
  const { recipient, identity } = await newBackupKey();
  const text = Buffer.from(JSON.stringify(invitation));
  const parts = function* () {
    yield* entry({ name: INVITATION, content: text });
    for (const one of carried) yield* entry(one);
    yield TAR_END;
  };
  // Nobody's file is written over, and nobody else reads this one.
  const handle = await open(file, 'wx', 0o600);
  try {
    await pipeline(
      Readable.from(parts()),
      await sealFor(recipient),
      createWriteStream(file, { fd: handle.fd, autoClose: false }),
    );
    await handle.sync();
    return identity;
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}

const entry = ({ name, content }: Carried): Buffer[] => [
  tarHeader({ name, bytes: content.length }),
  content,
  tarPadding(content.length),
];

/**
 * Opens an invitation.
 * @throws StandbyError, SealedFileError: it is none, is over, or this code does not open it
 */
export async function readInvitation(
  file: string,
  code: string,
): Promise<{ invitation: Invitation; carried: Carried[] }> {
  let invitation: Invitation | undefined;
  const carried: Carried[] = [];
  let bytes = 0;
  for await (const { name, content } of readTar(openWith(code, createReadStream(file)))) {
    const parts: Buffer[] = [];
    for await (const part of content) {
      bytes += part.length;
      if (bytes > MOST_BYTES) throw new StandbyError(`${file} holds more than any invitation.`);
      parts.push(part);
    }
    if (name === INVITATION) invitation = JSON.parse(Buffer.concat(parts).toString('utf8')) as Invitation;
    else if (KEYS.test(name) || WITNESS.test(name)) carried.push({ name, content: Buffer.concat(parts) });
    else throw new StandbyError(`${file} names ${name}, which no invitation has.`);
  }
  if (invitation?.format !== 1) throw new StandbyError(`${file} is no invitation of this version.`);
  return { invitation, carried };
}
