import type { BasketOrderDto } from '../api/generated/index.ts';
import { LABORATORY_TESTS } from '../words/laboratory-tests.ts';
import { SERVICES } from '../words/services.ts';

export type OrderKind = BasketOrderDto['kind'];
export type Code = NonNullable<BasketOrderDto['code']>;

/** In the order in which a ward uses them. */
export const KINDS: readonly OrderKind[] = [
  'laboratory',
  'imaging',
  'medication',
  'nursing',
  'procedure',
  'consultation',
  'diet',
  'blood',
];

export interface Choice {
  readonly coding: Code;
  readonly label: { readonly vi: string; readonly en: string };
}

/** What is ordered most of a kind, to choose from; medicines are found in the formulary. */
export const choicesOf = (kind: OrderKind): readonly Choice[] =>
  kind === 'laboratory' ? LABORATORY_TESTS : kind === 'medication' ? [] : SERVICES[kind];

/** System of what the hospital has no code for: the words are the code. */
const FREE = 'https://benhan.vn/fhir/CodeSystem/service';

export function freeCode(typed: string): Code {
  const display = typed.trim().replace(/\s+/g, ' ');
  return { system: FREE, code: display.slice(0, 64).trim(), display };
}
