import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SettingsError } from '../platform/config/load-settings.js';
import { sealingKeys } from '../platform/config/sealing-keys.js';
import { secretOf32 } from '../platform/config/setting.js';
import type { Settings } from '../platform/config/settings.js';

/**
 * The settings with their secrets: those given, else those kept in the data folder, made on first start and readable by their
 * owner only: `token-secret` (and `token-secret-accepted`, when someone put it there) `second-factor-keys` and
 * `metrics-token`.
 * @throws SettingsError when a kept file is no longer what it should be
 */
export function withSecrets(settings: Settings, dataDir: string): Settings {
  return secretsOf(settings, (name, parse, make) => keptIn(join(dataDir, name), parse, make));
}

/**
 * The same for a command, which writes nothing: what neither a setting nor the data folder holds is made up for as long as it runs, where
 * nothing comes of it.
 * @param needsKeys it seals, or opens what is sealed
 * @throws SettingsError when it needs the keys that seal, and they are not there
 */
export function withSecretsThere(settings: Settings, dataDir: string, needsKeys: boolean): Settings {
  return secretsOf(settings, (name, parse, make) => {
    const found = keptIn(join(dataDir, name), parse);
    if (found !== undefined || !make) return found;
    if (needsKeys && name === 'second-factor-keys') {
      throw new SettingsError(
        `There is no second-factor-keys in ${dataDir}: set SECOND_FACTOR_KEYS, SECOND_FACTOR_KEYS_FILE or DATA_DIR as the service has them.`,
      );
    }
    return make();
  });
}

type Kept = (name: string, parse: Parse, make?: () => string) => string | undefined;

function secretsOf(settings: Settings, kept: Kept): Settings {
  const { tokenSecret, tokenSecretAccepted, secondFactorKeys, metrics, metricsToken } = settings;
  return {
    ...settings,
    tokenSecret: tokenSecret ?? kept('token-secret', secretOf32, () => randomBytes(48).toString('base64url')),
    tokenSecretAccepted: tokenSecretAccepted ?? (tokenSecret ? undefined : kept('token-secret-accepted', secretOf32)),
    secondFactorKeys:
      secondFactorKeys ?? kept('second-factor-keys', sealingKeys, () => `1:${randomBytes(32).toString('base64')}`),
    metricsToken:
      metricsToken ??
      (metrics === 'open' ? undefined : kept('metrics-token', filled, () => randomBytes(32).toString('base64url'))),
  };
}

type Parse = (text: string) => string;

const filled: Parse = (text) => {
  if (!text) throw new Error('is empty');
  return text;
};

/** The text of a file; one that can be made is made when it is not there. */
function keptIn(file: string, parse: Parse, make?: () => string): string | undefined {
  if (!existsSync(file)) {
    if (!make) return undefined;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, make(), { mode: 0o600, flag: 'wx' });
  }
  try {
    return parse(readFileSync(file, 'utf8').trim());
  } catch (error) {
    throw new SettingsError(`${file} ${(error as Error).message}.`);
  }
}
