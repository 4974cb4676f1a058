import { moment } from '../words/moments.ts';
import type { Words } from '../words/vi.ts';

/** A segment of a message of HL7 v2, in words: what it is, and what of it people read. */
export interface SaidSegment {
  readonly title: string;
  readonly text: string;
  readonly isStriking: boolean;
}

/** The signs by which a message parts what it says; they stand at its beginning (HL7 v2.5.1, 2.5.4). */
interface Signs {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string;
  readonly part: string;
}

/** The segments of a message of HL7 v2, each in words. Nothing is decided by it: it is for eyes alone. */
export function saidBy(content: string, words: Words): readonly SaidSegment[] {
  const lines = content.split(/[\r\n\u000b\u001c]+/).filter((line) => line.length > 3);
  const head = lines.find((line) => line.startsWith('MSH')) ?? 'MSH|^~\\&';
  const [field = '|', component = '^', repetition = '~', escape = '\\', part = '&'] = head.slice(3, 8);
  const signs = { field, component, repetition, escape, part };
  return lines.map((line) => segmentInWords(line, signs, words));
}

function segmentInWords(line: string, signs: Signs, words: Words): SaidSegment {
  const name = line.slice(0, 3);
  const fields = line.split(signs.field);
  // The first field of MSH is the sign between fields itself.
  const at = (n: number): string => fields[name === 'MSH' ? n - 1 : n] ?? '';
  const read: Read = {
    text: (n) => plain(at(n), signs),
    part: (n, which) => plain(at(n).split(signs.repetition)[0]?.split(signs.component)[which - 1] ?? '', signs),
    all: (n) => at(n).split(signs.repetition),
    signs,
  };
  const said =
    SAID[name]?.(read, words) ??
    fields
      .slice(1)
      .map((one) => plain(one, signs))
      .filter(Boolean);
  const isStriking = name === 'ERR' || (name === 'OBX' && /^(HH|LL|AA)$/.test(read.part(8, 1)));
  return { title: words.exchange.segments[name] ?? name, text: said.filter(Boolean).join(' · '), isStriking };
}

interface Read {
  /** A field as a line of text. */
  readonly text: (field: number) => string;
  /** A component of the first repetition of a field. */
  readonly part: (field: number, component: number) => string;
  readonly all: (field: number) => readonly string[];
  readonly signs: Signs;
}

/** What people read of each segment, by the numbers of its fields (HL7 v2.5.1, chapters 2, 3, 4 and 7). */
const SAID: Readonly<Record<string, (read: Read, words: Words) => readonly string[]>> = {
  MSH: ({ text, part }) => [text(3), text(4), [part(9, 1), part(9, 2)].filter(Boolean).join('^'), dateOf(text(7))],
  PID: ({ text, part, all, signs }, words) => [
    nameOf([1, 3, 2].map((which) => part(5, which))),
    bornOf(part(7, 1)),
    words.sex[{ M: 'male', F: 'female', O: 'other' }[text(8)] ?? 'unknown'] ?? '',
    all(3)
      .map((one) => plain(one.split(signs.component)[0] ?? '', signs))
      .join(', '),
  ],
  ORC: ({ text, part }) => [text(1), part(2, 1), part(3, 1)],
  OBR: ({ part, text }) => [codeOf(part, 4), part(2, 1), part(3, 1), dateOf(text(7))],
  OBX: ({ part, text }, words) => [
    `${codeOf(part, 3)}: ${[text(5), part(6, 2) || part(6, 1)].filter(Boolean).join(' ')}`,
    text(7) && words.exchange.range(text(7)),
    text(8) && (words.exchange.flags[part(8, 1)] ?? (part(8, 1) === 'N' ? '' : text(8))),
  ],
  NTE: ({ text }) => [text(3)],
};

const codeOf = (part: Read['part'], field: number): string => part(field, 2) || part(field, 1);
const nameOf = (parts: readonly string[]): string => parts.filter(Boolean).join(' ');
const bornOf = (text: string): string => text.replace(/^(\d{4})(\d{2})(\d{2}).*$/, '$3/$2/$1');

/** A moment of HL7, which without a zone is the hospital's. */
function dateOf(text: string): string {
  const [, y, m, d, h, min, zone] = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})[\d.]*([+-]\d{4})?$/.exec(text) ?? [];
  if (!y) return bornOf(text);
  return moment(`${y}-${m}-${d}T${h}:${min}:00${zone ? `${zone.slice(0, 3)}:${zone.slice(3)}` : '+07:00'}`);
}

/** A text without the signs between its parts; those that it means itself are escaped (HL7 v2.5.1, 2.7). */
function plain(text: string, { field, component, repetition, escape, part }: Signs): string {
  const meant: Readonly<Record<string, string>> = { F: field, S: component, R: repetition, E: escape, T: part };
  const between = new RegExp(`[${[component, repetition, part].map((sign) => `\\${sign}`).join('')}]+`, 'g');
  const parted = text.replace(between, ' ');
  return escape.length !== 1
    ? parted.trim()
    : parted
        .split(escape)
        .map((piece, place, all) => (place % 2 === 1 && place < all.length - 1 ? (meant[piece] ?? ' ') : piece))
        .join('')
        .trim();
}

/** OBX^1^5^1 as words: the value, number 1, field 5, repetition 1. */
export function placeInWords(at: string, { exchange }: Words): string {
  const [segment = '', repeat, field, repetition, component] = at.split('^');
  const { placeParts: parts } = exchange;
  const said = [
    repeat && parts.repeat(repeat),
    field && parts.field(field),
    repetition && repetition !== '1' && parts.repetition(repetition),
    component && parts.component(component),
  ];
  return exchange.place(exchange.segments[segment] ?? segment, said.filter(Boolean).join(', '));
}
