import { COPIES_WORDS } from './copies.words.js';
import { DATABASE_WORDS } from './database.words.js';
import { MACHINE_WORDS } from './machine.words.js';
import { TRAIL_WORDS } from './trail.words.js';

/** What `emr doctor` says, check by check. */
export const DOCTOR_WORDS = { ...DATABASE_WORDS, ...TRAIL_WORDS, ...COPIES_WORDS, ...MACHINE_WORDS } as const;

/** What stands around the checks. */
export const REPORT_WORDS = {
  levels: {
    ok: { vi: 'tốt', en: 'ok' },
    warning: { vi: 'lưu ý', en: 'warning' },
    fault: { vi: 'LỖI', en: 'FAULT' },
    unknown: { vi: 'không rõ', en: 'unknown' },
  },
  fix: { vi: 'Cách sửa: ', en: 'Fix: ' },
  total: {
    vi: '{faults} lỗi, {warnings} lưu ý, {unknown} không rõ',
    en: '{faults} {faults|fault|faults}, {warnings} {warnings|warning|warnings}, {unknown} unknown',
  },
} as const;
