import { describe, expect, it } from '@jest/globals';
import { unknownNames } from './known-names.js';

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
});
