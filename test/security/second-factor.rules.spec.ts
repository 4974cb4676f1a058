import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  codeAt,
  hashOfRecoveryCode,
  recoveryCode,
  stepOf,
} from '../../src/platform/security/second-factor/second-factor.rules.js';

/** The seed of RFC 6238 Appendix B, "12345678901234567890", in Base32. */
const SEED = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
/** Its SHA-1 codes: 8 digits in the RFC, of which six-digit codes are the last six. */
const VECTORS: [number, string][] = [
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
];

describe('A one-time code', () => {
  it.each(VECTORS)('of RFC 6238 at %i s is the one of the RFC', (at, code) => {
    expect(codeAt(SEED, at)).toBe(code.slice(2));
    expect(stepOf(code.slice(2), SEED, at)).toBe(Math.floor(at / 30));
  });

  it('is taken in its own step, the one before and the one after, and in no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1e6, max: 3e9 }), fc.integer({ min: -4, max: 4 }), (now, steps) => {
        const found = stepOf(codeAt(SEED, now + steps * 30), SEED, now);
        if (Math.abs(steps) <= 1) expect(found).toBe(Math.floor(now / 30) + steps);
        else expect(found === undefined || Math.abs(found - Math.floor(now / 30)) <= 1).toBe(true);
      }),
    );
    expect(stepOf(codeAt(SEED, 2000000000 + 60), SEED, 2000000000)).toBeUndefined();
    expect(stepOf(codeAt(SEED, 2000000000 - 60), SEED, 2000000000)).toBeUndefined();
  });

  it.each(['', '12345', '1234567', '１２３４５６', 'abcdef', ' 94287', '287082\n'])('%p is none', (code) => {
    expect(stepOf(code, SEED, 59)).toBeUndefined();
  });
});

describe('A recovery code', () => {
  it('is four groups of four letters that nobody mistakes, and each is another', () => {
    const codes = Array.from({ length: 200 }, recoveryCode);
    for (const code of codes) expect(code).toMatch(/^([A-HJ-NP-Z2-9]{4}-){3}[A-HJ-NP-Z2-9]{4}$/);
    expect(new Set(codes).size).toBe(200);
  });

  it('is the same in small letters and without hyphens', () => {
    expect(hashOfRecoveryCode('k7pm 2qxa9rtd-hu4c')).toBe(hashOfRecoveryCode('K7PM-2QXA-9RTD-HU4C'));
  });
});
