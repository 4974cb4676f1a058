import type { DoseUnit } from './dose.rules.js';
import type { RunUnit } from './infusion-rate.rules.js';

/** A unit of a dose or of a rate. */
export type SpelledUnit = DoseUnit | RunUnit;

/** What people type instead, in small letters and without blanks about a stroke. */
export const UNIT_SPELLINGS: Readonly<Record<string, SpelledUnit>> = {
  mcg: 'ug',
  'mcg/min': 'ug/min',
  'mcg/kg/min': 'ug/kg/min',
  iu: '[iU]',
  ui: '[iU]',
  u: '[iU]',
  đv: '[iU]',
  đvqt: '[iU]',
  'đơn vị quốc tế': '[iU]',
  'international units': '[iU]',
  'iu/h': '[iU]/h',
  'ui/h': '[iU]/h',
  'u/h': '[iU]/h',
  'đv/h': '[iU]/h',
  'đv/giờ': '[iU]/h',
  gtt: '{drop}',
  'gtt/min': '{drop}/min',
  'gtt/phút': '{drop}/min',
  'ml/hr': 'mL/h',
  cc: 'mL',
  microgram: 'ug',
  micrograms: 'ug',
  microgam: 'ug',
  gam: 'g',
  gram: 'g',
  miligam: 'mg',
  milligram: 'mg',
  tablets: '{tablet}',
  capsules: '{capsule}',
  ampoules: '{ampoule}',
  ampule: '{ampoule}',
  vials: '{vial}',
  sachets: '{sachet}',
  unit: '[iU]',
};
