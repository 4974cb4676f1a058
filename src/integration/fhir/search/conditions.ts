import { foldName, normaliseName } from '../../../clinical/patients/name.rules.js';
import { RESOURCE_TYPES } from '../elements/resource-types.js';
import { invalidParameter, refuseParameter, type At } from './parameter-refusals.js';
import { alternatives, type Condition, type Parameter } from './parameters.js';

/** A parameter as it was asked for: `code`, `code:not`, `patient.identifier`, `subject:Patient.name:exact`. */
export interface AskedParameter {
  readonly name: string;
  readonly modifier?: string;
  /** What is asked of the resource that is referred to, with its own modifier. */
  readonly chained?: string;
}

const ASKED = /^([A-Za-z_-]+)(?::([A-Za-z-]+))?(?:\.([A-Za-z_-]+(?::[a-z-]+)?))?$/;

export function readName(asked: string): AskedParameter {
  const [, name, modifier, chained] = ASKED.exec(asked) ?? [];
  if (!name) return { name: asked };
  // `patient:Patient` and `subject:Patient` say what is the case here anyway.
  return { name, ...(modifier && modifier !== 'Patient' && { modifier }), ...(chained && { chained }) };
}

/** Modifiers that a parameter takes. */
export function modifiersOf({ type, column, words, chains, ofType }: Parameter): string[] {
  return [
    ...(column ? ['missing'] : []),
    ...(type === 'token' ? ['not'] : []),
    ...(type === 'string' ? ['exact', 'contains'] : []),
    ...(words ? ['text'] : []),
    ...(ofType ? ['of-type'] : []),
    ...(chains?.identifier ? ['identifier'] : []),
  ];
}

/**
 * The SQL condition of what was asked for.
 * @param chain the condition on the resource that is referred to, where the parameter itself knows none
 * @throws Problem for modifiers and chains that the parameter does not take
 */
export function conditionOf(given: Parameter, asked: string, value: string, at: At, chain?: Chain): string {
  const { name, modifier, chained } = readName(asked);
  if (chained !== undefined || modifier === 'identifier') {
    const wanted = chained ?? 'identifier';
    const own = given.chains?.[wanted];
    if (own) return own(value, at, asked);
    const other = modifier === undefined || modifier === given.to ? chain?.(given, wanted, value, at) : undefined;
    return other ?? refuseParameter(asked, 'chain-not-taken', told(Object.keys(given.chains ?? {})));
  }
  if (modifier === undefined || (modifier === given.to && given.to !== undefined)) return given(value, at, name);
  if (!modifiersOf(given).includes(modifier)) {
    return refuseParameter(asked, 'modifier-not-taken', told(modifiersOf(given)));
  }
  return MODIFIED[modifier]!(given, value, at, asked);
}

/** @throws Problem for the first modifier that its parameter does not take, whatever else is wrong with a search */
export function requireModifiers(
  parameters: Readonly<Record<string, Parameter | string>>,
  asked: readonly string[],
): void {
  for (const one of asked) {
    const { name, modifier } = readName(one);
    const given = parameters[name];
    if (
      !given ||
      typeof given === 'string' ||
      modifier === undefined ||
      modifier === given.to ||
      RESOURCE_TYPES.has(modifier)
    ) {
      continue;
    }
    const known = modifiersOf(given);
    if (!known.includes(modifier)) refuseParameter(one, 'modifier-not-taken', told(known));
  }
}

/** Makes the condition that what a reference leads to meets; undefined where nothing can be asked of it. */
export type Chain = (given: Parameter, chained: string, value: string, at: At) => string | undefined;

const told = (known: readonly string[]) => ({ known: known.join(', ') || '–' });

/** SQL for a text within another, whatever stands around it. */
const within = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

const MODIFIED: Readonly<Record<string, (given: Parameter, value: string, at: At, name: string) => string>> = {
  missing: ({ column }, value, _, name) => {
    if (value !== 'true' && value !== 'false') invalidParameter(name);
    return `${column} IS ${value === 'true' ? '' : 'NOT '}NULL`;
  },
  not: (given, value, at, name) => `NOT coalesce(${(given as Condition)(value, at, name)}, false)`,
  text: ({ words }, value, at) =>
    `(${alternatives(value)
      .map((one) => `${words} ILIKE ${at(within(one))}`)
      .join(' OR ')})`,
  exact: ({ column, parts }, value, at) =>
    `(${alternatives(value)
      .map((one) => {
        const words = at(normaliseName(one));
        return parts ? `position(' ' || ${words} || ' ' IN ' ' || ${column} || ' ') > 0` : `${column} = ${words}`;
      })
      .join(' OR ')})`,
  contains: ({ folded, fold = foldName }, value, at, name) =>
    `(${alternatives(value)
      .map((one) => `${folded} LIKE ${at(within(fold(one) || invalidParameter(name)))}`)
      .join(' OR ')})`,
  'of-type': ({ ofType }, value, at, name) => `(${ofType!(value, at, name)})`,
};
