import { ROLES } from '../../platform/routes/policy.js';
import { BED_STATES, bedStateRefusal, SETTABLE_BED_STATES } from './bed-state.rules.js';

describe('What a bed becomes', () => {
  it('is never said while somebody lies in it', () => {
    const refusals = SETTABLE_BED_STATES.map((next) => bedStateRefusal('occupied', next, 'admin'));
    expect(new Set(refusals)).toEqual(new Set(['bed-in-use']));
  });

  it('is for everyone who may, but out of service and back for those who lead', () => {
    const leading = ROLES.filter((role) => bedStateRefusal('free', 'out-of-service', role) === undefined);
    expect(leading).toEqual(['department-head', 'head-nurse', 'admin']);
    const refused = BED_STATES.flatMap((present) =>
      SETTABLE_BED_STATES.filter((next) => bedStateRefusal(present, next, 'nurse') === 'bed-state-not-yours').map(
        (next) => [present, next],
      ),
    );
    expect(refused).toEqual([
      ['free', 'out-of-service'],
      ['reserved', 'out-of-service'],
      ['cleaning', 'out-of-service'],
      ...SETTABLE_BED_STATES.map((next) => ['out-of-service', next]),
    ]);
  });
});
