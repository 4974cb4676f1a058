import fc from 'fast-check';
import { cccdWarnings, checkIdentifier, IDENTIFIER_SYSTEMS, identifierKind, readCccd } from './identifier.rules.js';

const { mrn, cccd, cmnd, bhyt, passport } = IDENTIFIER_SYSTEMS;

describe('an identifier system', () => {
  it.each(Object.entries(IDENTIFIER_SYSTEMS))('%s is known by alias, in any case, and by URI', (kind, uri) => {
    expect(identifierKind(kind)).toBe(kind);
    expect(identifierKind(` ${kind.toUpperCase()} `)).toBe(kind);
    expect(identifierKind(uri)).toBe(kind);
  });

  it.each(['', 'cccd2', 'constructor', 'toString', 'https://elsewhere.vn/cccd'])('%j is not ours', (system) =>
    expect(identifierKind(system)).toBeUndefined(),
  );
});

describe('an identifier as a clerk types it', () => {
  it.each([
    ['cccd', ' 001 185 012345 ', cccd, '001185012345'],
    [cccd, '079203012345', cccd, '079203012345'],
    ['cccd', '１０１０99012345', cccd, '101099012345'], // full-width digits, born abroad
    ['cmnd', '023 456 789', cmnd, '023456789'],
    ['bhyt', 'dn 4 79 0123456789', bhyt, 'DN4790123456789'],
    ['bhyt', '0123456789', bhyt, '0123456789'],
    ['cccd', '079.190.001-234', cccd, '079190001234'],
    ['bhyt', 'DN-4-79-0123456789', bhyt, 'DN4790123456789'],
    // The citizen number is the card since 2025.
    ['bhyt', '001 185 012345', cccd, '001185012345'],
    ['cmnd', '012-345-678', cmnd, '012345678'],
    ['passport', 'c1234567', passport, 'C1234567'],
    ['mrn', '79014-00000001', mrn, '79014-00000001'],
    ['urn:oid:1.2.36.146.595', ' Ab 12 ', 'urn:oid:1.2.36.146.595', 'Ab 12'],
    ['https://other-hospital.vn/mrn', 'x'.repeat(100), 'https://other-hospital.vn/mrn', 'x'.repeat(100)],
  ])('%s %j is stored', (system, typed, uri, value) =>
    expect(checkIdentifier(system, typed)).toEqual({ ok: true, system: uri, value }),
  );

  it.each([
    ['cccd', '00118501234', 'cccd-12-digits'],
    ['cccd', '0011850123456', 'cccd-12-digits'],
    ['cccd', '00118501234A', 'cccd-12-digits'],
    ['cccd', '', 'cccd-12-digits'],
    ['cccd', '000185012345', 'cccd-birthplace'],
    ['cccd', '001485012345', 'cccd-century'],
    ['cmnd', '12345678', 'cmnd-9-digits'],
    ['cmnd', '1234567890', 'cmnd-9-digits'],
    ['bhyt', 'DN6790123456789', 'bhyt-format'],
    ['bhyt', 'DN0790123456789', 'bhyt-format'],
    ['bhyt', 'D14790123456789', 'bhyt-format'],
    ['bhyt', '012345678', 'bhyt-format'],
    ['passport', 'C123', 'passport-format'],
    ['mrn', '', 'mrn-format'],
    ['mrn', 'A/1', 'mrn-format'],
    ['nonsense', '1', 'identifier-system-unknown'],
    ['', '1', 'identifier-system-unknown'],
    ['urn:has space', '1', 'identifier-system-unknown'],
    ['urn:x:y', ' ', 'foreign-identifier-1-to-100-visible-characters'],
    ['urn:x:y', 'x'.repeat(101), 'foreign-identifier-1-to-100-visible-characters'],
    ['urn:x:y', 'a\u0000b', 'foreign-identifier-1-to-100-visible-characters'],
    ['urn:x:y', 'a\u202Eb', 'foreign-identifier-1-to-100-visible-characters'],
  ])('%s %j is refused: %s', (system, typed, rule) =>
    expect(checkIdentifier(system, typed)).toEqual({ ok: false, rule }),
  );

  it('is stable: what was stored is accepted unchanged', () => {
    const systems = fc.constantFrom('mrn', 'cccd', 'cmnd', 'bhyt', 'passport', 'urn:x:y');
    const values = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[0-9 ]{9,16}$/),
      fc.stringMatching(/^[a-z]{2}[1-5]\d{12}$/),
    );
    fc.assert(
      fc.property(systems, values, (system, typed) => {
        const first = checkIdentifier(system, typed);
        if (first.ok) expect(checkIdentifier(first.system, first.value)).toEqual(first);
      }),
    );
  });
});

describe('a citizen id read against the person', () => {
  it('tells birthplace, sex and year of birth', () => {
    expect(readCccd('001085012345')).toEqual({ birthplace: '001', sex: 'male', birthYear: 1985 });
    expect(readCccd('079303012345')).toEqual({ birthplace: '079', sex: 'female', birthYear: 2003 });
    expect(readCccd('0793')).toBeUndefined();
  });

  it.each([
    ['001185012345', { sex: 'female', birthDate: '1985-03-07' }, []],
    ['001185012345', { sex: 'female', birthDate: '1985' }, []],
    ['001185012345', { sex: 'unknown', birthDate: null }, []],
    ['001185012345', { sex: 'other' }, []],
    ['001185012345', { sex: 'male', birthDate: '1985' }, ['cccd-sex-differs']],
    ['001185012345', { sex: 'female', birthDate: '2085' }, ['cccd-birth-year-differs']],
    ['001185012345', { sex: 'male', birthDate: '1986' }, ['cccd-sex-differs', 'cccd-birth-year-differs']],
    ['101185012345', { sex: 'female', birthDate: '1985' }, ['cccd-birthplace-not-a-province']],
    ['003185012345', {}, ['cccd-birthplace-not-a-province']],
    ['not a cccd', { sex: 'male' }, []],
  ])('%s with %j warns of %j', (id, person, warnings) => expect(cccdWarnings(id, person)).toEqual(warnings));

  it('never warns of sex or year when the id was built from them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2099 }), fc.constantFrom('male', 'female'), (year, sex) => {
        const centuryAndSex = 2 * Math.floor((year - 1900) / 100) + (sex === 'female' ? 1 : 0);
        const id = `001${centuryAndSex}${String(year % 100).padStart(2, '0')}123456`;
        expect(checkIdentifier('cccd', id)).toMatchObject({ ok: true });
        expect(cccdWarnings(id, { sex, birthDate: String(year) })).toEqual([]);
      }),
    );
  });
});
