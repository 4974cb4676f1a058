import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Settings } from '../../platform/config/settings.js';
import { revocationListsIn } from '../../platform/keys/certificates/revocation-list.js';
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

/** Lists of senders' certificates that were taken back: one that its authority has replaced since tells nothing of what was taken back lately. */
export function askRevocationFiles({ hl7MllpRevoked: file }: Settings, now = Date.now()): Finding[] {
  if (file === undefined) return [];
  try {
    const late = revocationListsIn(readFileSync(file)).flatMap(({ nextUpdate }) =>
      nextUpdate !== undefined && nextUpdate < now ? [Math.floor((now - nextUpdate) / A_DAY_MS)] : [],
    );
    if (late.length === 0) return [{ check: 'certificate', says: 'listValid', values: { file } }];
    return [{ check: 'certificate', says: 'listStale', values: { file, count: late.length, days: Math.max(...late) } }];
  } catch {
    return [{ check: 'certificate', says: 'listUnreadable', values: { file } }];
  }
}

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
