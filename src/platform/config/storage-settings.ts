import { setting, whole } from './setting.js';

/** The disk that the hospital's data lies on. */
export const STORAGE_SETTINGS = {
  diskLowMb: setting(
    'DISK_LOW_MB',
    '2048',
    'Free space on the file system of DATA_DIR below which readiness, metrics and emr doctor warn, in MB (1024 x 1024 bytes).',
    whole(0, 1_000_000_000),
  ),
} as const;
