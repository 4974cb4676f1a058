import fc from 'fast-check';
import { normalisePhone } from './phone.rules.js';

describe('a phone number', () => {
  it.each([
    ['0912345678', '+84912345678'],
    ['091.234.5678', '+84912345678'],
    ['(091) 234-5678', '+84912345678'],
    ['+84 912 345 678', '+84912345678'],
    ['+84 (0) 912 345 678', '+84912345678'],
    ['84912345678', '+84912345678'],
    ['0084912345678', '+84912345678'],
    ['024 3825 3531', '+842438253531'],
    ['+842438253531', '+842438253531'],
    ['０９１２３４５６７８', '+84912345678'],
    ['01681234567', '+84381234567'],
    ['0121 234 5678', '+84792345678'],
    ['+84 (0)169 234 5678', '+84392345678'],
    ['84199 234 5678', '+84592345678'],
    ['+1 415 555 2671', '+14155552671'],
    ['0033 1 42 68 53 00', '+33142685300'],
    ['+85620 2222 3333', '+8562022223333'],
  ])('%j is kept as %s', (typed, e164) => expect(normalisePhone(typed)).toBe(e164));

  it.each([
    '',
    '113',
    '091234567',
    '09123456789',
    '0012345',
    '+84',
    '+84 91234567',
    '+84 912 345 6789',
    '4155552671',
    '+0912345678',
    '+1234567890123456',
    '0912345678 ext 2',
    'không có',
  ])('%j is none', (typed) => expect(normalisePhone(typed)).toBeUndefined());

  it('is stable and E.164, however it was typed', () => {
    const typed = fc.oneof(fc.stringMatching(/^0\d{9,10}$/), fc.stringMatching(/^[+0-9 ().-]{6,18}$/), fc.string());
    fc.assert(
      fc.property(typed, (text) => {
        const kept = normalisePhone(text);
        if (kept === undefined) return;
        expect(kept).toMatch(/^\+[1-9]\d{6,14}$/);
        expect(normalisePhone(kept)).toBe(kept);
      }),
    );
  });

  it('is the same in national and international form', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{8}$/), (subscriber) => {
        expect(normalisePhone(`0${subscriber}`)).toBe(`+84${subscriber}`);
        expect(normalisePhone(`+84${subscriber}`)).toBe(`+84${subscriber}`);
      }),
    );
  });
});
