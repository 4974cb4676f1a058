import type { Coding } from '../../datatypes/coding.js';

/** What is found, or not, in SNOMED CT, whatever language it is called in. */
const QUALIFIERS: Readonly<Record<string, string>> = {
  '10828004': 'positive',
  '11214006': 'positive',
  '260373001': 'positive',
  '52101004': 'positive',
  '260385009': 'negative',
  '131194007': 'negative',
  '260415000': 'negative',
  '2667000': 'negative',
};

/** What a coded result says, as it is judged. */
export const inWords = ({ code, display }: Coding): string => QUALIFIERS[code ?? ''] ?? display;
