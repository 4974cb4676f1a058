import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Settings } from '../../platform/config/settings.js';
import type { Finding } from './check.js';
import { SOON_DAYS } from './machine-checks.js';

const A_DAY_MS = 86_400_000;

/** The certificates that settings name: those of the service's own TLS, of printed documents and of encrypted lines. */
export const askCertificateFiles = (
  { tlsCertificate, documentCertificate, hl7MllpCertificate }: Settings,
  now = Date.now(),
): Finding[] =>
  [tlsCertificate, documentCertificate, hl7MllpCertificate].flatMap((file): Finding[] =>
    file ? [ofFile(file, now)] : [],
  );

function ofFile(file: string, now: number): Finding {
  try {
    // The first of a file is the holder's own; those above it are renewed by others.
    const text = readFileSync(file, 'utf8');
    const { validTo } = new X509Certificate(text.slice(text.indexOf('-----BEGIN CERTIFICATE-----')));
    const days = Math.floor((Date.parse(validTo) - now) / A_DAY_MS);
    const says = days < 0 ? 'fileExpired' : days < SOON_DAYS ? 'fileSoon' : 'fileValid';
    return { check: 'certificate', says, values: { file, days: Math.abs(days) } };
  } catch {
    return { check: 'certificate', says: 'fileUnreadable', values: { file } };
  }
}
