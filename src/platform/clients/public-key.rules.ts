import { checkPrimeSync, createPublicKey } from 'node:crypto';

/** A key as a JSON Web Key writes it (RFC 7517). */
export type Jwk = Readonly<Record<string, unknown>>;

const MOST_BITS = 8192;
const LEAST_BITS = 2048;
/** Coordinates on P-384, in bytes: always whole, with the zeros in front (RFC 7518, section 6.2.1.2). */
const P384_BYTES = 48;

/**
 * Whether an RSA key is one that only its private half can sign for: NIST SP 800-89, section 5.3.3, and FIPS 186-5 (2^16 < e < 2^256,
 * odd). With e = 1 a signature is its own padding, which anybody writes; an even, prime or small-factored modulus is soon broken.
 * Numbers are base64url without zeros in front (RFC 7518, section 6.3.1).
 */
export function isSoundRsa({ n, e }: Jwk): boolean {
  const [modulus, exponent] = [numberOf(n), numberOf(e)];
  if (modulus === undefined || exponent === undefined) return false;
  const bits = modulus.toString(2).length;
  if (bits < LEAST_BITS || bits > MOST_BITS) return false;
  if (exponent % 2n === 0n || exponent < 65_537n || exponent >= 1n << 256n) return false;
  return !SMALL_PRIMES.some((prime) => modulus % prime === 0n) && !checkPrimeSync(modulus, { checks: 3 });
}

/** Whether an EC key is a point on P-384; OpenSSL refuses one that is not on the curve. */
export function isSoundP384({ crv, x, y }: Jwk): boolean {
  if (crv !== 'P-384' || ![x, y].every((value) => bytesOf(value)?.length === P384_BYTES)) return false;
  try {
    createPublicKey({ key: { kty: 'EC', crv, x: x as string, y: y as string }, format: 'jwk' });
    return true;
  } catch {
    return false;
  }
}

/** Strictly base64url: what is read past could make one key out of two texts. */
function bytesOf(value: unknown): Buffer | undefined {
  if (typeof value !== 'string' || !/^[\w-]+$/.test(value) || value.length > 4096) return undefined;
  const bytes = Buffer.from(value, 'base64url');
  return bytes.toString('base64url') === value ? bytes : undefined;
}

function numberOf(value: unknown): bigint | undefined {
  const bytes = bytesOf(value);
  return bytes && bytes[0] !== 0 ? BigInt(`0x${bytes.toString('hex')}`) : undefined;
}

/** All primes below 752 (SP 800-89). */
const SMALL_PRIMES = Array.from({ length: 750 }, (_, index) => index + 2)
  .filter((candidate, _, all) => all.every((other) => other >= candidate || candidate % other !== 0))
  .map(BigInt);
