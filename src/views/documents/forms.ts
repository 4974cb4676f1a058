import type { NoteType } from '../../clinical/notes/note-types.js';

/** How a form is laid out: one of the parts of templates/documents/main.typ. */
export type Layout =
  | 'vital-signs'
  | 'fluids'
  | 'doses'
  | 'infusions'
  | 'transfusions'
  | 'treatment'
  | 'care'
  | 'nursing'
  | 'notes'
  | 'discharge'
  | 'referral'
  | 'results'
  | 'orders'
  | 'prescription'
  | 'label';

export interface PrintedForm {
  readonly layout: Layout;
  /** Kinds of notes that it is made of. */
  readonly notes?: readonly NoteType[];
  /** In the whole record it stands once an encounter, where it has content. */
  readonly inRecord: boolean;
}

/**
 * Papers that are printed of an encounter, in the order in which they stand in the whole record. Source: Circular 32/2023/TT-BYT (forms),
 * Circular 01/2025/TT-BYT for the referral.
 */
export const FORMS = {
  admission: { layout: 'notes', notes: ['admission'], inRecord: true },
  'vital-signs': { layout: 'vital-signs', inRecord: true },
  treatment: { layout: 'treatment', notes: ['progress'], inRecord: true },
  care: { layout: 'care', notes: ['nursing'], inRecord: true },
  nursing: { layout: 'nursing', inRecord: true },
  fluids: { layout: 'fluids', inRecord: true },
  orders: { layout: 'orders', inRecord: true },
  doses: { layout: 'doses', inRecord: true },
  infusions: { layout: 'infusions', inRecord: true },
  transfusions: { layout: 'transfusions', inRecord: true },
  results: { layout: 'results', inRecord: true },
  consultation: { layout: 'notes', notes: ['consultation'], inRecord: true },
  operations: { layout: 'notes', notes: ['procedure', 'surgery', 'anaesthesia'], inRecord: true },
  labour: { layout: 'notes', notes: ['labour'], inRecord: true },
  handover: { layout: 'notes', notes: ['handover'], inRecord: true },
  medicines: { layout: 'notes', notes: ['medicines'], inRecord: true },
  consent: { layout: 'notes', notes: ['consent'], inRecord: true },
  'discharge-summary': { layout: 'notes', notes: ['discharge'], inRecord: true },
  summary: { layout: 'notes', notes: ['summary'], inRecord: true },
  death: { layout: 'notes', notes: ['death'], inRecord: true },
  discharge: { layout: 'discharge', notes: ['discharge', 'summary'], inRecord: false },
  referral: { layout: 'referral', notes: ['discharge', 'summary'], inRecord: false },
  prescription: { layout: 'prescription', notes: ['discharge', 'summary', 'visit', 'admission'], inRecord: false },
} as const satisfies Record<string, PrintedForm>;

/** What is stuck on a patient or a tube: printed as papers are, and no part of a record. */
export const LABEL: PrintedForm = { layout: 'label', inRecord: false };
export const LABEL_NAMES = ['wristband', 'specimen-labels'] as const;
export type LabelName = (typeof LABEL_NAMES)[number];
export const isLabel = (name: string): name is LabelName => (LABEL_NAMES as readonly string[]).includes(name);

export type FormName = keyof typeof FORMS;
export const FORM_NAMES = Object.keys(FORMS) as FormName[];
export const isForm = (name: string): name is FormName => Object.hasOwn(FORMS, name);
export const formOf = (name: FormName): PrintedForm => FORMS[name];

/** For whom a complete copy may be made (Law 15/2023/QH15, article 69; Decree 13/2023/ND-CP). */
export const RECIPIENTS = ['patient', 'representative', 'court', 'authority', 'insurer', 'hospital'] as const;
export type Recipient = (typeof RECIPIENTS)[number];
