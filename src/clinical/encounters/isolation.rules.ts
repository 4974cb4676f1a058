import { ISOLATION_WORDS } from './isolation.words.js';

/**
 * Transmission-based precautions, and isolation that protects the patient. Source: CDC Guideline for Isolation Precautions (2007), which
 * Decision 3671/QĐ-BYT (2012) on infection control follows.
 */
export type Isolation = keyof typeof ISOLATION_WORDS;
export const ISOLATION_NAMES = Object.keys(ISOLATION_WORDS) as Isolation[];
