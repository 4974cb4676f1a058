import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import type { Settings } from '../../platform/config/settings.js';
import { demoCertificate } from '../../views/documents/seal/demo-certificate.js';
import { issuedRevocations } from '../../platform/keys/certificates/issued-certificate.js';
import { askCertificateFiles, askRevocationFiles } from './certificate-files.js';

const folder = mkdtempSync(join(tmpdir(), 'certificates-'));
afterAll(() => rmSync(folder, { recursive: true }));
const A_DAY_MS = 86_400_000;

it('a certificate of a file is valid, expires soon, has expired, or is none', () => {
  const { chain } = demoCertificate({ authority: 'Cơ quan thử', signer: 'Bệnh viện thử' });
  const file = join(folder, 'documents.pem');
  writeFileSync(file, `key above\n${chain.map(String).join('')}`);
  const ends = Date.parse(chain[0].validTo);
  const at = (now: number) => askCertificateFiles({ documentCertificate: file } as Settings, now);
  expect(at(ends - 40 * A_DAY_MS)).toMatchObject([{ says: 'fileValid', values: { days: 40 } }]);
  expect(at(ends - 3 * A_DAY_MS)).toMatchObject([{ says: 'fileSoon', values: { days: 3 } }]);
  expect(at(ends + 2 * A_DAY_MS)).toMatchObject([{ says: 'fileExpired', values: { days: 2 } }]);
  const gone = { hl7MllpCertificate: join(folder, 'none.pem') } as Settings;
  expect(askCertificateFiles(gone)).toMatchObject([{ says: 'fileUnreadable' }]);
  expect(askCertificateFiles({} as Settings)).toEqual([]);
});

it('a list of senders’ certificates that were taken back is up to date until the day it names, then out of date, or is none', () => {
  const now = Date.UTC(2026, 10, 29);
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const file = join(folder, 'senders.crl');
  writeFileSync(file, issuedRevocations(key, 'CA phòng xét nghiệm', [], now));
  const at = (days: number) => askRevocationFiles({ hl7MllpRevoked: file } as Settings, now + days * A_DAY_MS);
  expect(at(7)).toMatchObject([{ check: 'certificate', says: 'listValid', values: { file } }]);
  expect(at(10)).toMatchObject([{ says: 'listStale', values: { file, count: 1, days: 3 } }]);
  writeFileSync(file, 'cut off');
  expect(at(0)).toMatchObject([{ says: 'listUnreadable' }]);
  expect(askRevocationFiles({} as Settings)).toEqual([]);
});
