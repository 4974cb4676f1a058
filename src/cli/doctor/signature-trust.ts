import type { Settings } from '../../platform/config/settings.js';
import { commonNameOf } from '../../platform/keys/certificates/certificate.rules.js';
import { listOf } from '../../platform/keys/certificates/revocation-list.js';
import { trustIn } from '../../platform/keys/certificates/trust-list.js';
import type { Finding } from './check.js';
import { SOON_DAYS } from './machine-checks.js';

const A_DAY_MS = 86_400_000;

/**
 * The authorities whose certificates people sign with, and whether what they took back is known: a list is out of date once its authority has
 * promised a newer one, and then a stolen key still signs.
 */
export function askSignatureTrust(settings: Settings, now = Date.now()): Finding[] {
  const { signatureTrust, signatureRevoked } = settings;
  if (!signatureTrust) return [];
  try {
    const { authorities, lists } = trustIn(settings);
    const found = authorities.flatMap((authority): Finding[] => {
      const name = commonNameOf(authority);
      const ends = daysUntil(Date.parse(authority.validTo), now);
      if (ends < SOON_DAYS) {
        return [{ check: 'signatures', says: ends < 0 ? 'ended' : 'ends', values: { name, days: Math.abs(ends) } }];
      }
      const list = listOf(authority, lists);
      if (!list) return [{ check: 'signatures', says: 'noList', values: { name } }];
      const next = list.nextUpdate === undefined ? 0 : daysUntil(list.nextUpdate, now);
      return next < 0 ? [{ check: 'signatures', says: 'stale', values: { name, days: -next } }] : [];
    });
    return found.length > 0 ? found : [{ check: 'signatures', says: 'known', values: { count: authorities.length } }];
  } catch (error) {
    const file = [signatureTrust, signatureRevoked].filter(Boolean).join(', ');
    return [{ check: 'signatures', says: 'unreadable', values: { file, reason: (error as Error).message } }];
  }
}

const daysUntil = (at: number, now: number): number => Math.floor((at - now) / A_DAY_MS);
