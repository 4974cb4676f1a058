/** Who asks to see whom, as `care_decision` of prisma/guards/75-care-decision.sql wants to know it. */
export interface AskedDecision {
  readonly person: string;
  readonly role: string;
  /** A table whose row is about one patient. */
  readonly kind: string;
  readonly id: string;
  /** Whether the request brought a reason of its own. */
  readonly reasonGiven: boolean;
  /** Days after the end of a stay or an order in which it still counts. */
  readonly tieDays: number;
}

/** That a person may see a patient, and why. */
export interface PlainDecision {
  readonly patientId: string;
  readonly because: string;
  /** When the reason ends; ISO 8601. */
  readonly until: string | null;
}
