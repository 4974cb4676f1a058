import { Injectable } from '@nestjs/common';
import { ReferenceData, type LoadedSet } from '../../platform/reference/reference-data.js';
import type { CodeEntry } from './code-list.js';
import { CODE_LISTS, type CodeListName } from './codes.rules.js';

/** Puts lists that a hospital loaded in the place of the starters. Words of codes that are gone stay known. */
@Injectable()
export class LoadedLists {
  constructor(reference: ReferenceData) {
    reference.give('code-list', (sets) => {
      for (const [name, list] of Object.entries(CODE_LISTS)) {
        list.replace((sets as readonly LoadedSet<CodeEntry[]>[]).filter(({ code }) => code === (name as CodeListName)));
      }
    });
  }
}
