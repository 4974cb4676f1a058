import { WARD_KINDS } from '../../hospital/wards/dto/ward.dto.js';
import { ENCOUNTER_CLASSES } from './dto/encounter.dto.js';
import { placeRefusal } from './place.rules.js';

describe('a place', () => {
  it('in a clinic is none for an inpatient, and a bed is none for an outpatient; all others fit', () => {
    const refused = ENCOUNTER_CLASSES.flatMap((ofClass) =>
      WARD_KINDS.flatMap((ward) =>
        [true, false].flatMap((inBed) => {
          const refusal = placeRefusal(ofClass, ward, inBed);
          return refusal ? [[ofClass, ward, inBed, refusal]] : [];
        }),
      ),
    );
    expect(refused).toEqual([
      ['inpatient', 'clinic', true, 'inpatient-in-clinic'],
      ['inpatient', 'clinic', false, 'inpatient-in-clinic'],
      ...WARD_KINDS.map((ward) => ['outpatient', ward, true, 'outpatient-in-bed']),
    ]);
  });
});
