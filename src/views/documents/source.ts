import type { StepKind } from '../../clinical/infusions/infusion-course.rules.js';
import type { Product } from '../../clinical/transfusions/compatibility.rules.js';
import type { TransfusionState } from '../../clinical/transfusions/transfusion-state.rules.js';
import type { Unjudged } from '../../clinical/results/judging/judgement.rules.js';
import type { OrderedDetail } from './printed-dosage.js';
import type { OrderedFlow } from '../../clinical/doses/flow.rules.js';
import type { ToldDose } from '../../clinical/doses/told-against.mapper.js';
import type { OrderedSource } from './missed-doses.js';
import type { NursingSource } from './nursing.source.js';
import type { NoteRow } from '../../clinical/notes/note.mapper.js';
import type { PatientSignatureSource } from './printed-patients.js';
import type { NoteType } from '../../clinical/notes/note-types.js';
import type { OrderDetail } from '../../clinical/orders/order.mapper.js';
import type { VitalsRow } from '../../clinical/observations/vitals.mapper.js';

/** What a document is made of, as the statements of documents.sql.ts read it. */
export interface PatientSource {
  readonly id: string;
  readonly mrn: string;
  readonly fullName: string;
  readonly sex: string;
  readonly birthDate: string | null;
  readonly birthDatePrecision: string | null;
  readonly ethnicGroup: string | null;
  readonly occupation: string | null;
  readonly phones: readonly string[];
  readonly addresses: readonly {
    readonly text: string;
    readonly commune?: string;
    readonly district?: string;
    readonly province?: string;
  }[];
  readonly contacts: readonly { readonly name: string; readonly relationship?: string; readonly role?: string }[];
  readonly identifiers: readonly { readonly system: string; readonly value: string }[];
  readonly allergies: readonly { readonly display: string; readonly reaction: string | null }[];
  readonly problems: readonly {
    readonly display: string;
    readonly code: string | null;
    readonly encounterId: string | null;
  }[];
}

export interface EncounterSource {
  readonly id: string;
  readonly patientId: string;
  readonly visitNumber: string | null;
  readonly class: string;
  readonly status: string;
  readonly reason: string | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly disposition: string | null;
  readonly dischargeNote: string | null;
  readonly destination: string | null;
  readonly destinationCode: string | null;
  readonly ward: string | null;
  readonly attending: string | null;
  readonly bed: string | null;
  /** How the record was closed; null while it is open. */
  readonly closedAt: Date | null;
  readonly closedBy: string | null;
  readonly contentHash: string | null;
  readonly closingSigned: boolean;
}

export interface FluidSource {
  readonly encounterId: string;
  readonly direction: 'in' | 'out';
  readonly kind: string;
  readonly volume: number;
  readonly comment: string | null;
  readonly effectiveAt: Date;
  readonly recorder: string | null;
  readonly recordedAt: Date;
  readonly lateEntry: boolean;
}

/** A dose that was given, held, refused or wasted. */
export interface DoseSource {
  readonly encounterId: string;
  readonly number: string | null;
  readonly display: string;
  readonly route: string | null;
  readonly status: string;
  readonly plannedAt: Date | null;
  readonly at: Date;
  readonly endedAt: Date | null;
  readonly value: number | null;
  readonly unit: string | null;
  readonly measured: number | null;
  readonly measuredUnit: string | null;
  readonly reason: string | null;
  readonly comment: string | null;
  readonly wasted: number | null;
  readonly wastedUnit: string | null;
  readonly wastedReason: string | null;
  readonly wastedWitness: string | null;
  readonly wastedWitnessConfirmed: boolean;
  readonly by: string | null;
  readonly witness: string | null;
  readonly witnessConfirmed: boolean;
  /** Whether the bracelet of the patient, and the medicine, were scanned before. */
  readonly patientScanned: boolean;
  readonly drugScanned: boolean;
  readonly recordedAt: Date;
  readonly lateEntry: boolean;
  readonly lateReason: string | null;
  /** What it is judged by, whether it went against its order; of what was given. */
  readonly judged: { readonly told?: ToldDose };
}

/** An infusion with its whole course; moments of its steps are texts. */
export interface InfusionSource {
  readonly encounterId: string;
  readonly number: string | null;
  readonly display: string;
  readonly detail: OrderedDetail & OrderedFlow['detail'];
  /** When the order ended. */
  readonly endedAt: Date | null;
  readonly steps: readonly {
    readonly kind: StepKind;
    readonly status: 'final';
    readonly at: string;
    readonly number: number;
    readonly rateValue: number | null;
    readonly rateUnit: string | null;
    readonly mlPerHour: number | null;
    readonly volume: number | null;
    readonly reason: string | null;
    /** What went against the order, and is not told by it. */
    readonly against: readonly string[];
    readonly by: string | null;
    readonly witness: string | null;
    readonly witnessConfirmed: boolean;
  }[];
}

