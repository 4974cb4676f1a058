import { Injectable } from '@nestjs/common';
import { ReferenceData } from '../../platform/reference/reference-data.js';
import { useFormulary, type Drug } from './checks/formulary.js';

/** What is kept of a formulary that a hospital loaded. */
export interface StoredFormulary {
  readonly drugs: readonly Drug[];
  /** Who compared it with its sources; null when nobody said so, and then every check says that it is not confirmed. */
  readonly confirmedBy: string | null;
}

/** Puts the hospital's formulary in the place of the starter; the newest version counts. */
@Injectable()
export class LoadedFormulary {
  constructor(reference: ReferenceData) {
    reference.give('formulary', (sets) => {
      const last = sets.at(-1);
      if (!last) return useFormulary(undefined);
      const { drugs, confirmedBy } = last.content as StoredFormulary;
      const { version, source } = last;
      useFormulary({ version: String(version), source, confirmed: confirmedBy !== null, drugs });
    });
  }
}
