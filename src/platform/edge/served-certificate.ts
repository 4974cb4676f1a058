import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { TlsOptions } from 'node:tls';

/** Files of PEM by which connections are encrypted. */
export interface CertificateFiles {
  readonly certificate: string;
  readonly key: string;
}

/** The certificate or its key cannot be used. The message is a sentence without its end. */
export class CertificateError extends Error {}

/** Below TLS 1.2 nothing is spoken (RFC 8996). */
export const LEAST_TLS = { minVersion: 'TLSv1.2' } as const satisfies TlsOptions;

interface Pair {
  readonly cert: string;
  readonly key: string;
}

/** @throws CertificateError when a file is missing, is no PEM, or the key is another certificate's */
export function readCertificate({ certificate, key }: CertificateFiles): Pair {
  const pair = { cert: read(certificate), key: read(key) };
  if (!isPair(pair)) throw new CertificateError(`${key} is not the private key of ${certificate}, or one is no PEM`);
  return pair;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CertificateError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

function isPair({ cert, key }: Pair): boolean {
  try {
    // The first of a file is the holder's own; those above it follow.
    const own = new X509Certificate(cert.slice(cert.indexOf('-----BEGIN CERTIFICATE-----')));
    return own.checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}

/** How often files are looked at: whoever renews a certificate sees the new one served before they have looked. */
const LOOK_MS = 2000;

/** A server that can be given another certificate; connections that are there keep theirs. */
interface TlsServer {
  setSecureContext(options: TlsOptions): void;
  once(event: 'close', listener: () => void): unknown;
}

/**
 * Gives a server the certificate of its files anew when they change, however that is done: written over, renamed, linked elsewhere. New
 * connections are shown it; those that are there go on. One that cannot be used is not taken: a key that comes a moment after its
 * certificate is waited for.
 * @param told hears once what became of a change
 */
export function keepServed(
  server: TlsServer,
  files: CertificateFiles,
  told: { taken(): void; refused(reason: string): void },
): void {
  let served = readCertificate(files);
  let refused = '';
  const look = () => {
    try {
      const now = readCertificate(files);
      refused = '';
      if (now.cert === served.cert && now.key === served.key) return;
      server.setSecureContext({ ...LEAST_TLS, ...now });
      served = now;
      told.taken();
    } catch (error) {
      const { message } = error as Error;
      if (message !== refused) told.refused(message);
      refused = message;
    }
  };
  const timer = setInterval(look, LOOK_MS).unref();
  server.once('close', () => clearInterval(timer));
}
