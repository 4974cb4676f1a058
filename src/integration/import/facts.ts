import type { Coding } from '../../clinical/datatypes/coding.js';
import type { AttachmentDetails } from '../../clinical/datatypes/result-details.js';
import type { Priority } from '../../clinical/orders/dto/order.dto.js';
import type { SentRange } from '../../clinical/results/judging/sent-range.rules.js';
import type { ReportState, ValueState } from '../../clinical/results/report-state.rules.js';

/**
 * What a laboratory says, in no language of messages: readers of HL7 v2 or FHIR make it, and placing decides by it alone. It is kept as JSON
 * while it waits for a person, so moments are RFC 3339 texts in UTC.
 */

/** A number by which a sender knows somebody. */
export interface SentIdentifier {
  /** URI of its system, where the sender says which. */
  readonly system?: string;
  readonly value: string;
  /** What the sender calls it, for people: type and authority. */
  readonly label?: string;
}

/** Whom a message is about. Everything that it says is compared. */
export interface SentPerson {
  readonly identifiers: readonly SentIdentifier[];
  /** Each way in which the name is written, family name first. */
  readonly names: readonly string[];
  /** Partial date. */
  readonly birthDate?: string;
  readonly sex?: 'male' | 'female';
  /** Set for an animal. */
  readonly species?: string;
}

export interface SentValue {
  /** Every code that is given, the sender's first choice first. */
  readonly codes: readonly Coding[];
  readonly display: string;
  /** Tells values of one code apart, and which belong together. */
  readonly subId?: string;
  readonly value?: number;
  readonly valueAsSent?: string;
  readonly comparator?: string;
  readonly unit?: string;
  /** Another unit that stands beside it. */
  readonly unitWritten?: string;
  readonly text?: string;
  readonly ranges: readonly SentRange[];
  /** Every flag, as sent. */
  readonly flags: readonly string[];
  readonly status?: ValueState;
  readonly effectiveAt?: string;
  readonly notes: readonly string[];
  readonly method?: string;
  readonly performer?: string;
  readonly attachments?: readonly AttachmentDetails[];
  /** Where in the message it stands. */
  readonly place?: string;
}

export interface SentReport {
  /** The order's number as its requester gave it, once for each place that names one. */
  readonly placers: readonly string[];
  /** The sender's own number. */
  readonly filler?: string;
  readonly accession?: string;
  /** Tells reports under one number apart. */
  readonly part: string;
  readonly codes: readonly Coding[];
  readonly display: string;
  /** laboratory, or another section of HL7 table 0074. */
  readonly category: string;
  readonly status: ReportState;
  readonly effectiveAt?: string;
  readonly effectivePrecision?: string;
  /** Which element told when it was. */
  readonly effectiveFrom?: string;
  readonly issuedAt?: string;
  readonly specimen?: string;
  readonly requester?: string;
  readonly conclusion?: string;
  readonly notes: readonly string[];
  readonly values: readonly SentValue[];
}

/** An order that a message brings, or takes back. */
export interface SentOrder {
  readonly control: 'new' | 'cancel';
  /** The sender's number. */
  readonly placer?: string;
  /** Undefined when the message does not tell. */
  readonly kind?: 'laboratory' | 'imaging';
  readonly codes: readonly Coding[];
  readonly display: string;
  readonly priority: Priority;
  readonly specimen?: string;
  /** What the examination is to answer. */
  readonly question?: string;
  readonly requester?: string;
  readonly notes: readonly string[];
}

/** A message as facts. */
export interface IncomingFacts {
  readonly person: SentPerson;
  readonly reports: readonly SentReport[];
  /** A message brings reports, or orders. */
  readonly orders?: readonly SentOrder[];
  /** Notes that are about the person and no report. */
  readonly notes: readonly string[];
  /** Numbers of the visits or stays that it names. */
  readonly visits?: readonly string[];
}

/** Why something cannot be placed without a person; `of` says of which part, in the sender's words. */
export interface Reason {
  readonly code: ReasonCode;
  readonly of?: string;
}

export const REASONS = [
  'patient-unknown',
  'patient-unclear',
  'number-alone',
  'identifiers-disagree',
  'name-differs',
  'birth-date-differs',
  'sex-differs',
  'not-human',
  'order-unknown',
  'order-unclear',
  'order-numbers-differ',
  'order-of-another-patient',
  'order-of-another-test',
  'order-refuses',
  'order-not-named',
  'order-sent-before',
  'order-is-active',
  'order-kind-unknown',
  'encounter-unknown',
  'encounter-missing',
  'encounter-unclear',
  'encounter-refuses',
  'visit-of-another-patient',
  'report-of-another-sender',
  'report-of-another-patient',
  'report-cancelled',
  'report-was-withdrawn',
  'report-refuses',
  'code-contradicts',
  'code-unmapped',
  'unit-unmapped',
  'value-not-resent',
  'result-missing',
  'value-not-named',
  'time-missing',
  'time-impossible',
  'number-reused',
] as const;
export type ReasonCode = (typeof REASONS)[number];

/** Who a message may be about, or which order it may answer, and why somebody might think so. */
export interface Suggestion {
  readonly patientId: string;
  readonly orderId?: string;
  readonly because: readonly SuggestedBecause[];
}
export const SUGGESTED_BECAUSE = ['identifier', 'name', 'birth-date', 'order-number', 'open-order'] as const;
export type SuggestedBecause = (typeof SUGGESTED_BECAUSE)[number];

/** Whose message it is. */
export interface Sender {
  /** The account. */
  readonly name: string;
  /** Which of its systems. */
  readonly namespace: string;
}
