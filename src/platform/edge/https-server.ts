import type { RequestListener } from 'node:http';
import { createServer, type Server, type ServerOptions } from 'node:https';
import type { Logger } from 'pino';
import type { Settings } from '../config/settings.js';
import { type CertificateFiles, keepServed, LEAST_TLS, readCertificate } from './served-certificate.js';

/** The files of TLS_CERTIFICATE and TLS_KEY; undefined where a proxy encrypts. */
export const tlsFilesOf = ({ tlsCertificate: certificate, tlsKey: key }: Settings): CertificateFiles | undefined =>
  certificate && key ? { certificate, key } : undefined;

/** What the framework would set at a server of its own making. */
interface Limits {
  readonly keepAliveTimeout?: number;
  readonly requestTimeout?: number;
  readonly connectionTimeout?: number;
}

/** Makes the servers of a service that encrypts by itself. @throws CertificateError */
export const httpsServers =
  (files: CertificateFiles, options: ServerOptions, logger: Logger) =>
  (handler: RequestListener, { keepAliveTimeout, requestTimeout, connectionTimeout }: Limits): Server => {
    const server = createServer({ ...options, ...LEAST_TLS, ...readCertificate(files) }, handler);
    if (keepAliveTimeout !== undefined) server.keepAliveTimeout = keepAliveTimeout;
    if (requestTimeout !== undefined) server.requestTimeout = requestTimeout;
    if (connectionTimeout !== undefined) server.setTimeout(connectionTimeout);
    keepServed(server, files, {
      taken: () => logger.info({ file: files.certificate }, 'certificate read anew'),
      refused: (reason) => logger.warn({ reason }, 'certificate not taken over; the one before goes on'),
    });
    return server;
  };
