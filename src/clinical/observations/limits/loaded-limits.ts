import { Injectable } from '@nestjs/common';
import { ReferenceData } from '../../../platform/reference/reference-data.js';
import { useUsualRanges } from '../plausible-ranges.js';
import { useIntervals } from './intervals.js';
import type { GivenLimits } from './limits-file.rules.js';

/** Puts what the hospital settled of usual ranges and times in the place of what comes with the service; the newest version holds. */
@Injectable()
export class LoadedLimits {
  constructor(reference: ReferenceData) {
    reference.give('vital-limits', (sets) => {
      const { usual = {}, minutes = {} } = (sets.at(-1)?.content ?? {}) as GivenLimits;
      useUsualRanges(usual);
      useIntervals(minutes);
    });
  }
}
