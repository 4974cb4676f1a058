/** What is observed, or what was found: its code in a system when it has one, and always the words people read. */
export interface Coded {
  readonly system?: string;
  readonly code?: string;
  readonly display: string;
}

/** What was found: a number, words, or a code. */
export interface ObservedValue {
  readonly value?: number;
  /** `<`, `<=`, `>=`, `>`: the value is a limit of what could be measured. */
  readonly comparator?: string;
  /** UCUM. */
  readonly unit?: string;
  readonly text?: string;
  readonly coded?: Coded;
}

/** A part of an observation that means nothing without the whole, such as the systolic pressure. */
export interface ObservationComponent extends ObservedValue {
  readonly code: Coded;
}

/** An observation as another system tells it. Whoever calls has checked that patient and encounter belong together. */
export interface NewObservation extends ObservedValue {
  readonly patientId: string;
  readonly encounterId?: string;
  readonly reportId?: string;
  /** FHIR observation-category, such as vital-signs, laboratory, survey. */
  readonly category: string;
  readonly code: Coded;
  readonly components?: readonly ObservationComponent[];
  readonly referenceLow?: number;
  readonly referenceHigh?: number;
  readonly referenceText?: string;
  /** HL7 v3 ObservationInterpretation. */
  readonly interpretation?: string;
  /** FHIR R4 observation-status. */
  readonly status: string;
  readonly effectiveAt: Date;
  readonly issuedAt?: Date;
  /** The observation this one corrects; it is superseded, never overwritten. */
  readonly correctsId?: string;
  readonly recordedBy?: string;
}
