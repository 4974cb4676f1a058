import { LOINC } from '../../clinical/results/code-systems.js';
import type { Coding } from '../../clinical/datatypes/coding.js';
import type { IncomingFacts, SentOrder } from '../import/filing.service.js';
import { codesOf, isTooLong, wordsOf } from './concept.js';
import { segmentsNamed, type Message, type Segment } from './er7/message.js';
import { anotherIn } from './patient-results.js';
import { personIn, saysBirthDate } from './person.reader.js';
import type { Reading } from './reading.js';
import type { ReaderSettings } from './report.reader.js';

/** Order control codes that are taken (HL7 table 0119). */
const CONTROLS: Readonly<Record<string, SentOrder['control']>> = { NW: 'new', CA: 'cancel' };

/** Priorities (HL7 tables 0485 and 0027); what is not told is routine. */
const PRIORITIES: Readonly<Record<string, SentOrder['priority']>> = {
  S: 'stat',
  STAT: 'stat',
  A: 'asap',
  ASAP: 'asap',
  U: 'urgent',
  P: 'urgent',
  R: 'routine',
};

/** Diagnostic sections (HL7 table 0074) that are laboratories, or make pictures. */
const LABORATORIES: ReadonlySet<string> = new Set(
  'LAB BG BLB CH CP HM IMM MB MCB MYC SR TX VR PAT SP CTH GE'.split(' '),
);
const IMAGING: ReadonlySet<string> = new Set('RAD RX CT CUS NMR MRI NMS OUS VUS US XRC DX'.split(' '));
const CPT = /^urn:hl7v2:(?:C4|CPT|CPT4|CPT-4)$/;

/** One order: its ORC, its OBR, and what stands behind them. */
interface OrderGroup {
  readonly orc: Segment;
  obr?: Segment;
  readonly behind: Segment[];
}

/** What ORM^O01 and OML^O21 say. Each ORC has one OBR behind it; anything else is told to `reading`. */
export function ordersIn(message: Message, reading: Reading, settings: ReaderSettings): IncomingFacts {
  const pids = segmentsNamed(message, 'PID');
  const [pid] = pids;
  const other = anotherIn(pids);
  if (!pid) reading.refuse('required', { segment: 'PID', number: 1 }, 'personMissing');
  if (other) reading.refuse('segmentSequence', other.at(), 'personTwice');
  const person = personIn(pid, settings.house);
  if (pid && saysBirthDate(pid) && person.birthDate === undefined) {
    reading.refuse('dataType', pid.at(7), 'birthDateMalformed');
  }
  const isLaboratory = message.header.text(9, 1).toUpperCase() === 'OML';
  const { groups, notes } = groupsOf(message, reading);
  const orders = groups.flatMap((group) => orderOf(group, isLaboratory, notes, reading) ?? []);
  return { person, reports: [], orders, notes };
}

function groupsOf({ segments }: Message, reading: Reading): { groups: OrderGroup[]; notes: string[] } {
  const groups: OrderGroup[] = [];
  const notes: string[] = [];
  for (const segment of segments.slice(0, MOST_SEGMENTS)) {
    const current = groups.at(-1);
    if (segment.name === 'ORC') groups.push({ orc: segment, behind: [] });
    else if (segment.name === 'OBR') {
      // A second OBR may be a result of before, which orders nothing: only what has its own ORC is an order.
      if (!current || current.obr) reading.refuse('segmentSequence', segment.at(), 'orderControlMissing');
      else current.obr = segment;
    } else if (current) current.behind.push(segment);
    else if (segment.name === 'NTE') notes.push(noteOf(segment));
  }
  if (segments.length > MOST_SEGMENTS) reading.refuse('segmentSequence', { segment: 'MSH', number: 1 }, 'tooMany');
  if (groups.length === 0) reading.refuse('required', { segment: 'ORC', number: 1 }, 'orderControlMissing');
  return { groups, notes };
}
const MOST_SEGMENTS = 500;

