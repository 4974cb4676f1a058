import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { sourceFiles } from '../support/sources.js';
import { placesOf, textsOnScreen, VIETNAMESE, vietnameseOf, wordsOf } from '../support/words-in-sources.js';

/** Files of a domain that hold what people read: its other words, its problems, what its routes do, what its records are called. */
const HOME = /\.(?:words|errors|operations|record)\.ts$/;

/** What else may hold Vietnamese, and why. */
const EXCEPTIONS: readonly (readonly [start: string, reason: string])[] = [
  ['src/demo/', 'People, wards and charts of the demo hospital.'],
  ['src/cli/load/old-letters.rules.ts', 'Letters of encodings of before Unicode.'],
  ['src/cli/generate/', 'Names, addresses and findings that a large hospital is made up from.'],
  ['src/cli/tour/', 'What is charted in the tour.'],
  ['src/cli/usage.ts', 'A name in an example.'],
  ['src/cli/problems.ts', 'The head of a table of docs/problems.md.'],
  ['src/integration/fhir/examples.ts', 'Resources shown as examples.'],
  ['src/integration/hl7v2/er7/', 'Letters of Vietnamese character sets.'],
  ['src/integration/hl7v2/examples.ts', 'A message shown as an example.'],
  ['src/integration/hl7v2/ranges.ts', 'Words in which laboratories write ranges.'],
  ['src/integration/hl7v2/person.reader.ts', 'Words for a human being, as senders write them.'],
  ['src/platform/config/', 'Defaults of settings, and Vietnamese terms beside the English for who runs the service.'],
  ['src/platform/security/guessing/', 'Words that a password should not be made of.'],
  ['src/clinical/patients/spelling.rules.ts', 'Letters of a syllable.'],
  ['src/platform/care/stated-reason.rules.ts', 'Letters of a syllable.'],
  ['src/platform/routes/folded-name.ts', 'Letters that are folded.'],
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
    expect([...new Set(mixed.map(({ en }) => en))]).toEqual(['Tiếng Việt']);
  });
});

/** Where the tone mark stands on "oa", "oe" and "uy" that end a syllable: on the first vowel, as in "hủy", "hòa", "khỏe"; "qu" is a consonant. */
const ON_THE_SECOND = /(?<!\p{L})(?:\p{L}*[^\P{L}q])?(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\p{L})/gu;

/** What tells of both spellings. */
const OF_BOTH = ['src/clinical/datatypes/folded-text.ts', 'src/clinical/patients/accents.rules.ts'];

describe('A Vietnamese word', () => {
  it('is spelled one way wherever somebody reads it: the tone mark stands on the first vowel, as in "hủy"', () => {
    const read = [
      ...files,
      ...globSync('web/src/**/*.{ts,tsx}').filter((path) => !path.startsWith('web/src/api/generated/')),
      ...globSync('{README.md,CONTRIBUTING.md,docs/**/*.md,templates/**/*.typ,web/index.html}'),
    ].filter((path) => !OF_BOTH.includes(path));
    expect(read.length).toBeGreaterThan(900);
    const otherwise = read.flatMap((path) => {
      const text = readFileSync(path, 'utf8').normalize('NFC').toLowerCase();
      return [...text.matchAll(ON_THE_SECOND)].map(([word]) => `${path}: ${word}`);
    });
    expect(otherwise).toEqual([]);
    expect('huỷ, hoà, khoẻ; quý, quả'.match(ON_THE_SECOND)).toEqual(['huỷ', 'hoà', 'khoẻ']);
  });
});

describe('Words of the console', () => {
  const screens = globSync('web/src/**/*.{ts,tsx}').filter((path) => !path.startsWith('web/src/api/generated/'));
  const homes = screens.filter((path) => path.startsWith('web/src/words/'));
  const elsewhereOnIt = screens.filter((path) => !homes.includes(path));
  const tables = homes.filter((path) => /(?:\/|\.)vi\.ts$/.test(path));
  const english = (path: string) => path.replace(/vi\.ts$/, 'en.ts');

  it('stand in its word files, and in no screen', () => {
    expect(elsewhereOnIt.length).toBeGreaterThan(40);
    expect(elsewhereOnIt.flatMap(vietnameseOf)).toEqual([]);
    const written = elsewhereOnIt.filter((path) => path.endsWith('.tsx')).flatMap(textsOnScreen);
    // Names of scores and units, which are the same in both languages.
    expect(written.filter((text) => !/: (?:NEWS2|PEWS|\(?ml\)?)$/.test(text))).toEqual([]);
  });

  it('stand there in both languages, at the same places', () => {
    expect(tables.length).toBeGreaterThan(1);
    for (const path of tables) expect([path, placesOf(english(path))]).toEqual([path, placesOf(path)]);
    expect(tables.flatMap(placesOf).length).toBeGreaterThan(300);
  });

  it('are English in English', () => {
    const mixed = tables.map(english).flatMap(vietnameseOf);
    // How a page offers the other language is said in that language; the name that a newborn is given is a name.
    expect(mixed.filter((text) => !text.endsWith("'Tiếng Việt'") && !text.includes('"Con bà …"'))).toEqual([]);
    const pairs = homes.flatMap(wordsOf).filter(({ en }) => VIETNAMESE.test(en?.normalize('NFD') ?? ''));
    expect(pairs).toEqual([]);
  });

  it('stand in both languages where the console is shown without its program', () => {
    expect(readFileSync('web/index.html', 'utf8')).toMatch(/<p lang="en">/);
  });
});
