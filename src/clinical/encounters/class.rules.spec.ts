import { WARD_KINDS } from '../../hospital/wards/dto/ward.dto.js';
import { classAfterMove } from './class.rules.js';
import { ENCOUNTER_CLASSES } from './dto/encounter.dto.js';

describe('The class of a stay after a move', () => {
  it('stays, but for an emergency that comes to an inpatient ward', () => {
    const changed = ENCOUNTER_CLASSES.flatMap((present) =>
      WARD_KINDS.flatMap((ward) => {
        const next = classAfterMove(present, ward, undefined);
        return next === present ? [] : [[present, ward, next]];
      }),
    );
    expect(changed).toEqual([['emergency', 'inpatient', 'inpatient']]);
  });

  it('is the one asked for where it may follow, in any ward', () => {
    const allowed = ENCOUNTER_CLASSES.map((present) => [
      present,
      ENCOUNTER_CLASSES.filter((asked) => WARD_KINDS.every((ward) => classAfterMove(present, ward, asked) === asked)),
    ]);
    expect(allowed).toEqual([
      ['inpatient', ['inpatient']],
      ['outpatient', ['inpatient', 'outpatient', 'emergency', 'day']],
      ['emergency', ['inpatient', 'outpatient', 'emergency', 'day']],
      ['day', ['inpatient', 'emergency', 'day']],
    ]);
  });
});
