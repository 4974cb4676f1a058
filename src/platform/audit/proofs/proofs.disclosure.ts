import type { Disclosure, Shown } from '../../routes/disclosure.js';
import type { EventProofResponse } from './dto/proof.response.js';

interface Leaf {
  readonly patient_id?: string;
  readonly patient_ids?: string[];
}

/** A proof shows the whole event, and so the patients in it. */
export const leafShown: Disclosure = {
  kind: 'list',
  entity: 'audit_event',
  shown: ({ leaf }: EventProofResponse): Shown[] => {
    const { patient_id: one, patient_ids: several } = JSON.parse(leaf) as Leaf;
    return [...new Set([one, ...(several ?? [])])].filter((id) => id !== undefined).map((patientId) => ({ patientId }));
  },
};
