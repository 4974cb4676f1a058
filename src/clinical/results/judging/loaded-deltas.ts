import { Injectable } from '@nestjs/common';
import { ReferenceData } from '../../../platform/reference/reference-data.js';
import { useDeltaLimits, type DeltaLimit } from './delta-check.rules.js';

/** What is kept of the limits of sudden changes that a hospital loaded. */
export interface StoredDeltas {
  readonly limits: readonly DeltaLimit[];
}

/** Puts the hospital's limits in the place of the starting table; the newest version counts. */
@Injectable()
export class LoadedDeltaLimits {
  constructor(reference: ReferenceData) {
    reference.give('delta-limits', (sets) => {
      const last = sets.at(-1);
      if (!last) return useDeltaLimits(undefined);
      const { version, source, content } = last;
      useDeltaLimits({ version, source, limits: (content as StoredDeltas).limits });
    });
  }
}
