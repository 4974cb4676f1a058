import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

/** Of web/src/late/typed-late.ts, which is compiled for browsers. */
interface TypedLate {
  readonly readLate: (typed: string, now: Date) => string | undefined;
}
let readLate: TypedLate['readLate'];
/** What a page has and Node does not. */
const PAGE = { localStorage: { getItem: () => null }, document: { documentElement: { lang: 'vi' } } };
const before = Object.getOwnPropertyDescriptors(globalThis);
beforeAll(async () => {
  for (const [name, value] of Object.entries(PAGE)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  ({ readLate } = (await import(pathToFileURL(resolve('web/src/late/typed-late.ts')).href)) as TypedLate);
});
afterAll(() => {
  for (const name of Object.keys(PAGE)) {
    const had = (before as Record<string, PropertyDescriptor | undefined>)[name];
    if (had) Object.defineProperty(globalThis, name, had);
    else Reflect.deleteProperty(globalThis, name);
  }
});

/** Ten minutes after midnight, on the ward's clock. */
const NEW_YEAR = new Date('2027-01-01T00:10:00+07:00');

describe('A moment copied from paper, on New Year’s night', () => {
  it.each([
    ['31/12 23:30', '2026-12-31T16:30:00.000Z'],
    ['1/1 0:05', '2026-12-31T17:05:00.000Z'],
    ['23:30', '2026-12-31T16:30:00.000Z'],
    ['0005', '2026-12-31T17:05:00.000Z'],
    ['31/12/2026 23:30', '2026-12-31T16:30:00.000Z'],
    ['31/2 10:00', undefined],
    ['chiều qua', undefined],
  ])('%s is %s', (typed, read) => {
    expect(readLate(typed, NEW_YEAR)).toBe(read);
  });
});
