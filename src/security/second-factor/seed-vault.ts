import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS_TOKEN, type Settings } from '../../config/settings.js';

const CIPHER = 'aes-256-gcm';

/**
 * Seals the seeds of authenticators (AES-256-GCM), so that a copy of the database gives none away. Keys have versions: the
 * newest seals, every one opens. A seed belongs to its person; in another's row it does not open.
 */
@Injectable()
export class SeedVault {
  private readonly keys: ReadonlyMap<string, Buffer>;
  /** Version of the key that seals. */
  private readonly newest: string | undefined;

  constructor(@Inject(SETTINGS_TOKEN) { secondFactorKeys = '' }: Settings) {
    const pairs = secondFactorKeys.split(',').filter(Boolean);
    this.keys = new Map(pairs.map((pair) => pair.split(':')).map(([name, key]) => [name, Buffer.from(key, 'base64')]));
    this.newest = [...this.keys.keys()].at(-1);
  }

  seal(seed: string, staffId: string): string {
    const version = this.newest;
    if (version === undefined) throw new Error('SECOND_FACTOR_KEYS is not set');
    const iv = randomBytes(12);
    const cipher = createCipheriv(CIPHER, this.keys.get(version)!, iv).setAAD(Buffer.from(staffId));
    const sealed = [iv, cipher.update(seed, 'utf8'), cipher.final(), cipher.getAuthTag()];
    return `${version}.${Buffer.concat(sealed).toString('base64url')}`;
  }

  /** @throws when it was changed, sealed for someone else, or its key is gone */
  open(sealed: string, staffId: string): string {
    const [version, text] = sealed.split('.');
    const key = this.keys.get(version);
    if (!key) throw new Error(`SECOND_FACTOR_KEYS lacks version ${version}, with which a seed is sealed`);
    const bytes = Buffer.from(text, 'base64url');
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, 12)).setAAD(Buffer.from(staffId));
    decipher.setAuthTag(bytes.subarray(-16));
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
  }

  /** Whether an older key sealed it. */
  isOutdated(sealed: string): boolean {
    return sealed.split('.')[0] !== this.newest;
  }
}
