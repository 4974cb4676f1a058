/** As much of the tar format (POSIX.1-1988, ustar) as a cluster's files need: names of at most 100 bytes, files and folders. */
const BLOCK = 512;

export interface TarEntry {
  /** A folder's ends with a slash. */
  readonly name: string;
  readonly bytes: number;
}

/** What stands before the bytes of an entry. */
export function tarHeader({ name, bytes }: TarEntry): Buffer {
  if (Buffer.byteLength(name) > 100) throw new Error(`The name ${name} is too long for the archive.`);
  const header = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, length: number) =>
    header.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'ascii');
  header.write(name, 0);
  octal(0o600, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  // From 8 GiB on octal digits do not suffice: then base 256, as GNU tar has it. Files of a cluster have 1 GiB at most.
  octal(bytes, 124, 12);
  octal(0, 136, 12);
  header.write(name.endsWith('/') ? '5' : '0', 156);
  header.write('ustar\0' + '00', 257, 'ascii');
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'ascii');
  return header;
}

/** What stands behind the bytes of an entry. */
export const tarPadding = (bytes: number): Buffer => Buffer.alloc((BLOCK - (bytes % BLOCK)) % BLOCK);

/** What stands at the end of an archive. */
export const TAR_END = Buffer.alloc(2 * BLOCK);

/** Reads an archive from a stream, entry after entry; the bytes of each are to be read before the next. @throws Error when it is cut off */
export async function* readTar(
  source: AsyncIterable<Buffer>,
): AsyncGenerator<TarEntry & { readonly content: AsyncGenerator<Buffer> }> {
  const parts = source[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  /** The next bytes, at least one and at most so many. */
  const take = async (most: number): Promise<Buffer> => {
    while (rest.length === 0) {
      const next = await parts.next();
      if (next.done) throw new Error('The archive ends too early.');
      rest = next.value;
    }
    const taken = rest.subarray(0, most);
    rest = rest.subarray(taken.length);
    return taken;
  };
  const exactly = async function* (bytes: number): AsyncGenerator<Buffer> {
    for (let left = bytes; left > 0;) {
      const part = await take(left);
      left -= part.length;
      yield part;
    }
  };
  const whole = async (bytes: number): Promise<Buffer> => {
    const taken: Buffer[] = [];
    for await (const part of exactly(bytes)) taken.push(part);
    return Buffer.concat(taken);
  };
  for (;;) {
    const header = await whole(BLOCK);
    if (header.every((byte) => byte === 0)) break;
    const name = textOf(header.subarray(0, 100));
    const bytes = Number.parseInt(textOf(header.subarray(124, 136)), 8);
    const content = exactly(bytes);
    yield { name, bytes, content };
    while (!(await content.next()).done);
    await whole(tarPadding(bytes).length);
  }
  // Read to its end, so that a last chunk that was cut off is noticed.
  for (let next = await parts.next(); !next.done;) next = await parts.next();
}

const textOf = (field: Buffer): string => field.toString('utf8').replace(/\0.*$/s, '').trim();
