import { fromTcvn3 } from './tcvn3.js';
import { fromVni } from './vni.js';

/** Character sets in which messages are read; the last two as they are set for a sender, since no message can name them. */
export const CHARACTER_SETS = ['UTF-8', 'ASCII', '8859/1', 'WINDOWS-1258', 'TCVN3', 'VNI'] as const;
/** Those of other countries (HL7 table 0211), which messages name, by how the WHATWG Encoding standard calls each. */
const OTHERS = {
  '8859/2': 'iso-8859-2',
  '8859/3': 'iso-8859-3',
  '8859/4': 'iso-8859-4',
  '8859/5': 'iso-8859-5',
  '8859/6': 'iso-8859-6',
  '8859/7': 'iso-8859-7',
  '8859/8': 'iso-8859-8',
  '8859/9': 'windows-1254',
  'ISO-2022-JP': 'iso-2022-jp',
  'GB 18030-2000': 'gb18030',
  'BIG-5': 'big5',
  'KS X 1001': 'euc-kr',
} as const;
export type CharacterSet = (typeof CHARACTER_SETS)[number] | keyof typeof OTHERS;

/** Sets that have the letters of Vietnamese. */
export const VIETNAMESE: readonly CharacterSet[] = ['UTF-8', 'WINDOWS-1258', 'TCVN3', 'VNI'];

export const isCharacterSet = (text: string): text is CharacterSet =>
  (CHARACTER_SETS as readonly string[]).includes(text);

/** Names of MSH-18 (HL7 table 0211), and what senders write in their place. */
const NAMES: Readonly<Record<string, CharacterSet>> = {
  'UNICODE UTF-8': 'UTF-8',
  'UTF-8': 'UTF-8',
  UTF8: 'UTF-8',
  UNICODE: 'UTF-8',
  ASCII: 'ASCII',
  'US-ASCII': 'ASCII',
  '8859/1': '8859/1',
  '8859/15': '8859/1',
  'ISO-8859-1': '8859/1',
  'ISO8859-1': '8859/1',
  'ISO IR100': '8859/1',
  'ISO_IR 100': '8859/1',
  LATIN1: '8859/1',
  'WINDOWS-1258': 'WINDOWS-1258',
  CP1258: 'WINDOWS-1258',
  TCVN3: 'TCVN3',
  'TCVN-3': 'TCVN3',
  VNI: 'VNI',
  'VNI-WINDOWS': 'VNI',
  ...(Object.fromEntries(Object.keys(OTHERS).map((name) => [name, name])) as Record<keyof typeof OTHERS, CharacterSet>),
  'ISO IR87': 'ISO-2022-JP',
  'ISO IR14': 'ISO-2022-JP',
  'ISO IR13': 'ISO-2022-JP',
  'ISO IR159': 'ISO-2022-JP',
  'ISO 2022-JP': 'ISO-2022-JP',
  GB18030: 'GB 18030-2000',
  GBK: 'GB 18030-2000',
  GB2312: 'GB 18030-2000',
  BIG5: 'BIG-5',
  KSC5601: 'KS X 1001',
  'EUC-KR': 'KS X 1001',
};

const ESCAPE = 0x1b;

/** Text, or why there is none. */
export type Decoded =
  | { readonly ok: true; readonly text: string; readonly characterSet: CharacterSet }
  | { readonly ok: false; readonly why: 'unknown' | 'unfit'; readonly named: string };

/**
 * The text of a message's bytes. What MSH-18 names first counts; where it names none, or ASCII and the bytes are more, what is set for the sender;
 * where nothing is set, UTF-8. Bytes that the set does not have are refused, never replaced: a name that is read wrongly is another name.
 */
export function decode(bytes: Uint8Array, named: string, ofSender?: CharacterSet): Decoded {
  const first = named.split('~')[0]!.trim().toUpperCase();
  const known = NAMES[first];
  if (first !== '' && known === undefined) return { ok: false, why: 'unknown', named: first };
  // Japanese in seven bits begins with an escape.
  const isPlain = bytes.every((byte) => byte < 0x80 && (byte !== ESCAPE || known !== 'ISO-2022-JP'));
  const told = known === 'ASCII' && !isPlain ? undefined : known;
  const wanted = isPlain ? (known ?? 'ASCII') : setOf(bytes, told, ofSender);
  const text = textOf(bytes, wanted);
  return text === undefined
    ? { ok: false, why: 'unfit', named: known ?? wanted }
    : { ok: true, text, characterSet: wanted };
}

/** Senders in TCVN3 or VNI cannot name their set: what is set for them counts, unless the bytes are what they name. */
function setOf(bytes: Uint8Array, told: CharacterSet | undefined, ofSender: CharacterSet | undefined): CharacterSet {
  const isOwn = ofSender === 'TCVN3' || ofSender === 'VNI';
  if (isOwn && !(told === 'UTF-8' && textOf(bytes, told) !== undefined)) return ofSender;
  // Senders that write UTF-8 and still name Latin-1, or seven bits: words make such sequences of bytes there by no chance.
  const isEightBits = told?.startsWith('8859/') ?? false;
  const hasHigh = bytes.some((byte) => byte >= 0x80);
  const isMistold = isEightBits || (told === 'ISO-2022-JP' && hasHigh);
  if (isMistold && textOf(bytes, 'UTF-8') !== undefined) return 'UTF-8';
  return told ?? ofSender ?? 'UTF-8';
}

/** The text of some bytes in a set; undefined when they are not of it. */
export function textOf(bytes: Uint8Array, set: CharacterSet): string | undefined {
  if (isOther(set)) return decoded(bytes, OTHERS[set]);
  switch (set) {
    case 'TCVN3':
      return fromTcvn3(bytes);
    case 'VNI':
      return fromVni(bytes);
    case 'ASCII':
    case 'UTF-8':
      return decoded(bytes, 'utf-8');
    case '8859/1':
      // As everybody reads it who says so (WHATWG Encoding): with the signs of Windows-1252 where Latin-1 has none.
      return decoded(bytes, 'latin1');
    case 'WINDOWS-1258':
      return decoded(bytes, 'windows-1258');
  }
}

const isOther = (set: CharacterSet): set is keyof typeof OTHERS => set in OTHERS;

function decoded(bytes: Uint8Array, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes).normalize('NFC');
  } catch {
    return undefined;
  }
}
