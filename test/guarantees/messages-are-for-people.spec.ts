import { describe, expect, it } from '@jest/globals';
import '../../src/app.module.js';
import { declaredProblems } from '../../src/kernel/problem.js';
import { ACTION_WORDS } from '../../src/platform/routes/policy.words.js';
import { ROLE_WORDS } from '../../src/platform/routes/role.words.js';
import { POLICY, ROLES } from '../../src/platform/routes/policy.js';
import { sourceFiles } from '../support/sources.js';
import { wordsOf, type WordsFound } from '../support/words-in-sources.js';

type Words = WordsFound & { readonly vi: string; readonly en: string };

/** What nobody on a ward should have to read, in either language. */
const TECHNICAL =
  /\/api\/|\bX-[A-Z]\w+|If-Match|\bETag\b|\bAuthorization\b|Idempotency-Key|\^\[|\bUUID\b|\bRFC\b|\bUTF-8\b|\b(?:null|true|false)\b|\b[A-Z]+_[A-Z]|\b[a-z]+_[a-z]|\b(?!mmHg|mEq)[a-z]+[A-Z][a-z]\w*/;
/** Places are filled before anybody reads them. */
const isTechnical = (text: string) => TECHNICAL.test(text.replace(/\{\w+\}/g, ''));
/** A decimal point; those of codes such as J18.9 follow a letter. */
const POINT = /(?<![\p{L}\d])\d+\.\d/u;

/** Whose words may be technical: machines and those who connect or run them read these. */
const FOR_MACHINES: readonly (readonly [start: string, reason: string])[] = [
  ['src/integration/fhir/', 'Senders of FHIR are told the elements of FHIR.'],
  ['src/integration/hl7v2/', 'Senders of HL7 v2 are told the fields of HL7 v2.'],
  ['src/integration/outgoing/', 'Those who connect a system are told of addresses and settings.'],
  ['src/platform/clients/', 'Those who connect a system are told the words of OAuth 2.0 and SMART.'],
  ['src/platform/routes/docs-page.words.ts', 'Who tries the API reads its documentation.'],
];

const found = sourceFiles().flatMap(({ path }) => wordsOf(path));
const words = found.filter((each): each is Words => Boolean(each.vi && each.en));
const forPeople = words.filter(({ where }) => !FOR_MACHINES.some(([start]) => where.startsWith(start)));
const told = (list: readonly Words[]) => list.map(({ where, vi, en }) => `${where}: ${vi} | ${en}`);

describe('Words for people', () => {
  it('are in both languages, wherever they are in one', () => {
    expect(words.length).toBeGreaterThan(300);
    expect(found.filter(({ vi, en }) => !vi || !en)).toEqual([]);
  });

  it('leave the same places open in both', () => {
    const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
    expect(told(words.filter(({ vi, en }) => String(places(vi)) !== String(places(en))))).toEqual([]);
  });

  it('name no header, path, field, regular expression or value of a program', () => {
    expect(told(forPeople.filter(({ vi, en }) => isTechnical(vi) || isTechnical(en)))).toEqual([]);
  });

  it('write decimals with a comma in Vietnamese', () => {
    expect(told(forPeople.filter(({ vi }) => POINT.test(vi)))).toEqual([]);
  });

  it('call what was entered in error so', () => {
    expect(told(words.filter(({ vi }) => /đánh dấu (?:sai|nhầm)/.test(vi)))).toEqual([]);
  });

  it('are technical only where machines read them, and there they are', () => {
    for (const [start, reason] of FOR_MACHINES) {
      const technical = words.filter(({ where, vi, en }) => where.startsWith(start) && isTechnical(vi + en));
      expect([start, reason !== '', technical.length > 0]).toEqual([start, true, true]);
    }
  });
});

describe('Every problem that is declared', () => {
  it('is among these words', () => {
    const known = new Set(words.flatMap(({ vi, en }) => [vi, en]));
    const texts = declaredProblems().flatMap(({ title, detail }) => [title.vi, title.en, detail?.vi, detail?.en]);
    expect(texts.filter((text) => text !== undefined && !known.has(text))).toEqual([]);
  });
});

describe('A refusal', () => {
  it('has words for each role and each action of the policy, and for no other', () => {
    expect(Object.keys(ROLE_WORDS)).toEqual([...ROLES]);
    expect(Object.keys(ACTION_WORDS)).toEqual(Object.keys(POLICY));
  });

  it.each([ROLE_WORDS, ACTION_WORDS])('says something else of each', (table) => {
    for (const language of ['vi', 'en'] as const) {
      const texts = Object.values(table).map((each) => each[language]);
      expect(texts.filter((text) => text.trim() === '')).toEqual([]);
      expect(new Set(texts).size).toBe(texts.length);
    }
  });
});
