import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { compare, faultsIn } from '../../scripts/advisories.mjs';
import { USAGE } from '../../src/cli/usage.js';
import { SETTINGS } from '../../src/platform/config/settings.js';

const compose = readFileSync('docker-compose.yml', 'utf8');
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = '']) => found);
const settings = new Set(Object.values(SETTINGS).flatMap(({ env }) => [env, `${env}_FILE`]));

/** The text of one container of the compose file. */
function container(name: string): string {
  const [, text = ''] = new RegExp(`\\n  ${name}:\\n([\\s\\S]*?)(?=\\n  (?:\\w+:|# )|\\n\\w)`).exec(compose) ?? [];
  return text;
}
const environmentOf = (name: string) => all(container(name), /^ {6}([A-Z_]+): /gm);

describe('docker-compose.yml', () => {
  it.each(['migrate', 'emr', 'service'])('gives %s settings that there are', (name) => {
    expect(environmentOf(name).length).toBeGreaterThan(1);
    expect(environmentOf(name).filter((env) => !settings.has(env))).toEqual([]);
  });

  it('hands every other setting on from settings.env, to the service and to commands alike', () => {
    for (const name of ['emr', 'service']) expect(container(name)).toContain('env_file: [{ path: settings.env');
    const ofDatabase = ['DATABASE_URL', 'DATABASE_OWNER_URL', 'DATABASE_SEALER_URL'];
    const onlyOne = (one: string, other: string) =>
      environmentOf(one).filter((env) => !environmentOf(other).includes(env) && !ofDatabase.includes(env));
    expect([onlyOne('emr', 'service'), onlyOne('service', 'emr')]).toEqual([[], []]);
  });

  it('says in its head what must be set first, and asks for no more', () => {
    const head = compose.slice(0, compose.indexOf('\nservices:'));
    const asked = new Set(all(compose, /\$\{([A-Z_]+):\?/g));
    expect([...asked].filter((name) => !head.includes(name))).toEqual([]);
    expect(all(head, /\b([A-Z]+_[A-Z_]+)\b/g).filter((name) => !asked.has(name))).toEqual([]);
  });

  it('keeps the witness apart from the keys', () => {
    for (const name of ['emr', 'service']) {
      expect(container(name)).toContain(`volumes: ['service:/data', 'witness:/witness']`);
      expect(container(name)).toContain('AUDIT_WITNESS_FOLDER: /witness');
    }
  });
});

describe('The systemd unit of a standby', () => {
  it('calls a command that there is', () => {
    const unit = readFileSync('deploy/benh-an-standby.service', 'utf8');
    const [, node = '', file = '', words = ''] = /^ExecStart=\/opt\/benh-an\/(\S+) (\S+) (.+)$/m.exec(unit) ?? [];
    expect([existsSync(node), existsSync(file)]).toEqual([true, true]);
    expect(USAGE.standby).toContain(`emr ${words.replace('${DATA_DIR}', 'DATA_DIR')}`);
  });
});

describe('Faults of libraries by advisories of a file', () => {
  const advisory = (events: object[], more: object = {}) => ({
    ...{ id: 'GHSA-1', database_specific: { severity: 'HIGH' }, ...more },
    affected: [{ package: { ecosystem: 'npm', name: 'left' }, ranges: [{ type: 'SEMVER', events }] }],
  });
  const found = (version: string, ...events: object[]) =>
    faultsIn([{ name: 'left', version }], [advisory(events)]).map(({ id, severity }) => `${id} ${severity}`);

  it('are those whose ranges hold the version that is delivered', () => {
    const events = [{ introduced: '0' }, { fixed: '1.2.10' }, { introduced: '2.0.0-rc.1' }, { last_affected: '2.0.3' }];
    for (const bad of ['0.0.1', '1.2.9', '2.0.0-rc.2', '2.0.0', '2.0.3']) expect(found(bad, ...events)).toHaveLength(1);
    for (const good of ['1.2.10', '1.10.0', '2.0.0-beta.9', '2.0.4']) expect(found(good, ...events)).toEqual([]);
    expect(found('1.0.0', ...events)).toEqual(['GHSA-1 high']);
  });

  it('are none where the advisory was taken back, or is of another library', () => {
    const events = [{ introduced: '0' }];
    expect(faultsIn([{ name: 'left', version: '1.0.0' }], [advisory(events, { withdrawn: '2026-01-01' })])).toEqual([]);
    expect(faultsIn([{ name: 'right', version: '1.0.0' }], [advisory(events)])).toEqual([]);
  });

  it('compare versions as Semantic Versioning does', () => {
    const inOrder =
      '1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 1.0.0 1.0.10 1.9.0 1.10.0';
    const versions = inOrder.split(' ');
    expect([...versions].reverse().sort(compare)).toEqual(versions);
  });
});

describe('The systemd unit', () => {
  const unit = readFileSync('deploy/benh-an.service', 'utf8');

  it('starts, reloads and restarts what there is', () => {
    const programs = all(unit, /^Exec(?:Start|Reload)=\/opt\/benh-an\/(\S+ \S+)/gm);
    expect(programs).toHaveLength(2);
    for (const program of programs) {
      const [node = '', file = ''] = program.split(' ');
      expect([node, existsSync(node), existsSync(file)]).toEqual([node, true, true]);
    }
    expect(unit).toContain('Restart=always');
    expect(all(unit, /([A-Z]{3,}(?:_[A-Z]+)+)=/g).filter((env) => env !== 'NODE_ENV' && !settings.has(env))).toEqual(
      [],
    );
  });
});

describe.each(['nginx.conf', 'haproxy.cfg'])('deploy/%s', (name) => {
  const text = readFileSync(`deploy/${name}`, 'utf8');

  it('believes no caller about his address, takes files as large as the service does, and shows no metrics', () => {
    expect(text).toMatch(/X-Forwarded-For (?:\$remote_addr|%\[src\])/);
    const most = Number(SETTINGS.fileLimitBytes.fallback);
    const taken = /client_max_body_size (\d+)m/.exec(text)?.[1];
    const bytes = taken ? Number(taken) * 1024 * 1024 : Number(/req\.body_size gt (\d+)/.exec(text)?.[1]);
    expect(bytes).toBeGreaterThan(most);
    expect(bytes).toBeLessThan(1.5 * most);
    expect(text).toMatch(/\/metrics/);
    expect(text).toMatch(/TRUST_PROXY/);
  });
});
