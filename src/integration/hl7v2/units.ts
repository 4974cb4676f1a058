import { contradicts } from '../../clinical/datatypes/unit-conversion.js';
import type { Value } from './er7/message.js';

/** Where OBX-6 may name a unit: code, words, another code, its words, what the sender first had. */
const UNIT_PLACES = [1, 2, 4, 5, 9];

/** Another unit of the same number; what a power of ten was cut into is none. */
export const unitBeside = (unit: string, value: Value): string | undefined =>
  unit.includes('^') ? undefined : UNIT_PLACES.map((place) => value.text(place)).find((one) => contradicts(unit, one));

/** The code where it is UCUM, else what people write. Powers come with their sign unescaped (`10^9/L`, `/mm^3`): they are one unit, and no `10`. */
export const unitOf = (value: Value): string => {
  const [code, words] = [value.text(1), value.text(2)];
  return withPowers(value) ?? (code || words || value.text(9));
};

/** What a number behind it is a power of: ten, or a length. */
const HAS_POWER = /(?:^|[^A-Za-z\d])[x×*]?\s?10$|(?:^|[^A-Za-z])[cdm]?m$/i;
const POWER = /^[-+]?\d{1,2}(?![\d.,])/;

/** A unit whose powers were cut into components; undefined where there are none. */
function withPowers(value: Value): string | undefined {
  let unit = value.text(1);
  let place = 2;
  while (HAS_POWER.test(unit) && POWER.test(value.text(place))) unit += `^${value.text(place++)}`;
  return place > 2 ? unit : undefined;
}
