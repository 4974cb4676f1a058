import type { ReportState } from '../../clinical/results/report-state.rules.js';
import type { IncomingFacts } from '../import/filing.service.js';
import { codesOf, isTooLong, wordsOf } from './concept.js';
import { timeOf } from './er7/date-time.js';
import { segmentsNamed, type Message, type Segment } from './er7/message.js';
import { anotherIn } from './patient-results.js';
import { personIn } from './person.reader.js';
import type { Reading } from './reading.js';
import type { ReaderSettings } from './report.reader.js';
import { valueIn } from './value.reader.js';

/** How far a document is (HL7 table 0271). */
const STATES: Readonly<Record<string, ReportState>> = {
  DI: 'preliminary',
  DO: 'final',
  IN: 'preliminary',
  IP: 'preliminary',
  PA: 'preliminary',
  AU: 'final',
  LA: 'final',
};

/** A document (MDM^T02, T04, T06, T08, T10; T11 takes it back): a report whose conclusion is its text. What is no text stands in it by its kind, and stays in the message. */
export function documentIn(message: Message, reading: Reading, { offset, house }: ReaderSettings): IncomingFacts {
  const pids = segmentsNamed(message, 'PID');
  const [[pid], [txa]] = [pids, segmentsNamed(message, 'TXA')];
  const other = anotherIn(pids);
  const person = personIn(pid, house);
  const event = message.header.text(9, 2).toUpperCase();
  if (!pid) reading.refuse('required', { segment: 'PID', number: 1 }, 'personMissing');
  if (other) reading.refuse('segmentSequence', other.at(), 'personTwice');
  if (!txa) {
    reading.refuse('required', { segment: 'TXA', number: 1 }, 'documentMissing');
    return { person, reports: [], notes: [] };
  }
  const values = segmentsNamed(message, 'OBX').flatMap((obx) => valueIn(obx, reading, offset, txa.first(2)) ?? []);
  const conclusion = values
    .map(({ text, valueAsSent, value }) => text ?? valueAsSent ?? String(value ?? ''))
    .join('\n');
  const isTakenBack = event === TAKEN_BACK;
  if (conclusion.trim() === '' && !isTakenBack) {
    reading.refuse('required', { segment: 'OBX', number: 1, field: 5 }, 'contentMissing');
  }
  const state = STATES[txa.text(17).toUpperCase()];
  if (!state && !isTakenBack) reading.refuse('tableValue', txa.at(17), 'statusUnknown');
  const codes = codesOf(txa.first(2));
  if (codes.length === 0 || isTooLong(codes)) reading.refuse('required', txa.at(2), 'codeMissing');
  const told = [4, 6, 7].find((field) => txa.text(field) !== '');
  // Whoever takes a document back need not say again when it was: its report keeps the time that it has.
  const said = told !== undefined ? txa.text(told) : isTakenBack ? message.header.text(7) : '';
  const time = said === '' ? undefined : timeOf(said, offset);
  if (told !== undefined && !time) reading.refuse('dataType', txa.at(told), 'timeMalformed');
  const placer = txa.text(14);
  return {
    person,
    notes: [],
    reports: [
      {
        placers: placer === '' ? [] : [placer],
        filler: `document ${documentNumber(txa, event)}`,
        part: '',
        codes,
        display: documentTitle(wordsOf(txa.first(2)), values[0]?.display),
        category: 'OTH',
        status: statusOf(event, state ?? 'final'),
        ...(time && {
          effectiveAt: time.at,
          effectivePrecision: time.precision,
          effectiveFrom: told === undefined ? 'MSH-7' : `TXA-${told}`,
        }),
        ...(!isTakenBack && { conclusion }),
        notes: [],
        values: [],
      },
    ],
  };
}

/** Events by which a document that was final becomes another: edited, replaced. */
const CHANGES = ['T08', 'T10'];
/** The event by which there is no such document any more. */
const TAKEN_BACK = 'T11';

function statusOf(event: string, state: ReportState): ReportState {
  if (event === TAKEN_BACK) return 'entered-in-error';
  return CHANGES.includes(event) && state === 'final' ? 'corrected' : state;
}

/** A document's own number; one that replaces another takes that one's report further (TXA-13). */
const documentNumber = (txa: Segment, event: string): string =>
  (event === 'T10' && txa.first(13).whole) || txa.first(12).whole;

const documentTitle = (type: string, named: string | undefined): string => named ?? type;
