/**
 * The blocks of a kind in a PEM text (RFC 7468), in their order.
 * @throws Error when one was begun and not ended, or the other way round: a file is read while it is being written, and what is lost of it
 *   would be trusted less, or taken back less, than it says
 */
export function pemBlocks(text: string, label: string): string[] {
  const blocks = text.match(new RegExp(`-----BEGIN ${label}-----[^-]+-----END ${label}-----`, 'g')) ?? [];
  const isWhole = ['BEGIN', 'END'].every((side) => text.split(`-----${side}`).length - 1 === blocksOf(text, side));
  const ofLabel = ['BEGIN', 'END'].map((side) => text.split(`-----${side} ${label}-----`).length - 1);
  if (!isWhole || ofLabel.some((found) => found !== blocks.length)) {
    throw new Error('it is cut off or half-written: a block of it has no beginning or no end');
  }
  return blocks;
}

/** Lines that begin or end a block as they must. */
const blocksOf = (text: string, side: string): number =>
  (text.match(new RegExp(`-----${side} [A-Z0-9 ]+-----`, 'g')) ?? []).length;
