import { textOf, type CharacterSet } from './character-sets.js';

/** Bytes of each letter beyond ASCII, by what those bytes read as: so that nothing is written that would be read otherwise. */
type Table = ReadonlyMap<string, readonly number[]>;

const HIGH = Array.from({ length: 0x80 }, (_, at) => 0x80 + at);
const VOWELS = [...'aeiouyAEIOUY'].map((letter) => letter.charCodeAt(0));
const tables = new Map<CharacterSet, Table>();

/** Of letters that are written in two bytes, a base and its marks. */
function tableOf(set: CharacterSet): Table {
  const known = tables.get(set);
  if (known) return known;
  const table = new Map<string, readonly number[]>();
  const add = (bytes: readonly number[]) => {
    const text = textOf(Uint8Array.from(bytes), set);
    if (text !== undefined && [...text].length === 1 && !table.has(text)) table.set(text, bytes);
  };
  for (const byte of HIGH) add([byte]);
  const isPaired = set === 'VNI' || set === 'WINDOWS-1258';
  const bases = isPaired ? [...VOWELS, ...HIGH.filter((byte) => isLetter(textOf(Uint8Array.of(byte), set)))] : [];
  for (const base of bases) for (const mark of HIGH) add([base, mark]);
  tables.set(set, table);
  return table;
}

const isLetter = (text: string | undefined): boolean => text !== undefined && /^\p{L}$/u.test(text);

/** A text in a character set. What the set does not have is written small where it has that, and as a question mark where it does not. */
export function encode(text: string, set: CharacterSet): Buffer {
  if (set === 'UTF-8') return Buffer.from(text, 'utf8');
  const table: Table = set === 'ASCII' ? new Map() : tableOf(set);
  const bytes = [...text.normalize('NFC')].flatMap((letter) => {
    const code = letter.codePointAt(0)!;
    return code < 0x80 ? [code] : (table.get(letter) ?? table.get(letter.toLowerCase()) ?? [0x3f]);
  });
  return Buffer.from(bytes);
}
