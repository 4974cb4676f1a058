import type { Sealer } from '../platform/audit/sealing/sealer.js';
import type { Settings } from '../platform/config/settings.js';
import { type Backups, backupsOf } from './backups.js';
import type { PreparedDatabase } from './prepared-database.js';
import { sealerOf } from './sealing.js';
import { sayWhoServes } from './service-file.js';

/** What the primary process does itself while its workers serve: it seals the trail, and backs the embedded database up. */
export class BesideWorkers {
  private sealer: Sealer | undefined;
  private backups: Backups | undefined;
  private takeBack: (() => void) | undefined;

  constructor(private readonly warn: (sentence: string) => void) {}

  /** Sealing begins before anybody is served. */
  async seal(settings: Settings, { dataDir }: PreparedDatabase): Promise<void> {
    this.takeBack ??= sayWhoServes(dataDir);
    await this.sealer?.stop();
    this.sealer = sealerOf(settings, dataDir, this.warn);
    this.sealer?.start();
  }

  async backUp(settings: Settings, { embedded }: PreparedDatabase): Promise<void> {
    await this.backups?.stop();
    this.backups = embedded && backupsOf(settings, embedded, this.warn);
    this.backups?.start();
  }

  /** The exposition text of what it knows of backups; nothing where it makes none. */
  async metrics(): Promise<string> {
    return (await this.backups?.metrics()) ?? '';
  }

  async stop(): Promise<void> {
    await this.sealer?.stop();
    await this.backups?.stop();
    this.takeBack?.();
  }
}
