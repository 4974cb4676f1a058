import { converted } from '../../../clinical/datatypes/unit-conversion.js';
import { invalidParameter, type At } from './parameter-refusals.js';
import { alternatives, parameter, tokenOf, type Condition, type Parameter } from './parameters.js';

const UCUM = 'http://unitsofmeasure.org';
const QUANTITY = /^(eq|ne|ge|gt|le|lt|sa|eb|ap)?(-?\d+(?:\.(\d+))?(?:[eE]([-+]?\d{1,2}))?)$/;
const COMPARED: Readonly<Record<string, string>> = { ge: '>=', gt: '>', sa: '>', le: '<=', lt: '<', eb: '<' };

/**
 * `5.4`, `gt5.4`, `5.40e-3`, `5.4|http://unitsofmeasure.org|mmol/L`, `5.4||mmol/L`. Equal is what rounds to the digits that were written
 * (FHIR R4 search, "number"). A unit is any that measures the same, by UCUM: 5400 umol/L is 5.4 mmol/L.
 */
export const quantity = (value: string, unit: string): Parameter =>
  parameter(
    (given, at, name) =>
      `(${alternatives(given)
        .map((one) => ofOne(one, value, unit, at, name))
        .join(' OR ')})`,
    {
      type: 'quantity',
      column: value,
    },
  );

function ofOne(given: string, value: string, unit: string, at: At, name: string): string {
  const [number, system = '', code] = given.split('|') as [string, string?, string?];
  const [, prefix = 'eq', digits, behind = '', power = '0'] = QUANTITY.exec(number) ?? invalidParameter(name);
  const wanted = Number(digits);
  const decimals = behind.length - Number(power);
  if (system && system !== UCUM) return 'false';
  if (!code) return comparedWith(prefix, value, wanted, decimals, at);
  const others = COMMON_UNITS.flatMap((other) => {
    const factor = other === code ? undefined : converted(1, code, other);
    return factor === undefined ? [] : [{ other, factor }];
  });
  const each = [{ other: code, factor: 1 }, ...others].map(({ other, factor }) => {
    const scaled = `(${value} / ${at(factor)}::numeric)`;
    return `(${unit} = ${at(other)} AND ${comparedWith(prefix, scaled, wanted, decimals, at)})`;
  });
  return `(${each.join(' OR ')})`;
}

/** Units that values are on record in; others are found only by themselves. */
const COMMON_UNITS: readonly string[] = (
  'mol/L mmol/L umol/L nmol/L pmol/L g/L g/dL mg/L mg/dL ug/L ug/dL ug/mL ng/mL ng/L pg/mL kg g mg m cm mm L mL U/L mU/L kU/L ' +
  '10*9/L 10*12/L 10*3/uL 10*6/uL % /min mm[Hg] kPa'
).split(' ');

function comparedWith(prefix: string, value: string, wanted: number, decimals: number, at: At): string {
  const operator = COMPARED[prefix];
  if (operator) return `${value} ${operator} ${at(wanted)}::numeric`;
  const half = prefix === 'ap' ? Math.abs(wanted) / 10 : 0.5 / 10 ** decimals;
  const [low, high] = [wanted - half, wanted + half].map((end) => `${at(end)}::numeric`);
  return prefix === 'ne'
    ? `NOT (${value} >= ${low} AND ${value} < ${high})`
    : `(${value} >= ${low} AND ${value} < ${high})`;
}

/** `system|code$gt5`, `system|code$system|code`: a code and its value together. */
export const codeAndValue =
  (code: Condition, value: Condition): Condition =>
  (given, at, name) => {
    const each = given.split(/(?<!\\),/).map((one) => {
      const [first, second, more] = one.split(/(?<!\\)\$/);
      if (!first || !second || more !== undefined) invalidParameter(name);
      tokenOf(first, name);
      return `(${code(first, at, name)} AND ${value(second, at, name)})`;
    });
    return `(${each.join(' OR ')})`;
  };
