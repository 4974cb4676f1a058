import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Gauge, type Metric } from 'prom-client';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';
import { clusterOf } from '../database/embedded/first-start.js';

const MB = 1024 * 1024;
/** PostgreSQL writes its log in files of 16 MB: with less room than for a few, the next write may be the one that is refused. */
const FULL_BYTES = 64 * MB;

export interface Space {
  readonly freeBytes: number;
  readonly sizeBytes: number;
  /** Below DISK_LOW_MB. */
  readonly isLow: boolean;
  /** So little that writes are about to be refused, on the disk that holds the database. */
  readonly isFull: boolean;
}

/** How much room is left where DATA_DIR lies. The disk of a database server elsewhere cannot be asked from here. */
@Injectable()
export class DiskSpace {
  private readonly free: Gauge<'folder'>;
  private readonly size: Gauge<'folder'>;
  /** To be registered where the metrics of the process are. */
  readonly metrics: readonly Metric[];

  constructor(@Inject(SETTINGS_TOKEN) private readonly settings: Pick<Settings, 'dataDir' | 'diskLowMb'>) {
    this.free = this.gauge('disk_free_bytes', 'Free bytes on the file system of DATA_DIR');
    this.size = this.gauge('disk_size_bytes', 'Size of the file system of DATA_DIR');
    this.metrics = [this.free, this.size];
  }

  private gauge(name: string, help: string): Gauge<'folder'> {
    const collect = async () => {
      await this.look();
    };
    return new Gauge({ name, help, labelNames: ['folder'], aggregator: 'min', registers: [], collect });
  }

  /** Undefined where there is no such folder. */
  async look(): Promise<Space | undefined> {
    const { dataDir, diskLowMb } = this.settings;
    const space = await spaceOf(dataDir, diskLowMb);
    if (space) {
      this.free.set({ folder: 'data' }, space.freeBytes);
      this.size.set({ folder: 'data' }, space.sizeBytes);
    }
    return space;
  }
}

/** The room where a folder lies, for an account that is nobody special; undefined where there is no such folder. */
export async function spaceOf(folder: string, lowMb: number): Promise<Space | undefined> {
  const found = await statfs(folder).catch(() => undefined);
  if (!found) return undefined;
  const { bavail, blocks, bsize } = found;
  const freeBytes = bavail * bsize;
  const isLow = freeBytes < lowMb * MB;
  return {
    freeBytes,
    sizeBytes: blocks * bsize,
    isLow,
    isFull: freeBytes < FULL_BYTES && existsSync(clusterOf(folder)),
  };
}
