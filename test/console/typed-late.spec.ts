import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

/** Of web/src/late/typed-late.ts, which is compiled for browsers. */
interface TypedLate {
  readonly readLate: (typed: string, now: Date) => string | undefined;
  readonly isReadable: (typed: object) => boolean;
  readonly lateBody: (typed: object, versions: object, confirmed: string[]) => { fluids: { volume: number }[] };
  readonly NOTHING_LATE: object;
}
let readLate: TypedLate['readLate'];
let late: TypedLate;
/** Of web/src/medicines/running-words.ts. */
let runningWords: (words: unknown, running: unknown) => string;
let words: unknown;
const compiled = (path: string) => import(pathToFileURL(resolve(path)).href) as Promise<Record<string, unknown>>;
/** What a page has and Node does not. */
const PAGE = { localStorage: { getItem: () => null }, document: { documentElement: { lang: 'vi' } } };
const before = Object.getOwnPropertyDescriptors(globalThis);
beforeAll(async () => {
  for (const [name, value] of Object.entries(PAGE)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  late = (await compiled('web/src/late/typed-late.ts')) as unknown as TypedLate;
  ({ readLate } = late);
  runningWords = (await compiled('web/src/medicines/running-words.ts')).runningWords as typeof runningWords;
  words = (await compiled('web/src/words/vi.ts')).vi;
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

describe('A volume copied from paper', () => {
  it.each([
    ['1.000', undefined],
    ['2,500', undefined],
    ['1000', 1000],
    ['1 000', 1000],
    ['1.250,5', 1250.5],
    ['62,5', 62.5],
    ['0,125', 0.125],
  ])('%s is %s', (volume, read) => {
    const typed = { ...late.NOTHING_LATE, rounds: [], fluids: [{ at: '23:30', kind: 'in oral', volume }] };
    expect(late.isReadable(typed)).toBe(read !== undefined);
    if (read !== undefined) expect(late.lateBody(typed, new Map(), []).fluids[0]?.volume).toBe(read);
  });
});

describe('An infusion that runs', () => {
  const step = (kind: string, at: string, isInError = false) => ({ kind, at, isInError, rate: null, volume: null });
  const running = {
    ...{ state: 'running', since: '2026-11-20T02:00:00Z', rate: { value: 60, unit: 'mL/h' }, mlPerHour: 60 },
    ...{ infused: 160, bag: null },
  };

  it('is said to run as fast as it does since it was set so, not since it was begun', () => {
    const steps = [step('begin', running.since), step('rate', '2026-11-20T03:15:00Z')];
    expect(runningWords(words, { ...running, steps })).toContain('đang chạy 60 mL/giờ từ 20/11 10:15');
    const wrong = [...steps, step('rate', '2026-11-20T04:00:00Z', true), step('bag', '2026-11-20T04:30:00Z')];
    expect(runningWords(words, { ...running, steps: wrong })).toContain('từ 20/11 10:15');
    expect(runningWords(words, { ...running, steps: [] })).toContain('từ 20/11 09:00');
  });
});
