import { setting, text, whole } from './setting.js';

/** Papers that are printed, and the public page that verifies them. */
export const DOCUMENT_SETTINGS = {
  documentTemplates: setting(
    'DOCUMENT_TEMPLATES',
    undefined,
    'Folder of the templates that papers are printed by, where the hospital has its own. Default: templates/documents of the service.',
    text,
  ),
  rateLimitVerify: setting(
    'RATE_LIMIT_VERIFY',
    '60',
    'Codes of printed documents a minute that one address may ask about, counted for all workers together; 0 for no limit.',
    whole(0, 1_000_000),
  ),
} as const;
