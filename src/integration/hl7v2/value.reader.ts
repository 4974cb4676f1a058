import { ucumOf } from '../../clinical/datatypes/laboratory-units.js';
import { isUnit } from '../../clinical/datatypes/unit-conversion.js';
import type { ValueState } from '../../clinical/results/report-state.rules.js';
import type { SentValue } from '../import/filing.service.js';
import { codesOf, isTooLong, wordsOf } from './concept.js';
import { shownWords } from './hl7v2.words.js';
import { timeOf } from './er7/date-time.js';
import type { Segment, Value } from './er7/message.js';
import { rangesIn } from './ranges.js';
import type { Reading } from './reading.js';
import { unitBeside, unitOf } from './units.js';

/** Statuses of a value (HL7 table 0085), as results know them. Those of what only describes a test say nothing of a value. */
const STATES: Readonly<Record<string, ValueState>> = {
  F: 'final',
  B: 'final',
  V: 'final',
  C: 'corrected',
  A: 'amended',
  P: 'preliminary',
  R: 'preliminary',
  S: 'preliminary',
  U: 'final',
  I: 'registered',
  N: 'registered',
  O: 'registered',
  X: 'cancelled',
  D: 'entered-in-error',
  W: 'entered-in-error',
};

/** A value that says only that the one sent before is final now. */
export const isNotResent = (obx: Segment): boolean => obx.text(11) === 'U' && !saysAnything(obx);

const saysAnything = (obx: Segment): boolean => obx.whole(5) !== '';

/** Texts and documents, which may be the report itself: what they are of is said once, with the request. */
const NARRATIVES: ReadonlySet<string> = new Set(['TX', 'FT', 'ED', 'RP']);

/**
 * The value of an OBX; undefined when something is wrong with it, which is told to `reading`.
 * @param requested what its OBR says was examined
 */
export function valueIn(obx: Segment, reading: Reading, offset: number, requested: Value): SentValue | undefined {
  const type = obx.text(2).toUpperCase();
  const isNamed = codesOf(obx.first(3)).length > 0;
  const name = isNamed || !NARRATIVES.has(type) ? obx.first(3) : requested;
  const codes = codesOf(name);
  if (codes.length === 0) return reading.refuse('required', obx.at(3), 'codeMissing');
  if (isTooLong(codes)) return reading.refuse('dataType', obx.at(3), 'valueTooLong');
  if (!isNamed) reading.warn('required', obx.at(3), 'codeAssumed');
  if (type === '' && saysAnything(obx)) {
    if (isOfParts(obx)) return reading.refuse('required', obx.at(2), 'typeMissing');
    reading.warn('required', obx.at(2), 'typeAssumed');
  }
  const state = obx.text(11).toUpperCase();
  // Without a value and a status nothing is said: fields that slipped by one look so.
  if (state === '' && !saysAnything(obx)) return reading.refuse('required', obx.at(11), 'statusMissing');
  if (state !== '' && STATES[state] === undefined) return reading.refuse('tableValue', obx.at(11), 'statusUnknown');
  const time = obx.text(14);
  const effective = time === '' ? undefined : timeOf(time, offset);
  if (time !== '' && !effective) return reading.refuse('dataType', obx.at(14), 'timeMalformed');
  const { flag, ...said } = measured(obx, type);
  if (said.text !== undefined && NUMBERS.has(type) && mayBeThousand(obx)) {
    reading.warn('dataType', obx.at(5), 'dotUnclear');
  } else if (type === 'NM' && said.text !== undefined) reading.warn('dataType', obx.at(5), 'notANumber');
  const [subId, method, performer] = [obx.text(4), wordsOf(obx.first(17)), obx.text(23) || obx.text(15, 2)];
  return {
    codes,
    display: wordsOf(name),
    ...(subId && { subId }),
    ...said,
    ranges: rangesIn(rangeText(obx)),
    flags: [...obx.all(8).flatMap((one) => one.text() || []), ...(flag ? [flag] : [])],
    ...(state && { status: STATES[state] }),
    ...(effective && { effectiveAt: effective.at }),
    notes: [],
    ...(method && { method }),
    ...(performer && { performer }),
    place: `OBX-${obx.number}`,
  };
}

/** OBX-7 in words. Where a sender names which range each is (`4-10^REFERENCE_RANGE~2-20^PANIC_RANGE`), the normal one alone. */
function rangeText(obx: Segment): string {
  const named = obx.all(7).filter((range) => /_RANGE$/i.test(range.text(2)));
  if (named.length === 0) return obx.whole(7);
  return named.find((range) => /^(?:REFERENCE|NORMAL)_RANGE$/i.test(range.text(2)))?.text(1) ?? '';
}

/** Several components without a type may be anything: a code, a structured number, a document. */
const isOfParts = (obx: Segment): boolean => obx.all(5).some((value) => value.parts().length > 1);

interface Measured extends Pick<
  SentValue,
  'value' | 'valueAsSent' | 'comparator' | 'unit' | 'unitWritten' | 'text' | 'attachments'
> {
  /** That stands behind the number. */
  readonly flag?: string;
}

function measured(obx: Segment, type: string): Measured {
  if (!saysAnything(obx)) return {};
  const own = unitOf(obx.first(6));
  const read = behindNumber(obx, type, own, TYPES[type]?.(obx) ?? { text: plainText(obx) });
  const unit = own || (read.unit ?? '');
  const unitWritten = unit && unitBeside(unit, obx.first(6));
  const found = flagged(obx, type, unit, read);
  // A code system without a code says nothing.
  if (found.text?.trim() === '') return {};
  const isFound = found.value !== undefined || found.text !== undefined;
  return { ...found, ...(unit && isFound && { unit, ...(unitWritten && { unitWritten }) }) };
}

