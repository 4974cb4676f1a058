import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { clientElsewhere, type Elsewhere } from '../database/embedded/superseded-elsewhere.js';
import { postgresError } from '../database/postgres-error.js';
import { StandbyError } from './standby.js';
import { readTar } from './tar.js';

const CONNECT_MS = 10_000;
/** Of the copy that has arrived and is not yet on the disk. */
const WAITING_BYTES = 4 * 1024 * 1024;
/** Kinds of the pieces of a base backup (PostgreSQL 18 documentation, 54.4): the next archive, bytes of it. */
const [ARCHIVE, BYTES] = ['n'.charCodeAt(0), 'd'.charCodeAt(0)];

/** A connection in the replication protocol, over TLS to one machine and no other. */
export class Replication {
  private constructor(private readonly client: pg.Client) {}

  /** @throws what says why the machine is not reached */
  static async open(primary: Elsewhere, password: string): Promise<Replication> {
    const client = clientElsewhere(primary, { user: primary.name, password, patienceMs: CONNECT_MS });
    await client.connect();
    return new Replication(client);
  }

  /** From here on the primary keeps its log for the standby of this name. What an attempt before this one left is taken away. */
  async makeSlot(name: string): Promise<void> {
    await this.dropSlot(name);
    await this.client.query(`CREATE_REPLICATION_SLOT ${name} PHYSICAL RESERVE_WAL`);
  }

  async dropSlot(name: string): Promise<void> {
    await this.client.query(`DROP_REPLICATION_SLOT ${name}`).catch((error: unknown) => {
      if (postgresError(error)?.code !== NO_SUCH_OBJECT) throw error;
    });
  }

  /** Copies the cluster, while it works, into an empty folder. @returns its size in bytes */
  async copyInto(cluster: string, label: string): Promise<number> {
    const copy = new BaseBackup(
      `BASE_BACKUP (LABEL '${label}', CHECKPOINT 'fast', WAL true, MANIFEST 'no', TARGET 'client')`,
    );
    this.client.query(copy);
    let total = 0;
    for await (const { name, bytes, content } of readTar(copy as AsyncIterable<Buffer>)) {
      const path = join(cluster, name);
      if (path !== cluster && !resolve(path).startsWith(resolve(cluster) + sep)) {
        throw new StandbyError(`The copy names ${name}, outside of the database.`);
      }
      if (name.endsWith('/')) {
        await mkdir(path, { recursive: true, mode: 0o700 });
        continue;
      }
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await pipeline(content, createWriteStream(path, { mode: 0o600 }));
      total += bytes;
    }
    return total;
  }

  close(): Promise<void> {
    return this.client.end().catch(() => undefined);
  }
}

const NO_SUCH_OBJECT = '42704';

/** The archive of a base backup as a stream: what arrives faster than it is written waits at the other machine. */
class BaseBackup extends Readable implements pg.Submittable {
  private connection: pg.Connection | undefined;
  private archives = 0;

  constructor(private readonly text: string) {
    super({ highWaterMark: WAITING_BYTES });
  }

  submit(connection: pg.Connection): void {
    this.connection = connection;
    connection.query(this.text);
  }

  override _read(): void {
    this.connection?.stream.resume();
  }

  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    if (chunk[0] === ARCHIVE && ++this.archives > 1) {
      this.destroy(new StandbyError('The primary has tablespaces, which a standby does not follow.'));
    }
    // The bytes are the driver's, which uses them again.
    else if (chunk[0] === BYTES && !this.push(Buffer.from(chunk.subarray(1)))) this.connection?.stream.pause();
  }

  handleReadyForQuery(): void {
    this.push(null);
  }

  handleError(error: Error): void {
    this.destroy(error);
  }

  // What else the server says of a backup is not needed: where its log begins stands in its label.
  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleCommandComplete(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
  handleCopyInResponse(): void {}
}
