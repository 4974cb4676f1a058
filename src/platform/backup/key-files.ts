import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openWith, sealFor } from './sealed-stream.js';
import { readTar, TAR_END, tarHeader, tarPadding } from './tar.js';

/**
 * The files without which a restored database is of little use, and which must not lie with it: the key that signs the trail, the secret of
 * tokens, the keys of authenticators. They are sealed as backups are.
 */
export async function sealKeyFiles(files: readonly string[], to: string, recipient: string): Promise<string[]> {
  const parts: Buffer[] = [];
  const names: string[] = [];
  for (const file of files) {
    const content = await readFile(file).catch(() => undefined);
    if (!content) continue;
    const name = basename(file);
    parts.push(tarHeader({ name, bytes: content.length }), content, tarPadding(content.length));
    names.push(name);
  }
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  const target = createWriteStream(to, { mode: 0o600, flush: true });
  await pipeline(Readable.from([...parts, TAR_END]), await sealFor(recipient), target);
  return names;
}

/** Brings them back into a folder, where none of them is overwritten. @returns their names */
export async function openKeyFiles(file: string, identity: string, to: string): Promise<string[]> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  const names: string[] = [];
  for await (const { name, content } of readTar(openWith(identity, createReadStream(file)))) {
    if (name !== basename(name) || name === '..') throw new Error(`${file} names ${name}, outside of the folder.`);
    const parts: Buffer[] = [];
    for await (const part of content) parts.push(part);
    await writeFile(join(to, name), Buffer.concat(parts), { mode: 0o600, flag: 'wx' });
    names.push(name);
  }
  return names;
}

/** Files of keys as `emr backup --keys-to` names them, the newest last. */
export async function keyFilesIn(folder: string): Promise<string[]> {
  const isFile = (await stat(folder).catch(() => undefined))?.isFile();
  if (isFile) return [folder];
  const names = await readdir(folder).catch(() => [] as string[]);
  return names
    .filter((name) => /^keys-\d{8}T\d{6}Z\.emrb$/.test(name))
    .sort()
    .map((name) => join(folder, name));
}
