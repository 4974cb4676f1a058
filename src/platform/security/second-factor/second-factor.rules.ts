import { createHash, randomBytes } from 'node:crypto';
import { generateSync, generateURI, verifySync } from 'otplib';
import type { Role } from '../../routes/policy.js';

/** Roles that see the trail or give rights: a password alone is not enough for them. */
export const NEEDS_SECOND_FACTOR: readonly Role[] = ['auditor', 'privacy-officer', 'admin'];

/** Length of a time step, in seconds (RFC 6238, as every authenticator has it). */
const STEP = 30;
const CODE = /^\d{6}$/;

/**
 * The time step a code belongs to: that of now, or the one before or after, for clocks that differ.
 * @param seed Base32
 * @param now seconds since 1970
 * @returns undefined when it belongs to none of them
 */
export function stepOf(code: string, seed: string, now: number): number | undefined {
  if (!CODE.test(code)) return undefined;
  const found = verifySync({ token: code, secret: seed, epoch: now, epochTolerance: STEP, period: STEP });
  return found.valid ? Math.floor(now / STEP) + found.delta : undefined;
}

/** The code of a moment, as an authenticator shows it. */
export const codeAt = (seed: string, now: number): string => generateSync({ secret: seed, epoch: now, period: STEP });

/** What an authenticator reads from a QR code. */
export const otpauthUri = (hospital: string, username: string, seed: string): string =>
  generateURI({ issuer: hospital, label: username, secret: seed });

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A code for the day the telephone is lost: 80 bits, so that its hash needs no slowness. */
export function recoveryCode(): string {
  const letters = [...randomBytes(16)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}

/** What is kept of a recovery code; case, spaces and hyphens do not matter. */
export const hashOfRecoveryCode = (code: string): string =>
  createHash('sha256').update(code.replace(/[\s-]/g, '').toUpperCase()).digest('hex');
