import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The secret that signs access tokens, made on first start and kept beside the data, readable by its owner only. */
export const tokenSecretOf = (dataDir: string): string =>
  keptIn(dataDir, 'token-secret', () => randomBytes(48).toString('base64url'));

/** The keys that seal authenticators' seeds, one `version:key` a line, kept alike. A line added at the end seals from then on. */
export const secondFactorKeysOf = (dataDir: string): string =>
  keptIn(dataDir, 'second-factor-keys', () => `1:${randomBytes(32).toString('base64')}`).replace(/\s+/g, ',');

function keptIn(dataDir: string, name: string, make: () => string): string {
  const file = join(dataDir, name);
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(file, make(), { mode: 0o600, flag: 'wx' });
  }
  return readFileSync(file, 'utf8').trim();
}