/** Small analysers write the unit behind the number (`5.4 mmol/L`), and perhaps in its own place again; one letter may be a flag. */
function behindNumber(obx: Segment, type: string, own: string, found: Measured): Measured {
  const { text = '' } = found;
  const isShort = NUMBERS.has(type) && text.length <= LONGEST_FLAGGED;
  const [, number, unit = ''] = (isShort && WITH_UNIT.exec(text)) || [];
  if (number === undefined || !isUnit(unit) || (own && ucumOf(own) !== ucumOf(unit))) return found;
  const measured = mayBeThousand(obx, number) ? {} : numberOr(number);
  return measured.value === undefined ? found : { ...measured, unit };
}
const WITH_UNIT = /^([<>≤≥=]*\s*[-+]?\d[\d.,]*(?:[eE][-+]?\d+)?)\s*(%|[^\s\d/%]+\/\S+|\/[A-Za-zµμ]\S*)$/;

/** Analysers print the flag behind the number (`7.8 H`). Beside a unit of its own an `L` is no litre. */
function flagged(obx: Segment, type: string, unit: string, found: Measured): Measured {
  const { text = '' } = found;
  const isShort = text.length <= LONGEST_FLAGGED;
  const [, number, flag] = (isShort && NUMBERS.has(type) && unit && FLAGGED.exec(text)) || [];
  const isUnclear = type === 'NM' ? isThousand : mayBeThousand;
  if (number === undefined || isUnclear(obx, number)) return found;
  const measured = numberOr(number);
  return measured.value === undefined ? found : { ...measured, flag };
}
const FLAGGED = /^(\S.*?)\s*(HH|LL|H|L|N)$/;
/** No number is longer; a text with thousands of blanks would be looked through for each of them. */
const LONGEST_FLAGGED = 100;
const NUMBERS: ReadonlySet<string> = new Set(['', 'NM', 'ST', 'FT', 'TX']);

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

const TYPES: Readonly<Record<string, (obx: Segment) => Measured>> = {
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
  DT: (obx) => ({ text: momentText(obx) }),
  TM: (obx) => ({ text: momentText(obx) }),
  TS: (obx) => ({ text: momentText(obx) }),
  DTM: (obx) => ({ text: momentText(obx) }),
  ED: (obx) => attached(obx.first(5)),
  RP: (obx) => ({ text: `${shownWords.document.vi}: ${obx.text(5, 1)}`, attachments: [{ url: obx.text(5, 1) }] }),
  DR: (obx) => ({
    text: obx
      .first(5)
      .parts()
      .map((moment) => momentText(obx, moment))
      .join(' – '),
  }),
  EI: (obx) => ({ text: joined(obx, ' ') }),
  XCN: (obx) => ({ text: joined(obx, ' ') }),
  XPN: (obx) => ({ text: joined(obx, ' ') }),
  XAD: (obx) => ({ text: joined(obx, ', ') }),
  XTN: (obx) => ({ text: joined(obx, ' ') }),
  CX: (obx) => ({ text: joined(obx, ' ') }),
  NA: (obx) => ({ text: joined(obx, '; ') }),
};

/** Analysers send numbers as texts: one that has a unit or a range is a measurement, and to be judged as one. Lines of a text have neither. */
function numberInText(obx: Segment): Measured {
  const isMeasured =
    unitOf(obx.first(6)) !== '' || rangesIn(rangeText(obx)).some(({ low, high }) => (low ?? high) !== undefined);
  const isNumber = isMeasured && obx.all(5).length === 1 && !mayBeThousand(obx);
  return isNumber ? numberOr(bare(obx)) : { text: plainText(obx) };
}

/** In Vietnam and Germany a dot parts thousands: `250.000` beside `150.000-400.000` may be 250 or 250,000, and is judged as neither. */
function mayBeThousand(obx: Segment, number = bare(obx)): boolean {
  const bounds = rangeText(obx).match(/\d+(?:[.,]\d+)*/g) ?? [];
  return (
    /^[<>≤≥=]*\s*\d{1,3}\.\d{3}$/.test(number) &&
    bounds.length > 0 &&
    bounds.every((bound) => /^\d{1,3}\.000$/.test(bound))
  );
}

/** The same of an NM, whose dot is a decimal point by HL7: only where so few of what is counted are in a microlitre of nobody. */
const isThousand = (obx: Segment, number = bare(obx)): boolean =>
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
  if (date === undefined || obx.text(2) === 'TM') return text.replace(/^(\d{2})(\d{2})/, '$1:$2');
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
  const bytes = /^base64$/i.test(encoding) ? Buffer.from(data, 'base64') : Buffer.from(data, 'utf8');
  if (/^(?:text|TX|FT)$/i.test(type) && /^(?:plain|text|)$/i.test(subtype)) {
    return { text: bytes.toString('utf8').trim() };
  }
  const kind = [type, subtype].filter((part) => part !== '').join('/');
  return {
    text: `${shownWords.attachment.vi}: ${kind}, ${Math.ceil(bytes.length / 1024)} KB`,
    attachments: [{ contentType: kind, bytes: bytes.length }],
  };
}
