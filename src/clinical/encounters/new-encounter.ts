import type { EncounterState } from './encounter-state.rules.js';
import type { EncounterClass } from './dto/encounter.dto.js';

/** What other domains need of an encounter they chart in. */
export interface OpenEncounter {
  readonly id: string;
  readonly patientId: string;
  readonly wardId: string | null;
}

/** An encounter that took place elsewhere, or here before this record began: it has no ward and no bed. */
export interface NewImportedEncounter {
  readonly patientId: string;
  readonly class: EncounterClass;
  readonly status: EncounterState;
  readonly reason?: string;
  readonly startedAt: Date;
  /** Absent while it goes on; an encounter said to be finished without an end ended when it began. */
  readonly endedAt?: Date;
}
