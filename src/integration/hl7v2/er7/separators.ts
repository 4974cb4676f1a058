/** The signs by which a message parts what it says; every message names its own (HL7 v2, chapter 2.5.4). */
export interface Separators {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string;
  readonly subcomponent: string;
}

export const USUAL: Separators = { field: '|', component: '^', repetition: '~', escape: '\\', subcomponent: '&' };

/**
 * The separators of the segment MSH, BHS or FHS; undefined when it names fewer than two, one twice, or a letter or digit. Those that it leaves
 * out are the usual ones; an escape sign that is left out is none at all. What stands behind the fourth (truncation, from 2.7 on) is passed over.
 */
export function separatorsOf(segment: string): Separators | undefined {
  const field = segment[3];
  if (field === undefined) return undefined;
  const signs = segment.slice(4).split(field, 1)[0] ?? '';
  // A sign of escape that was lost on the way (`^~&`): the third is the subcomponents' then.
  const [component, repetition = USUAL.repetition, escape = '', subcomponent = USUAL.subcomponent] =
    signs.length === 3 && signs[2] === USUAL.subcomponent ? [signs[0], signs[1], '', signs[2]] : signs;
  if (component === undefined) return undefined;
  const all = [field, component, repetition, escape, subcomponent].filter((sign) => sign !== '');
  if (new Set(all).size !== all.length || all.some((sign) => /[\p{L}\p{N}\s]/u.test(sign))) return undefined;
  return { field, component, repetition, escape, subcomponent };
}
