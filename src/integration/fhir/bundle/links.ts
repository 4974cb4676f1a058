import { Problem } from '../../../kernel/problem.js';
import { fhirError, fhirProblems } from '../fhir.errors.js';
import type { Draft } from './draft.js';
import type { Settled } from './fhir-sources.js';
import type { Doubtful, ImportedEntry } from './imported-entry.js';
import type { Entry } from './read-bundle.js';
import type { Target } from './references.js';

/** The records a draft belongs to, by our ids. */
export interface DraftLinks {
  readonly patientId: string;
  readonly encounterId?: string;
  readonly orderId?: string;
  readonly moreOrderIds?: readonly string[];
  readonly observationIds: string[];
}

/** Follows references to the records that the entries before have become. */
export class Links {
  readonly settled = new Map<number, Settled>();
  private readonly doubtful = new Map<number, Doubtful[]>();

  settle(entry: Entry, settled: Settled): void {
    this.settled.set(entry.index, settled);
  }

  doubt(entry: Entry, doubtful: Doubtful): void {
    this.doubtful.set(entry.index, [...(this.doubtful.get(entry.index) ?? []), doubtful]);
  }

  /** What of it was taken though it is doubtful. */
  doubtsAbout({ index }: Entry): Pick<ImportedEntry, 'doubtful'> {
    const doubtful = this.doubtful.get(index);
    return doubtful ? { doubtful } : {};
  }

  /** @throws Problem notImportable when a draft's encounter, order or observations are another patient's */
  of(draft: Draft): DraftLinks {
    const patient = this.follow(draft.patient!);
    const { encounterId, orderId } = draftElements;
    const encounter = draft.encounter && this.follow(draft.encounter);
    const order = draft.order && this.follow(draft.order);
    const observations = draft.observations.map((target) => this.follow(target));
    const foreign = [
      ...(encounter && encounter.patientId !== patient.id ? [encounterId] : []),
      ...(order && order.patientId !== patient.id ? [orderId] : []),
      ...observations.flatMap(({ patientId }, index) => (patientId === patient.id ? [] : [`result[${index}]`])),
    ];
    if (foreign.length > 0) {
      const errors = foreign.map((name) => fhirError(`${draft.entry.path}.${name}.reference`, 'other-patient'));
      throw new Problem(fhirProblems.notImportable, { errors });
    }
    return {
      patientId: patient.id,
      encounterId: encounter?.id,
      orderId: order?.id,
      moreOrderIds: draft.moreOrders?.map((target) => this.follow(target).id),
      observationIds: observations.map(({ id }) => id),
    };
  }

  private follow(target: Target): { id: string; patientId: string } {
    if (target.in === 'hospital' && target.record.patientId) {
      return { id: target.record.id, patientId: target.record.patientId };
    }
    const settled = target.in === 'bundle' ? this.settled.get(target.entry.index) : undefined;
    if (!settled?.entityId || !settled.patientId) {
      throw new Error('A reference was followed before its target was stored');
    }
    return { id: settled.entityId, patientId: settled.patientId };
  }
}

const draftElements = { encounterId: 'encounter', orderId: 'basedOn[0]' } as const;
