import { describe, expect, it } from '@jest/globals';
import { breachesOf, BACKGROUND_KINDS, pregnancyOn } from './background.rules.js';

describe('Whether somebody is pregnant', () => {
  const on = '2026-01-01';
  it.each([
    [undefined, '2026-01-01', 'not-known', null],
    [{ state: 'unknown', days: null, on }, '2026-01-01', 'not-known', null],
    [{ state: 'not-pregnant', days: null, on }, '2026-12-01', 'not-pregnant', null],
    [{ state: 'pregnant', days: 84, on }, '2026-01-01', 'pregnant', 84],
    [{ state: 'pregnant', days: 84, on }, '2026-01-15', 'pregnant', 98],
    [{ state: 'pregnant', days: 300, on }, '2026-01-09', 'pregnant', 308],
    [{ state: 'pregnant', days: 300, on }, '2026-01-10', 'not-known', null],
    [{ state: 'pregnant', days: null, on }, '2026-10-22', 'pregnant', null],
    [{ state: 'pregnant', days: null, on }, '2026-10-23', 'not-known', null],
  ])('%j, on %s: %s', (last, day, state, days) => {
    expect(pregnancyOn(last, day)).toEqual({ state, days });
  });
});

describe('What is said of each kind', () => {
  it.each([
    ['family', { relationship: 'mother', text: 'Đái tháo đường' }, []],
    ['family', { text: 'Đái tháo đường' }, ['relationship background-needed']],
    ['social', { topic: 'tobacco', use: 'current' }, []],
    ['social', { topic: 'fall-risk' }, ['topic background-value']],
    ['alert', { topic: 'fall-risk', text: 'Ngã hai lần' }, []],
    ['alert', { topic: 'tobacco', text: 'x' }, ['topic background-value']],
    ['implant', { text: 'Máy tạo nhịp', use: 'never' }, ['use background-foreign']],
    ['pregnancy', { state: 'pregnant', gestationalWeeks: 12 }, []],
    ['pregnancy', { state: 'not-pregnant', gestationalWeeks: 12 }, ['gestationalWeeks background-foreign']],
    ['pregnancy', { state: 'unknown', gestationalDays: 3 }, ['gestationalDays background-foreign']],
    ['pregnancy', { state: 'breastfeeding' }, ['state background-value']],
    ['lactation', { state: 'breastfeeding' }, []],
    ['lactation', { state: 'breastfeeding', gestationalWeeks: 1 }, ['gestationalWeeks background-foreign']],
  ] as const)('%s %j: %j', (kind, given, breaches) => {
    expect(breachesOf(kind, given).map(({ field, rule }) => `${field} ${rule}`)).toEqual(breaches);
  });

  it('is never nothing', () => {
    for (const kind of BACKGROUND_KINDS) expect(breachesOf(kind, {}).length).toBeGreaterThan(0);
  });
});
