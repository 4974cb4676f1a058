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
  keys: 'Signing keys at terminals',
  keysAbout:
    'Keys that this person’s own machines made and hold: whoever has such a machine signed in can sign with it.',
  noKeys: 'No machine holds a key: this person signs with the key of the hospital.',
  keyRetiredAt: (at) => `out of use since ${at}`,
  retireKeyAbout:
    'From now on nothing is signed with that key. What it signed stays proven. Where a machine was lost, end the session on it as well.',
  messages: {
    title: 'HL7 v2 messages',
    about: 'Only for a system that sends HL7 v2 messages. Over MLLP it is known by all of this together.',
    application: 'Sending application (MSH-3)',
    facility: 'Sending facility (MSH-4)',
    addresses: 'From which network addresses',
    addressesHint: '10.20.3.7, 10.20.4.0/24',
    certificates: 'Fingerprints of certificates (SHA-256), one a line',
    characterSet: 'Character set where a message names none',
    takeOff: 'Take no more HL7 v2 messages',
    takeOffAsk: (name) =>
      `From now on HL7 v2 messages of ${name} are refused, and how it sends them is forgotten; what else it may do stays. Take no more?`,
    takenOff: (name) => `${name} sends no HL7 v2 messages any more.`,
  },
};
