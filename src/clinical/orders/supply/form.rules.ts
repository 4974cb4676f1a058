import { strengthOf } from '../checks/dosage.rules.js';
import { FORM_WORDS, type Piece, WHOLE_ONLY } from './form.words.js';

const WAYS: Readonly<Record<string, Piece>> = {
  oral: '{tablet}',
  enteral: '{tablet}',
  sublingual: '{tablet}',
  buccal: '{tablet}',
  rectal: '{suppository}',
};
/** Forms as a formulary names them. */
const LISTED: Readonly<Record<string, Piece>> = {
  tablet: '{tablet}',
  capsule: '{capsule}',
  sachet: '{sachet}',
  suppository: '{suppository}',
};

/** What a product is counted in, by its name, else by the way it is taken; undefined where neither tells. */
export function pieceOf(display: string, route: string | undefined, forms: readonly string[] = []): Piece | undefined {
  const text = display.normalize('NFC');
  const named = FORM_WORDS.find(([words]) => words.test(text))?.[1];
  if (named) return named;
  const usual = WAYS[route ?? ''];
  const listed = forms.flatMap((form) => LISTED[form] ?? []);
  return usual === '{tablet}' && listed.length > 0 && !listed.includes('{tablet}') ? listed[0] : usual;
}

/** Into how many parts a piece may be cut: tablets into quarters, unless they are swallowed whole. */
export const partsOf = (piece: string, display: string): number =>
  piece === '{tablet}' && !WHOLE_ONLY.test(display.normalize('NFC')) ? 4 : 1;

/** What one piece of a product, or one mL of it, weighs in mg, by its name. */
export const weightOf = (display: string, unit: string): number | undefined => strengthOf(display, unit);
