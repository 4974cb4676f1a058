import { inLanguage, type Localised } from '../../kernel/language.js';
import type { Role } from './policy.js';

/** Roles as people call them: here, in papers, reports and the console alike. This file runs in browsers too. */
export const ROLE_WORDS: Readonly<Record<Role, Localised>> = {
  doctor: { vi: 'bác sĩ', en: 'doctor' },
  'department-head': { vi: 'trưởng khoa', en: 'head of department' },
  nurse: { vi: 'điều dưỡng', en: 'nurse' },
  'head-nurse': { vi: 'điều dưỡng trưởng', en: 'head nurse' },
  trainee: { vi: 'bác sĩ thực hành', en: 'trainee doctor' },
  registrar: { vi: 'nhân viên tiếp đón', en: 'registrar' },
  pharmacist: { vi: 'dược sĩ', en: 'pharmacist' },
  lab: { vi: 'kỹ thuật viên xét nghiệm', en: 'laboratory technician' },
  radiographer: { vi: 'kỹ thuật viên chẩn đoán hình ảnh', en: 'radiographer' },
  'records-officer': { vi: 'cán bộ hồ sơ bệnh án', en: 'records officer' },
  auditor: { vi: 'kiểm tra viên', en: 'auditor' },
  'privacy-officer': { vi: 'cán bộ bảo vệ dữ liệu', en: 'privacy officer' },
  admin: { vi: 'quản trị viên', en: 'administrator' },
};

/** What each role is called in one language. */
export const roleNames = (language: 'vi' | 'en'): Readonly<Record<string, string>> => inLanguage(ROLE_WORDS, language);
