import type { Localised } from './language.js';
import type { Move } from './lifecycle.js';

/** What a row has to do with the encounter that it belongs to. */
export interface InEncounter {
  /** Why the encounter may be cancelled all the same; absent when a row keeps it. */
  readonly leavesItFree?: string;
  /** When somebody was with the patient, as a column; a discharge is not dated before it. Absent when the row says nothing of that. */
  readonly happened?: {
    readonly at: string;
    /** SQL condition on rows that count. */
    readonly where: string;
    /** Somebody measured, gave or saw something at the bedside: the patient was alive. */
    readonly atBedside?: true;
  };
  /** SQL condition on a new row (`NEW`) for which a member of staff needs an open encounter. */
  readonly opens?: string;
  /** SQL condition on rows that were entered in error, which keep no encounter; absent where none can be. */
  readonly inError?: string;
  /** What of it a discharge asks about. */
  readonly unsettled?: readonly Unsettled[];
}

/** One kind of thing that is unfinished when a patient leaves. */
export interface Unsettled {
  /** Its name for programs, such as `active-order`; unique among all records. */
  readonly kind: string;
  /** Its name for people, in the middle of no sentence. */
  readonly words: Localised;
  /** SQL of the rows, with an `id` and an `encounter_id`, where what is unfinished is that a row is missing; absent for the record's own. */
  readonly from?: string;
  /** SQL condition on rows. */
  readonly where: string;
  /** SQL of what one of them is called. */
  readonly shows: string;
  /** Words for what `shows` finds, where that is a code. */
  readonly labels?: Readonly<Record<string, Localised>>;
  /** SQL of JSON by which `counts` tells whether a row is unfinished, where SQL alone does not. */
  readonly facts?: string;
  readonly counts?: (facts: never, now: Date) => boolean;
  /** It is asked of the living alone. */
  readonly ofLiving?: true;
  /** The column that says since when. */
  readonly since: string;
}

/** Columns that the database refuses to change. */
export interface Unchanging {
  readonly columns: 'all' | readonly string[];
  /** With `all`: the columns left out. */
  readonly except?: readonly string[];
  /** SQL condition on the row before (`OLD`); absent for always. */
  readonly once?: string;
}

/**
 * One kind of record about a patient, declared once. From this come whom a request is about, the decision who may see it, what keeps
 * an encounter, what never changes, and the words in which a patient reads about it.
 */
export interface PatientRecord {
  /** Its table, which is its name on the trail. */
  readonly table: string;
  /** The first part of its address below /api/v1, where it has one. */
  readonly path?: string;
  /** The FHIR resource type under which it is read. */
  readonly fhir?: string;
  /** Another record that shares its FHIR type: an id is looked for there too. */
  readonly alsoIn?: string;
  /** For an id that has no row yet: a SELECT of patient_id, where `thing` is the id. */
  readonly elsewhere?: string;
  /** What a patient would call it. */
  readonly words: Localised;
  /** Better words for one kind of event about it, such as `create`. */
  readonly deeds?: Readonly<Record<string, Localised>>;
  /** What a list of it is called, where patients stand among others. */
  readonly list?: Localised;
  /** For tables with an `encounter_id`. */
  readonly inEncounter?: InEncounter;
  readonly unchanging?: readonly Unchanging[];
  /** Of records with a `status` that follows rules: every move that they allow; the database refuses the others. */
  readonly moves?: readonly Move[];
}

const records = new Map<string, PatientRecord>();
/** The same in order; every request reads it, and it changes only while modules load. */
let inOrder: readonly PatientRecord[] | undefined;

/** Declares a record; each table once. */
export function definePatientRecord<Given extends PatientRecord>(record: Given): Given {
  records.set(record.table, record);
  inOrder = undefined;
  return record;
}

/** Every record that was declared, in the order of their tables' names. */
export const patientRecords = (): readonly PatientRecord[] =>
  (inOrder ??= [...records.values()].sort((a, b) => (a.table < b.table ? -1 : 1)));

/**
 * SQL of the latest moment at which somebody was with a patient, as far as records of the encounters tell.
 * @param encounters a condition on `encounter_id`
 * @param alive only what tells that the patient was alive
 */
export const lastHappenedSql = (encounters: string, alive = false): string => {
  const told = patientRecords().flatMap(({ table, inEncounter: { happened } = {} }) =>
    happened && (!alive || happened.atBedside)
      ? [`(SELECT max(${happened.at}) FROM ${table} WHERE encounter_id ${encounters} AND ${happened.where})`]
      : [],
  );
  return `SELECT greatest(${told.join(', ')}) AS at`;
};

export const patientRecord = (table: string): PatientRecord | undefined => records.get(table);
