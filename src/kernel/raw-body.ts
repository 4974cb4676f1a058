/** Bodies of requests as they came, byte for byte, for what is kept whole before it is understood. */
const raw = new WeakMap<object, Buffer>();

/** Keeps the bytes beside what was read from them, as long as that is in use. */
export function keepRaw(body: unknown, bytes: Buffer): void {
  if (typeof body === 'object' && body !== null) raw.set(body, bytes);
}

/** The bytes that a body was read from; of what is only a part of a body, its JSON. */
export const rawOf = (body: object): Buffer => raw.get(body) ?? Buffer.from(JSON.stringify(body));
