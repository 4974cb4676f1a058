import { setting, whole } from './setting.js';

/** How large what comes in may be. */
export const BODY_SETTINGS = {
  bodyLimitBytes: setting('BODY_LIMIT_BYTES', '1048576', 'Largest request body, in bytes.', whole(1024, 104_857_600)),
  fhirBodyLimitBytes: setting(
    'FHIR_BODY_LIMIT_BYTES',
    '8388608',
    'Largest body below /fhir, where whole histories arrive, in bytes.',
    whole(1024, 104_857_600),
  ),
  fileLimitBytes: setting(
    'FILE_LIMIT_BYTES',
    '20971520',
    'Largest scanned paper or picture that is added to a record, in bytes.',
    whole(1024, 104_857_600),
  ),
} as const;
