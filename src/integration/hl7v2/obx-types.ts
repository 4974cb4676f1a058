import type { SentValue } from '../import/filing.service.js';
import { wordsOf } from './concept.js';
import { dateOf, timeOf } from './er7/date-time.js';
import type { Segment, Value } from './er7/message.js';
import { shownWords, type hl7Words } from './hl7v2.words.js';
import { rangesIn } from './ranges.js';
import { unitOf } from './units.js';

/** What an OBX measured or says. */
export interface Measured extends Pick<
  SentValue,
  'value' | 'valueAsSent' | 'comparator' | 'unit' | 'unitWritten' | 'text' | 'attachments'
> {
  /** That stands behind the number. */
  readonly flag?: string;
  /** Why it is not what its type says; it is shown as it came. */
  readonly unread?: keyof typeof hl7Words;
}

/** OBX-7 in words. Where a sender names which range each is (`4-10^REFERENCE_RANGE~2-20^PANIC_RANGE`), the normal one alone. */
export function rangeText(obx: Segment): string {
  const named = obx.all(7).filter((range) => /_RANGE$/i.test(range.text(2)));
  if (named.length === 0) return obx.whole(7);
  return named.find((range) => /^(?:REFERENCE|NORMAL)_RANGE$/i.test(range.text(2)))?.text(1) ?? '';
}

/** Repetitions, and components of types that we do not take apart, as people would read them. */
const plainText = (obx: Segment): string =>
  obx
    .all(5)
    .map((value) => value.whole)
    .join('\n');

/** A field with the one thing that it says: GeneXpert writes `NEGATIVE^`, and `^20385.41` where there are no words. */
const bare = (obx: Segment): string => {
  const [only, ...others] = obx.first(5).parts();
  return obx.all(5).length === 1 && only !== undefined && others.length === 0 ? only : obx.whole(5);
};

const joined = (obx: Segment, by: string): string =>
  obx
    .all(5)
    .map((value) => value.parts().join(by))
    .join('; ');

const coded = (obx: Segment): Measured => ({
  text: obx
    .all(5)
    .map((value) => wordsOf(value))
    .join('; '),
});

/** What each type of OBX-2 says (HL7 table 0125); nothing, and a type that nobody knows, is read as it is written. */
export const TYPES: Readonly<Record<string, (obx: Segment) => Measured>> = {
  '': numberInText,
  NM: (obx) => (isThousand(obx) ? { text: bare(obx) } : numberOr(bare(obx))),
  ST: (obx) => (obx.all(5).length > 1 || mayBeThousand(obx) ? { text: plainText(obx) } : numberOr(bare(obx))),
  FT: numberInText,
  TX: numberInText,
  SN: (obx) => structured(obx.first(5)),
  CE: coded,
  CF: coded,
  CNE: coded,
  CWE: coded,
  IS: coded,
  ID: coded,
  SI: (obx) => numberOr(bare(obx)),
  DT: (obx) => dated(obx, (text) => dateOf(text) !== undefined),
  TM: (obx) => dated(obx, (text) => timeOf(`20000101${text}`) !== undefined),
  TS: (obx) => dated(obx, (text) => timeOf(text) !== undefined),
  DTM: (obx) => dated(obx, (text) => timeOf(text) !== undefined),
  ED: (obx) => attached(obx.first(5)),
  RP: (obx) => ({ text: `${shownWords.document.vi}: ${obx.text(5, 1)}`, attachments: [{ url: obx.text(5, 1) }] }),
  DR: (obx) => ({
    text: obx
      .first(5)
      .parts()
      .map((moment) => momentText(obx, moment))
      .join(' – '),
  }),
  NR: (obx) => ({ text: joined(obx, ' – ') }),
  XAD: (obx) => ({ text: joined(obx, ', ') }),
  AD: (obx) => ({ text: joined(obx, ', ') }),
  NA: (obx) => ({ text: joined(obx, '; ') }),
  MA: (obx) => ({ text: joined(obx, '; ') }),
  ...Object.fromEntries(
    'EI HD XCN CN PPN XPN PN XON XTN TN CX CK MO CP PL'
      .split(' ')
      .map((type) => [type, (obx: Segment) => ({ text: joined(obx, ' ') })]),
  ),
};

/** A moment as on the sender's clock; what is none is shown as it came, and its sender told. */
const dated = (obx: Segment, isOne: (text: string) => boolean): Measured =>
  isOne(obx.whole(5).split('^')[0]!.trim())
    ? { text: momentText(obx) }
    : { text: plainText(obx), unread: 'notAMoment' };

/** Analysers send numbers as texts: one that has a unit or a range is a measurement, and to be judged as one. Lines of a text have neither. */
function numberInText(obx: Segment): Measured {
  const isMeasured =
    unitOf(obx.first(6)) !== '' || rangesIn(rangeText(obx)).some(({ low, high }) => (low ?? high) !== undefined);
  const isNumber = isMeasured && obx.all(5).length === 1 && !mayBeThousand(obx);
  return isNumber ? numberOr(bare(obx)) : { text: plainText(obx) };
}

