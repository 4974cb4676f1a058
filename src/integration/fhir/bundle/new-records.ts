import type { NewImportedEncounter } from '../../../clinical/encounters/new-encounter.js';
import type { NewMedicationRequest } from '../../../clinical/medications/new-medication-request.js';
import type { NewObservation } from '../../../clinical/observations/observations.service.js';
import type { NewReport, NewResultObservation } from '../../../clinical/results/new-report.js';
import type { DiagnosticReportFacts } from '../maps/diagnostic-report.map.js';
import type { EncounterFacts } from '../maps/encounter.map.js';
import type { MedicationRequestFacts } from '../maps/medication-request.map.js';
import type { ObservationFacts } from '../maps/observation.map.js';
import type { NewRecord } from './record-writer.js';

/** Facts of FHIR as each domain takes them. */

const moment = (at: Date | string | undefined): Date | undefined => (at === undefined ? undefined : new Date(at));

export const encounterOf = ({ facts, patientId }: NewRecord<EncounterFacts>): NewImportedEncounter => ({
  patientId,
  class: facts.class,
  status: facts.status,
  reason: facts.reason,
  startedAt: new Date(facts.startedAt),
  endedAt: moment(facts.endedAt),
});

export const observationOf = ({
  facts,
  patientId,
  encounterId,
}: NewRecord<ObservationFacts>): NewObservation & Pick<ObservationFacts, 'ranges'> => ({
  ...facts,
  patientId,
  encounterId,
  effectiveAt: new Date(facts.effectiveAt),
  issuedAt: moment(facts.issuedAt),
});

/** Allergies and problems take their facts as they are. */
export const storyOf = <Facts extends { recordedAt?: Date | string }>({
  facts,
  patientId,
  encounterId,
}: NewRecord<Facts>) => ({ ...facts, patientId, encounterId, recordedAt: moment(facts.recordedAt) });

export const prescriptionOf = (record: NewRecord<MedicationRequestFacts>): NewMedicationRequest => ({
  ...record.facts,
  patientId: record.patientId,
  encounterId: record.encounterId,
  authoredAt: new Date(record.facts.authoredAt),
});

/** A report; values that are a number or words go with it, so that it judges and corrects them itself. */
export const reportOf = (
  record: Omit<NewRecord<DiagnosticReportFacts>, 'tell'>,
  observationIds: readonly string[],
): NewReport => ({
  ...record.facts,
  patientId: record.patientId,
  encounterId: record.encounterId,
  orderId: record.orderId,
  status: record.facts.status,
  effectiveAt: new Date(record.facts.effectiveAt),
  issuedAt: moment(record.facts.issuedAt),
  observations: record.contained.filter(isPlain).map(valueOf),
  observationIds,
});

/** The report that one observation sent for an order stands for. */
export const reportOfOne = ({ facts, patientId, encounterId, orderId }: NewRecord<ObservationFacts>): NewReport => ({
  patientId,
  encounterId,
  orderId,
  category: facts.category,
  code: facts.code,
  status: facts.status,
  effectiveAt: new Date(facts.effectiveAt),
  issuedAt: moment(facts.issuedAt),
  observations: isPlain(facts) ? [valueOf(facts)] : [],
});

/** Whether a report can hold it as a value of its own; codes and components are observations first. */
export const isPlain = ({ coded, components }: ObservationFacts): boolean => !coded && !components;

const valueOf = (facts: ObservationFacts): NewResultObservation => ({
  code: facts.code,
  value: facts.value,
  comparator: facts.comparator,
  valueAsSent: facts.valueAsSent,
  details: facts.details,
  unit: facts.unit,
  text: facts.text,
  referenceLow: facts.referenceLow,
  referenceHigh: facts.referenceHigh,
  referenceText: facts.referenceText,
  ranges: facts.ranges,
  interpretation: facts.interpretation,
  status: facts.status,
  effectiveAt: new Date(facts.effectiveAt),
});
