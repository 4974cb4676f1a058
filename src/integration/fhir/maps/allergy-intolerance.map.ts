import { readCode, readConcept, showCode, showConcept } from '../elements/concept.js';
import { instantText, momentText } from '../elements/date-time.js';
import type { Element } from '../elements/element.js';
import {
  ALLERGY_CATEGORIES,
  ALLERGY_STATUSES,
  ALLERGY_VERIFICATIONS,
  CRITICALITIES,
  type AllergyCategory,
  type AllergyStatus,
  type AllergyVerification,
} from '../../../clinical/history/history.rules.js';
import type { NewAllergy } from '../../../clinical/history/new-allergy.js';
import type { ResourceMap } from './resource-map.js';

/** What a resource says of an allergy, besides whose it is. */
export type AllergyFacts = Omit<NewAllergy, 'patientId' | 'encounterId' | 'recordedBy' | 'recordedAt'> & {
  readonly clinicalStatus: AllergyStatus;
  readonly verificationStatus: AllergyVerification;
  readonly recordedAt?: Date | string;
};

const CLINICAL = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical';
const VERIFICATION = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification';

export const allergyIntoleranceMap: ResourceMap<AllergyFacts> = {
  type: 'AllergyIntolerance',
  entity: 'allergy',
  references: { patientId: 'patient', encounterId: 'encounter' },

  read(resource) {
    return {
      code: resource.needs(readConcept(resource.get('code')), 'code'),
      category: readCategory(resource),
      criticality: resource.code('criticality', CRITICALITIES),
      reaction: readReaction(resource),
      clinicalStatus: readCode(resource.get('clinicalStatus'), ALLERGY_STATUSES) ?? 'active',
      verificationStatus: readCode(resource.get('verificationStatus'), ALLERGY_VERIFICATIONS) ?? 'confirmed',
      onset: resource.moment('onsetDateTime'),
      recordedAt: resource.dateTime('recordedDate'),
    };
  },

  show({ code, category, criticality, reaction, clinicalStatus, verificationStatus, onset, recordedAt }) {
    return {
      // R4 rule ait-2: what was entered in error has no clinical status.
      ...(verificationStatus !== 'entered-in-error' && { clinicalStatus: showCode(CLINICAL, clinicalStatus) }),
      verificationStatus: showCode(VERIFICATION, verificationStatus),
      ...(category && { category: [category] }),
      ...(criticality && { criticality }),
      code: showConcept(code),
      ...(onset && { onsetDateTime: momentText(onset) }),
      ...(recordedAt && { recordedDate: instantText(recordedAt) }),
      ...(reaction && { reaction: [{ manifestation: [{ text: reaction }] }] }),
    };
  },
};

function readCategory(resource: Element): AllergyCategory | undefined {
  const [category] = resource.strings('category') as (AllergyCategory | undefined)[];
  if (category === undefined || ALLERGY_CATEGORIES.includes(category)) return category;
  resource.reading.refuse(`${resource.path}.category[0]`, 'not-one-of', { allowed: ALLERGY_CATEGORIES.join(', ') });
  return undefined;
}

function readReaction(resource: Element): string | undefined {
  const said = resource.all('reaction').flatMap((reaction) => {
    const manifestations = reaction.all('manifestation').flatMap((concept) => readConcept(concept)?.display ?? []);
    return manifestations.length > 0 ? manifestations : (reaction.string('description') ?? []);
  });
  return said.length > 0 ? said.join('; ') : undefined;
}