/** In Vietnam and Germany a dot parts thousands: `250.000` beside `150.000-400.000` may be 250 or 250,000, and is judged as neither. */
export function mayBeThousand(obx: Segment, number = bare(obx)): boolean {
  const bounds = rangeText(obx).match(/\d+(?:[.,]\d+)*/g) ?? [];
  return (
    /^[<>≤≥=]*\s*\d{1,3}\.\d{3}$/.test(number) &&
    bounds.length > 0 &&
    bounds.every((bound) => /^\d{1,3}\.000$/.test(bound))
  );
}

/** The same of an NM, whose dot is a decimal point by HL7: only where so few of what is counted are in a microlitre of nobody. */
export const isThousand = (obx: Segment, number = bare(obx)): boolean =>
  /^\/?(?:mm3|mm\^?3|cmm|[uµμ]l|mcl)$/i.test(unitOf(obx.first(6)).replace('³', '3')) && mayBeThousand(obx, number);

const NUMBER = /^(<=|>=|=<|=>|≤|≥|<|>|=)?\s*([-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][-+]?\d+)?)$/;
const SIGNS: Readonly<Record<string, string>> = { '≤': '<=', '≥': '>=', '=<': '<=', '=>': '>=' };

/** A number, perhaps with a sign before it; whatever else is a result in words. A comma before three digits may be a thousand. */
export function numberOr(text: string): Measured {
  const [, sign, digits] = NUMBER.exec(text) ?? [];
  if (digits === undefined || /^[-+]?\d{1,3},\d{3}$/.test(digits)) return { text };
  return numbered(sign, digits);
}

function numbered(sign: string | undefined, digits: string): Measured {
  const plain = digits.replace(',', '.');
  const value = Number(plain);
  if (!canBeKept(value, plain)) return { text: `${sign ?? ''}${digits}` };
  const comparator = sign && sign !== '=' ? (SIGNS[sign] ?? sign) : undefined;
  const asSent = plain.replace(/^\+/, '');
  return { value, ...(String(value) !== asSent && { valueAsSent: asSent }), ...(comparator && { comparator }) };
}

/** Beyond what a number of a program can say, it would be another one: `1e400` is no infinity, and `1e-400` not nothing. */
const canBeKept = (value: number, plain: string): boolean =>
  Number.isFinite(value) && (value !== 0 || !/[1-9]/.test(plain.split(/e/i)[0] ?? ''));

/** A structured number: `>^11.0`; titres `^1^:^64`, ranges `^2^-^5` and categories `^3^+` are words. */
function structured(value: Value): Measured {
  const [sign, one, separator, two] = [1, 2, 3, 4].map((at) => value.text(at)) as [string, string, string, string];
  if (separator === '' && two === '' && sign !== '<>') {
    const found = numberOr(`${sign}${one}`);
    if (found.value !== undefined) return found;
  }
  return { text: [sign, one, separator, two].join('') };
}

/** Date and time as on the sender's clock. */
function momentText(obx: Segment, text = obx.whole(5).split('^')[0]!): string {
  const [, date, clock] = /^(\d{4}(?:\d{2}){0,2})?(?<=^\d{4}|^\d{6}|^\d{8})(\d{2,6})?/.exec(text) ?? [];
  if (date === undefined || obx.text(2).toUpperCase() === 'TM') {
    return text.replace(/^(\d{2})(\d{2})(\d{2})?/, (_, ...[hour, minute, second]: (string | undefined)[]) =>
      [hour, minute, second].filter((part) => typeof part === 'string').join(':'),
    );
  }
  const day = date.replace(/^(\d{4})(\d{2})?(\d{2})?$/, (_, ...parts: unknown[]) =>
    parts
      .slice(0, 3)
      .filter((part) => typeof part === 'string')
      .join('-'),
  );
  return clock === undefined ? day : `${day} ${clock.replace(/(\d{2})(?=\d)/g, '$1:')}`;
}

/** An attachment: text is read, everything else is said to be there, and stays in the message. */
function attached(value: Value): Measured {
  const [type, subtype, encoding, data] = [2, 3, 4, 5].map((at) => value.text(at)) as [string, string, string, string];
  const isBase64 = /^base64$/i.test(encoding);
  const bytes = isBase64 ? Buffer.from(data, 'base64') : Buffer.from(data, 'utf8');
  if (/^(?:text|TX|FT)$/i.test(type) && /^(?:plain|text|)$/i.test(subtype)) {
    return { text: bytes.toString('utf8').trim() };
  }
  const isRead = !isBase64 || (bytes.length > 0 && !NOT_BASE64.test(data));
  const kind = [type, subtype].filter((part) => part !== '').join('/');
  return {
    text: `${shownWords.attachment.vi}: ${kind}, ${Math.ceil(bytes.length / 1024)} KB`,
    attachments: [{ contentType: kind, bytes: bytes.length }],
    ...(!isRead && { unread: 'attachmentUnreadable' as const }),
  };
}
/** What stands in no base64, however it is broken into lines. */
const NOT_BASE64 = /[^A-Za-z0-9+/=\s]/;
