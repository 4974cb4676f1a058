import type { Localised } from '../../kernel/language.js';
import type { Level } from './check.js';

/** One outcome of a check, and what to do about it. */
export interface Outcome extends Localised {
  readonly level: Level;
  readonly fix?: Localised;
}

/** What a check is called and may say. */
export interface CheckWords {
  readonly title: Localised;
  readonly says: Readonly<Record<string, Outcome>>;
}

export const ok = (vi: string, en: string): Outcome => ({ level: 'ok', vi, en });

const of =
  (level: Level) =>
  (vi: string, en: string, fixVi: string, fixEn: string): Outcome => ({ level, vi, en, fix: { vi: fixVi, en: fixEn } });

export const [warning, fault, unknown] = [of('warning'), of('fault'), of('unknown')];

export const notAsked = unknown(
  'không hỏi được vì cơ sở dữ liệu không trả lời hoặc vai trò này không được đọc',
  'not asked: the database does not answer, or this role may not read it',
  'sửa cơ sở dữ liệu trước, hoặc đặt DATABASE_OWNER_URL rồi chạy lại',
  'mend the database first, or set DATABASE_OWNER_URL, and run it again',
);
