import { describe, expect, it } from '@jest/globals';
import { secretFilesOf, unknownNames } from './known-names.js';

describe('Names in a settings file', () => {
  it('are taken when they are settings, files of secrets, or what the containers share', () => {
    expect(unknownNames(['DATABASE_URL', 'TOKEN_SECRET_FILE', 'PORT', 'POSTGRES_PASSWORD'])).toEqual([]);
  });

  it('are refused otherwise, with the one that was probably meant', () => {
    expect(unknownNames(['DATABSE_URL', 'PROT', 'COLOUR_OF_THE_DOORS'])).toEqual([
      'DATABSE_URL is no setting (did you mean DATABASE_URL?)',
      'PROT is no setting (did you mean PORT?)',
      'COLOUR_OF_THE_DOORS is no setting',
    ]);
  });

  it('tell files of secrets from those of other programs, which everybody may read', () => {
    const others = { SSL_CERT_FILE: '/etc/ssl/cert.pem', HTTP_PROXY_FILE: '/x', PORT_FILE: '/y' };
    expect(secretFilesOf({ ...others, TOKEN_SECRET_FILE: '/run/token', TOKEN_SECRET: 'given' })).toEqual([
      '/run/token',
    ]);
  });
});
