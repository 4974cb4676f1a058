import type { Localised } from '../../kernel/language.js';
import { ownRule } from '../../platform/routes/own-rule.js';
import { SearchableList } from './code-list.js';
import { ETHNIC_GROUPS } from './ethnic-groups.js';
import { NATIONALITIES } from './nationalities.js';
import { OCCUPATIONS } from './occupations.js';
import { PROVINCES } from './provinces.js';

/** Every list, by its name in addresses. */
export const CODE_LISTS = {
  'ethnic-group': new SearchableList(ETHNIC_GROUPS),
  nationality: new SearchableList(NATIONALITIES),
  occupation: new SearchableList(OCCUPATIONS),
  province: new SearchableList(PROVINCES),
} as const;

export type CodeListName = keyof typeof CODE_LISTS;

const NOT_ON_LIST: Localised = {
  vi: 'Mã này không có trong danh mục.',
  en: 'This code is not on the list.',
};

/** A code of a list. */
export const IsCodeOf = (list: CodeListName): PropertyDecorator =>
  ownRule('code-on-list', NOT_ON_LIST, (code) => CODE_LISTS[list].find(code) !== undefined);
