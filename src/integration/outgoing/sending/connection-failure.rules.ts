import type { ConnectionFailure } from './attempt.js';

/** By the codes of Node.js: of the operating system, of TLS, and those of X.509 verification (OpenSSL). */
const BY_CODE: Readonly<Record<string, ConnectionFailure>> = {
  ENOTFOUND: 'host-unknown',
  EAI_AGAIN: 'host-unknown',
  ECONNREFUSED: 'connection-refused',
  ECONNRESET: 'connection-reset',
  EPIPE: 'connection-reset',
  CERT_HAS_EXPIRED: 'certificate-expired',
  CERT_NOT_YET_VALID: 'certificate-not-yet-valid',
  CERT_REVOKED: 'certificate-revoked',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate-of-another-host',
  CERT_UNTRUSTED: 'certificate-not-trusted',
  CERT_SIGNATURE_FAILURE: 'certificate-not-trusted',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate-not-trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate-not-trusted',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate-not-trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate-not-trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate-not-trusted',
};

/** Why a connection failed, in a word that says where to look. */
export function connectionFailure(error: unknown): ConnectionFailure {
  const { code, errors = [] } = (error ?? {}) as { code?: unknown; errors?: readonly unknown[] };
  const found = typeof code === 'string' ? BY_CODE[code] : undefined;
  // A host of several addresses fails with each of them.
  return found ?? (errors.length > 0 ? connectionFailure(errors[0]) : 'unreachable');
}
