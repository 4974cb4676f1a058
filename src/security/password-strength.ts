import { Inject, Injectable } from '@nestjs/common';
import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';
import { invalidField } from '../http/problem.js';

/** What a guesser in Vietnam tries first, beside the passwords of the world that the library knows. */
const LOCAL = [
  ...['matkhau', 'benhvien', 'benhan', 'bacsi', 'dieuduong', 'khoanoi', 'khoangoai', 'phongkham', 'yte', 'xinchao'],
  ...['anhyeuem', 'emyeuanh', 'vietnam', 'hanoi', 'saigon', 'tphcm', 'danang', 'nhanvien', 'quantri', 'hosobenhan'],
];
/** Guesses are counted on a prefix of this length: work grows with the square of it, and a strong prefix is enough. */
const LOOKED_AT = 64;
/** Of 0 to 4; from 3 on more than 100 million guesses are needed. */
const LEAST_SCORE = 3;

/**
 * Refuses passwords that are on lists of common ones, or made of them, of keyboard rows, of dates, or of the person's and the
 * hospital's own names. No rule asks for digits or signs, and none expires (NIST SP 800-63B).
 */
@Injectable()
export class PasswordStrength {
  private guesser: Promise<ZxcvbnFactory> | undefined;

  constructor(@Inject(SETTINGS_TOKEN) private readonly settings: Settings) {}

  /** @param pointer of the field, for the answer. @throws Problem validation */
  async require(password: string, person: { username: string; fullName: string }, pointer: string): Promise<void> {
    this.guesser ??= loadGuesser();
    const guesser = await this.guesser;
    const known = namesIn(person.username, person.fullName, this.settings.hospitalName);
    const forms = [password, unaccented(password)].map((form) => form.slice(0, LOOKED_AT));
    if (forms.every((form) => guesser.check(form, known).score >= LEAST_SCORE)) return;
    throw invalidField(pointer, 'guessable', {
      vi: 'Mật khẩu này dễ đoán: hãy dùng vài từ không liên quan đến nhau, đến bạn hoặc bệnh viện.',
      en: 'This password is easy to guess: take some words that have nothing to do with each other, you or the hospital.',
    });
  }
}

/** Loaded when a password is first set: the lists take a quarter of a second. */
async function loadGuesser(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  return new ZxcvbnFactory({ dictionary: { ...dictionary, local: LOCAL }, graphs: adjacencyGraphs });
}

const unaccented = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');

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
