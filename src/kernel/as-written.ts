/**
 * Numbers of a message whose digits say more than the number: 5.90 was measured to two places, and 5.9 to one. JSON makes the same
 * number of both, so the text is kept beside the object that it stood in.
 */
const written = new WeakMap<object, Map<string, string>>();

/** Decimals that end in zero, somewhere in a text; perhaps in a string, which costs a look. */
const MAY_SAY_MORE = /\d\.\d*0(?![\d.])/;
const PLAIN_DECIMAL = /^-?\d+\.\d+$/;

/** What keeps the digits while JSON.parse reads a text; undefined for texts in which there is nothing to keep. */
export const digitsKeeper = (text: string) => (MAY_SAY_MORE.test(text) ? keepDigits : undefined);

function keepDigits(this: unknown, name: string, value: unknown, context?: { readonly source?: string }): unknown {
  const { source } = context ?? {};
  if (typeof value !== 'number' || source === undefined || source === String(value)) return value;
  if (PLAIN_DECIMAL.test(source)) keep(this as object, name, source);
  return value;
}

function keep(holder: object, name: string, source: string): void {
  const names = written.get(holder) ?? new Map<string, string>();
  written.set(holder, names.set(name, source));
}

/** A number of an object as it was sent, where that says more than the number. */
export const asWritten = (holder: unknown, name: string): string | undefined =>
  typeof holder === 'object' && holder !== null ? written.get(holder)?.get(name) : undefined;