/** A unit of blood that was given. */
export interface TransfusionSource {
  readonly encounterId: string;
  readonly order: string | null;
  readonly unitNumber: string;
  readonly product: Product;
  readonly unitAbo: string;
  readonly unitRhd: string;
  readonly patientAbo: string;
  readonly patientRhd: string;
  readonly expiresAt: Date;
  readonly status: TransfusionState;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly volume: number | null;
  readonly reaction: string | null;
  readonly reason: string | null;
  readonly by: string | null;
  readonly witness: string | null;
  readonly witnessConfirmed: boolean;
  readonly endedBy: string | null;
}

export interface OrderSource {
  readonly encounterId: string;
  readonly at: Date | null;
  readonly number: string | null;
  readonly display: string;
  readonly dosage: string | null;
  /** What a doctor wrote besides. */
  readonly instructions: string | null;
  /** Dose, route and times of a medicine that was ordered here. */
  readonly detail: OrderedDetail | null;
  readonly status: string;
  readonly by: string | null;
}

/** A medicine as it was ordered and signed. */
export interface MedicineSource {
  readonly encounterId: string;
  /** ATC, as far as it was ordered by it. */
  readonly code: string;
  readonly display: string;
  readonly detail: OrderDetail;
  readonly instructions: string | null;
  readonly signedAt: Date;
  readonly by: string | null;
}

export interface ResultSource {
  readonly encounterId: string;
  readonly reportId: string;
  readonly at: Date;
  readonly report: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly category: string;
  /** The laboratory or department that the report names, or the system that sent it; null where it came from a person here. */
  readonly performer: string | null;
  /** Who recorded it here; null when a system sent it. */
  readonly by: string | null;
  readonly display: string | null;
  readonly value: number | null;
  /** The number with the digits it was sent with, where they say more. */
  readonly asSent: string | null;
  readonly comparator: string | null;
  readonly unit: string | null;
  readonly text: string | null;
  readonly interpretation: string | null;
  /** Why nobody could say whether it is critical. */
  readonly notJudgedBecause: Unjudged | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly reference: string | null;
}

/** A signed note, with what the patient put under it. */
export type PrintedNoteRow = NoteRow & {
  readonly patientSignatures: readonly PatientSignatureSource[];
  /** The JWS of who wrote it, which holds all that was signed; null of what was signed before there were such. */
  readonly authorSignature: string | null;
};

/** All that is printed of a patient's encounters. */
export interface Source extends NursingSource {
  readonly patient: PatientSource;
  readonly encounters: readonly EncounterSource[];
  readonly notes: readonly PrintedNoteRow[];
  readonly drafts: readonly { readonly encounterId: string; readonly type: NoteType; readonly count: number }[];
  readonly vitals: readonly VitalsRow[];
  readonly fluids: readonly FluidSource[];
  readonly orders: readonly OrderSource[];
  readonly doses: readonly DoseSource[];
  readonly infusions: readonly InfusionSource[];
  readonly transfusions: readonly TransfusionSource[];
  readonly medicines: readonly MedicineSource[];
  readonly medicinesOrdered: readonly OrderedSource[];
  readonly weights: readonly { readonly encounterId: string; readonly weight: number }[];
  readonly results: readonly ResultSource[];
  /** Records under which a note of theirs may have been signed, besides their own: they were merged. */
  readonly partners: readonly string[];
}

/** One encounter of a source. */
export interface Part extends Omit<Source, 'encounters'> {
  readonly encounter: EncounterSource;
}

export function partOf(source: Source, encounter: EncounterSource): Part {
  const own = <Row extends { readonly encounterId: string }>(rows: readonly Row[]): readonly Row[] =>
    source.encounters.length === 1 ? rows : rows.filter(({ encounterId }) => encounterId === encounter.id);
  const { patient, partners } = source;
  return {
    patient,
    partners,
    encounter,
    notes: own(source.notes),
    drafts: own(source.drafts),
    vitals: own(source.vitals),
    settings: own(source.settings),
    assessments: own(source.assessments),
    sites: own(source.sites),
    calls: own(source.calls),
    alarms: own(source.alarms),
    bracelets: own(source.bracelets),
    fluids: own(source.fluids),
    orders: own(source.orders),
    doses: own(source.doses),
    infusions: own(source.infusions),
    transfusions: own(source.transfusions),
    medicines: own(source.medicines),
    medicinesOrdered: own(source.medicinesOrdered),
    weights: own(source.weights),
    results: own(source.results),
  };
}
