import { toldAgainst, type ToldDose } from '../../../clinical/doses/told-against.mapper.js';
import type { Coding } from '../../../clinical/datatypes/coding.js';
import { showConcept } from '../elements/concept.js';
import { againstOrderWords, inBoth } from '../fhir.words.js';
import { instantText } from '../elements/date-time.js';
import { showQuantity } from './quantity.js';
import type { ShownMap } from './resource-map.js';

export interface DoseFacts {
  /** R4 medication-admin-status. */
  readonly status: string;
  readonly code: Coding;
  readonly effectiveAt: string;
  readonly endedAt?: string;
  readonly dose?: number;
  readonly unit?: string;
  /** It is begun and ended: of an infusion, whose dose may be its rate. */
  readonly runs?: boolean;
  readonly rate?: number;
  readonly rateUnit?: string;
  readonly route?: string;
  readonly reason?: string;
  readonly comment?: string;
  readonly orderId: string;
  readonly recordedBy: string;
  readonly recorder?: string;
  readonly witnessId?: string;
  readonly witness?: string;
  /** What it is judged by, of what was given here. */
  readonly told?: ToldDose;
}

const FUNCTION = 'http://terminology.hl7.org/CodeSystem/med-admin-perform-function';

/** Doses are recorded at the bedside and read by others; only this direction exists. */
export const medicationAdministrationMap: ShownMap<DoseFacts> = {
  type: 'MedicationAdministration',
  entity: 'dose',
  references: { patientId: 'subject', encounterId: 'context' },
  show: (facts) => ({
    status: facts.status,
    // R4 has the reason of what was not done apart from that of what was.
    ...(facts.reason && {
      [['not-done', 'stopped', 'on-hold'].includes(facts.status) ? 'statusReason' : 'reasonCode']: [
        { text: facts.reason },
      ],
    }),
    medicationCodeableConcept: showConcept(facts.code),
    ...showTime(facts),
    performer: [
      showPerformer('performer', facts.recordedBy, facts.recorder),
      ...(facts.witnessId ? [showPerformer('verifier', facts.witnessId, facts.witness)] : []),
    ],
    request: { reference: `MedicationRequest/${facts.orderId}` },
    ...showNotes(facts),
    ...showDosage(facts),
  }),
};

/** What somebody wrote, and what went against the order: R4 has no element for it, so that it is said in words, which every reader shows. */
function showNotes({ comment, told }: DoseFacts): object {
  const against = told ? toldAgainst(told) : [];
  const notes = [...(comment ? [comment] : []), ...(against.length > 0 ? [inBoth(againstOrderWords, against)] : [])];
  return notes.length > 0 ? { note: notes.map((text) => ({ text })) } : {};
}

const showTime = ({ effectiveAt, endedAt, runs }: DoseFacts) =>
  endedAt === undefined && !runs
    ? { effectiveDateTime: instantText(effectiveAt) }
    : { effectivePeriod: { start: instantText(effectiveAt), ...(endedAt && { end: instantText(endedAt) }) } };

/** R4 rule mad-1: a dosage has a dose or a rate. */
function showDosage({ dose, unit, rate, rateUnit, route }: DoseFacts): object {
  // A dose that is a rate, of before steps were kept, is one.
  const isRate = unit !== undefined && /\/(?:h|min)$/.test(unit);
  const runs = rate !== undefined ? { value: rate, unit: rateUnit } : isRate ? { value: dose, unit } : undefined;
  if (dose === undefined && !runs) return {};
  return {
    dosage: {
      ...(route && { route: { text: route } }),
      ...(dose !== undefined && !isRate && { dose: showQuantity({ value: dose, unit }) }),
      ...(runs && { rateQuantity: showQuantity(runs) }),
    },
  };
}

const showPerformer = (role: string, id: string, name: string | undefined) => ({
  function: { coding: [{ system: FUNCTION, code: role }] },
  actor: { reference: `Practitioner/${id}`, ...(name && { display: name }) },
});
