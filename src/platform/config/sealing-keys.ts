import { elementAt } from '../../kernel/list.js';

const PAIR = /^[\w-]+:[A-Za-z0-9+/]{43}=$/;

/** The keys of `version:base64` pairs, the last of which seals. */
export const keysOf = (pairs: string): ReadonlyMap<string, Buffer> =>
  new Map(
    pairs
      .split(',')
      .filter(Boolean)
      .map((pair) => pair.split(':'))
      .map((parts) => [elementAt(parts, 0), Buffer.from(elementAt(parts, 1), 'base64')]),
  );

/** Parser of the setting: pairs after commas, or one a line as in the file. @returns them after commas */
export function sealingKeys(value: string): string {
  const pairs = value.split(/[\s,]+/).filter(Boolean);
  if (pairs.length === 0 || !pairs.every((pair) => PAIR.test(pair))) {
    throw new Error('must be 1:$(openssl rand -base64 32), and further versions after commas or on lines of their own');
  }
  const versions = pairs.map((pair) => pair.split(':')[0]);
  const twice = versions.find((version, index) => versions.indexOf(version) !== index);
  if (twice !== undefined) throw new Error(`must not hold version ${twice} twice`);
  return pairs.join(',');
}
