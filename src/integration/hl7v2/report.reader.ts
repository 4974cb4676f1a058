import type { ReportState } from '../../clinical/results/report-state.rules.js';
import type { IncomingFacts, SentReport, SentValue } from '../import/filing.service.js';
import { codesOf, isTooLong, wordsOf } from './concept.js';
import { timeOf, type SentTime } from './er7/date-time.js';
import type { Message, Segment } from './er7/message.js';
import { groupsIn, type Group } from './groups.js';
import { labelsOf } from './labels.rules.js';
import { partNumber } from './message-kind.rules.js';
import { stateByOrder } from './order-control.rules.js';
import { personIn, saysBirthDate } from './person.reader.js';
import type { Reading } from './reading.js';
import { isNotResent, valueIn } from './value.reader.js';

/** Statuses of a report (HL7 table 0123). */
const STATES: Readonly<Record<string, ReportState>> = {
  O: 'registered',
  I: 'registered',
  S: 'registered',
  N: 'registered',
  A: 'partial',
  P: 'preliminary',
  R: 'preliminary',
  M: 'preliminary',
  F: 'final',
  C: 'corrected',
  K: 'corrected',
  X: 'cancelled',
};

/** What a reader knows besides the message. */
export interface ReaderSettings {
  /** Minutes that the sender's clock is before UTC. */
  readonly offset: number;
  /** How authorities name this hospital. */
  readonly house: readonly string[];
}

/** What ORU^R01 and OUL^R22 say. What is wrong is told to `reading`, and nothing is to be done with the facts then. */
export function reportsIn(message: Message, reading: Reading, settings: ReaderSettings): IncomingFacts {
  const { pid, notes, groups } = groupsIn(message, reading);
  const person = personIn(pid, settings.house);
  if (pid && saysBirthDate(pid) && person.birthDate === undefined) {
    reading.refuse('dataType', pid.at(7), 'birthDateMalformed');
  }
  const reports = groups.flatMap((group) => reportOf(group, reading, settings) ?? []);
  return { person, reports: withParts(reports), notes };
}

function reportOf(group: Group, reading: Reading, { offset }: ReaderSettings): SentReport | undefined {
  const { obr, orc } = group;
  const codes = codesOf(obr.first(4));
  const values = withoutEmpty(
    group.results.flatMap(({ obx, notes }) => {
      const value = valueIn(obx, reading, offset, obr.first(4));
      return value ? [{ ...value, notes, ...(isNotResent(obx) && { flags: [NOT_RESENT] }) }] : [];
    }),
  );
  if (codes.length === 0 && values.length === 0) return reading.refuse('required', obr.at(4), 'codeMissing');
  if (isTooLong(codes)) return reading.refuse('dataType', obr.at(4), 'valueTooLong');
  const state = obr.text(25).toUpperCase();
  if (state !== '' && STATES[state] === undefined) reading.refuse('tableValue', obr.at(25), 'statusUnknown');
  const numbers = (field: number) => [obr, ...(orc ? [orc] : [])].map((segment) => segment.text(field === 0 ? 2 : 3));
  const placers = placersOf(group);
  const filler = numbers(1).find((number) => number !== '');
  const issued = momentIn(obr, 22, reading, offset);
  const [accession, specimen, requester] = [obr.text(18), specimenOf(group), requesterOf(group)];
  return {
    placers,
    ...(filler && { filler: fillerKey(group, filler) }),
    ...(accession && { accession }),
    part: codes[0]?.code ?? '',
    codes: codes.length > 0 ? codes : values[0]!.codes,
    display: wordsOf(obr.first(4)) || values[0]!.display,
    category: sectionOf(obr.text(24)),
    status: statusOf(stateByOrder(orc, { told: STATES[state], values }, reading), values),
    ...effectiveOf(group, values, reading, offset),
    ...(issued && { issuedAt: issued.at }),
    ...(specimen && { specimen }),
    ...(requester && { requester }),
    notes: group.notes,
    values: joinedLines(values),
  };
}

/** The number of the order: as its requester gave it (OBR-2, ORC-2); else what an analyser has read from the tube. */
function placersOf(group: Group): string[] {
  const { obr, orc } = group;
  const named = [obr.text(2), orc?.text(2) ?? ''].filter((number) => number !== '');
  return [...new Set(named.length > 0 ? named : labelsOf(group))];
}

/** Analysers tell flags of a value by further OBX of its code that have no value: they are none of their own. */
const withoutEmpty = (values: readonly SentValue[]): SentValue[] =>
  values.filter(
    (one, at) =>
      !isBlankLine(one, values[at - 1]) &&
      (saysSomething(one) ||
        !values.slice(0, at).some((before) => saysSomething(before) && before.codes[0]?.code === one.codes[0]?.code)),
  );

