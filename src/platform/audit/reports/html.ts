import { elementAt, valueOf } from '../../../kernel/list.js';

/** Text that is HTML already; only {@link html} makes it, so whatever comes from people has been escaped. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = string | number | Html | readonly Part[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const written = (part: Part): string => {
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(written).join('');
  return String(part).replace(/[&<>"']/g, (character) => valueOf(ENTITIES, character));
};

/** A piece of HTML; every value in it is escaped unless it is {@link Html} itself. Attributes stand in quotes. */
export const html = (pieces: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(pieces.map((piece, at) => piece + (at < parts.length ? written(elementAt(parts, at)) : '')).join(''));

export const NOTHING = html``;
