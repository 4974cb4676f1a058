import type { WardKind } from '../../hospital/wards/dto/ward.dto.js';
import type { EncounterClass } from './dto/encounter.dto.js';

/**
 * What a stay may become while it goes on: from less to more. Who is an inpatient stays one until the discharge, since the
 * stay is counted and paid for as one. Source: Law 15/2023/QH15 (outpatient, inpatient and day treatment).
 */
const BECOMES: Readonly<Record<EncounterClass, readonly EncounterClass[]>> = {
  outpatient: ['emergency', 'day', 'inpatient'],
  emergency: ['day', 'inpatient', 'outpatient'],
  day: ['emergency', 'inpatient'],
  inpatient: [],
};

/**
 * The class of an encounter after a move to a ward: the one asked for, or, from an emergency into an inpatient ward (nhập viện từ
 * cấp cứu), inpatient. @returns undefined when the class asked for cannot follow
 */
export function classAfterMove(
  present: EncounterClass,
  ward: WardKind,
  asked: EncounterClass | undefined,
): EncounterClass | undefined {
  if (asked !== undefined) return asked === present || BECOMES[present].includes(asked) ? asked : undefined;
  return present === 'emergency' && ward === 'inpatient' ? 'inpatient' : present;
}
