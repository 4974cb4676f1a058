import { randomUUID } from 'node:crypto';

/** Bytes on their way to a statement, by the text that stands for them. */
const handed = new Map<string, Buffer>();

/**
 * Hands bytes to a statement past the library that sends it, which would copy them several times as text: what it is given is a text that nobody
 * can guess, and the connection puts the bytes in its place.
 */
export async function handingBytes<T>(bytes: Buffer, run: (inPlace: string) => Promise<T>): Promise<T> {
  const inPlace = `bytes:${randomUUID()}`;
  handed.set(inPlace, bytes);
  try {
    return await run(inPlace);
  } finally {
    handed.delete(inPlace);
  }
}

/** The values of a statement, with bytes where a text stood for them. */
export function withHandedBytes(values: readonly unknown[]): unknown[] {
  return values.map((value) => (typeof value === 'string' ? (handed.get(value) ?? value) : value));
}

export const areBytesHanded = (): boolean => handed.size > 0;
