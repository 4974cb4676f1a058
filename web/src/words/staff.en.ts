import type { StaffWords } from './staff.vi.ts';

/** What an administrator reads about how somebody works, signs in and signs, in English. */
export const staffEn: StaffWords = {
  data: 'About the person',
  hospitalWide: 'On call for the whole hospital',
  hospitalWideAbout: 'Sees the patients of every ward, not only of the wards listed.',
  sessions: 'Where they are signed in',
  noSessions: 'Signed in nowhere now.',
  withFactor: 'with an authenticator code',
  lastUsed: (at) => `last used ${at}`,
  identities: 'Hospital account (single sign-on)',
  noIdentity: 'Linked with no account yet.',
  noProvider: 'Signing in with a hospital account is not switched on here.',
  linkedAt: (at) => `linked ${at}`,
  unlinkedAt: (at) => `removed ${at}`,
  link: 'Link the account',
  subject: 'Id of the person at the identity provider (sub)',
  subjectHint: 'Copy it letter by letter; whoever runs the identity provider tells it.',
  unlink: 'Remove the account',
  unlinkAsk:
    'The person signs in with the hospital account no more, and sessions that began with it end at once. Remove it?',
  signing: 'Certificate for signatures',
  signingAbout:
    'Signatures on records carry the certificate of a licensed CA. The key stays in the service; the CA gets a request file only.',
  noCertificate: 'No certificate yet: this person signs with the key of the hospital.',
  issuedBy: (who) => `Issued by ${who}`,
  valid: (from, to) => `Valid from ${from} to ${to}`,
  serial: 'Serial number',
  fingerprint: 'SHA-256 fingerprint',
  demoCertificate: 'A certificate for trying out: of no legal value.',
  request: 'Make a request for a certificate',
  requestMade: 'Made. Send this file to the CA:',
  requestFile: (username) => `${username}.csr`,
  requestText: 'Text of the request (PKCS #10)',
  install: 'Install a certificate',
  certificates: 'Certificate that the CA sent back (PEM)',
  certificatesHint: 'With the intermediate certificates; the one of this person comes first.',
  withdraw: 'Withdraw the certificate',
  withdrawAbout:
    'From now on this person signs with the key of the hospital; older signatures keep the certificate they carry.',
};
