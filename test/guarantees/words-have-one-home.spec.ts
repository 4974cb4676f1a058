import { describe, expect, it } from '@jest/globals';
import { sourceFiles } from '../support/sources.js';
import { VIETNAMESE, vietnameseOf, wordsOf } from '../support/words-in-sources.js';

/** Files of a domain that hold what people read: its other words, its problems, what its routes do, what its records are called. */
const HOME = /\.(?:words|errors|operations|record)\.ts$/;

/** What else may hold Vietnamese, and why. */
const EXCEPTIONS: readonly (readonly [start: string, reason: string])[] = [
  ['src/demo/', 'People, wards and charts of the demo hospital.'],
  ['src/cli/generate/', 'Names, addresses and findings that a large hospital is made up from.'],
  ['src/cli/tour/', 'What is charted in the tour.'],
  ['src/cli/usage.ts', 'A name in an example.'],
  ['src/cli/problems.ts', 'The head of a table of docs/problems.md.'],
  ['src/integration/fhir/examples.ts', 'Resources shown as examples.'],
  ['src/platform/config/', 'Defaults of settings, and Vietnamese terms beside the English for who runs the service.'],
  ['src/platform/security/guessing/', 'Words that a password should not be made of.'],
  ['src/clinical/patients/spelling.rules.ts', 'Letters of a syllable.'],
  ['src/platform/care/stated-reason.rules.ts', 'Letters of a syllable.'],
  ['src/hospital/roster/staff-directory.queries.ts', 'Letters that are folded.'],
];

const files = sourceFiles().map(({ path }) => path);
const elsewhere = files.filter((path) => !HOME.test(path));
const isExcepted = (path: string) => EXCEPTIONS.some(([start]) => path.startsWith(start));

describe('Words for people', () => {
  it('stand in the word files of their domain, and in no other source file', () => {
    const strays = elsewhere.filter((path) => !isExcepted(path)).flatMap(vietnameseOf);
    expect(strays).toEqual([]);
  });

  it('stand there too when they look the same without marks', () => {
    const pairs = elsewhere.filter((path) => !isExcepted(path)).flatMap(wordsOf);
    expect(pairs.map(({ where, vi, en }) => `${where}: ${vi} | ${en}`)).toEqual([]);
  });

  it('have no exception that nothing needs', () => {
    const needless = EXCEPTIONS.filter(
      ([start]) => !elsewhere.some((path) => path.startsWith(start) && vietnameseOf(path).length > 0),
    );
    expect(needless).toEqual([]);
  });

  it('are English in English', () => {
    const english = files.filter((path) => HOME.test(path)).flatMap(wordsOf);
    expect(english.length).toBeGreaterThan(400);
    const mixed = english.filter(({ en }) => VIETNAMESE.test(en?.normalize('NFD') ?? ''));
    // How a page offers the other language is said in that language.
    expect(mixed.map(({ en }) => en)).toEqual(['Tiếng Việt']);
  });
});
