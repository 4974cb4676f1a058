import { textOf, type CharacterSet } from './character-sets.js';
import type { Separators } from './separators.js';

/** What stands between two escape signs, for signs that are letters of the message's own. */
const NAMED: Readonly<Record<string, keyof Separators>> = {
  F: 'field',
  S: 'component',
  T: 'subcomponent',
  R: 'repetition',
  E: 'escape',
};

/** NUL cannot be stored, and no text needs one. */
const NUL = /\0/g;

/**
 * A text without its escapes (HL7 v2, chapter 2.7): separators, line breaks and indents of formatted text, bytes by their number. Highlighting is
 * dropped; changes of the character set, and what a sender made up, stand as they came, so that nobody reads something else in their place.
 */
export function unescape(text: string, separators: Separators, characterSet: CharacterSet): string {
  const { escape } = separators;
  if (escape === '' || !text.includes(escape)) return text.replace(NUL, '\ufffd');
  const parts = text.split(escape);
  let out = parts[0]!;
  for (let at = 1; at < parts.length; at++) {
    const isClosed = at + 1 < parts.length;
    const meant = isClosed ? meaningOf(parts[at]!, separators, characterSet) : undefined;
    if (meant === undefined) {
      // A sign without a second, such as in "C:\data": it stands for itself.
      out += escape + parts[at]!;
      continue;
    }
    out += meant + parts[at + 1]!;
    at++;
  }
  return out.replace(NUL, '\ufffd');
}

function meaningOf(code: string, separators: Separators, characterSet: CharacterSet): string | undefined {
  const name = Object.hasOwn(NAMED, code) ? NAMED[code] : undefined;
  if (name) return separators[name];
  if (code === 'H' || code === 'N') return '';
  if (code === 'P') return '#';
  const [, hex] = /^X((?:[0-9A-Fa-f]{2})+)$/.exec(code) ?? [];
  if (hex !== undefined) return bytesOf(hex, characterSet);
  return formatOf(code);
}

/** Bytes by their number are of the message's own character set. */
const bytesOf = (hex: string, characterSet: CharacterSet): string | undefined => {
  const bytes = Buffer.from(hex, 'hex');
  return (textOf(bytes, characterSet) ?? bytes.toString('latin1')).replace(/\r\n?/g, '\n');
};

/** Commands of formatted text: a new line, lines left empty, spaces; what only arranges text is dropped. */
function formatOf(code: string): string | undefined {
  const [, command, number] = /^\.(br|sp|in|ti|fi|nf|ce|sk)\s*([+-]?\d{1,2})?$/i.exec(code) ?? [];
  if (command === undefined) return undefined;
  const count = Math.max(1, Math.abs(Number(number ?? 1)));
  switch (command.toLowerCase()) {
    case 'br':
    case 'ce':
      return '\n';
    case 'sp':
      return '\n'.repeat(count);
    case 'sk':
      return ' '.repeat(count);
    default:
      return '';
  }
}
