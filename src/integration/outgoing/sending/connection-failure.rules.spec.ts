import { expect, it } from '@jest/globals';
import { connectionFailure } from './connection-failure.rules.js';

const failing = (code: string) => Object.assign(new Error(code), { code });

it('A connection that fails says where to look: the name, the port, the line, or what is wrong with the certificate', () => {
  expect(
    [
      'ENOTFOUND',
      'ECONNREFUSED',
      'ECONNRESET',
      'CERT_HAS_EXPIRED',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'CERT_REVOKED',
      'EPROTO',
    ]
      .map(failing)
      .map(connectionFailure),
  ).toEqual([
    'host-unknown',
    'connection-refused',
    'connection-reset',
    'certificate-expired',
    'certificate-of-another-host',
    'certificate-revoked',
    'unreachable',
  ]);
  expect(connectionFailure(new AggregateError([failing('ECONNREFUSED')]))).toBe('connection-refused');
});
