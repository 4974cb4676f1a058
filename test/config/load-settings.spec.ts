import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { environmentOfSecrets, loadSettings, SettingsError } from '../../src/platform/config/load-settings.js';

const SECRET = 'a secret of tests that is long enough';
const KEY = Buffer.alloc(32, 'k').toString('base64');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'benh-an-settings-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(text: string, mode = 0o600): string {
  const file = join(folder, `secret-${Math.random()}`);
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
}

describe('A secret in a file', () => {
  it('is read without the line break at its end, and nothing is said of it', () => {
    const said: string[] = [];
    const environment = { TOKEN_SECRET_FILE: fileOf(`${SECRET}\n`) };
    expect(loadSettings(environment, (sentence) => said.push(sentence)).tokenSecret).toBe(SECRET);
    expect(said).toEqual([]);
  });

  it('may hold keys on lines of their own', () => {
    const environment = { SECOND_FACTOR_KEYS_FILE: fileOf(`1:${KEY}\n2:${KEY}\n`) };
    expect(loadSettings(environment).secondFactorKeys).toBe(`1:${KEY},2:${KEY}`);
  });

  it('that everybody may open is taken with a warning that does not tell it', () => {
    const said: string[] = [];
    const file = fileOf(SECRET, 0o644);
    expect(loadSettings({ TOKEN_SECRET_FILE: file }, (line) => said.push(line)).tokenSecret).toBe(SECRET);
    expect(said).toEqual([`TOKEN_SECRET_FILE names ${file}, which everybody on this machine may open: chmod 600 it.`]);
  });

  it('goes to the workers as a value, and never as a file as well', () => {
    const settings = loadSettings({ TOKEN_SECRET_FILE: fileOf(SECRET) });
    expect(environmentOfSecrets(settings)).toMatchObject({ TOKEN_SECRET: SECRET, TOKEN_SECRET_FILE: '' });
  });

  const cases: [string, () => Record<string, string>, RegExp][] = [
    [
      'and in its variable as well',
      () => ({ TOKEN_SECRET: SECRET, TOKEN_SECRET_FILE: fileOf(SECRET) }),
      /^TOKEN_SECRET and TOKEN_SECRET_FILE are both set: keep one\.$/,
    ],
    [
      'that is not there',
      () => ({ METRICS_TOKEN_FILE: join(folder, 'none') }),
      /^METRICS_TOKEN_FILE names .+none, which cannot be read \(ENOENT\)\.$/,
    ],
    ['that is a folder', () => ({ METRICS_TOKEN_FILE: folder }), /which cannot be read \(EISDIR\)\.$/],
    ['that is empty', () => ({ DATABASE_URL_FILE: fileOf(' \n') }), /^DATABASE_URL_FILE names .+, which is empty\.$/],
    ['that is too short', () => ({ TOKEN_SECRET_FILE: fileOf('short') }), /^TOKEN_SECRET must have at least 32/],
    [
      'with one version twice',
      () => ({ SECOND_FACTOR_KEYS_FILE: fileOf(`1:${KEY}\n1:${KEY}`) }),
      /^SECOND_FACTOR_KEYS must not hold version 1 twice\.$/,
    ],
  ];
  it.each(cases)('%s is refused in one sentence that does not tell it', (_, environment, sentence) => {
    const load = () => loadSettings(environment());
    expect(load).toThrow(SettingsError);
    expect(load).toThrow(sentence);
    expect(load).not.toThrow(SECRET);
  });

  it('is not looked for where a setting is no secret', () => {
    expect(loadSettings({ HOSPITAL_NAME_FILE: join(folder, 'none') }).hospitalName).toBe('Bệnh viện Đa khoa Demo');
  });
});

describe('Several wrong settings', () => {
  it('are all named at once, also those that another asks for and those of a file', () => {
    const environment = {
      PORT: 'abc',
      WORKERS: 'x',
      DATABASE_URL: 'postgresql://emr_app@db/benh_an',
      OIDC_ISSUER: 'https://sso.test',
      DEMO_PASSWORD: 'abc',
    };
    const load = () => loadSettings(environment, () => undefined, ['PROT is not known']);
    for (const named of [
      'PROT is',
      'PORT',
      'WORKERS',
      'TOKEN_SECRET',
      'OIDC_CLIENT_ID',
      'OIDC_REDIRECT_URIS',
      'DEMO_',
    ]) {
      expect(load).toThrow(named);
    }
  });

  it('are named once each', () => {
    const load = () => loadSettings({ DATABASE_URL: 'postgresql://emr_app@db/benh_an', TOKEN_SECRET: 'short' });
    expect(load).toThrow(/^TOKEN_SECRET must have at least 32 [^;]+; make one with: [^;]+\.$/);
  });
});

