import type { Localised } from '../../kernel/language.js';

/**
 * Transmission-based precautions, and isolation that protects the patient. Source: CDC Guideline for Isolation Precautions (2007), which
 * Decision 3671/QĐ-BYT (2012) on infection control follows.
 */
export const ISOLATIONS = {
  contact: { vi: 'Cách ly tiếp xúc', en: 'Contact precautions' },
  droplet: { vi: 'Cách ly giọt bắn', en: 'Droplet precautions' },
  airborne: { vi: 'Cách ly không khí', en: 'Airborne precautions' },
  protective: { vi: 'Cách ly bảo vệ', en: 'Protective isolation' },
} as const satisfies Record<string, Localised>;

export type Isolation = keyof typeof ISOLATIONS;
export const ISOLATION_NAMES = Object.keys(ISOLATIONS) as Isolation[];
