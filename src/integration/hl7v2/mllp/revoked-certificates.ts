import { Inject, Injectable, Logger } from '@nestjs/common';
import { SETTINGS_TOKEN, type Settings } from '../../../platform/config/settings.js';
import { FreshFile } from '../../../platform/keys/certificates/fresh-file.js';
import { revocationListsIn, type RevocationList } from '../../../platform/keys/certificates/revocation-list.js';

/** A certificate as a list of revocations names it. */
export interface IssuedAs {
  /** The name of who issued it, as it is encoded. */
  readonly issuer: Buffer;
  /** As it is encoded, hexadecimal. */
  readonly serial: string;
}

/**
 * Certificates of senders that their authorities took back, by the lists of `HL7_MLLP_REVOKED`. A list counts as it stands in the hospital's own
 * file: the authority of a sender need not be known here, since what is registered is the certificate itself.
 */
@Injectable()
export class RevokedCertificates {
  private readonly lists: FreshFile<RevocationList[]> | undefined;

  constructor(@Inject(SETTINGS_TOKEN) { hl7MllpRevoked: path }: Settings) {
    const logger = new Logger('mllp');
    this.lists = path === undefined ? undefined : new FreshFile(path, revocationListsIn, (words) => logger.warn(words));
    // What cannot be read is told at the start, and not when a sender comes.
    this.lists?.now();
  }

  /** Whether a certificate is taken back by now. */
  has({ issuer, serial }: IssuedAs, now = Date.now()): boolean {
    const lists = this.lists?.now() ?? [];
    return lists.some((list) => list.issuer.equals(issuer) && (list.revoked.get(serial) ?? Infinity) <= now);
  }
}
