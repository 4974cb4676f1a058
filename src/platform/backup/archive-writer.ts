import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress } from 'node:zlib';
import type { CopiedFile } from './backup-folder.js';
import { sealFor } from './sealed-stream.js';
import { TAR_END, tarHeader, tarPadding } from './tar.js';

const PART = 256 * 1024;

/** Writes one archive: files after each other, compressed (zstd), sealed for a recipient. */
export class ArchiveWriter {
  readonly files: CopiedFile[] = [];
  private readonly plain = new PassThrough();
  private readonly digest = createHash('sha256');
  private bytes = 0;
  private written!: Promise<void>;

  private constructor(private readonly file: string) {}

  static async open(file: string, recipient: string): Promise<ArchiveWriter> {
    const writer = new ArchiveWriter(file);
    const target = createWriteStream(`${file}.new`, { mode: 0o600, flush: true });
    const { digest } = writer;
    const counted = new PassThrough();
    counted.on('data', (part: Buffer) => {
      digest.update(part);
      writer.bytes += part.length;
    });
    writer.written = pipeline(writer.plain, createZstdCompress(), await sealFor(recipient), counted, target);
    writer.written.catch(() => undefined); // told by whoever writes on, or closes
    return writer;
  }

  async addFolder(name: string): Promise<void> {
    await this.write(tarHeader({ name: `${name}/`, bytes: 0 }));
  }

  async addText(name: string, text: string): Promise<void> {
    const content = Buffer.from(text);
    await this.write(tarHeader({ name, bytes: content.length }));
    await this.write(content);
    await this.end(name, content.length, createHash('sha256').update(content).digest('hex'));
  }

  /**
   * A file that may be written meanwhile: as many bytes as it has now; what it loses on the way is zeros, which the log mends.
   * @returns false when it is gone
   */
  async addFile(name: string, path: string): Promise<boolean> {
    const handle = await open(path, 'r').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    });
    if (!handle) return false;
    try {
      const { size } = await handle.stat();
      const hash = createHash('sha256');
      await this.write(tarHeader({ name, bytes: size }));
      for (let at = 0; at < size;) {
        const part = Buffer.alloc(Math.min(PART, size - at));
        const { bytesRead } = await handle.read(part, 0, part.length, at);
        const read = bytesRead > 0 ? part.subarray(0, bytesRead) : part;
        hash.update(read);
        await this.write(read);
        at += read.length;
      }
      await this.end(name, size, hash.digest('hex'));
      return true;
    } finally {
      await handle.close();
    }
  }

  /** Brings it to disk and gives it its name. */
  async close(): Promise<{ bytes: number; sha256: string }> {
    await this.write(TAR_END);
    this.plain.end();
    await this.written;
    await rename(`${this.file}.new`, this.file);
    return { bytes: this.bytes, sha256: this.digest.digest('hex') };
  }

  /** Ends it without giving it its name. */
  async abandon(): Promise<void> {
    this.plain.destroy();
    await this.written.catch(() => undefined);
  }

  private async end(path: string, bytes: number, sha256: string): Promise<void> {
    await this.write(tarPadding(bytes));
    this.files.push({ path, bytes, sha256 });
  }

  private async write(part: Buffer): Promise<void> {
    if (part.length === 0) return;
    if (this.plain.destroyed) await this.written;
    if (this.plain.write(part)) return;
    const isDrained = new Promise<void>((resolve) => this.plain.once('drain', resolve));
    await Promise.race([isDrained, this.written]);
  }
}
