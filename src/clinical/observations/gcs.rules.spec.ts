import { gcsContradicts, gcsOf, gcsText, gcsTotal, NOT_TESTABLE, storedPart, type Gcs } from './gcs.rules.js';

describe('The Glasgow Coma Scale', () => {
  it.each([
    [{ eye: 4, verbal: 5, motor: 6 }, 15, 'E4 V5 M6'],
    [{ eye: 1, verbal: 1, motor: 1 }, 3, 'E1 V1 M1'],
    [{ eye: 4, verbal: NOT_TESTABLE, motor: 6 }, null, 'E4 VNT M6'],
  ] as [Gcs, number | null, string][])('of %j has the total %j and reads %s', (gcs, total, text) => {
    expect([gcsTotal(gcs), gcsText(gcs)]).toEqual([total, text]);
  });

  it('is read back from its columns as it was kept', () => {
    const gcs: Gcs = { eye: 2, verbal: NOT_TESTABLE, motor: 5 };
    expect(gcsOf(storedPart(gcs.eye), storedPart(gcs.verbal), storedPart(gcs.motor))).toEqual(gcs);
    expect(gcsOf(null, null, null)).toBeNull();
  });
});

describe('A level of consciousness beside the scale', () => {
  it.each([
    ['A', [13, 15]],
    ['C', [9, 14]],
    ['V', [8, 14]],
    ['P', [4, 12]],
    ['U', [3, 8]],
  ] as const)('%s goes with %j and with nothing else', (level, [least, most]) => {
    for (const eye of [1, 2, 3, 4]) {
      for (const verbal of [1, 2, 3, 4, 5]) {
        for (const motor of [1, 2, 3, 4, 5, 6]) {
          const total = eye + verbal + motor;
          expect([total, gcsContradicts(level, { eye, verbal, motor })]).toEqual([
            total,
            total < least || total > most,
          ]);
        }
      }
    }
  });

  it('is not judged where a part could not be tested', () => {
    expect(gcsContradicts('A', { eye: 1, verbal: NOT_TESTABLE, motor: 1 })).toBe(false);
  });
});
