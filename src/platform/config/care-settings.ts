import { list, oneOf, setting, whole } from './setting.js';

const LEVELS = 5;
const DAY = 1440;
/** A time for each level of triage, the most urgent first; no level waits less than a more urgent one. */
const minutesByLevel = (value: string): readonly number[] => {
  const minutes = list(value).map(Number);
  const isTime = (one: number, at: number) => Number.isInteger(one) && one >= (minutes[at - 1] ?? 0) && one <= DAY;
  if (minutes.length !== LEVELS || !minutes.every(isTime)) {
    throw new Error(
      `must be ${LEVELS} numbers of minutes from 0 to ${DAY}, none less than the one before, comma separated`,
    );
  }
  return minutes;
};

/** Whose charts people see, and for how long. */
export const CARE_SETTINGS = {
  careRelationship: setting(
    'CARE_RELATIONSHIP',
    'enforced',
    'enforced: doctors and nurses see the patients of their wards, others by break-glass; observed: everyone is let in, and the radar tells who should not have been.',
    oneOf('enforced', 'observed'),
  ),
  careTieDays: setting(
    'CARE_TIE_DAYS',
    '30',
    'Days that a ward still sees a patient who has left it: letters, late results, billing.',
    whole(0, 365),
  ),
  leftWardHours: setting(
    'LEFT_WARD_HOURS',
    '24',
    'Hours that a person who left a ward still reads of the patients there, and writes nothing; 0 means none.',
    whole(0, 168),
  ),
  reopenHours: setting(
    'REOPEN_HOURS',
    '24',
    'Hours after a discharge within which a doctor of the ward may take it back; later a records officer does.',
    whole(0, 720),
  ),
  triageMinutes: setting(
    'TRIAGE_MINUTES',
    '0,10,30,60,120',
    'Within how many minutes of the arrival a doctor sees a patient, by level of triage from 1 to 5; whoever waits longer is late. Default: Australasian Triage Scale.',
    minutesByLevel,
  ),
  breakGlassPerPatient: setting(
    'BREAK_GLASS_PER_PATIENT',
    '3',
    'How often one person may open one patient in an emergency within 24 hours.',
    whole(1, 100),
  ),
  breakGlassPerDay: setting(
    'BREAK_GLASS_PER_DAY',
    '10',
    'How many emergency accesses one person may open within 24 hours, of all patients together.',
    whole(1, 1000),
  ),
};
