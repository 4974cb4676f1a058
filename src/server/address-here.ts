import type { Settings } from '../platform/config/settings.js';

/** Where the service of these settings answers on this machine. */
export function addressHere({ host, port, tlsCertificate }: Settings): string {
  const place = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `${tlsCertificate ? 'https' : 'http'}://${place}:${port}`;
}
