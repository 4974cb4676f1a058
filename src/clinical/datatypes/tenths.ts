/** JSON of a number as it is written, which JavaScript's numbers cannot keep: 37.0. Of ECMAScript's JSON.parse source text access. */
const { rawJSON } = JSON as unknown as { rawJSON: (text: string) => object };

/**
 * The same object, whose temperature stands in JSON with its tenth, as the thermometer shows it and the ward writes it: 37.0, not 37.
 * Whoever spreads it wraps what they made of it again.
 */
export function inTenths<Measured extends { readonly temperature: number | null }>(measured: Measured): Measured {
  // Most temperatures are written like that anyhow.
  const { temperature } = measured;
  if (temperature === null || String(temperature) === temperature.toFixed(1)) return measured;
  const toJSON = function (this: Measured) {
    const { temperature } = this;
    return typeof temperature === 'number' ? { ...this, temperature: rawJSON(temperature.toFixed(1)) } : { ...this };
  };
  return Object.defineProperty(measured, 'toJSON', { value: toJSON, enumerable: false });
}
