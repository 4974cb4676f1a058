import type { Localised } from '../../kernel/language.js';
import type { Place } from './er7/message.js';
import { hl7Words } from './hl7v2.words.js';

/** Codes of what is wrong (HL7 table 0357). */
export const ERROR_CODES = {
  accepted: ['0', 'Message accepted'],
  segmentSequence: ['100', 'Segment sequence error'],
  required: ['101', 'Required field missing'],
  dataType: ['102', 'Data type error'],
  tableValue: ['103', 'Table value not found'],
  messageType: ['200', 'Unsupported message type'],
  eventCode: ['201', 'Unsupported event code'],
  processingId: ['202', 'Unsupported processing id'],
  version: ['203', 'Unsupported version id'],
  unknownKey: ['204', 'Unknown key identifier'],
  duplicateKey: ['205', 'Duplicate key identifier'],
  internal: ['207', 'Application internal error'],
} as const satisfies Record<string, readonly [string, string]>;
export type ErrorCode = keyof typeof ERROR_CODES;

/** One thing that a sender is told of, with where in the message it stands. */
export interface Told {
  readonly code: ErrorCode;
  readonly severity: 'E' | 'W' | 'I';
  readonly place?: Place;
  /** Our own code of it. */
  readonly ours: string;
  readonly words: Localised;
}

/** Reads a message, and gathers what is wrong with it: everything is told at once. */
export class Reading {
  readonly errors: Told[] = [];
  /** What is taken all the same, though not as its sender may think. */
  readonly warnings: Told[] = [];

  refuse<Wanted>(code: ErrorCode, place: Place, ours: keyof typeof hl7Words): Wanted | undefined {
    if (this.errors.length < MOST_TOLD) {
      this.errors.push({ code, severity: 'E', place, ours: dashed(ours), words: hl7Words[ours] });
    }
    return undefined;
  }

  warn(code: ErrorCode, place: Place, ours: keyof typeof hl7Words): void {
    if (this.warnings.length >= MOST_TOLD) return;
    this.warnings.push({ code, severity: 'W', place, ours: dashed(ours), words: hl7Words[ours] });
  }
}

export const dashed = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const MOST_TOLD = 20;

/** Where something stands, as ERR-2 says it: segment, which of them, field, repetition, component. */
export const placeOf = ({
  segment,
  number,
  field,
  repetition = field === undefined ? undefined : 1,
  component,
}: Place): string =>
  [segment, number, field, repetition, component]
    .map((part) => String(part ?? ''))
    .join('^')
    .replace(/\^+$/, '');
