import type { Reason, ReasonCode } from '../import/filing.service.js';
import { segmentsNamed, type Message, type Place, type Segment } from './er7/message.js';

/** The field that each reason is about (HL7 v2.5.1), where that is one. */
const FIELDS: Readonly<Partial<Record<ReasonCode, readonly [segment: string, field: number]>>> = {
  'patient-unknown': ['PID', 3],
  'patient-unclear': ['PID', 3],
  'number-alone': ['PID', 3],
  'identifiers-disagree': ['PID', 3],
  'name-differs': ['PID', 5],
  'birth-date-differs': ['PID', 7],
  'sex-differs': ['PID', 8],
  'not-human': ['PID', 35],
  'order-unknown': ['OBR', 2],
  'order-unclear': ['OBR', 2],
  'order-numbers-differ': ['OBR', 2],
  'order-of-another-patient': ['OBR', 2],
  'order-not-named': ['OBR', 2],
  'order-of-another-test': ['OBR', 4],
  'order-sent-before': ['ORC', 2],
  'order-is-active': ['ORC', 2],
  'order-kind-unknown': ['OBR', 24],
  'visit-of-another-patient': ['PV1', 19],
  'report-of-another-sender': ['OBR', 3],
  'report-of-another-patient': ['OBR', 3],
  'report-cancelled': ['OBR', 25],
  'report-was-withdrawn': ['OBR', 25],
  'code-contradicts': ['OBX', 3],
  'code-unmapped': ['OBX', 3],
  'unit-unmapped': ['OBX', 6],
  'value-not-resent': ['OBX', 5],
  'result-missing': ['OBX', 5],
  'time-missing': ['OBR', 7],
  'number-reused': ['MSH', 10],
};

/** Where in a message a reason stands: the segment whose field says what it is about, else the first of its kind. */
export function placeOfReason({ code, of }: Reason, message: Message): Place | undefined {
  const [name, field] = FIELDS[code] ?? [];
  if (name === undefined || field === undefined) return undefined;
  const all = segmentsNamed(message, name);
  const says = (segment: Segment): boolean => of !== undefined && saidIn(segment, field).includes(of);
  return (all.find(says) ?? (name === 'OBX' ? undefined : all[0]))?.at(field);
}

/** A value is found by its code, whichever of its fields is meant. */
const saidIn = (segment: Segment, field: number): string[] => {
  const looked = segment.name === 'OBX' && field === 5 ? 3 : field;
  return segment.all(looked).flatMap((value) => [value.whole, ...value.parts()]);
};