describe('The password of the demo accounts', () => {
  it.each(['abc', 'aaaaaaaaaaaa', '1212121212', 'BenhAn-20'])('%s is refused', (password) => {
    expect(() => loadSettings({ DEMO_PASSWORD: password })).toThrow(/^DEMO_PASSWORD must have at least 10 characters/);
  });
  it('may be one of ten, and is one by itself', () => {
    expect(loadSettings({ DEMO_PASSWORD: 'một hai ba' }).demoPassword).toBe('một hai ba');
    expect(loadSettings({}).demoPassword).toBe('BenhAn-2026');
  });
});

describe('The hours of a shift', () => {
  it('are those of a sign-in by default, and never more', () => {
    expect(loadSettings({ SHIFT_HOURS: '8' }).shiftHours).toBe(8);
    expect(loadSettings({ SESSION_HOURS: '8' }).shiftHours).toBeUndefined();
    expect(() => loadSettings({ SHIFT_HOURS: '13' })).toThrow(
      'SHIFT_HOURS (13) must not be more than SESSION_HOURS (12).',
    );
  });
});

describe('Proxies', () => {
  it.each([
    ['loopback', ['loopback']],
    ['10.1.4.2, 10.1.5.0/28,::1', ['10.1.4.2', '10.1.5.0/28', '::1']],
    ['fd00:1::/32', ['fd00:1::/32']],
  ])('%s are believed', (text, proxies) => {
    expect(loadSettings({ TRUST_PROXY: text }).trustProxy).toEqual(proxies);
  });

  it.each(['true', '1', 'proxy.benhvien.vn', '0.0.0.0/0', '10.1.4.0/33', '10.1.4.0/', '10.1.4'])(
    '%s is refused in one sentence',
    (text) => {
      const load = () => loadSettings({ TRUST_PROXY: `loopback,${text}` });
      expect(load).toThrow(SettingsError);
      expect(load).toThrow(/^TRUST_PROXY must be loopback, addresses and ranges .+ is neither\.$/);
    },
  );
});

describe('An identity provider', () => {
  const whole = { OIDC_ISSUER: 'https://sso.test', OIDC_CLIENT_ID: 'emr', OIDC_REDIRECT_URIS: 'https://emr.test/in' };
  it('is asked over TLS, but for one on this machine', () => {
    expect(loadSettings(whole).oidcRedirectUris).toEqual(['https://emr.test/in']);
    expect(loadSettings({ ...whole, OIDC_ISSUER: 'http://127.0.0.1:8080/x' }).oidcIssuer).toBe(
      'http://127.0.0.1:8080/x',
    );
    expect(() => loadSettings({ ...whole, OIDC_ISSUER: 'http://sso.test' })).toThrow(
      'OIDC_ISSUER must be an https address.',
    );
  });

  it.each(['OIDC_CLIENT_ID', 'OIDC_REDIRECT_URIS'])('is refused without %s', (name) => {
    expect(() => loadSettings({ ...whole, [name]: '' })).toThrow(`${name} is required with OIDC_ISSUER.`);
  });
});

describe('Networks', () => {
  it.each(['10.0.0.0', '10.0.0.0/33', 'x/8', '10.0.0.0/8/8', '10.0.0.0/-1', 'fd00::/129'])('%s are refused', (text) => {
    expect(() => loadSettings({ KEY_SET_NETWORKS: text })).toThrow(/^KEY_SET_NETWORKS must be networks such as/);
  });
});

describe('A witness at an address', () => {
  const at = (url: string, more = {}) => loadSettings({ AUDIT_WITNESS_URL: url, ...more }).auditWitnessUrl;
  it('is told over TLS, but for one on this machine or in a network that is said to be closed', () => {
    expect(at('https://witness.test/x')).toBe('https://witness.test/x');
    expect(at('http://127.0.0.1:8080/x')).toBe('http://127.0.0.1:8080/x');
    expect(() => at('http://witness.test/x')).toThrow(/^AUDIT_WITNESS_URL must be an https address; .+\.$/);
    expect(at('http://witness.test/x', { AUDIT_WITNESS_HTTP: 'true' })).toBe('http://witness.test/x');
  });
});
