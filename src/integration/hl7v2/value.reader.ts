import { ucumOf } from '../../clinical/datatypes/laboratory-units.js';
import { isUnit } from '../../clinical/datatypes/unit-conversion.js';
import type { ValueState } from '../../clinical/results/report-state.rules.js';
import type { SentValue } from '../import/filing.service.js';
import { codesOf, isTooLong, wordsOf } from './concept.js';
import { timeOf } from './er7/date-time.js';
import type { Segment, Value } from './er7/message.js';
import { isThousand, mayBeThousand, numberOr, rangeText, TYPES, type Measured } from './obx-types.js';
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
  const { flag, unread, ...said } = measured(obx, type);
  if (type !== '' && !(type in TYPES)) reading.warn('tableValue', obx.at(2), 'typeUnknown');
  if (said.text !== undefined && NUMBERS.has(type) && mayBeThousand(obx)) {
    reading.warn('dataType', obx.at(5), 'dotUnclear');
  } else if (type === 'NM' && said.text !== undefined) reading.warn('dataType', obx.at(5), 'notANumber');
  else if (unread) reading.warn('dataType', obx.at(5), unread);
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

/** Several components without a type may be anything: a code, a structured number, a document. */
const isOfParts = (obx: Segment): boolean => obx.all(5).some((value) => value.parts().length > 1);

function measured(obx: Segment, type: string): Measured {
  if (!saysAnything(obx)) return {};
  const own = unitOf(obx.first(6));
  const read = behindNumber(obx, type, own, (TYPES[type] ?? TYPES['']!)(obx));
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
  const beyond = NUMBERS.has(type) && (type === 'NM' || unit) ? BEYOND[text.trim().toUpperCase()] : undefined;
  if (beyond) return { ...found, flag: beyond };
  const isShort = text.length <= LONGEST_FLAGGED;
  const [, number, flag] = (isShort && NUMBERS.has(type) && unit && FLAGGED.exec(text)) || [];
  const isUnclear = type === 'NM' ? isThousand : mayBeThousand;
  if (number === undefined || isUnclear(obx, number)) return found;
  const measured = numberOr(number);
  return measured.value === undefined ? found : { ...measured, flag };
}
/** Meters show a word where a value lies beyond what they can measure. */
const BEYOND: Readonly<Record<string, string>> = { HI: 'HH', HIGH: 'HH', LO: 'LL', LOW: 'LL' };
const FLAGGED = /^(\S.*?)\s*(HH|LL|H|L|N)$/;
/** No number is longer; a text with thousands of blanks would be looked through for each of them. */
const LONGEST_FLAGGED = 100;
const NUMBERS: ReadonlySet<string> = new Set(['', 'NM', 'ST', 'FT', 'TX']);
