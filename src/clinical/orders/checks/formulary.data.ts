import type { Drug } from './formulary.js';
import { ANALGESICS } from './formulary.analgesics.js';
import { ANTIBIOTICS } from './formulary.antibiotics.js';
import { HEART } from './formulary.heart.js';
import { OTHERS } from './formulary.others.js';

/** A starter formulary: to be confirmed by the hospital's pharmacists before it is relied upon. */
export const FORMULARY = { version: '2026-11-28', confirmed: false } as const;

/** Where doses and cautions are from; codes and classes are those of the WHO ATC index. */
export const SOURCES: Readonly<Record<string, string>> = {
  WMF: 'WHO Model Formulary 2008; forms: WHO Model List of Essential Medicines',
  SMPC: 'Summary of product characteristics',
  ATC: 'WHO ATC index; no doses',
};

export const DRUGS: readonly Drug[] = [...ANALGESICS, ...ANTIBIOTICS, ...HEART, ...OTHERS];
