import { readSecretFile } from './secret-file.js';
import { fileVariable, LOOPBACK, type Setting } from './setting.js';
import { SETTINGS, type Settings } from './settings.js';
import { wrongTls } from './tls-settings.js';

/** A setting is missing or wrong. The message is one sentence that says how to mend it. */
export class SettingsError extends Error {}

/**
 * Reads and checks every setting.
 * @param warn hears sentences about what works but is not safe
 * @param found sentences about what was found wrong already, to be said with the rest
 * @throws SettingsError naming each wrong variable and how to mend it
 */
export function loadSettings(
  environment: NodeJS.ProcessEnv,
  warn: (sentence: string) => void = () => undefined,
  found: readonly string[] = [],
): Settings {
  const wrong = [...found];
  const failed = new Set<string>();
  const values: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(SETTINGS) as [string, Setting<unknown>][]) {
    const { env, fallback, parse } = setting;
    try {
      const given = givenText(environment, setting, warn) || fallback;
      values[name] = given === undefined ? undefined : parse(given);
    } catch (error) {
      failed.add(env);
      const { message } = error as Error;
      wrong.push(error instanceof SettingsError ? message : `${env} ${message}`);
    }
  }
  if (values.databaseUrl && !values.tokenSecret && !failed.has('TOKEN_SECRET')) {
    wrong.push('TOKEN_SECRET is required with DATABASE_URL; make one with: openssl rand -base64 48');
  }
  const { shiftHours, sessionHours } = values as { shiftHours?: number; sessionHours?: number };
  if (shiftHours !== undefined && sessionHours !== undefined && shiftHours > sessionHours) {
    wrong.push(`SHIFT_HOURS (${shiftHours}) must not be more than SESSION_HOURS (${sessionHours})`);
  }
  if (values.auditWitnessUrl && !values.auditWitnessHttp && isPlainElsewhere(values.auditWitnessUrl as string)) {
    wrong.push('AUDIT_WITNESS_URL must be an https address; AUDIT_WITNESS_HTTP=true takes http in a closed network');
  }
  if (values.backupDir && !values.backupRecipient && !failed.has('BACKUP_RECIPIENT')) {
    wrong.push('BACKUP_RECIPIENT is required with BACKUP_DIR; make one with: emr backup key');
  }
  wrong.push(...wrongTls(values));
  if (values.oidcIssuer) {
    if (!values.oidcClientId && !failed.has('OIDC_CLIENT_ID')) {
      wrong.push('OIDC_CLIENT_ID is required with OIDC_ISSUER');
    }
    if ((values.oidcRedirectUris as string[] | undefined)?.length === 0) {
      wrong.push('OIDC_REDIRECT_URIS is required with OIDC_ISSUER');
    }
  }
  if (wrong.length > 0) throw new SettingsError(`${wrong.join('; ')}.`);
  return values as unknown as Settings;
}

/** Whether what is sent there crosses a network unencrypted. */
function isPlainElsewhere(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === 'http:' && !LOOPBACK.includes(hostname);
}

/** The text of a setting, from its variable or from the file that NAME_FILE names. @throws SettingsError */
function givenText(
  environment: NodeJS.ProcessEnv,
  { env, secret }: Setting<unknown>,
  warn: (sentence: string) => void,
) {
  const given = environment[env]?.trim();
  const file = secret && environment[fileVariable(env)]?.trim();
  if (!file) return given;
  if (given) throw new SettingsError(`${env} and ${fileVariable(env)} are both set: keep one`);
  try {
    return readSecretFile(file, (sentence) => warn(`${fileVariable(env)} ${sentence}.`));
  } catch (error) {
    throw new SettingsError(`${fileVariable(env)} ${(error as Error).message}`);
  }
}

/** The secrets among settings as variables of the environment, and no file beside them. */
export const environmentOfSecrets = (settings: Settings): Record<string, string> =>
  Object.fromEntries(
    (Object.entries(SETTINGS) as [keyof Settings, Setting<unknown>][])
      .filter(([, { secret }]) => secret)
      .flatMap(([name, { env }]) => [
        [env, (settings[name] as string | undefined) ?? ''],
        [fileVariable(env), ''],
      ]),
  );
