import { accessSync, constants, statSync } from 'node:fs';
import type { Settings } from '../../platform/config/settings.js';
import type { Finding } from './check.js';

type Keys = Partial<Pick<Settings, 'tlsKey' | 'hl7MllpKey' | 'documentCertificate'>>;

/**
 * Files with a secret in them that settings name: keys of the service's own TLS, of encrypted lines and of printed documents, and whatever
 * a variable of the environment gives by a file.
 */
export const keyFilesOf = ({ tlsKey, hl7MllpKey, documentCertificate }: Keys, given: readonly string[]): string[] => [
  ...new Set([tlsKey, hl7MllpKey, documentCertificate, ...given.filter(isFile)].flatMap((file) => file ?? [])),
];

const isFile = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;

/** Whoever reads one of them can speak in the hospital's name, so everybody on the machine must not. */
export const askKeyFiles = (files: readonly string[]): Finding[] =>
  files.flatMap((file): Finding[] => {
    try {
      accessSync(file, constants.R_OK);
      return statSync(file).mode & 0o007 ? [{ check: 'keys', says: 'open', values: { file } }] : [];
    } catch {
      return [{ check: 'keys', says: 'unreadable', values: { file } }];
    }
  });
