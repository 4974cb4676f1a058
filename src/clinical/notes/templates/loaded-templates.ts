import { Injectable } from '@nestjs/common';
import { ReferenceData } from '../../../platform/reference/reference-data.js';
import type { GivenTemplate } from './template-file.rules.js';
import { useLoaded } from './templates.js';

/** Puts forms that a hospital loaded beside those that come with the service; the newest of a code is the one that notes begin with. */
@Injectable()
export class LoadedTemplates {
  constructor(reference: ReferenceData) {
    reference.give('note-template', (sets) => {
      useLoaded(sets.map(({ version, content }) => ({ ...(content as GivenTemplate), version })));
    });
  }
}
