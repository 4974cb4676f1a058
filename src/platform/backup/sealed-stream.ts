import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';

/**
 * The form of a sealed file: `EMRB1\n`, the length (4 bytes) of an age file, that age file with the file's own AES key, then chunks of 64 KiB,
 * each with AES-256-GCM and its tag behind. The nonce counts the chunks, and its last byte says whether a chunk is the last: one that is
 * changed, moved, missing or cut off does not open (STREAM, Hoang et al. 2015). See docs/adr/0044-backups-are-sealed-for-a-key-kept-away.md.
 */
const MAGIC = Buffer.from('EMRB1\n');
const CHUNK = 64 * 1024;
const TAG = 16;
const KEY_BYTES = 32;
const MOST_HEADER = 64 * 1024;

/** A backup cannot be opened; the message is one sentence. */
export class SealedFileError extends Error {}

/** The keys in a file of identities, as `age-keygen` writes it too: one a line, `#` before what is said of them. */
export const identitiesIn = (text: string): string[] =>
  text.split(/\s+/).filter((word) => word.startsWith('AGE-SECRET-KEY-'));

/** A new pair: the recipient seals and may be known to everybody; the identity opens, and is kept away from the machine. */
export async function newBackupKey(): Promise<{ recipient: string; identity: string }> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

function nonce(count: number, isLast: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUIntBE(count, 5, 6);
  bytes[11] = isLast ? 1 : 0;
  return bytes;
}

/** Cuts a stream into chunks, and knows which is the last. */
abstract class Chunks extends Transform {
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  protected count = 0;

  constructor(private readonly chunkBytes: number) {
    super();
  }

  protected abstract done(chunk: Buffer, isLast: boolean): Buffer;

  /** What stands before the chunks. @returns the bytes that belong to the first chunk */
  protected begin(data: Buffer): Buffer {
    return data;
  }

  override _transform(data: Buffer, _: BufferEncoding, callback: TransformCallback): void {
    try {
      const bytes = this.begin(data);
      this.waiting.push(bytes);
      this.waitingBytes += bytes.length;
      // The last chunk is told from the others by what follows: one byte at least stays.
      if (this.waitingBytes > this.chunkBytes) {
        let rest = Buffer.concat(this.waiting);
        for (; rest.length > this.chunkBytes; rest = rest.subarray(this.chunkBytes)) {
          this.push(this.done(rest.subarray(0, this.chunkBytes), false));
        }
        this.waiting = [rest];
        this.waitingBytes = rest.length;
      }
      callback();
    } catch (error) {
      callback(error as Error);
    }
  }

  override _flush(callback: TransformCallback): void {
    try {
      this.push(this.done(Buffer.concat(this.waiting), true));
      callback();
    } catch (error) {
      callback(error as Error);
    }
  }
}

class Sealing extends Chunks {
  constructor(
    private readonly key: Buffer,
    header: Buffer,
  ) {
    super(CHUNK);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(header.length);
    this.push(Buffer.concat([MAGIC, length, header]));
  }

  protected done(chunk: Buffer, isLast: boolean): Buffer {
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce(this.count++, isLast));
    return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
  }
}

class Opening extends Chunks {
  constructor(private readonly key: Buffer) {
    super(CHUNK + TAG);
  }

  protected done(chunk: Buffer, isLast: boolean): Buffer {
    try {
      const cipher = createDecipheriv('aes-256-gcm', this.key, nonce(this.count++, isLast));
      cipher.setAuthTag(chunk.subarray(-TAG));
      return Buffer.concat([cipher.update(chunk.subarray(0, -TAG)), cipher.final()]);
    } catch (cause) {
      throw new SealedFileError('The file is not as it was written: it was changed, or is not whole.', { cause });
    }
  }
}

/** A stream that seals what goes through it for a recipient (`age1…`). */
export async function sealFor(recipient: string): Promise<Transform> {
  const key = randomBytes(KEY_BYTES);
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return new Sealing(key, Buffer.from(await encrypter.encrypt(new Uint8Array(key))));
}

/**
 * Opens a sealed stream.
 * @param identity one, or several that it may be sealed for: those of before and after a change of keys
 * @throws SealedFileError when it is none, or no identity opens it
 */
export async function* openWith(identity: string, sealed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const parts = sealed[Symbol.asyncIterator]();
  let start = Buffer.alloc(0);
  const need = async (bytes: number): Promise<void> => {
    while (start.length < bytes) {
      const next = await parts.next();
      if (next.done) throw new SealedFileError('The file is not whole.');
      start = Buffer.concat([start, next.value]);
    }
  };
  await need(MAGIC.length + 4);
  if (!start.subarray(0, MAGIC.length).equals(MAGIC)) throw new SealedFileError('The file is no backup of Bệnh Án.');
  const length = start.readUInt32BE(MAGIC.length);
  if (length > MOST_HEADER) throw new SealedFileError('The file is no backup of Bệnh Án.');
  const from = MAGIC.length + 4;
  await need(from + length);
  const opening = new Opening(await keyIn(start.subarray(from, from + length), identity));
  const feed = (async () => {
    const write = (bytes: Buffer) =>
      new Promise<void>((resolve, reject) => opening.write(bytes, (error) => (error ? reject(error) : resolve())));
    await write(start.subarray(from + length));
    for (let next = await parts.next(); !next.done; next = await parts.next()) await write(next.value);
    opening.end();
  })();
  feed.catch((error: unknown) => opening.destroy(error as Error));
  yield* opening as AsyncIterable<Buffer>;
}

async function keyIn(header: Buffer, identity: string): Promise<Buffer> {
  const decrypter = new Decrypter();
  for (const one of identitiesIn(identity)) decrypter.addIdentity(one);
  try {
    return Buffer.from(await decrypter.decrypt(new Uint8Array(header)));
  } catch (cause) {
    throw new SealedFileError('This identity does not open the backup: it was sealed for another.', { cause });
  }
}