function orderOf(
  { orc, obr, behind }: OrderGroup,
  isLaboratory: boolean,
  notes: readonly string[],
  reading: Reading,
): SentOrder | undefined {
  const control = CONTROLS[orc.text(1).toUpperCase()];
  if (!control) return reading.refuse('tableValue', orc.at(1), 'orderControlUnsupported');
  if (!obr) return reading.refuse('required', { segment: 'OBR', number: orc.number }, 'requestMissing');
  const placer = numberOf(orc) || numberOf(obr);
  if (placer === '') return reading.refuse('required', orc.at(2), 'orderNumberMissing');
  const codes = codesOf(obr.first(4)).filter(({ code }) => code !== undefined);
  const display = wordsOf(obr.first(4));
  if (codes.length === 0) return reading.refuse('required', obr.at(4), 'codeMissing');
  const own = (name: string) => behind.filter((segment) => segment.name === name);
  const [spm] = own('SPM');
  const kind = kindOf(obr.text(24).toUpperCase(), codes) ?? (isLaboratory ? 'laboratory' : undefined);
  const order: SentOrder = {
    control,
    placer,
    ...(kind && { kind }),
    codes,
    display,
    priority: priorityOf(orc, obr, own('TQ1')),
    ...optional('specimen', (spm && wordsOf(spm.first(4))) || obr.text(15, 1, 2) || obr.text(15, 1, 1)),
    ...optional('question', questionOf(orc, obr, own('DG1'))),
    ...optional('requester', nameOf(orc, 12) || nameOf(obr, 16)),
    notes: [...notes, ...own('NTE').map(noteOf)].filter((note) => note !== ''),
  };
  return isOrderTooLong(order) ? reading.refuse('dataType', obr.at(), 'valueTooLong') : order;
}

const optional = <Name extends string>(name: Name, text: string): { [name in Name]?: string } =>
  (text === '' ? {} : { [name]: text }) as { [name in Name]?: string };

const noteOf = (segment: Segment): string => segment.whole(3);

/** The order's number there, with who gave it. */
const numberOf = (segment: Segment): string =>
  [segment.text(2, 1), segment.text(2, 2)].filter((part) => part !== '').join('^');

/** By the section that is to do it, else by a code of which one can tell; CPT has radiology at 7, laboratories at 8. */
function kindOf(section: string, codes: readonly Coding[]): SentOrder['kind'] {
  if (IMAGING.has(section)) return 'imaging';
  if (LABORATORIES.has(section)) return 'laboratory';
  if (section !== '') return undefined;
  const cpt = codes.find(({ system }) => system !== undefined && CPT.test(system))?.code;
  if (cpt?.startsWith('7')) return 'imaging';
  if (cpt?.startsWith('8')) return 'laboratory';
  return codes.some(({ system }) => system === LOINC) ? 'laboratory' : undefined;
}

/** TQ1-9 from 2.5 on; before, the sixth component of ORC-7 or OBR-27, or OBR-5. */
function priorityOf(orc: Segment, obr: Segment, timings: readonly Segment[]): SentOrder['priority'] {
  const told = [timings[0]?.text(9), orc.text(7, 6), obr.text(27, 6), obr.text(5)].find((text) => text);
  return PRIORITIES[(told ?? '').toUpperCase()] ?? 'routine';
}

/** Why it is asked for (OBR-31, ORC-16), what is known (OBR-13), and the diagnoses. */
function questionOf(orc: Segment, obr: Segment, diagnoses: readonly Segment[]): string {
  const named = diagnoses.map((diagnosis) => wordsOf(diagnosis.first(3)) || diagnosis.text(4));
  const all = [...obr.all(31).map(wordsOf), wordsOf(orc.first(16)), obr.whole(13), ...named];
  return [...new Set(all.filter((text) => text !== ''))].join('; ');
}

/** The name of a person (XCN), else their number. */
function nameOf(segment: Segment, field: number): string {
  const person = segment.first(field);
  return [person.text(2, 1), person.text(4), person.text(3)].filter(Boolean).join(' ') || person.text(1);
}

/** Longer texts have no place in an order; nothing is cut off. */
const isOrderTooLong = ({
  placer = '',
  codes,
  display,
  question = '',
  specimen = '',
  requester = '',
  notes,
}: SentOrder) =>
  isTooLong(codes) ||
  codes.some(({ code = '' }) => code.length > 64) ||
  placer.length > 200 ||
  display.length > 300 ||
  question.length > 1000 ||
  specimen.length > 100 ||
  requester.length > 300 ||
  notes.join('\n').length > 1600;
