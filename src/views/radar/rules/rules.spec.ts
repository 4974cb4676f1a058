import { describe, expect, it } from '@jest/globals';
import { RADAR_RULES } from './index.js';

describe('Rules of the radar', () => {
  it.each(RADAR_RULES.map((rule) => [rule.code, rule] as const))(
    'ask whether somebody had to do with the patient of hits alone: %s',
    (_, { sql, thresholds, unlessTied = false }) => {
      expect(sql).not.toContain('care_tie');
      expect(unlessTied).toBe('tieDays' in thresholds);
    },
  );
});
