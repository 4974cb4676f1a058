import { Inject, Injectable } from '@nestjs/common';
import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';
import { invalidField } from '../../kernel/problem.js';
import { bitsOf, unaccented, type Known } from './guessing/guesses.rules.js';
import { allKnown } from './guessing/known-words.js';
import { PHRASES } from './guessing/vietnamese-words.js';
import { securityWords } from './security.words.js';

/** Guesses are counted on a prefix of this length: work grows with the square of it, and a strong prefix is enough. */
const LOOKED_AT = 64;
/** Of 0 to 4; from 3 on more than 100 million guesses are needed. */
const LEAST_SCORE = 3;
/** A thousand million guesses, counted without a bonus for length. */
const LEAST_BITS = 30;

/**
 * Refuses passwords that are on lists of leaked ones, or put together of a few of them, of common words of this country, of keyboard rows, of
 * dates, or of the person's and the hospital's own names. No rule asks for digits or signs, and none expires (NIST SP 800-63B).
 */
@Injectable()
export class PasswordStrength {
  private lists: Promise<Lists> | undefined;

  constructor(@Inject(SETTINGS_TOKEN) private readonly settings: Settings) {}

  /** @param pointer of the field, for the answer. @throws Problem validation */
  async require(password: string, person: { username: string; fullName: string }, pointer: string): Promise<void> {
    this.lists ??= load();
    const { guesser, known } = await this.lists;
    const names = namesIn(person.username, person.fullName, this.settings.hospitalName);
    const forms = [password, unaccented(password)].map((form) => form.slice(0, LOOKED_AT));
    const isStrong = () => forms.every((form) => guesser.check(form, names).score >= LEAST_SCORE);
    if (bitsOf(password, known) >= LEAST_BITS && isStrong()) return;
    throw invalidField(pointer, 'guessable', securityWords.easyToGuess);
  }
}

/** What passwords are held against; one guesser knows patterns, the other what is put together. */
interface Lists {
  readonly guesser: ZxcvbnFactory;
  readonly known: Known;
}

/** Loaded when a password is first set: the lists take half a second. */
async function load(): Promise<Lists> {
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  const guesser = new ZxcvbnFactory({
    dictionary: { ...dictionary, local: [...PHRASES] },
    graphs: adjacencyGraphs,
  });
  const common = { passwords: dictionary['passwords-common'], words: dictionary['diceware-common'] };
  return { guesser, known: await allKnown(common) };
}

/** The names whole, and every run of their words without spaces, as people put them into passwords. */
function namesIn(...texts: string[]): string[] {
  const runs = texts.flatMap((text) => {
    const words = unaccented(text)
      .toLowerCase()
      .split(/[^a-z0-9]+/);
    return words.flatMap((_, from) => words.slice(from).map((_, more) => words.slice(from, from + more + 1).join('')));
  });
  return [...texts, ...runs.filter((run) => run.length > 2)];
}
