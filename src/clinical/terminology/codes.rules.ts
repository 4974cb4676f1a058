import { ownRule } from '../../platform/routes/own-rule.js';
import { ATC } from './atc.words.js';
import { SearchableList } from './code-list.js';
import { ETHNIC_GROUPS } from './ethnic-groups.words.js';
import { ICD10 } from './icd10.words.js';
import { NATIONALITIES } from './nationalities.words.js';
import { OCCUPATIONS } from './occupations.words.js';
import { COMMUNES, PROVINCES } from './provinces.words.js';
import { terminologyWords } from './terminology.words.js';

/** Every list, by its name in addresses. */
export const CODE_LISTS = {
  'icd-10': new SearchableList(ICD10),
  atc: new SearchableList(ATC),
  'ethnic-group': new SearchableList(ETHNIC_GROUPS),
  nationality: new SearchableList(NATIONALITIES),
  occupation: new SearchableList(OCCUPATIONS),
  province: new SearchableList(PROVINCES),
  commune: new SearchableList(COMMUNES),
} as const;

export type CodeListName = keyof typeof CODE_LISTS;

/** A code of a list. */
export const IsCodeOf = (list: CodeListName): PropertyDecorator =>
  ownRule('code-on-list', terminologyWords.codeNotOnList, (code) => CODE_LISTS[list].find(code) !== undefined);
