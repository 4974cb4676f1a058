import { lentAccount } from './about-the-account.js';
import { identifierGuessing, identifierProbing, manyCharts, oddHours } from './about-the-manner.js';
import {
  breakGlass,
  colleague,
  noCareRelationship,
  ownRecord,
  sameHousehold,
  sensitiveRecord,
} from './about-the-patient.js';
import type { RadarRule } from './radar-rule.js';

/** Every rule of the radar. */
export const RADAR_RULES: readonly RadarRule[] = [
  noCareRelationship,
  sameHousehold,
  ownRecord,
  colleague,
  sensitiveRecord,
  breakGlass,
  oddHours,
  manyCharts,
  identifierProbing,
  identifierGuessing,
  lentAccount,
];

export const RULE_CODES = RADAR_RULES.map(({ code }) => code);

/** @returns undefined when there is no such rule */
export const ruleOf = (code: string): RadarRule | undefined => RADAR_RULES.find((rule) => rule.code === code);
