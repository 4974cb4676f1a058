import { foldName } from '../patients/name.rules.js';
import type { NoteSection } from './section.rules.js';

const AROUND = 70;
const MOST_PLACES = 3;

/** Where folded words stand in a note, each with what stands round it as it was written. */
export function placesOf(sections: readonly NoteSection[], words: readonly string[]): { code: string; text: string }[] {
  const places: { code: string; text: string }[] = [];
  if (words.length === 0) return places;
  for (const { code, text } of sections) {
    const at = [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].find(([word]) => {
      const folded = foldName(word);
      return words.some((sought) => folded.startsWith(sought));
    });
    if (!at) continue;
    const [from, to] = [Math.max(0, at.index - AROUND), at.index + at[0].length + AROUND];
    const part = text.slice(from, to).replace(/\s+/gu, ' ').toWellFormed();
    places.push({ code, text: `${from > 0 ? '…' : ''}${part}${to < text.length ? '…' : ''}` });
    if (places.length === MOST_PLACES) break;
  }
  return places;
}
