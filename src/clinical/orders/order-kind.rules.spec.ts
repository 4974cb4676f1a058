import { describe, expect, it } from '@jest/globals';
import { ROLES } from '../../platform/routes/policy.js';
import { carriesOut, isOfOtherKind, maySign, misfits, ORDER_KINDS } from './order-kind.rules.js';

describe('An order', () => {
  it.each([
    ['laboratory', 'lab', false],
    ['laboratory', 'radiographer', true],
    ['imaging', 'lab', true],
    ['imaging', 'radiographer', false],
    ['diet', 'lab', true],
    ['laboratory', 'nurse', false],
    ['laboratory', undefined, false],
  ] as const)('of kind %s is %s’s of another kind: %s', (kind, role, is) => expect(isOfOtherKind(kind, role)).toBe(is));
});

describe('Who may do what with an order, by its kind', () => {
  it.each([
    ['laboratory', ['lab'], ['doctor', 'department-head']],
    ['imaging', ['radiographer'], ['doctor', 'department-head']],
    ['procedure', ['doctor', 'department-head', 'nurse', 'head-nurse'], ['doctor', 'department-head']],
    ['nursing', ['nurse', 'head-nurse'], ['doctor', 'department-head', 'nurse', 'head-nurse']],
    ['diet', ['nurse', 'head-nurse'], ['doctor', 'department-head']],
    ['consultation', ['doctor', 'department-head'], ['doctor', 'department-head']],
    ['blood', ['doctor', 'department-head', 'nurse', 'head-nurse'], ['doctor', 'department-head']],
    ['medication', ['doctor', 'department-head', 'nurse', 'head-nurse', 'pharmacist'], ['doctor', 'department-head']],
  ] as const)('%s: carried out by %j, signed by %j', (kind, workers, signers) => {
    expect(ROLES.filter((role) => carriesOut(kind, role))).toEqual(workers);
    expect(ROLES.filter((role) => maySign(kind, role))).toEqual(signers);
  });

  it('is nothing for nobody', () => {
    for (const kind of ORDER_KINDS) {
      expect([carriesOut(kind, undefined), maySign(kind, undefined)]).toEqual([false, false]);
    }
  });
});

describe('What an order of a kind says', () => {
  const dosed = { dose: { value: 500, unit: 'mg' }, route: 'oral', timing: { once: true } };

  it('is whole for a medication with dose, route and timing', () => {
    expect(misfits({ kind: 'medication', ...dosed })).toEqual([]);
  });

  it.each([
    [{ kind: 'medication', route: 'oral', timing: {} }, ['/dose needed-by-kind']],
    [{ kind: 'laboratory', ...dosed }, ['/dose not-of-kind', '/route not-of-kind']],
    [{ kind: 'blood' }, ['/units needed-by-kind']],
    [{ kind: 'diet', units: 2 }, ['/units not-of-kind']],
    [{ kind: 'imaging', laterality: 'left', question: 'x' }, []],
  ] as const)('%j: %j', (order, wrong) => {
    expect(misfits(order).map(({ pointer, rule }) => `${pointer} ${rule}`)).toEqual(wrong);
  });
});
