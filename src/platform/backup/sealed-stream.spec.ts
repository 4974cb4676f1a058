import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { newBackupKey, openWith, sealFor } from './sealed-stream.js';
import { readTar, TAR_END, tarHeader, tarPadding } from './tar.js';

const { identity, recipient } = await newBackupKey();
const CHUNK = 64 * 1024;

async function all(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
}
const sealed = async (content: Buffer) => all(Readable.from([content]).pipe(await sealFor(recipient)));
const opened = (content: Buffer, with_ = identity) =>
  all(openWith(with_, Readable.from([content]) as AsyncIterable<Buffer>));

describe('A sealed file', () => {
  it.each([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 7])('of %i bytes opens as it was', async (bytes) => {
    const content = randomBytes(bytes);
    const file = await sealed(content);
    expect((await opened(file)).equals(content)).toBe(true);
    if (bytes > 16) expect(file.includes(content.subarray(0, 16))).toBe(false);
  });

  it('does not open when a bit is changed, a chunk is missing or two change places, or the end is cut off', async () => {
    const content = randomBytes(3 * CHUNK);
    const file = await sealed(content);
    const changed = Buffer.from(file);
    changed[file.length - CHUNK] = changed[file.length - CHUNK]! ^ 1;
    const start = file.length - 3 * (CHUNK + 16);
    const chunk = (at: number) => file.subarray(start + at * (CHUNK + 16), start + (at + 1) * (CHUNK + 16));
    const head = file.subarray(0, start);
    for (const wrong of [
      changed,
      Buffer.concat([head, chunk(0), chunk(2)]),
      Buffer.concat([head, chunk(1), chunk(0), chunk(2)]),
      Buffer.concat([head, chunk(0), chunk(1)]),
      file.subarray(0, -1),
    ]) {
      await expect(opened(wrong)).rejects.toThrow(/not as it was written|not whole/);
    }
  });

  it('opens for one identity among several, in the form of age-keygen too', async () => {
    const other = await newBackupKey();
    const file = await sealed(Buffer.from('kept'));
    const several = `# created: 2026-01-31\n# public key: ${other.recipient}\n${other.identity}\n${identity}\n`;
    expect(String(await opened(file, several))).toBe('kept');
    await expect(opened(file, '# none here')).rejects.toThrow(/sealed for another/);
  });

  it('does not open for another identity, and what is no backup is told apart', async () => {
    const file = await sealed(Buffer.from('kept'));
    await expect(opened(file, (await newBackupKey()).identity)).rejects.toThrow(/sealed for another/);
    await expect(opened(Buffer.from('PK\x03\x04 some other file'))).rejects.toThrow(/no backup/);
  });
});

describe('An archive', () => {
  it('gives back names and bytes, whatever pieces it comes in, and says when it is cut off', async () => {
    const entries = [
      { name: 'cluster/', content: Buffer.alloc(0) },
      { name: 'cluster/PG_VERSION', content: Buffer.from('18\n') },
      { name: 'cluster/base/1/1', content: randomBytes(1024) },
    ];
    const parts = entries.flatMap(({ name, content }) => [
      tarHeader({ name, bytes: content.length }),
      content,
      tarPadding(content.length),
    ]);
    const archive = Buffer.concat([...parts, TAR_END]);
    const pieces = function* (of: Buffer) {
      for (let at = 0; at < of.length; at += 333) yield of.subarray(at, at + 333);
    };
    const read: { name: string; content: Buffer }[] = [];
    const source = Readable.from(pieces(archive)) as AsyncIterable<Buffer>;
    for await (const { name, content } of readTar(source)) read.push({ name, content: await all(content) });
    expect(read).toEqual(entries);
    const cut = async () => {
      for await (const { content } of readTar(Readable.from([archive.subarray(0, 1600)]) as AsyncIterable<Buffer>)) {
        await all(content);
      }
    };
    await expect(cut()).rejects.toThrow(/too early/);
  });
});
