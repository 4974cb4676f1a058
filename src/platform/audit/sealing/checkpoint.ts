import type { Hash } from './merkle.js';

/**
 * The state of the trail at one moment, as C2SP specifies it (c2sp.org/tlog-checkpoint): the log's name, how many events it
 * has, and the root over them. An extension line of our own says when.
 */
export interface Checkpoint {
  /** Name of the log, such as `benh-an/79016/audit`. */
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
  readonly at?: Date;
  /** What the clock of the sealing service said when that was before the checkpoint before: times never decrease, this tells why. */
  readonly clock?: Date;
}

const TIME = 'time ';
const CLOCK = 'clock ';

/** The text that is signed. */
export function checkpointText({ origin, size, root, at, clock }: Checkpoint): string {
  const time = at ? `${TIME}${at.toISOString()}\n` : '';
  const behind = clock ? `${CLOCK}${clock.toISOString()}\n` : '';
  return `${origin}\n${size}\n${root.toString('base64')}\n${time}${behind}`;
}

/** @throws Error when the text is no checkpoint; extension lines of others are passed over */
export function readCheckpoint(text: string): Checkpoint {
  const [origin, size, encoded, ...extensions] = text.split('\n');
  const root = Buffer.from(encoded ?? '', 'base64');
  const isWhole = origin && /^(0|[1-9]\d{0,15})$/.test(size ?? '') && root.length === 32;
  if (!isWhole) throw new Error('not a checkpoint: origin, size and root, one line each');
  const [at, clock] = [TIME, CLOCK].map((name) => momentIn(extensions, name));
  return { origin, size: Number(size), root, ...(at && { at }), ...(clock && { clock }) };
}

function momentIn(extensions: readonly string[], name: string): Date | undefined {
  const text = extensions.find((line) => line.startsWith(name))?.slice(name.length);
  return text && !isNaN(Date.parse(text)) ? new Date(text) : undefined;
}
