import { setting, text, whole } from './setting.js';

/** Papers that are printed, and the public page that verifies them. */
export const DOCUMENT_SETTINGS = {
  documentTemplates: setting(
    'DOCUMENT_TEMPLATES',
    undefined,
    'Folder of the templates that papers are printed by, where the hospital has its own. Default: templates/documents of the service.',
    text,
  ),
  documentCertificate: setting(
    'DOCUMENT_CERTIFICATE',
    undefined,
    'PEM file with the key of the hospital (RSA or P-256), its certificate from a licensed CA, and the certificates above that: printed documents are then signed (PAdES). Default: documents carry a code that the service verifies, and no signature.',
    text,
  ),
  rateLimitVerify: setting(
    'RATE_LIMIT_VERIFY',
    '60',
    'Codes of printed documents a minute that one address may ask about, counted for all workers together; 0 for no limit.',
    whole(0, 1_000_000),
  ),
} as const;
