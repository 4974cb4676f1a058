/**
 * Numbers of a message whose digits say more than the number: 5.90 was measured to two places, and 5.9 to one. JSON makes the same
 * number of both, so the text is kept beside the object that it stood in.
 */
const written = new WeakMap<object, Map<string, string>>();

/** Numbers that end in zero behind the point, have an exponent, or more digits than a number holds; perhaps in a string, which costs a look. */
const MAY_SAY_MORE = /\d\.\d*0(?![\d.])|\d[eE][+-]?\d+\s*[,}\]]|\d[\d.]{15,}\s*[,}\]]/;
const PLAIN_DECIMAL = /^-?\d+\.\d+$/;
/** What a number of JSON is written like (RFC 8259, 6). */
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** ECMAScript 2025, which the types of the compiler do not know yet. */
const { rawJSON } = JSON as unknown as { rawJSON: (text: string) => object };

/** What keeps the digits while JSON.parse reads a text; undefined for texts in which there is nothing to keep. */
export const digitsKeeper = (text: string) => (MAY_SAY_MORE.test(text) ? keepDigits : undefined);

function keepDigits(this: unknown, name: string, value: unknown, context?: { readonly source?: string }): unknown {
  const { source } = context ?? {};
  if (typeof value !== 'number' || source === undefined || source === String(value)) return value;
  writeAs(this as object, name, source);
  return value;
}

/** Says how a number of an object is written. */
export function writeAs(holder: object, name: string, text: string): void {
  const names = written.get(holder) ?? new Map<string, string>();
  written.set(holder, names.set(name, text));
}

/** A decimal of an object as it was sent, where that says more than the number. */
export const asWritten = (holder: unknown, name: string): string | undefined => {
  const text = typeof holder === 'object' && holder !== null ? written.get(holder)?.get(name) : undefined;
  return text !== undefined && PLAIN_DECIMAL.test(text) ? text : undefined;
};

/** Lets a copy of an object say its numbers as the object did. */
export function copyDigits<Copy extends object>(of: object, copy: Copy): Copy {
  const names = written.get(of);
  if (names) written.set(copy, new Map([...(written.get(copy) ?? []), ...names]));
  return copy;
}

/** A JSON text as an object that knows how its numbers were written. */
export const parseAsWritten = (text: string): unknown => JSON.parse(text, digitsKeeper(text)) as unknown;

/**
 * The same for JSON.stringify: numbers that were written otherwise stand as they were. What has none is not copied; what it stands in
 * is, so that nobody who reads the value meets anything but numbers.
 */
export function withDigits(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const names = written.get(value);
  const holder = value as Record<string, unknown>;
  let copy: Record<string, unknown> | undefined;
  for (const name of Object.keys(holder)) {
    const now = holder[name];
    const said = typeof now === 'number' ? asNumber(names?.get(name), now) : withDigits(now);
    if (said === now) continue;
    copy ??= (Array.isArray(value) ? [...(value as unknown[])] : { ...holder }) as Record<string, unknown>;
    copy[name] = said;
  }
  return copy ?? value;
}

/** A text stands for its number only; one that was changed since is as it is. */
const asNumber = (text: string | undefined, value: number): unknown =>
  text !== undefined && JSON_NUMBER.test(text) && Number(text) === value ? rawJSON(text) : value;

/** JSON of a value with its numbers as they were written. */
export const jsonAsWritten = (value: unknown): string => JSON.stringify(withDigits(value));
