import { dueOf } from './due.rules.js';

const AT = new Date('2026-11-28T08:00:00Z');

describe('The next set is due', () => {
  it.each([
    ['when the score allows no longer', { recheckMinutes: 60, careLevel: 'II' }, [60, 'score']],
    ['when the level of care allows no longer', { recheckMinutes: 720, careLevel: 'I' }, [60, 'care-level']],
    ['by the score when both say the same', { recheckMinutes: 360, careLevel: 'II' }, [360, 'score']],
    ['every quarter of an hour under continuous monitoring', { recheckMinutes: 0, careLevel: null }, [15, 'score']],
    ['by the level alone', { recheckMinutes: null, careLevel: 'III' }, [720, 'care-level']],
    [
      'by the score alone where the level is none that we know',
      { recheckMinutes: 240, careLevel: 'IV' },
      [240, 'score'],
    ],
    ['half an hour after an admission', { recheckMinutes: null, careLevel: 'III', first: true }, [30, 'admission']],
  ] as const)('%s', (_, told, [minutes, by]) => {
    expect(dueOf(AT, told)).toEqual({ at: new Date(AT.getTime() + minutes * 60_000), by });
  });

  it('at no time when neither says anything', () => {
    expect(dueOf(AT, { recheckMinutes: null, careLevel: null })).toBeNull();
  });
});
