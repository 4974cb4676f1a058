import { setting, text, whole } from './setting.js';

/** TLS at the service's own port: where no proxy stands in front of it. */
export const TLS_SETTINGS = {
  tlsCertificate: setting(
    'TLS_CERTIFICATE',
    undefined,
    'File of the certificate (PEM, followed by those above it): PORT then answers https alone. Read again when it changes; with TLS_KEY.',
    text,
  ),
  tlsKey: setting('TLS_KEY', undefined, 'File of its private key (PEM).', text),
  httpPort: setting(
    'HTTP_PORT',
    undefined,
    'Port for plain http beside TLS: pages are sent on to https, all else is refused. Absent: none is opened.',
    whole(1, 65535),
  ),
} as const;

/** What of these settings does not fit together, as sentences without their end. */
export function wrongTls({ tlsCertificate, tlsKey, httpPort }: Readonly<Record<string, unknown>>): string[] {
  const wrong: string[] = [];
  if (tlsCertificate && !tlsKey) wrong.push('TLS_KEY is required with TLS_CERTIFICATE');
  if (tlsKey && !tlsCertificate) wrong.push('TLS_CERTIFICATE is required with TLS_KEY');
  if (httpPort && !tlsCertificate) wrong.push('HTTP_PORT is for plain http beside TLS: set TLS_CERTIFICATE too');
  return wrong;
}
