import { createECDH, createPrivateKey, type KeyObject, type X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { SETTINGS_TOKEN, type Settings } from '../../config/settings.js';
import { DEMO_AUTHORITY } from '../keys.words.js';
import { Vault } from '../vault.js';
import { certificatesIn, headerOf, issuerNameOf, type Chain, type Trust } from './certificate.rules.js';
import { FreshFile } from './fresh-file.js';
import { issuedCertificate } from './issued-certificate.js';
import { revocationListsIn } from './revocation-list.js';

/** The authority of a demonstration is the same at each start, by its key and these moments. */
const DEMO_FROM = Date.UTC(2020, 0, 1);
const DEMO_TO = Date.UTC(2070, 0, 1);

/**
 * Whose certificates count in this hospital: the authorities of `SIGNATURE_TRUST`, less what the lists of `SIGNATURE_REVOKED` take back. The
 * files are read again when they change, since a list of revocations is fetched every day. While one is being fetched it may be cut or gone:
 * what was read before counts until it can be read.
 */
@Injectable()
export class TrustList {
  private readonly logger = new Logger('signature trust');
  private readonly authorities: FreshFile<readonly X509Certificate[]> | undefined;
  private readonly lists: FreshFile<Trust['lists']> | undefined;
  private demoAuthority: { readonly key: KeyObject; readonly root: X509Certificate } | undefined;

  constructor(
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
    private readonly vault: Vault,
  ) {
    this.authorities = this.file(settings.signatureTrust, someCertificates);
    this.lists = this.file<Trust['lists']>(settings.signatureRevoked, revocationListsIn);
    // What cannot be read is told at the start, not when somebody signs.
    void this.now();
  }

  /** @throws Error when a file could not be read yet since the start */
  now(): Trust {
    const demo = this.demo();
    return {
      authorities: [...(this.authorities?.now() ?? []), ...(demo ? [demo.root] : [])],
      lists: this.lists?.now() ?? [],
    };
  }

  /** A certificate of the demonstration's own authority, whose name says that it is none; undefined in a hospital that works. */
  forDemo(key: KeyObject, subject: string): Chain | undefined {
    const demo = this.demo();
    if (!demo) return undefined;
    const said = { of: key, subject, issuer: DEMO_AUTHORITY, isAuthority: false, from: DEMO_FROM, to: DEMO_TO };
    return [issuedCertificate(demo.key, said), demo.root];
  }

  private file<T>(path: string | undefined, read: (file: Buffer) => T): FreshFile<T> | undefined {
    return path ? new FreshFile(path, read, (words) => this.logger.warn(words)) : undefined;
  }

  private demo() {
    const { seedDemo, signatureTrust } = this.settings;
    if (!seedDemo || signatureTrust) return undefined;
    return (this.demoAuthority ??= demoAuthority(this.vault.keysFor('hospital', 'demo-authority').at(-1)?.key));
  }
}

/** Whether a chain is of a demonstration, and stands for nothing. */
export const isDemo = (chain: Chain): boolean => issuerNameOf(chain.at(-1)!) === DEMO_AUTHORITY;

/** As a row keeps it. */
export const keptChain = (chain: Chain): string => headerOf(chain).join('\n');

/**
 * Reads what `SIGNATURE_TRUST` and `SIGNATURE_REVOKED` name, as a start does before it trusts them.
 * @throws Error that names the setting and the file, and says what is wrong with it
 */
export function requireTrustFiles({ signatureTrust, signatureRevoked }: TrustFiles): void {
  for (const [setting, path, read] of [
    ['SIGNATURE_TRUST', signatureTrust, someCertificates],
    ['SIGNATURE_REVOKED', signatureRevoked, revocationListsIn],
  ] as const) {
    if (!path) continue;
    try {
      read(readFileSync(path));
    } catch (error) {
      throw new Error(`${setting}: ${path}: ${(error as Error).message}`, { cause: error });
    }
  }
}

export type TrustFiles = Pick<Settings, 'signatureTrust' | 'signatureRevoked'>;

/** The authorities that are trusted, and what they took back, as the files say now. @throws Error as {@link requireTrustFiles} */
export function trustIn({ signatureTrust, signatureRevoked }: TrustFiles): Trust {
  requireTrustFiles({ signatureTrust, signatureRevoked });
  return {
    authorities: signatureTrust ? someCertificates(readFileSync(signatureTrust)) : [],
    lists: signatureRevoked ? revocationListsIn(readFileSync(signatureRevoked)) : [],
  };
}

/** @throws Error when there is none: a file that is cut off before its first has none either */
function someCertificates(file: Buffer): readonly X509Certificate[] {
  const certificates = certificatesIn(file.toString('utf8'));
  if (certificates.length === 0) throw new Error('there is no certificate in it');
  return certificates;
}

function demoAuthority(secret: Buffer | undefined) {
  if (!secret) return undefined;
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(secret);
  const point = curve.getPublicKey();
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'));
  const key = createPrivateKey({
    format: 'jwk',
    key: { kty: 'EC', crv: 'P-256', x: x!, y: y!, d: secret.toString('base64url') },
  });
  const said = { of: key, subject: DEMO_AUTHORITY, issuer: DEMO_AUTHORITY, from: DEMO_FROM, to: DEMO_TO };
  return { key, root: issuedCertificate(key, { ...said, isAuthority: true }) };
}
