import { setting, whole } from './setting.js';

/** Papers and pictures that are kept in records. */
export const FILE_SETTINGS = {
  fileLimitBytes: setting(
    'FILE_LIMIT_BYTES',
    '20971520',
    'Largest scanned paper or picture that is added to a record, in bytes.',
    whole(1024, 104_857_600),
  ),
} as const;
