import { getMetadataStorage } from 'class-validator';

/** What bounds a rule, by the names its words use. */
export type RuleParams = Readonly<Record<string, unknown>>;

const PARAMS: Readonly<Record<string, (bounds: readonly unknown[]) => RuleParams>> = {
  min: ([min]) => ({ min }),
  max: ([max]) => ({ max }),
  minLength: ([min]) => ({ min }),
  maxLength: ([max]) => ({ max }),
  arrayMinSize: ([min]) => ({ min }),
  arrayMaxSize: ([max]) => ({ max }),
  isIn: ([values]) => ({ values }),
  isNumber: ([options]) => ({ decimals: (options as { maxDecimalPlaces?: number } | undefined)?.maxDecimalPlaces }),
};

/** The name of a rule of class-validator in answers: `isString` is `string`, `maxLength` is `max-length`. */
export const ruleName = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replace(/^is-/, '');

/** The bounds that a class sets with a rule on one of its fields. */
export function paramsOfRule(target: object | undefined, property: string, rule: string): RuleParams {
  const read = PARAMS[rule];
  if (!read || !target) return {};
  const rules = getMetadataStorage().getTargetValidationMetadatas(target.constructor, '', false, false);
  const set = rules.find(({ propertyName, name }) => propertyName === property && name === rule);
  return set ? read(set.constraints as unknown[]) : {};
}
