import { ROLES } from '../routes/policy.js';
import { conflictIn, exclude, excludedBy } from './separation.rules.js';

const WATCHING = ['auditor', 'privacy-officer'] as const;

describe('Roles that exclude each other', () => {
  it('are giving rights, watching, and work', () => {
    expect(excludedBy('admin')).toEqual(ROLES.filter((role) => role !== 'admin'));
    for (const role of WATCHING) {
      expect(excludedBy(role)).toEqual(ROLES.filter((one) => !WATCHING.includes(one as never)));
    }
    for (const role of ROLES.filter((one) => one !== 'admin' && !WATCHING.includes(one as never))) {
      expect(excludedBy(role)).toEqual(ROLES.filter((one) => one === 'admin' || WATCHING.includes(one as never)));
    }
  });

  it('exclude both ways, and none itself', () => {
    for (const one of ROLES) {
      expect(exclude(one, one)).toBe(false);
      for (const other of ROLES) expect(exclude(one, other)).toBe(exclude(other, one));
    }
  });

  it.each([
    [['doctor', 'nurse'], undefined],
    [['auditor', 'privacy-officer'], undefined],
    [
      ['doctor', 'admin'],
      ['doctor', 'admin'],
    ],
    [
      ['doctor', 'nurse', 'auditor'],
      ['doctor', 'auditor'],
    ],
    [[], undefined],
  ] as const)('of %j the first pair is %j', (roles, expected) => {
    expect(conflictIn(roles)).toEqual(expected);
  });
});
