import { setting, text, whole } from './setting.js';

/** What a ward works from while the service is away. */
export const DOWNTIME_SETTINGS = {
  downtimeDir: setting(
    'DOWNTIME_DIR',
    undefined,
    'Folder on another machine or disk where a sheet of each ward is put for the time the service is away: who lies there, allergies, doses that fall due, last vital signs, open orders. Absent: none are made.',
    text,
  ),
  downtimeEveryMinutes: setting(
    'DOWNTIME_EVERY_MINUTES',
    '15',
    'How often the sheets of DOWNTIME_DIR are made anew, in minutes.',
    whole(1, 1440),
  ),
  downtimeKeepHours: setting(
    'DOWNTIME_KEEP_HOURS',
    '12',
    'Sheets in DOWNTIME_DIR that are older are removed, in hours.',
    whole(1, 168),
  ),
} as const;
