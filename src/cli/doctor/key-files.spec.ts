import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { askKeys } from './machine-checks.js';
import { askKeyFiles, keyFilesOf } from './key-files.js';

const folder = mkdtempSync(join(tmpdir(), 'keys-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('a key of TLS, MLLP or documents, or a secret given by a file, that everybody may read is a fault; so is one that cannot be read', () => {
  const fileOf = (name: string, mode: number) => {
    const file = join(folder, name);
    writeFileSync(file, name);
    chmodSync(file, mode);
    return file;
  };
  const [own, group, open] = [fileOf('own', 0o600), fileOf('group', 0o640), fileOf('open', 0o644)] as const;
  const gone = join(folder, 'gone');
  const found = keyFilesOf({ tlsKey: open, hl7MllpKey: own, documentCertificate: gone }, [
    fileOf('secret', 0o606),
    group,
    join(folder, 'no-file'),
    folder,
  ]);
  expect(askKeyFiles(found).map(({ says, values }) => [says, values])).toEqual([
    ['open', { file: open }],
    ['unreadable', { file: gone }],
    ['open', { file: join(folder, 'secret') }],
  ]);
  expect(askKeyFiles(keyFilesOf({ tlsKey: own }, [group]))).toEqual([]);
});

it('a secret that a service made and nobody finds any more is a fault, before the next start makes another', () => {
  const [own, keyFile] = [join(folder, 'data'), join(folder, 'data', 'audit-signing-key.pem')];
  const found = (settings = {}) => askKeys(settings, keyFile, own).map(({ says, values }) => [says, values?.['file']]);
  mkdirSync(own);
  expect(found()).toEqual([['missing', keyFile]]);
  writeFileSync(keyFile, 'key', { mode: 0o600 });
  expect(found()).toEqual([
    ['lacking', join(own, 'token-secret')],
    ['lacking', join(own, 'second-factor-keys')],
  ]);
  writeFileSync(join(own, 'second-factor-keys'), '1:x', { mode: 0o600 });
  expect(found({ tokenSecret: 'given by a variable' })).toEqual([['young', undefined]]);
});
