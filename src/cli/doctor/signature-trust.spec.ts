import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import type { Settings } from '../../platform/config/settings.js';
import { issuedCertificate, issuedRevocations } from '../../platform/keys/certificates/issued-certificate.js';
import { askSignatureTrust } from './signature-trust.js';

const folder = mkdtempSync(join(tmpdir(), 'signature-trust-'));
afterAll(() => rmSync(folder, { recursive: true }));
const [DAY, WEEK] = [86_400_000, 7];
const NOW = Date.UTC(2026, 10, 29);
const file = (name: string, content: string | Buffer) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const said = { of: key, subject: 'CA thử', issuer: 'CA thử', isAuthority: true, from: NOW - DAY, to: NOW + 100 * DAY };
const authority = issuedCertificate(key, said).toString();
const list = issuedRevocations(key, 'CA thử', [], NOW);
const pem = `-----BEGIN X509 CRL-----\n${list.toString('base64')}\n-----END X509 CRL-----\n`;
const trust = file('trust.pem', authority);
const ask = (signatureTrust: string | undefined, signatureRevoked?: string, now = NOW) =>
  askSignatureTrust({ signatureTrust, signatureRevoked } as Settings, now);

it('the list of what an authority revoked is up to date until the day that it names, then out of date, or it is missing', () => {
  const revoked = file('lists.pem', pem);
  expect(ask(undefined)).toEqual([]);
  expect(ask(trust, revoked)).toMatchObject([{ says: 'known', values: { count: 1 } }]);
  expect(ask(trust, revoked, NOW + WEEK * DAY)).toMatchObject([{ says: 'known' }]);
  expect(ask(trust, revoked, NOW + (WEEK + 3) * DAY)).toMatchObject([
    { says: 'stale', values: { name: 'CA thử', days: 3 } },
  ]);
  expect(ask(trust)).toMatchObject([{ says: 'noList' }]);
  expect(ask(trust, revoked, NOW + 90 * DAY)).toMatchObject([{ says: 'ends', values: { days: 10 } }]);
  expect(ask(trust, revoked, NOW + 102 * DAY)).toMatchObject([{ says: 'ended', values: { days: 2 } }]);
});

const half = (text: string) => text.slice(0, text.length - 40);
const cut: readonly (readonly [string, string | Buffer])[] = [
  ['nothing', ''],
  ['half of the only certificate', half(authority)],
  ['a whole one and half of a second', `${authority}${half(authority)}`],
  ['a second without its beginning', `${authority}${authority.slice(20)}`],
  ['a whole one and a dash of the next', `${authority}-----BEGIN CERT`],
];
it.each(cut)('a trust list of %s is not read as a shorter one', (_, content) => {
  expect(ask(file('cut.pem', content))).toMatchObject([{ says: 'unreadable' }]);
});

it.each([
  ['nothing', ''],
  ['half a list as DER', list.subarray(0, 60)],
  ['half of the only list', half(pem)],
  ['a whole one and half of a second', `${pem}${half(pem)}`],
])('a file of revocations of %s is not read as a shorter one', (_, content) => {
  expect(ask(trust, file('cut.crl', content))).toMatchObject([{ says: 'unreadable' }]);
});
