import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Gauge, type Metric } from 'prom-client';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';
import { clusterOf } from '../database/embedded/first-start.js';
import { placesElsewhere, type Place, type PlaceSettings } from './places.js';

const MB = 1024 * 1024;
/** PostgreSQL writes its log in files of 16 MB: with less room than for a few, the next write may be the one that is refused. */
const FULL_BYTES = 64 * MB;
/** A share on the network that answers later is passed over, in ms. */
const SHARE_ANSWERS_MS = 500;

export interface Space {
  readonly freeBytes: number;
  readonly sizeBytes: number;
  /** Below DISK_LOW_MB. */
  readonly isLow: boolean;
  /** So little that writes are about to be refused, on the disk that holds the database. */
  readonly isFull: boolean;
}

/** How much room is left where this machine writes. The disk of a database server elsewhere cannot be asked from here. */
@Injectable()
export class DiskSpace {
  private readonly free: Gauge<'folder'>;
  private readonly size: Gauge<'folder'>;
  /** To be registered where the metrics of the process are. */
  readonly metrics: readonly Metric[];
  private readonly elsewhere = new Map<string, Space>();
  private asking: Promise<void> | undefined;

  constructor(
    @Inject(SETTINGS_TOKEN) private readonly settings: Pick<Settings, 'dataDir' | 'diskLowMb'> & PlaceSettings,
  ) {
    this.free = this.gauge('disk_free_bytes', 'Free bytes on the file system of a folder that is written to');
    this.size = this.gauge('disk_size_bytes', 'Size of the file system of a folder that is written to');
    this.metrics = [this.free, this.size];
  }

  private gauge(name: string, help: string): Gauge<'folder'> {
    const collect = async () => {
      await Promise.all([this.look(), this.lookElsewhere()]);
    };
    return new Gauge({ name, help, labelNames: ['folder'], aggregator: 'min', registers: [], collect });
  }

  /** Where the data lies; undefined where there is no such folder. */
  async look(): Promise<Space | undefined> {
    const { dataDir, diskLowMb } = this.settings;
    const space = await spaceOf(dataDir, diskLowMb);
    if (space) this.tell('data', space);
    return space;
  }

  /** The other places that answer, by name: a share that is gone answers nothing, and is not waited for. */
  async lookElsewhere(): Promise<ReadonlyMap<string, Space>> {
    this.asking ??= this.askElsewhere().finally(() => (this.asking = undefined));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((come) => (timer = setTimeout(come, SHARE_ANSWERS_MS)));
    await Promise.race([this.asking, late]).finally(() => clearTimeout(timer));
    return this.elsewhere;
  }

  /** One after the other, and never twice at once: of a share that hangs, so does a thread of the few that all files share. */
  private async askElsewhere(): Promise<void> {
    const places = placesElsewhere(this.settings);
    for (const { name, folder } of places) {
      const late = setTimeout(() => this.forget(name), SHARE_ANSWERS_MS);
      const space = await spaceOf(folder, this.settings.diskLowMb);
      clearTimeout(late);
      if (space) this.tell(name, space);
      else this.forget(name);
    }
  }

  private tell(name: Place['name'], space: Space): void {
    if (name !== 'data') this.elsewhere.set(name, space);
    this.free.set({ folder: name }, space.freeBytes);
    this.size.set({ folder: name }, space.sizeBytes);
  }

  /** What was last known of it is not so now. */
  private forget(name: Place['name']): void {
    this.elsewhere.delete(name);
    this.free.remove({ folder: name });
    this.size.remove({ folder: name });
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
