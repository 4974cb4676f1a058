import type { Hash } from './merkle.js';

/**
 * The state of the trail at one moment, as C2SP specifies it (c2sp.org/tlog-checkpoint): the log's name, how many events it
 * has, and the root over them.
 */
export interface Checkpoint {
  /** Name of the log, such as `benhan.vn/79016/audit`. */
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
}

/** The text that is signed. */
export const checkpointText = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${root.toString('base64')}\n`;

/** @throws Error when the text is no checkpoint; lines after the third are extensions and are passed over */
export function readCheckpoint(text: string): Checkpoint {
  const [origin, size, encoded] = text.split('\n');
  const root = Buffer.from(encoded ?? '', 'base64');
  const isWhole = origin && /^(0|[1-9]\d{0,15})$/.test(size ?? '') && root.length === 32;
  if (!isWhole) throw new Error('not a checkpoint: origin, size and root, one line each');
  return { origin, size: Number(size), root };
}
