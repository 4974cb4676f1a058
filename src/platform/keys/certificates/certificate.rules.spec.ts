import { generateKeyPairSync, type KeyObject, type X509Certificate } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  certificatesIn,
  chainBreach,
  chainOfHeader,
  commonNameOf,
  headerOf,
  issuerNameOf,
  personBreach,
  type Chain,
} from './certificate.rules.js';
import { issuedCertificate, issuedRevocations } from './issued-certificate.js';
import { revocationListsIn } from './revocation-list.js';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 30);
const at = new Date(NOW);
const aKey = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const [rootKey, midKey, ownKey, otherKey] = [aKey(), aKey(), aKey(), aKey()];
const made = (by: KeyObject, of: KeyObject, subject: string, issuer: string, more: object = {}) =>
  issuedCertificate(by, { of, subject, issuer, isAuthority: false, from: NOW - DAY, to: NOW + DAY, ...more });
const root = made(rootKey, rootKey, 'CA gốc', 'CA gốc', { isAuthority: true });
const mid = made(rootKey, midKey, 'CA cấp phép', 'CA gốc', { isAuthority: true });
const own = made(midKey, ownKey, 'Trần Văn Minh', 'CA cấp phép');
const trust = { authorities: [root], lists: [] };
const listed = (by: KeyObject, issuer: string, one: X509Certificate, moment: number) =>
  revocationListsIn(issuedRevocations(by, issuer, [{ serial: one.serialNumber, at: moment }], NOW - DAY));

describe('A chain of certificates', () => {
  it.each<[string, Chain]>([
    ['whole', [own, mid, root]],
    ['without its root', [own, mid]],
  ])('counts when it is %s, up to a trusted authority', (_, chain) => {
    expect(chainBreach(chain, trust, at)).toBeUndefined();
  });

  it('counts when the authority just above is the one that is trusted', () => {
    expect(chainBreach([own], { authorities: [mid], lists: [] }, at)).toBeUndefined();
    expect(chainBreach([own, mid, root], { authorities: [mid], lists: [] }, at)).toBeUndefined();
  });

  const stranger = made(otherKey, otherKey, 'CA gốc', 'CA gốc', { isAuthority: true });
  const notAnAuthority = made(ownKey, otherKey, 'Ai đó', 'Trần Văn Minh');
  it.each<[string, Chain]>([
    ['not-trusted', [own]],
    ['not-trusted', [made(otherKey, ownKey, 'Trần Văn Minh', 'CA gốc'), stranger]],
    ['broken-chain', [own, root]],
    ['broken-chain', [made(otherKey, ownKey, 'Trần Văn Minh', 'CA cấp phép'), mid, root]],
    ['broken-chain', [notAnAuthority, own, mid, root]],
    ['not-for-signing', [mid, root]],
    ['expired', [made(midKey, ownKey, 'Trần Văn Minh', 'CA cấp phép', { to: NOW - 1000 }), mid]],
    ['not-yet-valid', [made(midKey, ownKey, 'Trần Văn Minh', 'CA cấp phép', { from: NOW + 1000 }), mid]],
  ])('is %s', (breach, chain) => {
    expect(chainBreach(chain, trust, at)).toBe(breach);
  });

  it('is judged at the moment of signing, with every certificate of it', () => {
    const short = made(rootKey, midKey, 'CA cấp phép', 'CA gốc', { isAuthority: true, to: NOW + 1000 });
    expect(chainBreach([own, short], trust, at)).toBeUndefined();
    expect(chainBreach([own, short], trust, new Date(NOW + 2000))).toBe('expired');
  });

  it('is revoked from the moment that its authority says, and by nobody else', () => {
    const revoked = (lists: ReturnType<typeof listed>) => chainBreach([own, mid], { ...trust, lists }, at);
    expect(revoked(listed(midKey, 'CA cấp phép', own, NOW - 1000))).toBe('revoked');
    expect(revoked(listed(midKey, 'CA cấp phép', own, NOW + 1000))).toBeUndefined();
    expect(revoked(listed(rootKey, 'CA gốc', mid, NOW - 1000))).toBe('revoked');
    expect(revoked(listed(rootKey, 'CA gốc', own, NOW - 1000))).toBeUndefined();
    expect(revoked(listed(otherKey, 'CA cấp phép', own, NOW - 1000))).toBeUndefined();
    expect(revoked(revocationListsIn(issuedRevocations(midKey, 'CA cấp phép', [], NOW)))).toBeUndefined();
  });

  it('stands in a header and in a file as it is', () => {
    const pem = [own, mid].map(String).join('\n');
    expect(chainOfHeader(headerOf([own, mid]))?.map(({ raw }) => raw)).toEqual([own.raw, mid.raw]);
    expect(certificatesIn(pem).map(commonNameOf)).toEqual(['Trần Văn Minh', 'CA cấp phép']);
    expect(issuerNameOf(own)).toBe('CA cấp phép');
    for (const none of [undefined, [], 'x', ['AAAA'], Array.from({ length: 7 }, () => headerOf([own])[0])]) {
      expect(chainOfHeader(none)).toBeUndefined();
    }
  });
});

describe('A certificate', () => {
  const named = (subject: string) => made(midKey, ownKey, subject, 'CA cấp phép');
  it.each([
    ['Trần Văn Minh', 'BS. Trần Văn Minh', undefined],
    ['TRẦN VĂN MINH', 'Trần Văn Minh', undefined],
    ['Tran Van Minh', 'BSCKII. Trần Văn Minh', undefined],
    ['Trần Văn Minh', 'BS. Trần Văn Minh Anh', 'other-person'],
    ['Minh', 'BS. Trần Văn Minh', 'other-person'],
    ['Lê Văn Minh', 'BS. Trần Văn Minh', 'other-person'],
    ['', 'BS. Trần Văn Minh', 'other-person'],
    ['Đỗ Thị Đào', 'ĐD. Đỗ Thị Đào', undefined],
  ])('of %p is for %p: %p', (subject, fullName, breach) => {
    expect(personBreach(named(subject), { fullName, key: own.publicKey })).toBe(breach);
  });

  it('is of the key that signs', () => {
    const person = { fullName: 'Trần Văn Minh', key: mid.publicKey };
    expect(personBreach(own, person)).toBe('other-key');
  });
});
