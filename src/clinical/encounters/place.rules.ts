import type { WardKind } from '../../hospital/wards/dto/ward.dto.js';
import type { EncounterClass } from './dto/encounter.dto.js';

export type PlaceRefusal = 'inpatient-in-clinic' | 'outpatient-in-bed';

/**
 * Why a place does not fit an encounter; undefined when it does. Inpatients do not stay in a clinic (phòng khám), and
 * outpatients lie in no bed; who is treated by day or in an emergency may do both. Source: Law 15/2023/QH15, which knows
 * treatment as an outpatient (ngoại trú), an inpatient (nội trú) and by day (ban ngày).
 */
export function placeRefusal(ofClass: EncounterClass, ward: WardKind, inBed: boolean): PlaceRefusal | undefined {
  if (ofClass === 'inpatient' && ward === 'clinic') return 'inpatient-in-clinic';
  return ofClass === 'outpatient' && inBed ? 'outpatient-in-bed' : undefined;
}
