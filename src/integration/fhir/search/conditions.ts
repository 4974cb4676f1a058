import { invalidParameter, refuseParameter, type At } from './parameter-refusals.js';
import { alternatives, type Condition, type Parameter } from './parameters.js';

/** A parameter as it was asked for: `code`, `code:not`, `patient.identifier`, `subject:Patient.identifier`. */
export interface AskedParameter {
  readonly name: string;
  readonly modifier?: string;
  readonly chained?: string;
}

const ASKED = /^([A-Za-z_-]+)(?::([A-Za-z-]+))?(?:\.([A-Za-z_-]+))?$/;

export function readName(asked: string): AskedParameter {
  const [, name, modifier, chained] = ASKED.exec(asked) ?? [];
  if (!name) return { name: asked };
  // `patient:Patient` and `subject:Patient` say what is the case here anyway.
  return { name, ...(modifier && modifier !== 'Patient' && { modifier }), ...(chained && { chained }) };
}

/** Modifiers that a parameter takes. */
export function modifiersOf({ type, column, words, chains }: Parameter): string[] {
  return [
    ...(column ? ['missing'] : []),
    ...(type === 'token' ? ['not'] : []),
    ...(words ? ['text'] : []),
    ...(chains?.identifier ? ['identifier'] : []),
  ];
}

/** The SQL condition of what was asked for. @throws Problem for modifiers and chains that the parameter does not take */
export function conditionOf(given: Parameter, asked: string, value: string, at: At): string {
  const { name, modifier, chained } = readName(asked);
  if (chained !== undefined || modifier === 'identifier') {
    const chain = given.chains?.[chained ?? 'identifier'];
    return chain
      ? chain(value, at, asked)
      : refuseParameter(asked, 'chain-not-taken', told(Object.keys(given.chains ?? {})));
  }
  if (modifier === undefined) return given(value, at, name);
  if (!modifiersOf(given).includes(modifier)) {
    return refuseParameter(asked, 'modifier-not-taken', told(modifiersOf(given)));
  }
  return MODIFIED[modifier]!(given, value, at, asked);
}

const told = (known: readonly string[]) => ({ known: known.join(', ') || '–' });

const MODIFIED: Readonly<Record<string, (given: Parameter, value: string, at: At, name: string) => string>> = {
  missing: ({ column }, value, _, name) => {
    if (value !== 'true' && value !== 'false') invalidParameter(name);
    return `${column} IS ${value === 'true' ? '' : 'NOT '}NULL`;
  },
  not: (given, value, at, name) => `NOT coalesce(${(given as Condition)(value, at, name)}, false)`,
  text: ({ words }, value, at) =>
    `(${alternatives(value)
      .map((one) => `${words} ILIKE ${at(`%${one.replace(/[\\%_]/g, '\\$&')}%`)}`)
      .join(' OR ')})`,
};
