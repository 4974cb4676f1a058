import { EVENT_COLUMNS } from '../../kernel/access-event.js';

/** One patient an answer shows, and what of theirs. */
export interface Shown {
  readonly patientId: string;
  readonly encounterId?: string | null;
  readonly entityId?: string | null;
}

/**
 * How a route discloses patients. `kind` is the event's kind in the trail. `replay` is for writes: the write's own
 * event tells who saw the row, so only an answer given again from the idempotency store is recorded; and, as a read, one where nothing was
 * changed.
 */
export interface Disclosure {
  readonly kind: 'read' | 'list' | 'search' | 'replay';
  readonly entity: string;
  // The answer's type is known only to the route; the helpers below keep it.
  readonly shown: (answer: never) => readonly Shown[];
  /** Whom an answer shows besides, such as who may be the same person as one just registered; on the trail as a search. */
  readonly also?: (answer: never) => readonly Shown[];
  /** Of what a list is, besides its patients: the ward of a board, the person of a day; or a record of nobody. The event names it by id. */
  readonly about?: (answer: never) => string;
}

/** The answer is about one patient. */
export const reads = <T>(entity: string, shown: (answer: T) => Shown): Disclosure => ({
  kind: 'read',
  entity,
  shown: (answer: T) => [shown(answer)],
});

/** The answer is a page of rows, each about a patient; a row for which `shown` names nobody (a free bed) is of none. */
export const lists = <T, Answer = object>(
  entity: string,
  shown: (item: T) => Shown | undefined,
  about?: (answer: Answer) => string,
): Disclosure => ({
  kind: 'list',
  entity,
  shown: (answer: { items: T[] }) => answer.items.flatMap((item) => shown(item) ?? []),
  about,
});

/**
 * The answer is a list within one patient (and encounter), whom it names itself, so that an empty list is on the trail
 * as theirs too.
 */
export const listsOf = (entity: string): Disclosure => ({
  ...reads(entity, ({ patientId, encounterId }: { patientId: string; encounterId?: string }) => ({
    patientId,
    encounterId,
  })),
  kind: 'list',
});

/** The answer is a page of patients found. */
export const searches = <T>(entity: string, shown: (item: T) => Shown): Disclosure => ({
  ...lists(entity, shown),
  kind: 'search',
});

/**
 * The route writes and answers what it wrote.
 * @param others the patients whom the answer shows besides, such as who was merged: at first the events of their rows say so, and when it is given
 *   again its own
 */
export const writes = <T>(
  entity: string,
  shown: (answer: T) => Shown,
  others: (answer: T) => readonly string[] = () => [],
): Disclosure => ({
  kind: 'replay',
  entity,
  shown: (answer: T) => [shown(answer), ...others(answer).map((patientId) => ({ patientId }))],
});

/** A list within one patient or encounter says so; every patient shown is named in any case. {@link SHARED_BY} is the same in SQL. */
export function sharedBy(shown: readonly Shown[]) {
  const patientIds = [...new Set(shown.map(({ patientId }) => patientId))];
  const encounters = new Set(shown.map(({ encounterId }) => encounterId ?? null));
  return {
    patientIds,
    patientId: patientIds.length === 1 ? patientIds[0] : undefined,
    encounterId: encounters.size === 1 ? [...encounters][0] : undefined,
  };
}

/** SQL of {@link sharedBy} over rows with patient_id and encounter_id; rows without a patient are of none. */
export const SHARED_BY = `coalesce(array_agg(DISTINCT patient_id) FILTER (WHERE patient_id IS NOT NULL), '{}') AS shown_patients,
    CASE count(DISTINCT patient_id) WHEN 1 THEN min(patient_id::text)::uuid END AS shown_patient,
    CASE WHEN count(DISTINCT encounter_id) = 1 AND count(encounter_id) = count(patient_id) THEN min(encounter_id::text)::uuid END AS shown_encounter`;

const SHARED: Readonly<Record<string, string>> = {
  patient_ids: 'shown_patients',
  patient_id: 'shown_patient',
  encounter_id: 'shown_encounter',
};

/** What an event's columns take from a row that has the columns of {@link SHARED_BY}, and those of the event under their own names. */
export const SHARED_COLUMNS = EVENT_COLUMNS.split(', ')
  .map((column) => SHARED[column] ?? column)
  .join(', ');
