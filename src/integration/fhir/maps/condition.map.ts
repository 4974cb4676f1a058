import { readCode, readConcept, showCode, showConcept } from '../elements/concept.js';
import { instantText, momentText } from '../elements/date-time.js';
import {
  PROBLEM_STATUSES,
  PROBLEM_VERIFICATIONS,
  type ProblemStatus,
  type ProblemVerification,
} from '../../../clinical/history/history.rules.js';
import type { NewProblem } from '../../../clinical/history/new-problem.js';
import type { ResourceMap } from './resource-map.js';

/** What a resource says of a problem, besides whose it is. */
export type ConditionFacts = Omit<NewProblem, 'patientId' | 'encounterId' | 'recordedBy' | 'recordedAt'> & {
  readonly clinicalStatus: ProblemStatus;
  readonly verificationStatus: ProblemVerification;
  readonly recordedAt?: Date | string;
};

const CLINICAL = 'http://terminology.hl7.org/CodeSystem/condition-clinical';
const VERIFICATION = 'http://terminology.hl7.org/CodeSystem/condition-ver-status';
const CATEGORY = 'http://terminology.hl7.org/CodeSystem/condition-category';

export const conditionMap: ResourceMap<ConditionFacts> = {
  type: 'Condition',
  entity: 'problem',
  references: { patientId: 'subject', encounterId: 'encounter' },

  read(resource) {
    const onset = resource.moment('onsetDateTime') ?? resource.get('onsetPeriod')?.moment('start');
    const abatement = resource.moment('abatementDateTime') ?? resource.get('abatementPeriod')?.moment('end');
    return {
      code: resource.needs(readConcept(resource.get('code')), 'code'),
      clinicalStatus: readCode(resource.get('clinicalStatus'), PROBLEM_STATUSES) ?? (abatement ? 'resolved' : 'active'),
      verificationStatus: readCode(resource.get('verificationStatus'), PROBLEM_VERIFICATIONS) ?? 'confirmed',
      onset,
      abatement,
      recordedAt: resource.dateTime('recordedDate'),
    };
  },

  show({ code, clinicalStatus, verificationStatus, onset, abatement, recordedAt }) {
    return {
      clinicalStatus: showCode(CLINICAL, clinicalStatus),
      verificationStatus: showCode(VERIFICATION, verificationStatus),
      category: [showCode(CATEGORY, 'problem-list-item')],
      code: showConcept(code),
      ...(onset && { onsetDateTime: momentText(onset) }),
      ...(abatement && { abatementDateTime: momentText(abatement) }),
      ...(recordedAt && { recordedDate: instantText(recordedAt) }),
    };
  },
};
