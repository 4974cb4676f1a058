import type { Coding } from '../datatypes/coding.js';
import type { ResultDetails } from '../datatypes/result-details.js';
import type { ResultComponent } from './judging/components.rules.js';
import type { SentRange } from './judging/sent-range.rules.js';
import type { ReportState, ValueState } from './report-state.rules.js';

/** One value of a report, as the sender said it. */
export interface NewResultObservation {
  readonly code: Coding;
  /** Tells values of one code apart, where their sender does; it stands at the end of what the value is called. */
  readonly subId?: string;
  readonly value?: number;
  /** `<`, `<=`, `>=`, `>`: the value is a limit of what could be measured. */
  readonly comparator?: string;
  /** UCUM, or as laboratories write it. */
  readonly unit?: string;
  readonly text?: string;
  readonly referenceLow?: number;
  readonly referenceHigh?: number;
  readonly referenceText?: string;
  /** All ranges the sender gave, where it may give several; the patient's own takes the place of the three above. */
  readonly ranges?: readonly SentRange[];
  /** The number as it was written, where its digits say more than the number. */
  readonly valueAsSent?: string;
  readonly details?: ResultDetails;
  /** Its parts, which are judged with it; they are stored with the observation that has them. */
  readonly components?: readonly ResultComponent[];
  /** The sender's flag; when absent the service judges the value itself. */
  readonly interpretation?: string;
  /** Follows from the report's status by default. */
  readonly status?: ValueState;
  /** The report's time by default. */
  readonly effectiveAt?: Date;
}

/** A report as it arrives, whichever door it comes through. Whoever calls has checked that the patient exists. */
export interface NewReport {
  readonly patientId: string;
  readonly encounterId?: string;
  /** The order it answers; the report belongs to the order's patient and encounter. */
  readonly orderId?: string;
  /** The report it takes further, when the sender knows; else the report of the order, when that has one. */
  readonly reportId?: string;
  /** A person has said that it is told again though it was withdrawn: it corrects that. */
  readonly takesUp?: true;
  readonly category: string;
  readonly code: Coding;
  /** What its sender says that it is of, where `code` is that of its order. */
  readonly about?: readonly Coding[];
  readonly status: ReportState;
  readonly effectiveAt: Date;
  readonly issuedAt?: Date;
  readonly conclusion?: string;
  readonly details?: ResultDetails;
  /** Values the report has and this message does not name stay as they are. */
  readonly observations: readonly NewResultObservation[];
  /** Values that are stored already, of the same patient and in no other report, and belong to this one. */
  readonly observationIds?: readonly string[];
}

/** Where a report now stands, and the values it now shows. */
export interface StoredReport {
  readonly id: string;
  readonly observationIds: string[];
  /** False when the message said nothing new, as one sent twice does. */
  readonly changed: boolean;
}
