import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { keysOf } from '../config/sealing-keys.js';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';

const CIPHER = 'aes-256-gcm';

/**
 * Seals what people sign in with (authenticators' seeds, PINs, badges) and the keys of files (AES-256-GCM), so that a copy of the
 * database gives none away. Keys have versions: the newest seals, every one opens. What is sealed belongs to its person or file; in
 * another's row it does not open.
 */
@Injectable()
export class Vault {
  private readonly keys: ReadonlyMap<string, { readonly seal: Buffer; readonly mac: Buffer }>;
  /** Version of the key that seals. */
  private readonly newest: string | undefined;

  constructor(@Inject(SETTINGS_TOKEN) { secondFactorKeys = '' }: Pick<Settings, 'secondFactorKeys'>) {
    const pairs = [...keysOf(secondFactorKeys)].map(([version, seal]) => {
      const mac = Buffer.from(hkdfSync('sha256', seal, '', 'lookup', 32));
      return [version, { seal, mac }] as const;
    });
    this.keys = new Map(pairs);
    this.newest = pairs.at(-1)?.[0];
  }

  /** @returns `version.text`, the text base64url */
  seal(clear: string, owner: string): string {
    const { version, key } = this.sealing();
    const iv = randomBytes(12);
    const cipher = createCipheriv(CIPHER, key.seal, iv).setAAD(Buffer.from(owner));
    const sealed = [iv, cipher.update(clear, 'utf8'), cipher.final(), cipher.getAuthTag()];
    return `${version}.${Buffer.concat(sealed).toString('base64url')}`;
  }

  /** @throws when it was changed, sealed for someone else, or its key is gone */
  open(sealed: string, owner: string): string {
    const [version = '', text = ''] = sealed.split('.');
    const key = this.keys.get(version);
    if (!key) throw new Error(`SECOND_FACTOR_KEYS lacks version ${version}, with which a secret is sealed`);
    const bytes = Buffer.from(text, 'base64url');
    const decipher = createDecipheriv(CIPHER, key.seal, bytes.subarray(0, 12)).setAAD(Buffer.from(owner));
    decipher.setAuthTag(bytes.subarray(-16));
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
  }

  /** The same, under the newest key. */
  reseal(sealed: string, owner: string): string {
    return this.seal(this.open(sealed, owner), owner);
  }

  /** Whether a key that is here sealed it. */
  knows(sealed: string): boolean {
    const [version = ''] = sealed.split('.');
    return this.keys.has(version);
  }

  /** Whether an older key sealed it. */
  isOutdated(sealed: string): boolean {
    return sealed.split('.')[0] !== this.newest;
  }

  /** What a row is looked up by without saying what it holds: `version.hex`, under the newest key. */
  mark(clear: string): string {
    const { version, key } = this.sealing();
    return markOf(version, key.mac, clear);
  }

  /** The marks under every key: a row may have been made before the newest. */
  marks(clear: string): string[] {
    return [...this.keys].map(([version, { mac }]) => markOf(version, mac, clear));
  }

  /**
   * Keys of one person for one use, oldest first: the same each time, and nobody else's. What is sealed with them lies elsewhere.
   * @param use says what they are for; other uses have other keys
   */
  keysFor(owner: string, use: string): readonly { readonly version: string; readonly key: Buffer }[] {
    return [...this.keys].map(([version, { seal }]) => ({
      version,
      key: Buffer.from(hkdfSync('sha256', seal, owner, use, 32)),
    }));
  }

  private sealing() {
    const version = this.newest;
    if (version === undefined) throw new Error('SECOND_FACTOR_KEYS is not set');
    return { version, key: this.keys.get(version)! };
  }
}

const markOf = (version: string, key: Buffer, clear: string) =>
  `${version}.${createHmac('sha256', key).update(clear).digest('hex')}`;
