import { randomInt } from 'node:crypto';

/** Crockford's base 32: no letters that are read as digits. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 26;

/** A code of 130 random bits: nobody finds one by trying. */
export const newCode = (): string => Array.from({ length: LENGTH }, () => ALPHABET[randomInt(32)]).join('');

/** The code as people type it: in any case, with gaps, with O for 0 and I or L for 1; undefined when it can be none. */
export function readCode(text: string): string | undefined {
  const code = text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return code.length === LENGTH && [...code].every((sign) => ALPHABET.includes(sign)) ? code : undefined;
}

/** In groups, so that it can be read aloud. */
export const grouped = (code: string): string => code.match(/.{1,5}/g)!.join('-');