/** An empty line of a text that is told line by line. */
const isBlankLine = (one: SentValue, before: SentValue | undefined): boolean =>
  one.text === undefined &&
  one.value === undefined &&
  one.notes.length === 0 &&
  !one.flags.includes(NOT_RESENT) &&
  before?.text !== undefined &&
  before.codes[0]?.code === one.codes[0]?.code &&
  before.subId === one.subId &&
  before.status === one.status;

const saysSomething = ({ value, text, status, notes, flags }: SentValue): boolean =>
  value !== undefined ||
  text !== undefined ||
  notes.length > 0 ||
  flags.includes(NOT_RESENT) ||
  (status !== undefined && status !== 'final');

/** A value of which only the status was sent. */
export const NOT_RESENT = 'not-resent';

/** A sender's number with the system that gave it, where it says which. */
const fillerKey = ({ obr, orc }: Group, number: string): string => {
  const of = obr.text(3) !== '' ? obr : (orc ?? obr);
  const system = of.text(3, 3) || of.text(3, 2);
  return system === '' ? number : `${number}^${system}`;
};

/** Statuses of values tell what the report's leaves out: a corrected value makes a corrected report, an open one no final report. */
function statusOf(told: ReportState | undefined, values: readonly SentValue[]): ReportState {
  const has = (...states: string[]) => values.some(({ status }) => status && states.includes(status));
  if (told === undefined) {
    if (values.length > 0 && values.every(({ status }) => status === 'entered-in-error')) return 'entered-in-error';
    if (has('corrected', 'amended', 'entered-in-error')) return 'corrected';
    return has('preliminary', 'registered') ? 'preliminary' : 'final';
  }
  return told === 'final' && has('corrected', 'amended', 'entered-in-error') ? 'corrected' : told;
}

const sectionOf = (section: string): string => (section === '' || section === 'LAB' ? 'laboratory' : section);

const specimenOf = ({ spm, obr }: Group): string =>
  (spm ? wordsOf(spm.first(4)) : '') || obr.text(15, 1, 2) || obr.text(15, 1, 1);

const requesterOf = ({ obr, orc }: Group): string => {
  const person = [obr.first(16), orc?.first(12)].find((one) => one && one.whole !== '');
  return person ? [person.text(2, 1), person.text(4), person.text(3)].filter(Boolean).join(' ') || person.text(1) : '';
};

/**
 * When it was: what was observed (OBR-7), or the specimen taken (SPM-17), else the first value's time (OBX-14), else when the specimen was received
 * (OBR-14), else when the report changed (OBR-22), else when it was analysed (OBX-19).
 */
function effectiveOf({ obr, spm, results }: Group, values: readonly SentValue[], reading: Reading, offset: number) {
  const moment = (segment: Segment | undefined, field: number) =>
    segment && momentIn(segment, field, reading, offset, [segment.name, field].join('-'));
  const ofValue = values.find(({ effectiveAt }) => effectiveAt)?.effectiveAt;
  const found: Found | undefined =
    moment(obr, 7) ??
    moment(spm, 17) ??
    (ofValue ? { at: ofValue, precision: 'instant', from: 'OBX-14' } : undefined) ??
    moment(obr, 14) ??
    moment(obr, 22) ??
    moment(results.find(({ obx }) => obx.text(19) !== '')?.obx, 19);
  return found && { effectiveAt: found.at, effectivePrecision: found.precision, effectiveFrom: found.from };
}

type Found = SentTime & { readonly from?: string };

function momentIn(segment: Segment, field: number, reading: Reading, offset: number, from?: string): Found | undefined {
  const text = segment.text(field);
  if (text === '') return undefined;
  const time = timeOf(text, offset);
  return time ? { ...time, from } : reading.refuse('dataType', segment.at(field), 'timeMalformed');
}

/** Lines of one text come as several OBX of one code and sub-id: they are one value. */
function joinedLines(values: readonly SentValue[]): SentValue[] {
  const joined: SentValue[] = [];
  for (const value of values) {
    const before = joined.at(-1);
    if (before && isSameText(before, value)) {
      joined[joined.length - 1] = {
        ...before,
        text: `${before.text}\n${value.text}`,
        notes: [...before.notes, ...value.notes],
      };
    } else joined.push(value);
  }
  return joined;
}

const isSameText = (one: SentValue, other: SentValue): boolean =>
  one.text !== undefined &&
  other.text !== undefined &&
  one.codes[0]?.code === other.codes[0]?.code &&
  one.codes[0]?.display === other.codes[0]?.display &&
  one.subId === other.subId &&
  one.status === other.status &&
  one.flags.join() === other.flags.join() &&
  one.unit === other.unit;

/** Reports of one number and one code are told apart by their place. */
function withParts(reports: readonly SentReport[]): SentReport[] {
  const counts = new Map<string, number>();
  return reports.map((report) => {
    const key = `${report.filler ?? ''}|${report.part}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return { ...report, part: partNumber(report.part, count) };
  });
}
